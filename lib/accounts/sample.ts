import "server-only";
import { randomUUID } from "node:crypto";
import { db, type Executor } from "@/db/index.ts";
import { type OpenedLogin, openLogin, type Place } from "./logins.ts";
import { deleteExpiredUsers, insertSampleUser } from "./sample-queries.ts";

/** Sample accounts: no owner, no password, deleted after a day. */

const lifeMs = 24 * 3_600_000;

/**
 * Creates an account that is deleted after 24 hours and signs a browser in to it, in one transaction.
 * @param fill writes the account's initial data, within the same transaction
 */
export async function openSampleAccount(
  place: Place,
  timezone: string,
  fill: (tx: Executor, owner: number) => Promise<void>,
): Promise<OpenedLogin> {
  const now = new Date();
  const orm = await db();
  // A serverless deployment may have no sweep, so each new sample account cleans up.
  await deleteExpiredUsers(now, orm);
  return orm.transaction(async (tx) => {
    // Nobody can own an address below .invalid (RFC 2606), so no email for this account can reach anybody.
    const email = `sample-${randomUUID()}@stint.invalid`;
    const expires_at = new Date(now.getTime() + lifeMs);
    const owner = await insertSampleUser(tx, { email, name: "Robin", timezone, expires_at });
    await fill(tx, owner);
    return openLogin(owner, "browser", place, false, tx);
  });
}
