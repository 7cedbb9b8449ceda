import "server-only";
import { db } from "@/db/index.ts";
import { invalid } from "@/lib/core/errors.ts";
import { revokeLogins } from "./login-queries.ts";
import { hashNewPassword } from "./passwords.ts";
import { clearAttempts, findUserByEmail, updateUser } from "./queries.ts";
import { passwordProblem } from "./rules.ts";
import { deleteApiTokens } from "./token-queries.ts";
import type { UserRow } from "./users.ts";

/** What an operator may do to accounts from the terminal. An account is identified by its email address. */

const normal = (email: string): string => email.trim().toLowerCase();

export { listUsers as listAccounts } from "./queries.ts";

/** Sets an account's role; undefined when there is no such account. */
export async function setRole(email: string, role: UserRow["role"]): Promise<UserRow | undefined> {
  const user = await findUserByEmail(normal(email));
  return user && updateUser(user.id, { role });
}

/**
 * Sets the password of an account and ends its logins and API tokens; undefined when there is no such account.
 * @throws {AppError} VALIDATION_ERROR for a password that a user could not choose either
 */
export async function setPassword(email: string, password: string): Promise<UserRow | undefined> {
  const user = await findUserByEmail(normal(email));
  if (!user) return undefined;
  const problem = passwordProblem(password);
  if (problem) throw invalid(["body", "password"], problem);
  const password_hash = await hashNewPassword(password, [user.email, user.name, user.username]);
  return (await db()).transaction(async (transaction) => {
    const row = await updateUser(user.id, { password_hash }, transaction);
    await revokeLogins(user.id, null, new Date(), transaction);
    await deleteApiTokens(user.id, transaction);
    await clearAttempts(user.email, null, transaction);
    return row;
  });
}

/**
 * Activates or deactivates an account; deactivating it ends its logins for good. Undefined when there is no such
 * account.
 */
export async function setActive(email: string, is_active: boolean): Promise<UserRow | undefined> {
  const user = await findUserByEmail(normal(email));
  if (!user) return undefined;
  return (await db()).transaction(async (transaction) => {
    const row = await updateUser(user.id, { is_active }, transaction);
    if (!is_active) await revokeLogins(user.id, null, new Date(), transaction);
    return row;
  });
}
