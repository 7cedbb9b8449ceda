/** Duration of uninterrupted work. Pure, and safe for the browser; instants are milliseconds since 1970. */

/** A gap in tracked work that is shorter than this is no break. */
export const breakAfterMs = 5 * 60_000;
/** Work that ended longer ago than this no longer counts. */
export const forgottenAfterMs = 15 * 60_000;

/** A tracked session; one without an end runs. */
export interface WorkSpan {
  start: number;
  end: number | null;
}

/**
 * Uninterrupted tracked work before an instant. It ends with the last session before it, or with the running one, and
 * goes back as far as gaps stay under five minutes and no break is in between.
 * @param sessions in any order; they may overlap
 * @param breaks such as practices; work before or during one no longer counts, however short it was
 * @returns whole seconds of work, without the gaps; 0 when the last session ended over 15 minutes before
 */
export function stretchBefore(sessions: WorkSpan[], at: number, breaks: { start: number; end: number }[]): number {
  const rested = breaks.filter(({ start }) => start < at).map(({ end }) => Math.min(end, at));
  const from = Math.max(Number.NEGATIVE_INFINITY, ...rested);
  const spans = sessions
    .map(({ start, end }) => ({ start: Math.max(start, from), end: Math.min(end ?? at, at) }))
    .filter(({ start, end }) => start < end)
    .sort((a, b) => b.end - a.end);
  const latest = spans[0];
  if (!latest || at - latest.end > forgottenAfterMs) return 0;
  let worked = 0;
  let reached = latest.end;
  for (const { start, end } of spans) {
    if (reached - end >= breakAfterMs) break;
    // Of overlapping sessions, time that a later one covers is not counted again.
    worked += Math.max(0, Math.min(end, reached) - start);
    reached = Math.min(reached, start);
  }
  return Math.floor(worked / 1000);
}
