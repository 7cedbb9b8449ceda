import "server-only";
import { db, type Executor } from "@/db/index.ts";
import { lockUserRow } from "@/db/owner.ts";
import type { Caller } from "@/lib/api/implement.ts";
import { signToken } from "@/lib/auth/tokens.ts";
import { AppError } from "@/lib/core/errors.ts";
import { hashToken, randomToken } from "@/lib/core/secrets.ts";
import { insertLogin, insertRefreshToken, revokeLogin, revokeLogins, trimLogins } from "./login-queries.ts";
import { touchUser } from "./queries.ts";
import { accessSeconds, type LoginKind, loginSeconds, mostLogins, renewalSeconds } from "./rules.ts";
import type { UserRow } from "./users.ts";

/** The origin of a sign-in. */
export type Place = Pick<Caller, "address" | "userAgent" | "headers">;

/** A new login. */
export interface OpenedLogin {
  user: UserRow;
  loginId: number;
  expiresAt: Date;
}

const later = (now: Date, seconds: number): Date => new Date(now.getTime() + seconds * 1000);

/** The one error of a sign-in: it does not reveal who has an account. */
export const wrongCredentials = (): AppError => new AppError("UNAUTHORIZED", "Email or password is wrong");

/**
 * Starts a login; every way of signing in uses this.
 * @param remembered a browser stays signed in for 30 days rather than one
 * @throws {AppError} UNAUTHORIZED when the account is not active
 */
export async function openLogin(
  owner: number,
  kind: LoginKind,
  place: Place,
  remembered: boolean,
  executor: Executor,
): Promise<OpenedLogin> {
  const now = new Date();
  const user = await touchUser(owner, now, executor);
  if (!user) throw wrongCredentials();
  await trimLogins(owner, mostLogins, now, executor);
  const expiresAt = later(now, loginSeconds(kind, remembered));
  const values = {
    kind,
    user_agent: place.userAgent || null,
    address: place.address,
    created_at: now,
    authenticated_at: now,
  };
  const loginId = await insertLogin(owner, { ...values, expires_at: expiresAt }, executor);
  return { user, loginId, expiresAt };
}

/** Issues an access token of a login. */
export function accessToken(kind: LoginKind, user: Pick<UserRow, "id" | "role">, loginId: number) {
  const iat = Math.floor(Date.now() / 1000);
  const expires_in = accessSeconds(kind);
  const claims = { sub: String(user.id), sid: String(loginId), role: user.role, iat, exp: iat + expires_in };
  const token = signToken("access", claims);
  return { access_token: token, token, token_type: "bearer" as const, expires_in };
}

/** Issues a refresh token of a login: a new one, unless it follows another. */
export async function issueRefreshToken(
  loginId: number,
  now: Date,
  executor: Executor,
  token = randomToken(),
): Promise<string> {
  await insertRefreshToken(loginId, hashToken(token), now, later(now, renewalSeconds), executor);
  return token;
}

/** Issues an access and a refresh token for a new login. */
export async function tokenPair(kind: LoginKind, { user, loginId }: OpenedLogin) {
  const refresh_token = await issueRefreshToken(loginId, new Date(), await db());
  return { ...accessToken(kind, user, loginId), refresh_token };
}

/** Ends a login and with it its cookie, access and refresh tokens; false when it did not exist or had already ended. */
export const endLogin = (owner: number, loginId: number): Promise<boolean> => revokeLogin(owner, loginId, new Date());

/** Ends every login of an account but one. */
export async function endOtherLogins(owner: number, except: number | null): Promise<void> {
  await (await db()).transaction(async (transaction) => {
    // The account's row is locked first, here as everywhere.
    await lockUserRow(owner, transaction);
    await revokeLogins(owner, except, new Date(), transaction);
  });
}
