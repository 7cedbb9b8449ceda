"use client";
import { ApiError } from "@/lib/api/api-error.ts";
import { ignoreGone, write } from "@/lib/client/api.ts";
import { NeedsReload } from "@/lib/client/outbox.ts";
import { createdId, putCreatedId, putItem } from "@/lib/client/outbox-store.ts";
import type { tasksContract } from "@/lib/tasks/contract.ts";
import type { Task } from "@/lib/tasks/shapes.ts";
import { provisionalId, type TaskOperation } from "./pending.ts";
import { loadQuickAdd } from "./read-line.ts";
import { idOf, noteServerId } from "./task-ids.ts";

type Contract = typeof tasksContract;
type Of<Kind extends TaskOperation["kind"]> = Extract<TaskOperation, { kind: Kind }>;

const scope = "tasks";

/** After so many failures the chunk that parses lines is no longer on the server: a newer Stint has another one. */
const mostParserFailures = 10;
let parserFailures = 0;

async function serverIdOf(user: number, { id: shown }: Task): Promise<number> {
  const id = idOf(shown);
  const found = id < 0 ? await createdId(user, scope, id) : id;
  // Its addition was refused.
  if (found === undefined)
    throw new ApiError(404, { code: "NOT_FOUND", message: "The task was never added." }, new Headers());
  return found;
}

/**
 * An addition with its line parsed. Nothing is sent before that: what is stored unparsed stays so for good. It is stored
 * again, so that a repeat sends the same body under the same Idempotency-Key.
 */
async function parsed(user: number, operation: Of<"add">): Promise<Of<"add">> {
  const { unread, ...rest } = operation;
  if (!unread) return operation;
  let quickAdd: Awaited<ReturnType<typeof loadQuickAdd>>;
  try {
    quickAdd = await loadQuickAdd();
    parserFailures = 0;
  } catch (cause) {
    parserFailures += 1;
    if (parserFailures >= mostParserFailures) throw new NeedsReload("Reload the page to add the task.");
    // As when the server cannot be reached: it is tried again.
    throw new TypeError("The parser of lines failed to load", { cause });
  }
  const next = { ...rest, task: { ...rest.task, ...quickAdd(unread.line, unread.today, unread.options) } };
  await putItem({ key: next.key, user, scope, operation: next });
  return next;
}

async function sendAddition(user: number, operation: Of<"add">): Promise<void> {
  const { key, task } = await parsed(user, operation);
  const { id } = await write<Contract["create"]>("POST", "/tasks", { body: task, key, user });
  noteServerId(provisionalId(key), id);
  await putCreatedId(user, scope, provisionalId(key), id);
}

async function sendChange(user: number, { key, action, tasks }: Of<"change">): Promise<void> {
  const task_ids = await Promise.all(tasks.map((task) => serverIdOf(user, task)));
  const [id] = task_ids;
  if (task_ids.length > 1) {
    await write<Contract["change"]>("POST", "/tasks/change", { body: { action, task_ids }, key, user });
  } else if (action === "delete") {
    await write<Contract["remove"]>("DELETE", `/tasks/${id}`, { user }).catch(ignoreGone);
  } else {
    await write<Contract["complete" | "reopen"]>("POST", `/tasks/${id}/${action}`, { key, user });
  }
}

/**
 * Sends an operation. A POST carries its key as `Idempotency-Key`; the others are idempotent by what they ask for.
 * @throws {ApiError} when the server refuses
 */
export async function sendTaskOperation(operation: TaskOperation, user: number): Promise<null> {
  switch (operation.kind) {
    case "add":
      await sendAddition(user, operation);
      break;
    case "edit": {
      const id = await serverIdOf(user, operation.task);
      await write<Contract["update"]>("PATCH", `/tasks/${id}`, { body: operation.changes, user });
      break;
    }
    case "change":
      await sendChange(user, operation);
      break;
    case "restore": {
      const task_ids = await Promise.all(operation.tasks.map((task) => serverIdOf(user, task)));
      await write<Contract["restore"]>("POST", "/tasks/restore", { body: { task_ids }, user });
    }
  }
  return null;
}
