import "server-only";
import type { Caller } from "@/lib/api/implement.ts";
import { implementTools, type Tool, type ToolError, toolError } from "@/lib/api/tools.ts";
import { AppError } from "@/lib/core/errors.ts";
import { today } from "@/lib/core/time.ts";
import { tasksContract } from "./contract.ts";
import { dayOf } from "./days.ts";
import { findTask, findTasks, type Owner, taskGone } from "./find.ts";
import { tasks } from "./service.ts";
import type { Task } from "./shapes.ts";
import { done } from "./tool-shapes.ts";

/** An assistant's tools for tasks: calls of the service, with ids and days that may be given in words. */

/** The caller; the access check guarantees a signed-in user. */
function personOf({ principal }: Caller) {
  if (!principal) throw new AppError("UNAUTHORIZED", "Sign in or send a valid token");
  return principal;
}

const notUnderstood = (field: string, words: string, ways: string) =>
  toolError("DATE_NOT_UNDERSTOOD", `"${words}" is not a date that Stint understands. Use ${ways}.`, { [field]: words });

/** The date that words mean in the user's zone; nothing when absent. */
function dateOf(caller: Caller, words: string | null | undefined): { due_date?: string | null } | ToolError {
  if (words === undefined) return {};
  const { timezone, week_start } = personOf(caller);
  const due_date = dayOf(words ?? "", today(timezone), week_start);
  if (due_date !== undefined) return { due_date };
  return notUnderstood("due_date", words ?? "", "2026-03-31, tomorrow, next friday or in two weeks");
}

const spans: [pattern: RegExp, due: string][] = [
  [/^(?:overdue|late|past due)$/, "overdue"],
  [/^(?:by )?today$/, "today"],
  [/^(?:this |a |within a )?week$|^(?:the )?next (?:7|seven) days$/, "week"],
  [/^any$/, "any"],
];
const longerThanADay = /\b(?:week|weekend|month|quarter|year)s?\b/;

/** The filter that words mean in the user's zone; nothing when absent. */
function filterOf(caller: Caller, words = ""): { due?: string } | ToolError {
  const text = words.toLowerCase();
  if (text === "") return {};
  const [, span] = spans.find(([pattern]) => pattern.test(text)) ?? [];
  if (span !== undefined) return { due: span };
  const { timezone, week_start } = personOf(caller);
  const day = longerThanADay.test(text) ? undefined : dayOf(text, today(timezone), week_start);
  if (day === undefined) return notUnderstood("due", words, "overdue, today, week, none or one day such as tomorrow");
  return { due: day ?? "none" };
}

/** The result for one task that an id or words mean. */
async function aboutOne<Result>(
  caller: Caller,
  reference: number | string,
  tell: (id: number) => Promise<Result>,
  preferCompleted = false,
): Promise<Result | ToolError> {
  const owner = { id: personOf(caller).id, caller };
  const found = await findTask(owner, reference, preferCompleted);
  return "id" in found ? orGone(owner, new Map([[found.id, reference]]), tell(found.id)) : found;
}

/** Runs work on the tasks found; when another call has deleted one since, it counts as not found. */
async function orGone<Result>(owner: Owner, references: Map<number, number | string>, work: Promise<Result>) {
  try {
    return await work;
  } catch (error) {
    if (error instanceof AppError && error.code === "NOT_FOUND") return taskGone(owner, references);
    throw error;
  }
}

const changed = ["title", "description", "due_date", "priority"] as const;

/** The previous values of a task's changed fields. */
const previousOf = (before: Task, after: Task) =>
  Object.fromEntries(changed.filter((name) => before[name] !== after[name]).map((name) => [name, before[name]]));

/** The assistant's tools for tasks. */
export const taskTools: Tool[] = implementTools("tasks", tasksContract, {
  list: async (caller, { status, due: words, q, ...completed }) => {
    const due = filterOf(caller, words);
    if ("status" in due) return due;
    const asked = { ...due, ...completed, ...(status && { status }), ...(q && { q }), limit: 100 };
    const list = await tasks.list(caller, asked);
    return { status: "ok", tasks: list.tasks, total: list.total };
  },
  create: async (caller, { due_date: words, ...input }) => {
    const due = dateOf(caller, words);
    if ("status" in due) return due;
    const { id, title, due_date, priority } = await tasks.create(caller, { ...input, ...due });
    return { status: "created", task_id: id, title, due_date, priority };
  },
  update: async (caller, { task_id, due_date: words, ...edit }) => {
    if (words === undefined && Object.values(edit).every((value) => value === undefined)) {
      return toolError("VALIDATION_ERROR", "Give at least one of title, description, due_date and priority.");
    }
    const due = dateOf(caller, words);
    if ("status" in due) return due;
    return aboutOne(caller, task_id, async (id) => {
      const before = await tasks.get(caller, { id });
      const after = await tasks.update(caller, { id, ...edit, ...due });
      const { title, due_date, priority } = after;
      return {
        status: "updated" as const,
        task_id: id,
        title,
        due_date,
        priority,
        previous: previousOf(before, after),
      };
    });
  },
  remove: (caller, { task_id }) =>
    aboutOne(caller, task_id, async (id) => {
      const { title } = await tasks.get(caller, { id });
      await tasks.remove(caller, { id });
      return { status: "deleted" as const, task_id: id, title };
    }),
  complete: (caller, { task_id }) =>
    aboutOne(caller, task_id, async (id) => {
      const { completed } = await tasks.get(caller, { id });
      const { title } = await tasks.complete(caller, { id });
      return { status: "completed" as const, task_id: id, title, ...(completed && { already: true }) };
    }),
  reopen: (caller, { task_id }) =>
    aboutOne(
      caller,
      task_id,
      async (id) => {
        const { completed } = await tasks.get(caller, { id });
        const { title } = await tasks.reopen(caller, { id });
        return { status: "reopened" as const, task_id: id, title, ...(!completed && { already: true }) };
      },
      true,
    ),
  change: async (caller, { action, task_ids }) => {
    const owner = { id: personOf(caller).id, caller };
    const found = await findTasks(owner, task_ids, action === "reopen");
    if (!Array.isArray(found)) return found;
    const ids = found.map(({ id }) => id);
    const changing = tasks.change(caller, { action, task_ids: ids });
    const result = changing.then(() => ({ status: done[action], count: found.length, tasks: found }));
    return orGone(owner, new Map(ids.map((id) => [id, id])), result);
  },
});
