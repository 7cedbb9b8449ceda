import "server-only";
import { isStale, longestSpanMs } from "./rules.ts";
import { startedBetween } from "./today-queries.ts";
import { stretchBefore } from "./work-streak.ts";

/** How far back a stretch of work is followed; no session is longer. */
export const furthestBackMs = longestSpanMs;

/**
 * Seconds of tracked work without a break that led up to an instant; see {@link stretchBefore}.
 * @param breaks what interrupted it besides gaps, since `furthestBackMs` before
 */
export async function workBefore(
  owner: number,
  at: Date,
  breaks: { start: Date; end: Date }[],
  now: Date,
): Promise<number> {
  const rows = await startedBetween(owner, new Date(at.getTime() - furthestBackMs), at);
  const sessions = rows.map((row) => {
    // One that nobody ended, and that the sweep has yet to end, was over at its last sign of life.
    const end = row.end_time ?? (isStale(row, now) ? row.last_seen_at : null);
    return { start: row.start_time.getTime(), end: end === null ? null : end.getTime() };
  });
  const rests = breaks.map(({ start, end }) => ({ start: start.getTime(), end: end.getTime() }));
  return stretchBefore(sessions, at.getTime(), rests);
}
