import "server-only";
import { setImmediate } from "node:timers/promises";
import { type ToolError, toolError } from "@/lib/api/tools.ts";
import { idOf, matchTask, matchTitle, mostSuggestions, suggestTasks } from "./match.ts";
import * as queries from "./queries.ts";
import { type Candidate, Titles } from "./titles.ts";

/** Finds the tasks a model refers to by ids or words, or the error for it. */

/** The owner, and the caller who searches. */
export interface Owner {
  id: number;
  caller: object;
}

/** A task in results. */
export type Named = Pick<Candidate, "id" | "title">;

const suggestionsOf = (tasks: Candidate[]) => tasks.map(({ id, title }) => ({ id, title }));

// Keyed by the caller, a new object for each request: all calls of a batch, or of a message, share one.
const prepared = new WeakMap<object, Titles>();

/** The owner's current titles; those normalised by this caller's earlier calls are reused. */
async function titlesOf({ caller, id }: Owner): Promise<Titles> {
  const titles = prepared.get(caller) ?? new Titles();
  prepared.set(caller, titles);
  await titles.read(await queries.findTitles(id), setImmediate);
  return titles;
}

function missing(reference: number | string, titles: Titles): ToolError {
  const words = typeof reference === "number" || idOf(reference) !== undefined ? "" : reference;
  const message = words === "" ? `Task ${idOf(reference)} not found.` : `No task matches "${words}".`;
  return toolError("TASK_NOT_FOUND", message, {
    requested_task_id: reference,
    suggestions: suggestionsOf(suggestTasks(words, titles)),
  });
}

function ambiguous(reference: number | string, tasks: Candidate[]): ToolError {
  return toolError("TASK_AMBIGUOUS", `${tasks.length} tasks match "${reference}". Ask which one is meant.`, {
    requested_task_id: reference,
    suggestions: suggestionsOf(tasks.slice(0, mostSuggestions)),
  });
}

function findOne(reference: number | string, titles: Titles, preferCompleted: boolean): Candidate | ToolError {
  // A number is an id, or a whole title; within a title it means something else.
  const match =
    idOf(reference) === undefined
      ? matchTask(String(reference), titles, preferCompleted)
      : matchTitle(String(reference), titles, preferCompleted);
  if (match.kind === "one") return match.task;
  return match.kind === "several" ? ambiguous(reference, match.tasks) : missing(reference, titles);
}

/**
 * The owner's task that an id, or words of a title, mean.
 * @returns the task's id and title, or the error a model reads: TASK_NOT_FOUND or TASK_AMBIGUOUS, with suggestions
 */
export async function findTask(
  owner: Owner,
  reference: number | string,
  preferCompleted = false,
): Promise<Named | ToolError> {
  const id = idOf(reference);
  const [known] = id === undefined ? [] : await queries.findTasks(owner.id, [id]);
  if (known) return known;
  return findOne(reference, await titlesOf(owner), preferCompleted);
}

/**
 * The error when one of the tasks found was deleted before the change.
 * @param references how each was referred to, by id
 */
export async function taskGone(owner: Owner, references: Map<number, number | string>): Promise<ToolError> {
  const titles = await titlesOf(owner);
  const left = new Set(titles.tasks.map((task) => task?.id));
  const [first = 0, ...others] = references.keys();
  const deleted = [first, ...others].find((id) => !left.has(id)) ?? first;
  return missing(references.get(deleted) ?? deleted, titles);
}

/**
 * The owner's tasks for some references, each once.
 * @returns all of them, or the error of the first that is not found
 */
export async function findTasks(owner: Owner, references: (number | string)[], preferCompleted = false) {
  const ids = references.flatMap((reference) => idOf(reference) ?? []);
  const byId = ids.length > 0 ? await queries.findTasks(owner.id, [...new Set(ids)]) : [];
  const known = new Map(byId.map(({ id, title }) => [id, { id, title }]));
  const found = new Map<number, Named>();
  let titles: Titles | undefined;
  for (const reference of references) {
    let task: Named | ToolError | undefined = known.get(idOf(reference) ?? 0);
    if (!task) {
      titles ??= await titlesOf(owner);
      task = findOne(reference, titles, preferCompleted);
      await setImmediate();
    }
    if (!("id" in task)) return task;
    found.set(task.id, { id: task.id, title: task.title });
  }
  return [...found.values()];
}
