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
    await lockUserRow(owner, transaction);
    const used = await consumeMailedToken(owner, purpose, tokenHash, now, transaction);
    if (!used || !(await work(owner, used.email, now, transaction))) throw deadLink();
    await voidMailedTokens(owner, purpose, now, transaction);
  });
}

/**
 * The account that the token of a mail resets; nothing is used up.
 * @throws {AppError} VALIDATION_ERROR beside the token
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
  /** Whether API tokens live on. Where the reset is the first proof of the address, nothing does. */
  keep_tokens: boolean;
}

/**
 * Sets a new password with the token of a mail, once, and ends every login of the account, and its API tokens unless
 * they are kept. Until an address is confirmed, anybody may have registered it: the first proof of it removes all that
 * was made before, tokens and the link to GitHub included, so that no way in is left to whoever that was.
 * @returns the account as it was before
 * @throws {AppError} VALIDATION_ERROR beside the token, or beside a password that is common
 */
export async function resetPassword({ token, password, keep_tokens }: Reset): Promise<UserRow> {
  // Asked before as well: hashing a password is too much work for whoever sends any token.
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
 * Lets the owner of an account prove to be it by its password.
 * @throws {AppError} VALIDATION_ERROR beside the field; RATE_LIMITED after too many failures
 */
export async function confirmPassword(user: UserRow, field: string, password: string): Promise<void> {
  if (!(await provePassword(user.email, user, password, "signed-in")))
    throw invalid(["body", field], "The password is wrong");
  await clearAttempts(user.email, "signed-in");
}

/**
 * Changes the password and ends every other login of the account, and its API tokens unless they are kept.
 * @throws {AppError} VALIDATION_ERROR beside `current_password`; RATE_LIMITED after too many failures
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
 * Confirms an address with the token of a mail, once.
 * @throws {AppError} VALIDATION_ERROR beside the token
 */
export async function verifyEmail(token: string): Promise<void> {
  await withMailedToken("verify", hashToken(token), async (owner, email, now, transaction) => {
    await confirmEmail(owner, email, now, transaction);
    return true;
  });
}
