import type { Practice } from "@/lib/practice/shapes.ts";
import type { Session } from "@/lib/tracking/shapes.ts";
import { stretchBefore } from "@/lib/tracking/stretch.ts";

/** When a break is due. Pure; instants are milliseconds. */

/** Work without a break after which one is offered. */
const dueAfterSeconds = 50 * 60;
/** A practice that was given up sooner than this was no break. */
const leastBreakSeconds = 60;

type Worked = Pick<Session, "start_time" | "end_time">;
type Practised = Pick<Practice, "started_at" | "ended_at" | "status" | "duration_seconds">;

/** From when to when a practice was: one under way reaches as far as it has told. */
export function spanOf({ started_at, ended_at, duration_seconds }: Practised): { start: number; end: number } {
  const start = Date.parse(started_at);
  return { start, end: ended_at === null ? start + duration_seconds * 1000 : Date.parse(ended_at) };
}

/**
 * Seconds worked without a break, once those are enough for one to be offered; else null.
 * @param dismissedAt when the offer was last put away, which holds until the next break
 */
export function breakDue(sessions: Worked[], practices: Practised[], now: number, dismissedAt: number | null) {
  const spans = sessions.map(({ start_time, end_time }) => ({
    start: Date.parse(start_time),
    end: end_time === null ? null : Date.parse(end_time),
  }));
  const breaks = practices
    .filter(({ status, duration_seconds }) => status !== "abandoned" || duration_seconds >= leastBreakSeconds)
    .map(spanOf);
  const worked = stretchBefore(spans, now, breaks);
  if (worked < dueAfterSeconds) return null;
  if (dismissedAt === null) return worked;
  // It was put away in this very stretch when a break at that moment would have shortened it.
  const since = stretchBefore(spans, now, [...breaks, { start: dismissedAt, end: dismissedAt }]);
  return since === worked ? worked : null;
}
