import { addDays, dayOfDate, today } from "@/lib/core/time.ts";
import type { Priority } from "@/lib/tasks/constants.ts";
import type { ImportedTask } from "@/lib/tasks/import.ts";

/** A code reviewer's tasks around today: one is overdue, some are due, some are later, some are completed. */

const hourMs = 3_600_000;

interface Planned {
  title: string;
  description?: string;
  priority?: Priority;
  /** Days until it is due, negative when it is overdue; without one it has no date. */
  due?: number;
  /** When it was added and completed: days ago, and the hour of that day. */
  added: [daysAgo: number, hour: number];
  done?: [daysAgo: number, hour: number];
}

/** In the order in which they were added. */
const planned: Planned[] = [
  { title: "Set up commit signing on the new laptop", added: [26, 9.2], done: [24, 11.5] },
  { title: "Read the design of the new router", due: -19, added: [23, 14.1], done: [20, 16.3] },
  { title: "Answer the survey on review times", priority: "low", due: -12, added: [21, 10.4], done: [13, 17.1] },
  {
    title: "Sort old screenshots",
    priority: "low",
    description: "Only those on the desktop. What is older than a year may go.",
    added: [19, 16.8],
  },
  { title: "Buy a stand for the laptop", added: [16, 12.6], done: [9, 18.4] },
  { title: "Try the stricter lint rules on one package", added: [14, 15.2] },
  { title: "Write down how releases are cut", priority: "medium", due: 9, added: [12, 9.7] },
  { title: "Ask Kim for a second look at the cache keys", due: -6, added: [10, 11.3], done: [7, 10.2] },
  { title: "Bring the flaky upload test to rest", priority: "high", due: -1, added: [8, 17.2] },
  { title: "Book the dentist", due: 3, added: [6, 8.9] },
  { title: "Prepare the talk about small pull requests", priority: "medium", due: 6, added: [5, 13.5] },
  { title: "Update the on-call notes", due: -2, added: [4, 9.4], done: [2, 15.8] },
  {
    title: "Second pass on the migration",
    priority: "high",
    description: "The part about rolling back is new. Try it on a copy first.",
    due: 0,
    added: [3, 16.2],
  },
  { title: "Thank Ada for the benchmark", added: [2, 9.1], done: [1, 9.6] },
  { title: "Reply to the questions about backwards compatibility", due: 0, added: [2, 18.1] },
  { title: "Renew the certificate of staging", priority: "medium", due: 1, added: [2, 18.2] },
  { title: "Water the plants", due: 2, added: [1, 8.4] },
];

/**
 * Generates tasks around today; deterministic for a zone and day.
 * @param zone IANA name, for days and hours
 */
export function sampleTasks(zone: string, now: Date): ImportedTask[] {
  const date = today(zone, now);
  const at = ([daysAgo, hour]: [number, number]): Date =>
    new Date(dayOfDate(addDays(date, -daysAgo), zone).from + Math.round(hour * 10) * (hourMs / 10));
  return planned.map(({ title, description = null, priority = null, due, added, done }) => {
    const [created_at, completed_at] = [at(added), done ? at(done) : null];
    const due_date = due === undefined ? null : addDays(date, due);
    return { title, description, priority, due_date, created_at, completed_at, updated_at: completed_at ?? created_at };
  });
}
