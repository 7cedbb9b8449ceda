import "server-only";
import { db } from "@/db/index.ts";
import type { Principal } from "@/lib/auth/principal.ts";
import { AppError, invalid, reauthenticationRequired } from "@/lib/core/errors.ts";
import { confirmPassword } from "./credentials.ts";
import { findLogin, noteAuthenticated } from "./login-queries.ts";
import { findUser } from "./queries.ts";
import { recentSignInMs } from "./rules.ts";

/**
 * What opens an account for good, or shuts others out of it, is not left to whoever finds a browser signed in: it takes
 * a sign-in, or a confirmation by the password, of the last 15 minutes.
 */

type Login = Pick<Principal, "id" | "login_session_id">;

/**
 * Refuses a login whose person proved to be it too long ago. Accounts with neither a password nor GitHub, which are
 * those with sample data, have nothing to prove it with, and are let through.
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
 * Makes a login as good as one that has just begun, by the password.
 * @throws {AppError} VALIDATION_ERROR beside `password`; RATE_LIMITED after too many failures
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
