import "server-only";
import { and, isNull, lte, or } from "drizzle-orm";
import { db } from "@/db/index.ts";
import { emailTokens, loginSessions, loginThrottles, refreshTokens } from "@/db/schema/index.ts";
import { lock } from "./rules.ts";
import { deleteExpiredUsers } from "./sample-queries.ts";

/** Deletes expired rows: sample accounts, logins, refresh tokens, tokens of emails, and counters of failed sign-ins. */
export async function sweepAccounts(now: Date): Promise<void> {
  const orm = await db();
  // An hour longer, because the emails of the last hour are counted.
  const anHourAgo = new Date(now.getTime() - 3_600_000);
  const windowStart = new Date(now.getTime() - lock.windowMs);
  await deleteExpiredUsers(now, orm);
  await orm.delete(loginSessions).where(or(lte(loginSessions.expires_at, now), lte(loginSessions.revoked_at, now)));
  await orm.delete(refreshTokens).where(lte(refreshTokens.expires_at, now));
  await orm.delete(emailTokens).where(lte(emailTokens.expires_at, anHourAgo));
  await orm
    .delete(loginThrottles)
    .where(
      and(
        lte(loginThrottles.window_started_at, windowStart),
        or(isNull(loginThrottles.locked_until), lte(loginThrottles.locked_until, now)),
      ),
    );
}
