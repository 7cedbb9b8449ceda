import "server-only";
import { type ToolError, toolError } from "@/lib/api/tools.ts";
import { type Candidate, idOf, matchTask, mostSuggestions, suggestTasks } from "./match.ts";
import * as queries from "./queries.ts";

/** Finding the tasks a model calls by ids or words, and what it is told where that fails. */

/** A task as results name it. */
export type Named = Pick<Candidate, "id" | "title">;

const suggestionsOf = (tasks: Candidate[]) => tasks.map(({ id, title }) => ({ id, title }));

function missing(reference: number | string, tasks: Candidate[]): ToolError {
  const words = typeof reference === "number" || idOf(reference) !== undefined ? "" : reference;
  const message = words === "" ? `There is no task ${idOf(reference)}.` : `No task matches "${words}".`;
  return toolError("TASK_NOT_FOUND", message, {
    requested_task_id: reference,
    suggestions: suggestionsOf(suggestTasks(words, tasks)),
  });
}

function ambiguous(reference: number | string, tasks: Candidate[]): ToolError {
  return toolError("TASK_AMBIGUOUS", `${tasks.length} tasks match "${reference}". Ask which one is meant.`, {
    requested_task_id: reference,
    suggestions: suggestionsOf(tasks.slice(0, mostSuggestions)),
  });
}

function findOne(reference: number | string, tasks: Candidate[], preferCompleted: boolean): Candidate | ToolError {
  const id = idOf(reference);
  const byId = id === undefined ? undefined : tasks.find((task) => task.id === id);
  if (byId) return byId;
  // A number is an id, or a title as a whole; in the middle of a title it stands for something else.
  const named = id === undefined ? tasks : tasks.filter(({ title }) => title === String(reference).trim());
  const match = matchTask(String(reference), named, preferCompleted);
  if (match.kind === "one") return match.task;
  return match.kind === "several" ? ambiguous(reference, match.tasks) : missing(reference, tasks);
}

/**
 * The owner's task that an id, or words of a title, mean.
 * @returns the task's id and title, or the error a model reads: TASK_NOT_FOUND or TASK_AMBIGUOUS, with suggestions
 */
export async function findTask(
  owner: number,
  reference: number | string,
  preferCompleted = false,
): Promise<Named | ToolError> {
  const id = idOf(reference);
  const [known] = id === undefined ? [] : await queries.findTasks(owner, [id]);
  if (known) return known;
  return findOne(reference, await queries.findTitles(owner), preferCompleted);
}

/**
 * The error for tasks of which one was deleted after all of them were found.
 * @param references what each was called, by its id
 */
export async function taskGone(owner: number, references: Map<number, number | string>): Promise<ToolError> {
  const tasks = await queries.findTitles(owner);
  const left = new Set(tasks.map(({ id }) => id));
  const [first = 0, ...others] = references.keys();
  const gone = [first, ...others].find((id) => !left.has(id)) ?? first;
  return missing(references.get(gone) ?? gone, tasks);
}

/**
 * The owner's tasks that references mean, each once.
 * @returns all of them, or the error of the first that is not found
 */
export async function findTasks(owner: number, references: (number | string)[], preferCompleted = false) {
  const tasks = await queries.findTitles(owner);
  const found = new Map<number, Candidate>();
  for (const reference of references) {
    const task = findOne(reference, tasks, preferCompleted);
    if (!("id" in task)) return task;
    found.set(task.id, task);
  }
  return [...found.values()];
}
