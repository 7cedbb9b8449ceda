import "server-only";
import { and, count, desc, eq, gt, isNull, lt, ne, notInArray, or, sql } from "drizzle-orm";
import { db, type Executor } from "@/db/index.ts";
import { loginSessions, refreshTokens, users } from "@/db/schema/index.ts";
import type { PageRequest, Position } from "@/lib/api/pagination.ts";
import { refreshGraceMs } from "./rules.ts";

/** SQL of logins and their refresh tokens. The owner is the first argument wherever there is one. */

export type LoginRow = typeof loginSessions.$inferSelect;

const alive = (now: Date) => and(isNull(loginSessions.revoked_at), gt(loginSessions.expires_at, now));

export async function insertLogin(
  owner: number,
  values: Pick<LoginRow, "kind" | "user_agent" | "address" | "created_at" | "authenticated_at" | "expires_at">,
  executor: Executor,
): Promise<number> {
  const [row] = await executor
    .insert(loginSessions)
    .values({ ...values, user_id: owner, last_seen_at: values.created_at })
    .returning({ id: loginSessions.id });
  if (!row) throw new Error("insert answered no row");
  return row.id;
}

export async function insertRefreshToken(
  loginId: number,
  tokenHash: string,
  now: Date,
  expiresAt: Date,
  executor: Executor,
): Promise<void> {
  await executor
    .insert(refreshTokens)
    .values({ login_session_id: loginId, token_hash: tokenHash, created_at: now, expires_at: expiresAt });
}

/** The login a refresh token belongs to, whether still valid or not. */
export async function findRefreshToken(tokenHash: string) {
  const [row] = await (await db())
    .select({ id: refreshTokens.id, loginId: refreshTokens.login_session_id, owner: loginSessions.user_id })
    .from(refreshTokens)
    .innerJoin(loginSessions, eq(loginSessions.id, refreshTokens.login_session_id))
    .where(eq(refreshTokens.token_hash, tokenHash));
  return row;
}

/**
 * Makes room for one more login of an account: deletes ended ones first, then the least recently seen. The account's
 * row must be locked.
 */
export async function trimLogins(owner: number, most: number, now: Date, executor: Executor): Promise<void> {
  const kept = executor
    .select({ id: loginSessions.id })
    .from(loginSessions)
    .where(eq(loginSessions.user_id, owner))
    .orderBy(desc(sql`${alive(now)}`), desc(loginSessions.last_seen_at), desc(loginSessions.id))
    .limit(most - 1);
  await executor.delete(loginSessions).where(and(eq(loginSessions.user_id, owner), notInArray(loginSessions.id, kept)));
}

/** A login of an account. */
export async function findLogin(owner: number, id: number): Promise<LoginRow | undefined> {
  const own = and(eq(loginSessions.id, id), eq(loginSessions.user_id, owner));
  const [row] = await (await db()).select().from(loginSessions).where(own);
  return row;
}

/** Records that the user of a login has just re-authenticated. */
export async function noteAuthenticated(owner: number, id: number, now: Date, executor: Executor): Promise<void> {
  await executor
    .update(loginSessions)
    .set({ authenticated_at: now })
    .where(and(eq(loginSessions.id, id), eq(loginSessions.user_id, owner)));
}

/** Whether a refresh token was used, and when it expires. */
export async function refreshTokenState(tokenHash: string, executor: Executor) {
  const [row] = await executor
    .select({ used_at: refreshTokens.used_at, expires_at: refreshTokens.expires_at })
    .from(refreshTokens)
    .where(eq(refreshTokens.token_hash, tokenHash));
  return row;
}

/** Locks a valid login of an active account and updates when it was last seen. */
export async function claimLogin(owner: number, id: number, now: Date, executor: Executor) {
  const [login] = await executor
    .update(loginSessions)
    .set({ last_seen_at: now })
    .where(and(eq(loginSessions.id, id), eq(loginSessions.user_id, owner), alive(now)))
    .returning({ kind: loginSessions.kind });
  const [user] = await executor
    .select({ id: users.id, role: users.role })
    .from(users)
    .where(and(eq(users.id, owner), users.is_active));
  return login && user ? { kind: login.kind, user } : undefined;
}

export async function extendLogin(owner: number, id: number, expiresAt: Date, executor: Executor): Promise<void> {
  await executor
    .update(loginSessions)
    .set({ expires_at: expiresAt })
    .where(and(eq(loginSessions.id, id), eq(loginSessions.user_id, owner), lt(loginSessions.expires_at, expiresAt)));
}

/**
 * Consumes a refresh token, once. The client that used it may send it again for ten seconds: of several concurrent
 * refreshes all but one come too late, and none of them is theft.
 */
export async function consumeRefreshToken(
  id: number,
  client: string,
  now: Date,
  executor: Executor,
): Promise<"fresh" | "again" | "expired" | "stolen"> {
  const used = await executor
    .update(refreshTokens)
    .set({ used_at: now, used_by: client })
    .where(and(eq(refreshTokens.id, id), isNull(refreshTokens.used_at), gt(refreshTokens.expires_at, now)))
    .returning({ id: refreshTokens.id });
  if (used.length > 0) return "fresh";
  const [row] = await executor
    .select({ used_at: refreshTokens.used_at, used_by: refreshTokens.used_by })
    .from(refreshTokens)
    .where(eq(refreshTokens.id, id));
  if (!row?.used_at) return "expired";
  const again = row.used_by === client && now.getTime() - row.used_at.getTime() <= refreshGraceMs;
  return again ? "again" : "stolen";
}

/** Ends one login; false when it does not exist, belongs to another user or has already ended. */
export async function revokeLogin(owner: number, id: number, now: Date, executor?: Executor): Promise<boolean> {
  const rows = await (executor ?? (await db()))
    .update(loginSessions)
    .set({ revoked_at: now })
    .where(and(eq(loginSessions.id, id), eq(loginSessions.user_id, owner), alive(now)))
    .returning({ id: loginSessions.id });
  return rows.length > 0;
}

/** Ends every login of an account but one. */
export async function revokeLogins(owner: number, except: number | null, now: Date, executor: Executor): Promise<void> {
  const others = except === null ? undefined : ne(loginSessions.id, except);
  await executor
    .update(loginSessions)
    .set({ revoked_at: now })
    .where(and(eq(loginSessions.user_id, owner), alive(now), others));
}

/** Valid logins, newest first; one row more than the limit shows whether there is a next page. */
export async function listLogins(owner: number, page: PageRequest, after: Position | undefined, now: Date) {
  const orm = await db();
  const mine = and(eq(loginSessions.user_id, owner), alive(now));
  const { created_at, id } = loginSessions;
  const older = after && or(lt(created_at, after.time), and(eq(created_at, after.time), lt(id, after.id)));
  const [total] = await orm.select({ count: count() }).from(loginSessions).where(mine);
  const rows = await orm
    .select()
    .from(loginSessions)
    .where(and(mine, older))
    .orderBy(desc(created_at), desc(id))
    .limit(page.limit + 1)
    .offset(after ? 0 : page.offset);
  return { rows, total: total?.count ?? 0 };
}
