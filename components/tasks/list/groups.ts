import { addDays, dayInWeek } from "@/lib/core/dates.ts";
import { priorities } from "@/lib/tasks/constants.ts";
import type { Task } from "@/lib/tasks/shapes.ts";

/** The order of tasks, and the groups in which open ones stand. Pure; dates are the person's own. */

export const groupNames = {
  overdue: "Overdue",
  today: "Today",
  tomorrow: "Tomorrow",
  week: "This week",
  later: "Later",
  none: "No date",
} as const;
export type GroupName = keyof typeof groupNames;

const order = Object.keys(groupNames) as GroupName[];

export interface TaskGroup {
  name: GroupName;
  tasks: Task[];
}

type WeekStart = Parameters<typeof dayInWeek>[1];

/** Where a task that is due then stands. */
export function groupOf(due: string | null, today: string, weekStart: WeekStart): GroupName {
  if (due === null) return "none";
  if (due < today) return "overdue";
  if (due === today) return "today";
  if (due === addDays(today, 1)) return "tomorrow";
  return due < addDays(today, 7 - dayInWeek(today, weekStart)) ? "week" : "later";
}

/** Open tasks in their groups; groups without any are left out. */
export function groupsOf(tasks: Task[], today: string, weekStart: WeekStart): TaskGroup[] {
  const groups = new Map<GroupName, Task[]>(order.map((name) => [name, []]));
  for (const task of tasks) groups.get(groupOf(task.due_date, today, weekStart))?.push(task);
  return order.map((name) => ({ name, tasks: groups.get(name) ?? [] })).filter((group) => group.tasks.length > 0);
}

const rankOf = ({ priority }: Task): number => (priority === null ? -1 : priorities.indexOf(priority));
const dayOf = ({ due_date }: Task): string => due_date ?? "9999-99-99";

/** One without an id of the server's is the youngest. */
const ageOf = ({ id }: Task): number => (id < 0 ? Number.MAX_SAFE_INTEGER : id);

/** Open tasks as the server orders them: by due date, none last, then by priority, then the oldest. */
export function compareOpen(one: Task, other: Task): number {
  if (dayOf(one) !== dayOf(other)) return dayOf(one) < dayOf(other) ? -1 : 1;
  return rankOf(other) - rankOf(one) || ageOf(one) - ageOf(other);
}

/** Completed tasks as the server orders them: the latest first. */
export const compareCompleted = (one: Task, other: Task): number =>
  Date.parse(other.completed_at ?? "") - Date.parse(one.completed_at ?? "") || one.id - other.id;
