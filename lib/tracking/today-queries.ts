import "server-only";
import { and, eq, gt, gte, isNotNull, lt, or } from "drizzle-orm";
import { db } from "@/db/index.ts";
import { trackingSessions as sessions } from "@/db/schema/index.ts";
import { downwards } from "./list-queries.ts";
import { type SessionRow, sessionColumns } from "./queries.ts";
import { longestSpanMs } from "./rules.ts";

/** SQL of the current day. The owner is always the first argument. */

/** The latest `limit` ended sessions that overlap the time between two instants. */
export async function endedTouching(owner: number, from: Date, to: Date, limit: number): Promise<SessionRow[]> {
  // The index is by start: no session spans more than this, so nothing that began earlier overlaps.
  const earliest = new Date(from.getTime() - longestSpanMs);
  return (await db())
    .select(sessionColumns)
    .from(sessions)
    .where(
      and(
        eq(sessions.user_id, owner),
        gte(sessions.start_time, earliest),
        lt(sessions.start_time, to),
        isNotNull(sessions.end_time),
        or(gte(sessions.start_time, from), gt(sessions.end_time, from)),
      ),
    )
    .orderBy(downwards(sessions.start_time), downwards(sessions.id))
    .limit(limit);
}

/** Start and end of the owner's sessions that began between two instants. */
export async function startedBetween(owner: number, from: Date, to: Date) {
  return (await db())
    .select({ start_time: sessions.start_time, end_time: sessions.end_time, last_seen_at: sessions.last_seen_at })
    .from(sessions)
    .where(and(eq(sessions.user_id, owner), gte(sessions.start_time, from), lt(sessions.start_time, to)));
}
