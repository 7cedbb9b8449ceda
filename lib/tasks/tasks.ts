import "server-only";
import type { Executor } from "@/db/index.ts";
import { withOwnerLock } from "@/db/owner.ts";
import { type PageRequest, pageOf, positionOf } from "@/lib/api/pagination.ts";
import { AppError, invalid, notFound } from "@/lib/core/errors.ts";
import { dayOfDate, today } from "@/lib/core/time.ts";
import type { Priority, TaskAction, TaskStatus } from "./constants.ts";
import { listTasks, taskOrder } from "./list-queries.ts";
import * as queries from "./queries.ts";
import { dueFilter, mostTasks, restorableSince } from "./rules.ts";
import type { Task } from "./shapes.ts";

/** Operations on tasks. Each change raises its owner's version, and holds the lock until it is done. */

/** A row as the API returns it. */
export function taskOf({ place: _place, completed_at, created_at, updated_at, ...row }: queries.TaskRow): Task {
  return {
    ...row,
    completed: completed_at !== null,
    status: completed_at === null ? "pending" : "completed",
    created_at: created_at.toISOString(),
    updated_at: updated_at.toISOString(),
    completed_at: completed_at?.toISOString() ?? null,
  };
}

/** The input of a task. */
export interface TaskInput {
  title: string;
  description?: string | null | undefined;
  due_date?: string | null | undefined;
  priority?: Priority | null | undefined;
}

// An empty description is stored as null.
const described = (description: string | null | undefined) => (description === "" ? null : description);

const defined = <T extends object>(values: T) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [Name in keyof T]?: Exclude<T[Name], undefined>;
  };

// The caller holds the lock on the owner's row, so that two concurrent ones cannot both be the last one allowed.
async function refuseTooMany(owner: number, tx: Executor, more: number): Promise<void> {
  if ((await queries.countTasks(owner, tx)) + more <= mostTasks) return;
  const most = mostTasks.toLocaleString("en");
  throw new AppError("CONFLICT", `At most ${most} tasks are allowed; delete some first`);
}

/**
 * Adds a task.
 * @throws {AppError} CONFLICT beyond 10,000
 */
export async function create(owner: number, { description, ...input }: TaskInput, now: Date): Promise<Task> {
  const values = { title: input.title, ...defined({ ...input, description: described(description) }) };
  const added = await queries.addTask(owner, values, mostTasks, now);
  if (added) return taskOf(added);
  return withOwnerLock(owner, "tasks", async (tx) => {
    await refuseTooMany(owner, tx, 1);
    return taskOf(await queries.insertTask(owner, values, now, tx));
  });
}

async function existing(owner: number, id: number, tx?: Executor): Promise<queries.TaskRow> {
  const [row] = await queries.findTasks(owner, [id], tx);
  if (!row) throw notFound("Task");
  return row;
}

/** One task of the owner. */
export const get = async (owner: number, id: number): Promise<Task> => taskOf(await existing(owner, id));

/**
 * Changes a task; fields that are absent or equal stay unchanged.
 * @throws {AppError} NOT_FOUND
 */
export async function update(
  owner: number,
  id: number,
  { description, ...edit }: { [Field in keyof TaskInput]?: TaskInput[Field] | undefined },
  now: Date,
): Promise<Task> {
  return withOwnerLock(owner, "tasks", async (tx) => {
    const row = await existing(owner, id, tx);
    const values = defined({ ...edit, description: described(description) });
    const changes = Object.fromEntries(
      Object.entries(values).filter(([name, value]) => row[name as keyof typeof values] !== value),
    );
    if (Object.keys(changes).length === 0) return taskOf(row);
    return taskOf((await queries.updateTask(owner, id, changes, now, tx)) ?? row);
  });
}

const does = {
  complete: (owner: number, ids: number[], now: Date, tx: Executor) => queries.setCompleted(owner, ids, true, now, tx),
  reopen: (owner: number, ids: number[], now: Date, tx: Executor) => queries.setCompleted(owner, ids, false, now, tx),
  delete: queries.deleteTasks,
} satisfies Record<TaskAction, unknown>;

function inOrder(ids: number[], rows: queries.TaskRow[]): Task[] {
  const found = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => {
    const row = found.get(id);
    if (!row) throw notFound(ids.length === 1 ? "Task" : `Task ${id}`);
    return taskOf(row);
  });
}

/**
 * Completes, reopens or deletes tasks: all of them or none. Those in that state already stay unchanged.
 * @returns them in the given order; deleted ones as they were
 * @throws {AppError} NOT_FOUND
 */
export async function change(owner: number, action: TaskAction, ids: number[], now: Date): Promise<Task[]> {
  return withOwnerLock(owner, "tasks", async (tx) => inOrder(ids, await does[action](owner, ids, now, tx)));
}

/** Completes, reopens or deletes one task. */
export async function changeOne(owner: number, action: TaskAction, id: number, now: Date): Promise<Task> {
  const [task] = await change(owner, action, [id], now);
  if (!task) throw notFound("Task");
  return task;
}

/**
 * Restores tasks deleted within the last hour, under their own ids: all or none. Existing ones stay unchanged.
 * @throws {AppError} NOT_FOUND, or CONFLICT beyond 10,000
 */
export async function restore(owner: number, ids: number[], now: Date): Promise<Task[]> {
  return withOwnerLock(owner, "tasks", async (tx) => {
    const restored = inOrder(ids, await queries.restoreTasks(owner, ids, restorableSince(now), tx));
    await refuseTooMany(owner, tx, 0);
    return restored;
  });
}

/** The query of a list of tasks. */
export interface TaskListInput extends PageRequest {
  status: "all" | TaskStatus;
  q?: string | undefined;
  due?: string | undefined;
  completed_from?: string | undefined;
  completed_to?: string | undefined;
}

// "To 9999-12-31" is what people write for "no end"; databases do not parse later years.
const latest = Date.UTC(9999, 11, 31);

/** The instants of completion dates; undefined when none is given. */
function completedWithin({ completed_from: from, completed_to: to }: TaskListInput, timezone: string) {
  if (from !== undefined && to !== undefined && from > to) {
    throw invalid(["query", "completed_to"], "Must not be before the first day", "too_small");
  }
  return {
    from: from === undefined ? undefined : new Date(dayOfDate(from, timezone).from),
    before: to === undefined ? undefined : new Date(Math.min(dayOfDate(to, timezone).to, latest)),
  };
}

/** A page of tasks: open ones by due date and priority, then completed ones, the latest first. */
export async function list(owner: { id: number; timezone: string }, input: TaskListInput, now: Date) {
  const filter = {
    ...{ status: input.status, q: input.q, due: dueFilter(input.due, today(owner.timezone, now)) },
    completed: completedWithin(input, owner.timezone),
  };
  const position = positionOf(input.cursor, taskOrder);
  const { rows: found, total } = await listTasks(owner.id, filter, input, position);
  const { rows, page } = pageOf(found, total, input, ({ id, place, completed_at }) => ({
    time: completed_at ?? new Date(0),
    id,
    order: { name: taskOrder, value: place },
  }));
  return { tasks: rows.map(taskOf), ...page };
}
