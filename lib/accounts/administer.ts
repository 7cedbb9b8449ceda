import "server-only";
import { db } from "@/db/index.ts";
import { revokeLogins } from "./login-queries.ts";
import { findUserByEmail, updateUser } from "./queries.ts";
import type { UserRow } from "./users.ts";

/** What the operator may do to accounts from the terminal. An account is named by its e-mail address. */

const normal = (email: string): string => email.trim().toLowerCase();

export { listUsers as listAccounts } from "./queries.ts";

/** Gives an account a role; undefined when there is no such account. */
export async function setRole(email: string, role: UserRow["role"]): Promise<UserRow | undefined> {
  const user = await findUserByEmail(normal(email));
  return user && updateUser(user.id, { role });
}

/** Opens or closes an account; closing it ends its logins for good. Undefined when there is no such account. */
export async function setActive(email: string, is_active: boolean): Promise<UserRow | undefined> {
  const user = await findUserByEmail(normal(email));
  if (!user) return undefined;
  return (await db()).transaction(async (transaction) => {
    const row = await updateUser(user.id, { is_active }, transaction);
    if (!is_active) await revokeLogins(user.id, null, new Date(), transaction);
    return row;
  });
}
