import "server-only";
import { db } from "@/db/index.ts";
import { deviceKnownTo } from "@/lib/auth/device.ts";
import { AppError } from "@/lib/core/errors.ts";
import { type OpenedLogin, openLogin, type Place, wrongCredentials } from "./logins.ts";
import { passwordFits } from "./passwords.ts";
import { clearAttempts, countAttempt, findUserByEmail } from "./queries.ts";
import type { AttemptScope, LoginKind } from "./rules.ts";
import type { UserRow } from "./users.ts";

/**
 * Compares a password with an account's, within the attempts of that scope. Whether or not the account exists or has a
 * password, the work is the same.
 * @throws {AppError} RATE_LIMITED while the account is locked for that scope; then even the right password is rejected
 */
export async function provePassword(
  email: string,
  user: UserRow | undefined,
  password: string,
  scope: AttemptScope,
): Promise<boolean> {
  const now = new Date();
  const lockedUntil = await countAttempt(email, scope, now);
  if (lockedUntil) {
    const retryAfter = Math.max(1, Math.ceil((lockedUntil.getTime() - now.getTime()) / 1000));
    throw new AppError("RATE_LIMITED", "Too many failed attempts; the account is locked for a while", { retryAfter });
  }
  const fits = await passwordFits(password, user?.password_hash);
  return fits && user?.is_active === true;
}

/**
 * Signs in with email and password.
 * @throws {AppError} UNAUTHORIZED for an unknown email, a wrong password and an inactive account alike; RATE_LIMITED
 */
export async function signIn(
  place: Place,
  input: { email: string; password: string; remember_me: boolean },
  kind: LoginKind,
): Promise<OpenedLogin> {
  const user = await findUserByEmail(input.email);
  const device = deviceKnownTo(place.headers, input.email);
  const scope: AttemptScope = device ? `device:${device}` : "sign-in";
  if (!(await provePassword(input.email, user, input.password, scope)) || !user) throw wrongCredentials();
  return (await db()).transaction(async (transaction) => {
    // The account's row is locked first, here as everywhere.
    const login = await openLogin(user.id, kind, place, input.remember_me, transaction);
    await clearAttempts(input.email, scope, transaction);
    return login;
  });
}
