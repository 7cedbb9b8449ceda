import "server-only";
import { and, asc, eq, isNotNull, isNull, or, type SQL, sql } from "drizzle-orm";
import { db, type Executor } from "@/db/index.ts";
import { idempotencyKeys, installation, loginThrottles, users } from "@/db/schema/index.ts";
import { type AttemptScope, lock } from "./rules.ts";
import type { UserRow } from "./users.ts";

/**
 * SQL of accounts. The owner, or what names one, is the first argument. Whatever touches several rows of an account
 * locks the row in `users` first: two orders would be a deadlock.
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

/** Adds an account. The first of the installation becomes its administrator, whoever else tries at the same time. */
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

/** Changes an account unless it is closed. */
export const updateActiveUser = (owner: number, values: UserChange, executor: Executor) =>
  change(owner, values, executor, eq(users.is_active, true));

/** Changes the password, if it still is what `known` says: of several changes at once, one wins. */
export const replacePassword = (owner: number, known: string, password_hash: string, executor: Executor) =>
  change(owner, { password_hash }, executor, eq(users.password_hash, known));

/** Notes that an address is confirmed, if it still is the account's. */
export const confirmEmail = (owner: number, email: string, now: Date, executor: Executor) =>
  change(owner, { email_verified_at: now }, executor, eq(users.email, email));

/** Notes a sign-in; nothing for an account that is not active. */
export async function touchUser(owner: number, now: Date, executor: Executor): Promise<UserRow | undefined> {
  const [row] = await executor
    .update(users)
    .set({ last_login_at: now })
    .where(and(eq(users.id, owner), users.is_active))
    .returning();
  return row;
}

/** Joins an account to a GitHub account, unless it is joined to another or could be somebody else's. */
export function linkGithub(owner: number, values: UserChange, executor: Executor): Promise<UserRow | undefined> {
  // An address nobody has confirmed may have been claimed by anyone who knows it: only a password is proof then.
  const trusted = or(sql`${users.email_verified_at} is not null`, isNull(users.password_hash));
  return change(owner, values, executor, and(isNull(users.github_id), trusted));
}

/** Joins an account to a GitHub account in its owner's own name, unless it is joined to another, closed or a sample. */
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

/** Parts an account from its GitHub account, unless that is its only way in. */
export const partFromGithub = (owner: number): Promise<UserRow | undefined> =>
  change(
    owner,
    { github_id: null, github_username: null, avatar_url: null },
    undefined,
    or(isNotNull(users.password_hash), isNull(users.github_id)),
  );

/** Parts an account from its GitHub account, whatever other way in there is. */
export const dropGithub = (owner: number, executor: Executor) =>
  change(owner, { github_id: null, github_username: null, avatar_url: null }, executor);

/** Every account, oldest first, with what tells them apart. */
export async function listUsers() {
  const { id, email, role, is_active, last_login_at } = users;
  return (await db()).select({ id, email, role, is_active, last_login_at }).from(users).orderBy(asc(users.id));
}

/** Erases an account; rows that name it as their owner go with it. */
export async function deleteUser(owner: number, email: string): Promise<void> {
  await (await db()).transaction(async (transaction) => {
    await transaction.delete(users).where(eq(users.id, owner));
    await transaction.delete(idempotencyKeys).where(eq(idempotencyKeys.owner, `user:${owner}`));
    await transaction.delete(loginThrottles).where(eq(loginThrottles.email, email));
  });
}

/**
 * Counts an attempt to prove a password before it is known to be right, so that many at once count as many.
 * @param scope who attempts; the budgets of two scopes have nothing to do with each other
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

/** Forgets the attempts of whoever has just proved to own an account; of everybody when no scope is named. */
export async function clearAttempts(email: string, scope: AttemptScope | null, executor?: Executor): Promise<void> {
  const whose = scope === null ? undefined : eq(loginThrottles.scope, scope);
  await (executor ?? (await db())).delete(loginThrottles).where(and(eq(loginThrottles.email, email), whose));
}
