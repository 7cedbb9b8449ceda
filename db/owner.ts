import { eq, sql } from "drizzle-orm";
import { AppError } from "@/lib/core/errors.ts";
import { db, type Executor } from "./index.ts";
import { users } from "./schema/index.ts";

/**
 * The one road to what an account keeps. Whoever writes takes the owner's row of `users` first, so that one person's
 * writes happen one after the other, and raises its versions with it; nothing else raises them.
 */

/** What an account keeps. Each domain has a column `<domain>_version`. */
export type Domain = "tracking" | "tasks" | "practice" | "assistant";

/** A version of each domain: that of the whole account at which the domain last changed. */
export type Versions = Record<Domain, number>;

// While a deployment replaces another, the older Stint raises tracking_version alone, and counts in it.
const latest = (table = "") => `greatest(${table}data_version, ${table}tracking_version)`;

const listOf = (domains: Domain | readonly Domain[]): readonly Domain[] =>
  typeof domains === "string" ? [domains] : domains;

// The right side is the row as it was, so that all of them get the same number.
const raised = (domains: Domain | readonly Domain[]): string =>
  ["data", ...listOf(domains)].map((name) => `${name}_version = ${latest()} + 1`).join(", ");

/** The columns that {@link versionsOf} reads, of a table named `name`. */
export const versionColumns = (name: string): string =>
  `${latest(`${name}.`)} as data_version, ${name}.tracking_version, ${name}.tasks_version, ${name}.practice_version,
    ${name}.assistant_version`;

/** A row with the columns of {@link versionColumns}. */
export type VersionRow = { data_version: number } & { [D in Domain as `${D}_version`]: number };

/** The versions of an account: of all it keeps, and of each domain. */
export const versionsOf = (row: VersionRow): { data_version: number; versions: Versions } => ({
  data_version: row.data_version,
  versions: {
    tracking: row.tracking_version,
    tasks: row.tasks_version,
    practice: row.practice_version,
    assistant: row.assistant_version,
  },
});

/** The SQL of a CTE `owners` that takes the rows of `users` for which `condition` holds, raised, by their `id`. */
export const ownersCte = (domain: Domain, condition: string): string =>
  `owners as (update users set ${raised(domain)} where ${condition} returning id)`;

/**
 * The SQL of a CTE `owner` that takes the row of the owner, whose id is `$1`, and raises the versions.
 * @param condition of the row: when it does not hold, or the owner is gone, `owner` is empty and nothing is raised
 * @param counter a column that counts one further, and stands in `owner` beside `id`
 */
export const ownerCte = (domain: Domain, condition = "true", counter?: "last_task_id"): string =>
  `owner as (
    update users set ${raised(domain)}${counter ? `, ${counter} = ${counter} + 1` : ""}
    where id = $1 and ${condition} returning id${counter ? `, ${counter}` : ""}
  )`;

/**
 * Takes the owner's row until the transaction ends, and raises the versions of what changes in it.
 * @returns the owner's time zone, an IANA name; undefined when the owner is gone
 */
export async function holdOwner(
  owner: number,
  domains: Domain | readonly Domain[],
  tx: Executor,
): Promise<string | undefined> {
  const result = await tx.execute(
    sql`update users set ${sql.raw(raised(domains))} where id = ${owner} returning timezone`,
  );
  return (result as unknown as { rows: { timezone: string }[] }).rows[0]?.timezone;
}

/**
 * Runs `work` in a transaction that holds the owner's row, and raises the versions of what it changes.
 * @param work gets the transaction and the owner's time zone, an IANA name
 * @throws {AppError} UNAUTHORIZED when the owner is gone; and what `work` throws, then nothing is raised
 */
export async function withOwnerLock<T>(
  owner: number,
  domains: Domain | readonly Domain[],
  work: (tx: Executor, timezone: string) => Promise<T>,
): Promise<T> {
  return (await db()).transaction(async (tx) => {
    const timezone = await holdOwner(owner, domains, tx);
    if (timezone === undefined) throw new AppError("UNAUTHORIZED", "This account was deleted");
    return work(tx, timezone);
  });
}

/** Locks an account's row until the transaction ends without raising a version: nothing of what it keeps changes. */
export async function lockUserRow(owner: number, tx: Executor): Promise<typeof users.$inferSelect | undefined> {
  const [row] = await tx.select().from(users).where(eq(users.id, owner)).for("update");
  return row;
}
