import "server-only";
import { db } from "@/db/index.ts";
import type { Principal } from "@/lib/auth/principal.ts";
import { AppError, invalid, reauthenticationRequired } from "@/lib/core/errors.ts";
import { confirmPassword } from "./credentials.ts";
import { findLogin, noteAuthenticated } from "./login-queries.ts";
import { findUser } from "./queries.ts";
import { recentSignInMs } from "./rules.ts";

/**
 * Actions that grant lasting access to an account, or lock others out of it, must not be open to anyone who
 * finds a browser signed in: they need a sign-in, or a password confirmation, within the last 15 minutes.
 */

type Login = Pick<Principal, "id" | "login_session_id">;

/**
 * Rejects a login whose user authenticated too long ago. Accounts with neither a password nor GitHub, which are sample
 * accounts, have no way to authenticate, and are let through.
 * @throws {AppError} FORBIDDEN with a detail of the type `reauthentication_required`
 */
export async function requireRecentSignIn({ id, login_session_id }: Login): Promise<void> {
  const [login, user] = await Promise.all([findLogin(id, login_session_id ?? 0), findUser(id)]);
  if (login && Date.now() - login.authenticated_at.getTime() < recentSignInMs) return;
  if (user && user.password_hash === null && user.github_id === null) return;
  const way = user?.password_hash === null ? "sign in again with GitHub" : "confirm with your password";
  const msg = `You signed in more than 15 minutes ago; ${way} to continue`;
  throw new AppError("FORBIDDEN", msg, { detail: [{ loc: ["login"], msg, type: reauthenticationRequired }] });
}

/**
 * Re-authenticates a login by password, so that it counts as new.
 * @throws {AppError} VALIDATION_ERROR for `password`; RATE_LIMITED after too many failures
 */
export async function authenticateAgain({ id, login_session_id }: Login, password: string): Promise<void> {
  const user = await findUser(id);
  if (!user) throw new AppError("UNAUTHORIZED", "Sign in or send a valid token");
  if (user.password_hash === null) {
    throw invalid(["body", "password"], "The account has no password; sign in again with GitHub");
  }
  await confirmPassword(user, "password", password);
  await noteAuthenticated(id, login_session_id ?? 0, new Date(), await db());
}
