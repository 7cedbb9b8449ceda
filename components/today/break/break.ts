import type { Practice } from "@/lib/practice/shapes.ts";
import type { Session } from "@/lib/tracking/shapes.ts";
import { stretchBefore } from "@/lib/tracking/work-streak.ts";
import { dueAfterSeconds, spanOf } from "./spans.ts";

/** When a break is due. Pure; instants are milliseconds. */

/** A practice that was given up sooner than this was no break. */
const leastBreakSeconds = 60;

type Worked = Pick<Session, "start_time" | "end_time">;
type Practised = Pick<Practice, "started_at" | "ended_at" | "status" | "duration_seconds">;

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
