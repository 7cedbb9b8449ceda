import { daysBetween } from "@/lib/core/dates.ts";
import { formatCount, formatDate, formatLongDate } from "@/lib/core/format.ts";
import type { Priority } from "@/lib/tasks/constants.ts";
import type { Task } from "@/lib/tasks/shapes.ts";

/** How tasks are said. Pure. */

const longestSaid = 60;

/** A title in quotes, cut where it would fill a notice. */
export function formatTitle(title: string): string {
  const letters = [...title];
  return `“${letters.length > longestSaid ? `${letters.slice(0, longestSaid).join("").trimEnd()}…` : title}”`;
}

/** One task by its title, several by their number. */
export const formatTasks = (tasks: Pick<Task, "title">[]): string =>
  tasks.length === 1 && tasks[0] ? formatTitle(tasks[0].title) : formatCount(tasks.length, "task");

/** When something is due: `Tomorrow`, `Friday` within six days, else as dates are said. */
export function formatDue(date: string, today: string): string {
  const days = daysBetween(today, date);
  if (days === 1) return "Tomorrow";
  if (days > 1 && days < 7) return formatLongDate(date).split(" ")[0] ?? date;
  return formatDate(date, today);
}

export const priorityNames: Record<Priority, string> = { high: "High", medium: "Medium", low: "Low" };
