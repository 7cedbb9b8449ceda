import "server-only";
import { randomUUID } from "node:crypto";
import { db, type Executor } from "@/db/index.ts";
import { type OpenedLogin, openLogin, type Place } from "./logins.ts";
import { deleteExpiredUsers, insertSampleUser } from "./sample-queries.ts";

/** Accounts to look around in: nobody's, without a password, and gone after a day. */

const lifeMs = 24 * 3_600_000;

/**
 * Makes an account that is erased after 24 hours and signs a browser in to it. Either all of it is made or nothing.
 * @param fill writes what the account begins with, within the same transaction
 */
export async function openSampleAccount(
  place: Place,
  timezone: string,
  fill: (tx: Executor, owner: number) => Promise<void>,
): Promise<OpenedLogin> {
  const now = new Date();
  const orm = await db();
  // A deployment without a process that stays may have no sweep; whoever comes in tidies up for it.
  await deleteExpiredUsers(now, orm);
  return orm.transaction(async (tx) => {
    // Nobody can own an address below .invalid (RFC 2606), so no mail for this account can reach anybody.
    const email = `sample-${randomUUID()}@stint.invalid`;
    const expires_at = new Date(now.getTime() + lifeMs);
    const owner = await insertSampleUser(tx, { email, name: "Robin", timezone, expires_at });
    await fill(tx, owner);
    return openLogin(owner, "browser", place, false, tx);
  });
}
