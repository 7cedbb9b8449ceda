import "server-only";
import { and, asc, eq, isNotNull, isNull, or, type SQL, sql } from "drizzle-orm";
import { db, type Executor } from "@/db/index.ts";
import { idempotencyKeys, installation, loginThrottles, users } from "@/db/schema/index.ts";
import { type AttemptScope, lock } from "./rules.ts";
import type { UserRow } from "./users.ts";

/**
 * SQL of accounts. The owner, or what identifies one, is the first argument. Any query on several rows of an account
 * locks the row in `users` first, as two lock orders would deadlock.
 */

type NewUser = Pick<typeof users.$inferInsert, "email"> & Partial<typeof users.$inferInsert>;
type UserChange = Partial<Omit<typeof users.$inferInsert, "id">>;

async function oneUser(condition: SQL): Promise<UserRow | undefined> {
  const [row] = await (await db()).select().from(users).where(condition);
  return row;
}

export const findUser = (owner: number) => oneUser(eq(users.id, owner));

export const findUserByEmail = (email: string) => oneUser(eq(users.email, email));

export const findUserByGithub = (githubId: number) => oneUser(eq(users.github_id, githubId));

/** Inserts an account. The first of the installation becomes its administrator, and only one of concurrent first ones does. */
export async function insertUser(executor: Executor, values: NewUser): Promise<UserRow> {
  const [row] = await executor.insert(users).values(values).returning();
  if (!row) throw new Error("insert answered no row");
  const claimed = await executor
    .insert(installation)
    .values({ id: 1, first_user_id: row.id })
    .onConflictDoNothing()
    .returning({ id: installation.id });
  if (claimed.length === 0) return row;
  const [admin] = await executor.update(users).set({ role: "admin" }).where(eq(users.id, row.id)).returning();
  return admin ?? row;
}

async function change(
  owner: number,
  values: UserChange,
  executor?: Executor,
  also?: SQL,
): Promise<UserRow | undefined> {
  const [row] = await (executor ?? (await db()))
    .update(users)
    .set({ ...values, updated_at: new Date() })
    .where(and(eq(users.id, owner), also))
    .returning();
  return row;
}

export const updateUser = (owner: number, values: UserChange, executor?: Executor) => change(owner, values, executor);

/** Updates an account unless it is deactivated. */
export const updateActiveUser = (owner: number, values: UserChange, executor: Executor) =>
  change(owner, values, executor, eq(users.is_active, true));

/** Changes the password if it still equals `known`: of several concurrent changes, one wins. */
export const replacePassword = (owner: number, known: string, password_hash: string, executor: Executor) =>
  change(owner, { password_hash }, executor, eq(users.password_hash, known));

/** Marks an address as confirmed, if it still is the account's. */
export const confirmEmail = (owner: number, email: string, now: Date, executor: Executor) =>
  change(owner, { email_verified_at: now }, executor, eq(users.email, email));

/** Records a sign-in; no effect for an account that is not active. */
export async function touchUser(owner: number, now: Date, executor: Executor): Promise<UserRow | undefined> {
  const [row] = await executor
    .update(users)
    .set({ last_login_at: now })
    .where(and(eq(users.id, owner), users.is_active))
    .returning();
  return row;
}

/** Links an account to a GitHub account, unless it is linked to another or could be somebody else's. */
export function linkGithub(owner: number, values: UserChange, executor: Executor): Promise<UserRow | undefined> {
  // An unconfirmed address may have been registered by anyone who knows it: only a password is proof then.
  const trusted = or(sql`${users.email_verified_at} is not null`, isNull(users.password_hash));
  return change(owner, values, executor, and(isNull(users.github_id), trusted));
}

/**
 * Links an account to a GitHub account at its owner's request, unless it is linked to another, deactivated or a sample.
 */
export function joinOwnGithub(
  owner: number,
  githubId: number,
  values: UserChange,
  executor: Executor,
): Promise<UserRow | undefined> {
  const free = or(isNull(users.github_id), eq(users.github_id, githubId));
  return change(
    owner,
    { ...values, github_id: githubId },
    executor,
    and(free, users.is_active, isNull(users.expires_at)),
  );
}

/** Unlinks an account from its GitHub account, unless that is the only way to sign in. */
export const partFromGithub = (owner: number): Promise<UserRow | undefined> =>
  change(
    owner,
    { github_id: null, github_username: null, avatar_url: null },
    undefined,
    or(isNotNull(users.password_hash), isNull(users.github_id)),
  );

/** Unlinks an account from its GitHub account, even if it is the only way to sign in. */
export const dropGithub = (owner: number, executor: Executor) =>
  change(owner, { github_id: null, github_username: null, avatar_url: null }, executor);

/** Every account, oldest first, with what distinguishes them. */
export async function listUsers() {
  const { id, email, role, is_active, last_login_at } = users;
  return (await db()).select({ id, email, role, is_active, last_login_at }).from(users).orderBy(asc(users.id));
}

/** Deletes an account; its rows are deleted with it. */
export async function deleteUser(owner: number, email: string): Promise<void> {
  await (await db()).transaction(async (transaction) => {
    await transaction.delete(users).where(eq(users.id, owner));
    await transaction.delete(idempotencyKeys).where(eq(idempotencyKeys.owner, `user:${owner}`));
    await transaction.delete(loginThrottles).where(eq(loginThrottles.email, email));
  });
}

/**
 * Counts a password attempt before it is checked, so that concurrent ones are all counted.
 * @param scope kind of attempt; each scope has its own budget
 * @returns null when it may be tried, or until when the account is locked
 */
export async function countAttempt(email: string, scope: AttemptScope, now: Date): Promise<Date | null> {
  const { failures, window_started_at, locked_until } = loginThrottles;
  const lockedUntil = new Date(now.getTime() + lock.lockMs);
  const windowStart = new Date(now.getTime() - lock.windowMs);
  const over = sql`(${locked_until} is not null or ${window_started_at} <= ${windowStart})`;
  const orm = await db();
  const counted = await orm
    .insert(loginThrottles)
    .values({ email, scope, failures: 1, window_started_at: now })
    .onConflictDoUpdate({
      target: [loginThrottles.email, loginThrottles.scope],
      set: {
        failures: sql`case when ${over} then 1 else ${failures} + 1 end`,
        window_started_at: sql`case when ${over} then ${now} else ${window_started_at} end`,
        locked_until: sql`case when not ${over} and ${failures} + 1 >= ${lock.failures}
          then ${lockedUntil}::timestamptz end`,
      },
      setWhere: sql`${locked_until} is null or ${locked_until} <= ${now}`,
    })
    .returning({ email: loginThrottles.email });
  if (counted.length > 0) return null;
  const own = and(eq(loginThrottles.email, email), eq(loginThrottles.scope, scope));
  const [locked] = await orm.select({ locked_until }).from(loginThrottles).where(own);
  return locked?.locked_until ?? now;
}

/** Resets the attempts of a user who has just authenticated; of every scope when none is given. */
export async function clearAttempts(email: string, scope: AttemptScope | null, executor?: Executor): Promise<void> {
  const whose = scope === null ? undefined : eq(loginThrottles.scope, scope);
  await (executor ?? (await db())).delete(loginThrottles).where(and(eq(loginThrottles.email, email), whose));
}
