import { addDays } from "@/lib/core/time.ts";
import { restorableMinutes, type TaskStatus } from "./constants.ts";

/** Rules of tasks. */

/** How many tasks one person may have, open and completed. */
export const mostTasks = 10_000;

/** From when on what was deleted can be brought back. */
export const restorableSince = (now: Date): Date => new Date(now.getTime() - restorableMinutes * 60_000);

/** The days a list is narrowed to: open tasks due before a date, or any from one date to another; or with or without one. */
export interface DueFilter {
  lateBefore?: string;
  from?: string;
  to?: string;
  any?: boolean;
}

/** What a list of tasks is narrowed by. */
export interface TaskFilter {
  status: "all" | TaskStatus;
  q?: string | undefined;
  due?: DueFilter | undefined;
  /** From the first instant on, and before the second, is when it was completed. */
  completed?: { from?: Date | undefined; before?: Date | undefined } | undefined;
}

/**
 * What a word of the API says of due dates.
 * @param due a date, or `overdue`, `today`, `week`, `any`, `none`
 * @param today the person's, as `YYYY-MM-DD`
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
