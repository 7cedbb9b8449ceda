import "server-only";
import { db, type Executor } from "@/db/index.ts";
import { lockUserRow } from "@/db/owner.ts";
import { type AppError, invalid } from "@/lib/core/errors.ts";
import { hashToken } from "@/lib/core/secrets.ts";
import { noteAuthenticated, revokeLogins } from "./login-queries.ts";
import { mailToken } from "./mails.ts";
import { hashNewPassword } from "./passwords.ts";
import {
  clearAttempts,
  confirmEmail,
  dropGithub,
  findUser,
  findUserByEmail,
  replacePassword,
  updateActiveUser,
} from "./queries.ts";
import { provePassword } from "./sign-in.ts";
import {
  consumeMailedToken,
  deleteApiTokens,
  findMailedToken,
  type MailPurpose,
  voidMailedTokens,
} from "./token-queries.ts";
import type { UserRow } from "./users.ts";

const deadLink = (): AppError => invalid(["body", "token"], "This link was used or has expired; request a new one");

const aboutOf = ({ email, name, username }: UserRow) => [email, name, username];

/** Sends an email with a token to reset the password, if there is such an account; does not reveal whether there is. */
export async function mailReset(email: string): Promise<void> {
  const user = await findUserByEmail(email);
  if (user?.is_active) await mailToken(user, "reset");
}

/** Sends the email to confirm the address again, unless it is confirmed. */
export async function mailVerification(owner: number): Promise<void> {
  const user = await findUser(owner);
  if (user && user.email_verified_at === null) await mailToken(user, "verify");
}

/**
 * Consumes the token of an email, and runs the action it authorises in the same transaction.
 * @throws {AppError} VALIDATION_ERROR for the token field
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
    await lockUserRow(owner, transaction);
    const used = await consumeMailedToken(owner, purpose, tokenHash, now, transaction);
    if (!used || !(await work(owner, used.email, now, transaction))) throw deadLink();
    await voidMailedTokens(owner, purpose, now, transaction);
  });
}

/**
 * The account that a reset token belongs to; does not consume it.
 * @throws {AppError} VALIDATION_ERROR for the token field
 */
export async function accountOfReset(token: string): Promise<UserRow> {
  const owner = await findMailedToken("reset", hashToken(token), new Date());
  const user = owner === undefined ? undefined : await findUser(owner);
  if (!user) throw deadLink();
  return user;
}

interface Reset {
  token: string;
  password: string;
  /** Whether API tokens are kept. Where the reset is the first proof of the address, nothing is. */
  keep_tokens: boolean;
}

/**
 * Sets a new password with the token of an email, once, and ends every login of the account, and its API tokens unless
 * they are kept. Until an address is confirmed, anybody may have registered it: the first proof of it removes all
 * earlier access, API tokens and the GitHub link included, so that the person who registered it loses access.
 * @returns the account as it was before
 * @throws {AppError} VALIDATION_ERROR for the token, or for a common password
 */
export async function resetPassword({ token, password, keep_tokens }: Reset): Promise<UserRow> {
  // Checked before as well: hashing a password is too expensive to do for any made-up token.
  const before = await accountOfReset(token);
  const password_hash = await hashNewPassword(password, aboutOf(before));
  await withMailedToken("reset", hashToken(token), async (id, email, now, transaction) => {
    const user = await updateActiveUser(id, { password_hash }, transaction);
    if (!user) return false;
    const isFirstProof = user.email_verified_at === null;
    if (isFirstProof) await dropGithub(id, transaction);
    if (isFirstProof || !keep_tokens) await deleteApiTokens(id, transaction);
    await confirmEmail(id, email, now, transaction);
    await revokeLogins(id, null, now, transaction);
    await clearAttempts(user.email, null, transaction);
    return true;
  });
  return before;
}

/**
 * Authenticates the owner of an account by its password.
 * @throws {AppError} VALIDATION_ERROR for the field; RATE_LIMITED after too many failures
 */
export async function confirmPassword(user: UserRow, field: string, password: string): Promise<void> {
  if (!(await provePassword(user.email, user, password, "signed-in")))
    throw invalid(["body", field], "The password is wrong");
  await clearAttempts(user.email, "signed-in");
}

/**
 * Changes the password and ends every other login of the account, and its API tokens unless they are kept.
 * @throws {AppError} VALIDATION_ERROR for `current_password`; RATE_LIMITED after too many failures
 */
export async function changePassword(
  user: UserRow,
  loginId: number | null,
  current: string,
  password: string,
  keepsTokens: boolean,
): Promise<void> {
  const known = user.password_hash;
  if (known === null) {
    throw invalid(["body", "current_password"], "The account has no password; set one by email");
  }
  await confirmPassword(user, "current_password", current);
  const password_hash = await hashNewPassword(password, aboutOf(user));
  await (await db()).transaction(async (transaction) => {
    const now = new Date();
    const changed = await replacePassword(user.id, known, password_hash, transaction);
    if (!changed) throw invalid(["body", "current_password"], "The password has changed");
    await voidMailedTokens(user.id, "reset", now, transaction);
    await revokeLogins(user.id, loginId, now, transaction);
    if (loginId !== null) await noteAuthenticated(user.id, loginId, now, transaction);
    if (!keepsTokens) await deleteApiTokens(user.id, transaction);
  });
}

/**
 * Confirms an address with the token of an email, once.
 * @throws {AppError} VALIDATION_ERROR for the token
 */
export async function verifyEmail(token: string): Promise<void> {
  await withMailedToken("verify", hashToken(token), async (owner, email, now, transaction) => {
    await confirmEmail(owner, email, now, transaction);
    return true;
  });
}
