import "server-only";
import { and, eq, inArray, type SQL, sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import { db, type Executor } from "@/db/index.ts";
import { repositoryNames as names } from "@/db/schema/index.ts";
import { keyOf, type Repository } from "./reference.ts";

/** SQL of repository names, which compare case-insensitively. The owner is always the first argument. */

/** A name as it is compared, independent of the database's collation: names on GitHub are ASCII. */
export const folded = (expression: string): string => `lower(${expression} collate "C")`;

/** Whether a column equals a name, in any case; undefined is no condition. */
export const isName = (column: AnyPgColumn, name: string | undefined): SQL | undefined =>
  name === undefined ? undefined : sql`lower(${column} collate "C") = ${name.toLowerCase()}`;

/**
 * Part of a statement that begins with `owner`: creates `spelled`, the one row with a repository's stored spelling, and
 * stores the given one when there is none. Of two concurrent statements, the second finds what the first has stored.
 * @param name the statement's parameters for both names
 */
export function spelling({ repo_owner, repo_name }: Repository): string {
  const [owner, name] = [`${repo_owner}::text`, `${repo_name}::text`];
  return `known as (
    select repo_owner, repo_name from repository_names
    where user_id = $1 and owner_key = ${folded(owner)} and name_key = ${folded(name)}
  ), named as (
    insert into repository_names (user_id, owner_key, name_key, repo_owner, repo_name)
    select owner.id, ${folded(owner)}, ${folded(name)}, coalesce(
      (select r.repo_owner from repository_names r where r.user_id = $1 and r.owner_key = ${folded(owner)} limit 1),
      ${owner}
    ), ${name}
    from owner where not exists (select from known)
    on conflict (user_id, owner_key, name_key) do update set repo_owner = repository_names.repo_owner
    returning repo_owner, repo_name
  ), spelled as (select * from known union all select * from named)`;
}

const ownerKey = ({ repo_owner }: Repository) => repo_owner.toLowerCase();
const nameKey = ({ repo_name }: Repository) => repo_name.toLowerCase();

/**
 * The stored spellings of repositories; new ones are stored as they are spelled here. Call it with the owner's tracked
 * time locked.
 * @returns a function that gives the spelling of one of them
 */
export async function spell(
  owner: number,
  repositories: Repository[],
  tx: Executor,
): Promise<(repository: Repository) => Repository> {
  if (repositories.length === 0) return (repository) => repository;
  const owners = new Map(repositories.toReversed().map((each) => [ownerKey(each), each.repo_owner]));
  const known = await tx
    .select()
    .from(names)
    .where(and(eq(names.user_id, owner), inArray(names.owner_key, [...owners.keys()])));
  for (const row of known) owners.set(row.owner_key, row.repo_owner);
  const spellings = new Map<string, Repository>(known.map((row) => [keyOf(row), row]));
  const fresh = new Map<string, Repository>();
  for (const each of repositories) {
    const key = keyOf(each);
    if (spellings.has(key)) continue;
    const spelled = { repo_owner: owners.get(ownerKey(each)) ?? each.repo_owner, repo_name: each.repo_name };
    spellings.set(key, spelled);
    fresh.set(key, spelled);
  }
  if (fresh.size > 0) {
    const rows = [...fresh.values()].map((each) => ({
      ...each,
      user_id: owner,
      owner_key: ownerKey(each),
      name_key: nameKey(each),
    }));
    await tx.insert(names).values(rows);
  }
  return (repository) => {
    const { repo_owner, repo_name } = spellings.get(keyOf(repository)) ?? repository;
    return { repo_owner, repo_name };
  };
}

/** The spelling of a repository; undefined when the owner has nothing about it. */
export async function findSpelling(owner: number, repository: Repository): Promise<Repository | undefined> {
  const [row] = await (await db())
    .select({ repo_owner: names.repo_owner, repo_name: names.repo_name })
    .from(names)
    .where(
      and(eq(names.user_id, owner), eq(names.owner_key, ownerKey(repository)), eq(names.name_key, nameKey(repository))),
    );
  return row;
}
