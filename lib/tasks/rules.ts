import { addDays } from "@/lib/core/time.ts";
import { restorableMinutes, type TaskStatus } from "./constants.ts";

/** Rules of tasks. */

/** Maximum tasks of one user, open and completed. */
export const mostTasks = 10_000;

/** The earliest deletion time that can still be restored. */
export const restorableSince = (now: Date): Date => new Date(now.getTime() - restorableMinutes * 60_000);

/** The days of a filter: open tasks due before a date, or any from one date to another; or with or without one. */
export interface DueFilter {
  lateBefore?: string;
  from?: string;
  to?: string;
  any?: boolean;
}

/** The filter of a list of tasks. */
export interface TaskFilter {
  status: "all" | TaskStatus;
  q?: string | undefined;
  due?: DueFilter | undefined;
  /** Completed at or after the first instant, and before the second. */
  completed?: { from?: Date | undefined; before?: Date | undefined } | undefined;
}

/**
 * The filter for the API's due values.
 * @param due a date, or `overdue`, `today`, `week`, `any`, `none`
 * @param today the user's, as `YYYY-MM-DD`
 */
export function dueFilter(due: string | undefined, today: string): DueFilter | undefined {
  switch (due) {
    case undefined:
      return undefined;
    case "any":
    case "none":
      return { any: due === "any" };
    case "overdue":
      return { lateBefore: today };
    case "today":
      return { lateBefore: today, from: today, to: today };
    case "week":
      return { lateBefore: today, from: today, to: addDays(today, 7) };
    default:
      return { from: due, to: due };
  }
}
