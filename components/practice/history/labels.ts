import { formatTimes } from "@/components/tracking/list/session-times.ts";
import { dateFormatOf } from "@/lib/core/date-formats.ts";
import { formatDuration } from "@/lib/core/format.ts";
import type { Practice } from "@/lib/practice/shapes.ts";

/** How the history says months, days and practices. Pure. */

const format = (options: Intl.DateTimeFormatOptions) => dateFormatOf("en-GB", { timeZone: "UTC", ...options });

/** `March 2026` */
export const formatMonth = (month: string): string =>
  format({ month: "long", year: "numeric" }).format(Date.parse(`${month}-01`));

/** `Saturday 14 March` */
export const formatDay = (date: string): string =>
  format({ weekday: "long", day: "numeric", month: "long" }).format(Date.parse(date)).replace(",", "");

/** `16 Nov` */
export const formatShort = (date: string): string =>
  format({ day: "numeric", month: "short" }).format(Date.parse(date));

/** `Mon` */
export const formatWeekday = (date: string): string => format({ weekday: "short" }).format(Date.parse(date));

/** When a practice was, on the clock of the place where it was done: `09:00–09:05`. */
export const formatWhen = ({ started_at, ended_at, timezone }: Practice): string =>
  formatTimes({ start_time: started_at, end_time: ended_at }, timezone);

/** What became of a practice that did not come to its end; null for one that did, and counts. */
export function formatUnfinished({ status, counts }: Practice): string | null {
  if (status === "active") return "in progress";
  if (status === "abandoned") return "not finished";
  return counts ? null : "too short to count";
}

/**
 * How long was practised of how long it takes: `4 m of 5 m`; of what was held to its end, only that. Ways from pose to
 * pose take time as well, which nobody is held in: with all its poses done nothing is missing.
 */
export function formatHeld(practice: Practice): string {
  const { duration_seconds, total_seconds, completed_poses, pose_count } = practice;
  const [held, whole] = [formatDuration(duration_seconds), formatDuration(total_seconds)];
  const isWhole = duration_seconds >= total_seconds || completed_poses >= pose_count;
  return isWhole || held === whole ? held : `${held} of ${whole}`;
}
