import type { Practice } from "@/lib/practice/shapes.ts";
import type { Session } from "@/lib/tracking/shapes.ts";

/** From when to when things of a day were. Pure; instants are milliseconds. */

/** Work without a break after which one is offered. */
export const dueAfterSeconds = 50 * 60;

type Practised = Pick<Practice, "started_at" | "ended_at" | "duration_seconds">;

/** From when to when a practice was: one under way reaches as far as it has told. */
export function spanOf({ started_at, ended_at, duration_seconds }: Practised): { start: number; end: number } {
  const start = Date.parse(started_at);
  return { start, end: ended_at === null ? start + duration_seconds * 1000 : Date.parse(ended_at) };
}

/** Whether sessions hold so much work that a break may be due: what tells is only loaded then. */
export function mayNeedBreak(sessions: Pick<Session, "start_time" | "end_time">[], now: number): boolean {
  const lengths = sessions.map(({ start_time, end_time }) => {
    return (end_time === null ? now : Date.parse(end_time)) - Date.parse(start_time);
  });
  return lengths.reduce((sum, length) => sum + length, 0) >= dueAfterSeconds * 1000;
}
