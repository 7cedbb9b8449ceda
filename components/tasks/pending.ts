import type { Priority, TaskAction } from "@/lib/tasks/constants.ts";
import type { Task } from "@/lib/tasks/shapes.ts";
import type { UnreadLine } from "./read-line.ts";

/**
 * What a person did to tasks and the server has yet to confirm. Pages show server data with these laid over it, so that
 * everything shows at once, and a refusal, which takes the operation away, rolls back by itself. Pure.
 */

/** What a person says of a task. */
export interface TaskWords {
  title: string;
  description: string | null;
  /** `YYYY-MM-DD` */
  due_date: string | null;
  priority: Priority | null;
}

interface Done {
  /** UUID of this operation. */
  key: string;
  /** When the person did it, in milliseconds of the server's clock. */
  at: number;
}

export type TaskOperation = Done &
  /** `unread`: the line was typed before what reads it was there. It is read before it is sent. */
  (
    | { kind: "add"; task: TaskWords; unread?: UnreadLine }
    | { kind: "edit"; task: Task; changes: Partial<TaskWords> }
    | { kind: "change"; action: TaskAction; tasks: Task[] }
    | { kind: "restore"; tasks: Task[] }
  );

/** The id that the server has given, for one that a task went by until then. */
export type IdOf = (id: number) => number;

/** Until the server names a task, it goes by a number below zero that the key of its addition gives. */
export const provisionalId = (key: string): number => -1 - Number.parseInt(key.slice(0, 8), 16);

/** Whether the server has yet to hear of a task. */
export const isProvisional = ({ id }: Pick<Task, "id">): boolean => id < 0;

const isoOf = (instant: number): string => new Date(instant).toISOString();

/** A task as it is once it is completed, or open again. */
export function turned(task: Task, completed: boolean, at: number): Task {
  if (task.completed === completed) return task;
  const status = completed ? "completed" : "pending";
  return { ...task, completed, status, completed_at: completed ? isoOf(at) : null };
}

/** A task that is to be added, as it shows until the server has named it. */
export function provisionalTask(words: TaskWords, id: number, at: number): Task {
  const known = { completed: false, status: "pending", completed_at: null } as const;
  return { ...words, ...known, id, created_at: isoOf(at), updated_at: isoOf(at) };
}

/** The tasks an operation is about, as they were when it was done; none for an addition. */
export function tasksOf(operation: TaskOperation): Task[] {
  if (operation.kind === "add") return [];
  return operation.kind === "edit" ? [operation.task] : operation.tasks;
}

/** The ids of the tasks an operation touches. */
export const touchedBy = (operation: TaskOperation, idOf: IdOf): number[] =>
  operation.kind === "add" ? [idOf(provisionalId(operation.key))] : tasksOf(operation).map(({ id }) => idOf(id));

function apply(tasks: Task[], operation: TaskOperation, idOf: IdOf): Task[] {
  const has = (id: number) => tasks.some((task) => task.id === id);
  if (operation.kind === "add") {
    const id = idOf(provisionalId(operation.key));
    return has(id) ? tasks : [...tasks, provisionalTask(operation.task, id, operation.at)];
  }
  const ids = new Set(touchedBy(operation, idOf));
  if (operation.kind === "change" && operation.action === "delete") return tasks.filter(({ id }) => !ids.has(id));
  // What no list has read yet is known as it was when the person saw it.
  const unread = tasksOf(operation)
    .map((task) => ({ ...task, id: idOf(task.id) }))
    .filter(({ id }) => !has(id));
  const all = [...tasks, ...unread];
  if (operation.kind === "restore") return all;
  const change = (task: Task): Task =>
    operation.kind === "edit"
      ? { ...task, ...operation.changes }
      : turned(task, operation.action === "complete", operation.at);
  return all.map((task) => (ids.has(task.id) ? change(task) : task));
}

/** Tasks as they will be once the server has confirmed `operations`, oldest operation first; in no order. */
export const applyAll = (tasks: Task[], operations: TaskOperation[], idOf: IdOf): Task[] =>
  operations.reduce((known, operation) => apply(known, operation, idOf), tasks);
