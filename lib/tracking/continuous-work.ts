import "server-only";
import { isStale, longestSpanMs } from "./rules.ts";
import { startedBetween } from "./today-queries.ts";
import { stretchBefore } from "./work-streak.ts";

/** How far back a stretch of work is followed; no session is longer. */
export const furthestBackMs = longestSpanMs;

/**
 * Seconds of uninterrupted tracked work before an instant; see {@link stretchBefore}.
 * @param breaks interruptions besides gaps, since `furthestBackMs` before
 */
export async function workBefore(
  owner: number,
  at: Date,
  breaks: { start: Date; end: Date }[],
  now: Date,
): Promise<number> {
  const rows = await startedBetween(owner, new Date(at.getTime() - furthestBackMs), at);
  const sessions = rows.map((row) => {
    // A stale session that the sweep has yet to end was over at its last heartbeat.
    const end = row.end_time ?? (isStale(row, now) ? row.last_seen_at : null);
    return { start: row.start_time.getTime(), end: end === null ? null : end.getTime() };
  });
  const rests = breaks.map(({ start, end }) => ({ start: start.getTime(), end: end.getTime() }));
  return stretchBefore(sessions, at.getTime(), rests);
}
