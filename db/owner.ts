import { eq, sql } from "drizzle-orm";
import { AppError } from "@/lib/core/errors.ts";
import { db, type Executor } from "./index.ts";
import { users } from "./schema/index.ts";

/**
 * The only way to write an account's data. Every writer locks the owner's row of `users` first, so that one user's
 * writes are serialized, and raises its versions with it; nothing else raises them.
 */

/** The domains of an account's data. Each has a column `<domain>_version`. */
export type Domain = "tracking" | "tasks" | "practice" | "assistant";

/** A version of each domain: the account's overall version when the domain last changed. */
export type Versions = Record<Domain, number>;

// During a rolling deployment, the older Stint raises only tracking_version, and counts in it.
const latest = (table = "") => `greatest(${table}data_version, ${table}tracking_version)`;

const listOf = (domains: Domain | readonly Domain[]): readonly Domain[] =>
  typeof domains === "string" ? [domains] : domains;

// The right side refers to the row before the update, so that all of them get the same number.
const raised = (domains: Domain | readonly Domain[]): string =>
  ["data", ...listOf(domains)].map((name) => `${name}_version = ${latest()} + 1`).join(", ");

/** The columns that {@link versionsOf} reads, of a table named `name`. */
export const versionColumns = (name: string): string =>
  `${latest(`${name}.`)} as data_version, ${name}.tracking_version, ${name}.tasks_version, ${name}.practice_version,
    ${name}.assistant_version`;

/** A row with the columns of {@link versionColumns}. */
export type VersionRow = { data_version: number } & { [D in Domain as `${D}_version`]: number };

/** The versions of an account: overall, and of each domain. */
export const versionsOf = (row: VersionRow): { data_version: number; versions: Versions } => ({
  data_version: row.data_version,
  versions: {
    tracking: row.tracking_version,
    tasks: row.tasks_version,
    practice: row.practice_version,
    assistant: row.assistant_version,
  },
});

/**
 * The SQL of a CTE `owners` that locks the rows of `users` that match `condition`, raises their versions, and returns
 * their `id`.
 */
export const ownersCte = (domain: Domain, condition: string): string =>
  `owners as (update users set ${raised(domain)} where ${condition} returning id)`;

/**
 * The SQL of a CTE `owner` that locks the owner's row, whose id is `$1`, and raises the versions.
 * @param condition of the row: when it does not hold, or the owner is deleted, `owner` is empty and nothing is raised
 * @param counter a column that is incremented, and returned in `owner` beside `id`
 */
export const ownerCte = (domain: Domain, condition = "true", counter?: "last_task_id"): string =>
  `owner as (
    update users set ${raised(domain)}${counter ? `, ${counter} = ${counter} + 1` : ""}
    where id = $1 and ${condition} returning id${counter ? `, ${counter}` : ""}
  )`;

/**
 * Locks the owner's row until the transaction ends, and raises the versions of the domains that change in it.
 * @returns the owner's time zone, an IANA name; undefined when the owner is deleted
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
 * Runs `work` in a transaction that locks the owner's row, and raises the versions of the domains it changes.
 * @param work gets the transaction and the owner's time zone, an IANA name
 * @throws {AppError} UNAUTHORIZED when the owner is deleted; and any error of `work`, then nothing is raised
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

/** Locks an account's row until the transaction ends without raising a version: none of its data changes. */
export async function lockUserRow(owner: number, tx: Executor): Promise<typeof users.$inferSelect | undefined> {
  const [row] = await tx.select().from(users).where(eq(users.id, owner)).for("update");
  return row;
}
