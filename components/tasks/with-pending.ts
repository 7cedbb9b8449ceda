import type { Task } from "@/lib/tasks/shapes.ts";
import { matches, type TaskFilters } from "./list/filters.ts";
import { compareCompleted, compareOpen } from "./list/groups.ts";
import { applyAll, type IdOf, type TaskOperation, touchedBy } from "./pending.ts";

/** The lists as they will be once the server has confirmed what the person did. Pure. */

interface Laid {
  open: Task[];
  completed: Task[];
  /** By how many there are more, or less, than the server has said. */
  more: { open: number; completed: number };
}

/** Each task once, as it was read last. */
function unique(tasks: Task[]): Task[] {
  const known = new Map<number, Task>();
  for (const task of tasks) {
    const other = known.get(task.id);
    if (!other || other.updated_at < task.updated_at) known.set(task.id, task);
  }
  return [...known.values()];
}

/**
 * Lays operations over the open and the completed tasks that were read.
 * @param today the person's date
 */
export function withPending(
  read: { open: Task[]; completed: Task[] },
  operations: TaskOperation[],
  filters: TaskFilters,
  today: string,
  idOf: IdOf,
): Laid {
  const known = unique([...read.open, ...read.completed]);
  const touched = new Set(operations.flatMap((operation) => touchedBy(operation, idOf)));
  // The server knows best what the filters ask for; only what it has not judged yet is judged here.
  const shown = applyAll(known, operations, idOf).filter(
    (task) => !touched.has(task.id) || matches(task, filters, today),
  );
  const open = shown.filter(({ completed }) => !completed).sort(compareOpen);
  const completed = shown.filter((task) => task.completed).sort(compareCompleted);
  return {
    open,
    completed,
    more: { open: open.length - read.open.length, completed: completed.length - read.completed.length },
  };
}
