import "server-only";
import { db, type Executor } from "@/db/index.ts";
import { type AppError, invalid } from "@/lib/errors.ts";
import { hashToken } from "@/lib/secrets.ts";
import { revokeLogins } from "./login-queries.ts";
import { mailToken } from "./mails.ts";
import { hashPassword } from "./passwords.ts";
import {
  clearAttempts,
  confirmEmail,
  findUser,
  findUserByEmail,
  lockUser,
  replacePassword,
  updateActiveUser,
} from "./queries.ts";
import { provePassword } from "./sign-in.ts";
import { consumeMailedToken, findMailedToken, type MailPurpose, voidMailedTokens } from "./token-queries.ts";
import type { UserRow } from "./users.ts";

const deadLink = (): AppError => invalid(["body", "token"], "The link is used or too old; ask for a new one");

/** Mails a token that resets the password, if there is such an account; tells nobody whether there is. */
export async function mailReset(email: string): Promise<void> {
  const user = await findUserByEmail(email);
  if (user?.is_active) await mailToken(user, "reset");
}

/** Mails the token that confirms the address once more, unless it is confirmed. */
export async function mailVerification(owner: number): Promise<void> {
  const user = await findUser(owner);
  if (user && user.email_verified_at === null) await mailToken(user, "verify");
}

/**
 * Uses the token of a mail up, and does what it allows in the same transaction.
 * @throws {AppError} VALIDATION_ERROR beside the token
 */
async function withMailedToken(
  purpose: MailPurpose,
  tokenHash: string,
  work: (owner: number, email: string, now: Date, transaction: Executor) => Promise<boolean>,
): Promise<void> {
  const now = new Date();
  const owner = await findMailedToken(purpose, tokenHash, now);
  if (owner === undefined) throw deadLink();
  await (await db()).transaction(async (transaction) => {
    await lockUser(owner, transaction);
    const used = await consumeMailedToken(owner, purpose, tokenHash, now, transaction);
    if (!used || !(await work(owner, used.email, now, transaction))) throw deadLink();
    await voidMailedTokens(owner, purpose, now, transaction);
  });
}

/**
 * Sets a new password with the token of a mail, once, and ends every login of the account.
 * @throws {AppError} VALIDATION_ERROR beside the token
 */
export async function resetPassword(token: string, password: string): Promise<void> {
  const hash = hashToken(token);
  // Asked before as well: hashing a password is too much work for whoever sends any token.
  if ((await findMailedToken("reset", hash, new Date())) === undefined) throw deadLink();
  const password_hash = await hashPassword(password);
  await withMailedToken("reset", hash, async (owner, email, now, transaction) => {
    const user = await updateActiveUser(owner, { password_hash }, transaction);
    if (!user) return false;
    await confirmEmail(owner, email, now, transaction);
    await revokeLogins(owner, null, now, transaction);
    await clearAttempts(user.email, transaction);
    return true;
  });
}

/**
 * Lets the owner of an account prove to be it by its password.
 * @throws {AppError} VALIDATION_ERROR beside the field; RATE_LIMITED after too many failures
 */
export async function confirmPassword(user: UserRow, field: string, password: string): Promise<void> {
  if (!(await provePassword(user.email, user, password))) throw invalid(["body", field], "The password is wrong");
  await clearAttempts(user.email);
}

/**
 * Changes the password and ends every other login of the account.
 * @throws {AppError} VALIDATION_ERROR beside `current_password`; RATE_LIMITED after too many failures
 */
export async function changePassword(
  user: UserRow,
  loginId: number | null,
  current: string,
  password: string,
): Promise<void> {
  const known = user.password_hash;
  if (known === null) {
    throw invalid(["body", "current_password"], "The account has no password; set one by mail");
  }
  await confirmPassword(user, "current_password", current);
  const password_hash = await hashPassword(password);
  await (await db()).transaction(async (transaction) => {
    const now = new Date();
    const changed = await replacePassword(user.id, known, password_hash, transaction);
    if (!changed) throw invalid(["body", "current_password"], "The password was changed meanwhile");
    await voidMailedTokens(user.id, "reset", now, transaction);
    await revokeLogins(user.id, loginId, now, transaction);
  });
}

/**
 * Confirms an address with the token of a mail, once.
 * @throws {AppError} VALIDATION_ERROR beside the token
 */
export async function verifyEmail(token: string): Promise<void> {
  await withMailedToken("verify", hashToken(token), async (owner, email, now, transaction) => {
    await confirmEmail(owner, email, now, transaction);
    return true;
  });
}
