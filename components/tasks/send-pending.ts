"use client";
import type { ActionResult } from "@/lib/api/action.ts";
import { Unreachable } from "@/lib/client/connection.ts";
import { Refusal, send } from "@/lib/client/send-action.ts";
import * as actions from "@/lib/tasks/actions.ts";
import type { Task } from "@/lib/tasks/shapes.ts";
import { provisionalId, type TaskOperation, type TaskWords } from "./pending.ts";
import { loadQuickAdd } from "./read-line.ts";

/** The server changes this many at once. */
const mostAtOnce = 100;

/** Tasks the server has named, by the number they went by until then; and the other way round. */
const named = new Map<number, number>();
const firstNames = new Map<number, number>();

/** The id that the server has given, for one that a task went by until then. */
export const idOf = (id: number): number => named.get(id) ?? id;

/** What a task's row is told by: it stays the same when the server names the task. */
export const keyOf = ({ id }: Pick<Task, "id">): number => firstNames.get(id) ?? id;

/** Lists that an operation may be about, each of a length that the server takes. */
export const piecesOf = (tasks: Task[]): Task[][] =>
  Array.from({ length: Math.ceil(tasks.length / mostAtOnce) }, (_, index) =>
    tasks.slice(index * mostAtOnce, (index + 1) * mostAtOnce),
  );

function realIds(tasks: Task[]): number[] {
  const ids = tasks.map(({ id }) => idOf(id));
  // Its addition was refused, or nobody knows what became of it.
  if (ids.some((id) => id < 0)) throw new Refusal({ code: "NOT_FOUND", message: "The task was never added." });
  return ids;
}

const single = { complete: actions.completeTask, reopen: actions.reopenTask, delete: actions.removeTask };

/** Hears whether an addition was sent, so that nobody knows what became of it. */
type NoteTried = (isTried: boolean) => void;

/** After so many failures what reads lines is gone from the server: a newer Stint has another one. */
const mostReadings = 10;
let failedReadings = 0;

/** What an addition says, its line read by now. Without that nothing is sent: what is stored unread stays so for good. */
async function wordsOf({ task, unread }: Extract<TaskOperation, { kind: "add" }>): Promise<TaskWords> {
  if (!unread) return task;
  try {
    const quickAdd = await loadQuickAdd();
    failedReadings = 0;
    return { ...task, ...quickAdd(unread.line, unread.today, unread.options) };
  } catch {
    failedReadings += 1;
    if (failedReadings < mostReadings) throw new Unreachable("What reads the line did not arrive");
    throw new Refusal({ code: "OUTDATED", message: "Load the page anew, and the task is added." });
  }
}

async function actionOf(person: number, operation: TaskOperation, note: NoteTried): Promise<ActionResult<unknown>> {
  if (operation.kind === "add") {
    const words = await wordsOf(operation);
    note(true);
    const result = await actions.addTask(words, person);
    if (!result.ok) note(false);
    else {
      const first = provisionalId(operation.key);
      named.set(first, result.data.id);
      firstNames.set(result.data.id, first);
    }
    return result;
  }
  if (operation.kind === "edit") {
    const [id = 0] = realIds([operation.task]);
    return actions.updateTask({ id, ...operation.changes }, person);
  }
  const task_ids = realIds(operation.tasks);
  if (operation.kind === "restore") return actions.restoreTasks({ task_ids }, person);
  const { action } = operation;
  const [id = 0] = task_ids;
  return task_ids.length === 1 ? single[action]({ id }, person) : actions.changeTasks({ action, task_ids }, person);
}

/**
 * Sends an operation; waits for connection and sign-in as long as it takes. An addition whose answer was lost is not sent
 * again, for nobody knows whether it was done.
 * @throws {Refusal} when the server says no
 * @throws {StayedSignedOut} when the person would not sign in again
 */
export async function perform(person: number, operation: TaskOperation, note: NoteTried): Promise<void> {
  let attempts = 0;
  const attempt = () => {
    attempts += 1;
    return actionOf(person, operation, note);
  };
  try {
    await send(attempt, operation.kind !== "add");
  } catch (error) {
    const isDeletion = operation.kind === "change" && operation.action === "delete";
    // The answer to the first attempt was lost, and that one has deleted them.
    if (isDeletion && attempts > 1 && error instanceof Refusal && error.code === "NOT_FOUND") return;
    throw error;
  }
}
