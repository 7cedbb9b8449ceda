import { daysBetween } from "@/lib/core/dates.ts";
import { sayCount, sayDate, sayLongDate } from "@/lib/core/format.ts";
import type { Priority } from "@/lib/tasks/constants.ts";
import type { Task } from "@/lib/tasks/shapes.ts";

/** How tasks are said. Pure. */

const longestSaid = 60;

/** A title in quotes, cut where it would fill a notice. */
export function sayTitle(title: string): string {
  const letters = [...title];
  return `“${letters.length > longestSaid ? `${letters.slice(0, longestSaid).join("").trimEnd()}…` : title}”`;
}

/** One task by its title, several by their number. */
export const sayTasks = (tasks: Pick<Task, "title">[]): string =>
  tasks.length === 1 && tasks[0] ? sayTitle(tasks[0].title) : sayCount(tasks.length, "task");

/** When something is due: `Tomorrow`, `Friday` within six days, else as dates are said. */
export function sayDue(date: string, today: string): string {
  const days = daysBetween(today, date);
  if (days === 1) return "Tomorrow";
  if (days > 1 && days < 7) return sayLongDate(date).split(" ")[0] ?? date;
  return sayDate(date, today);
}

export const priorityNames: Record<Priority, string> = { high: "High", medium: "Medium", low: "Low" };
