"use server";
import { act } from "@/lib/api/action.ts";
import type { InputOf } from "@/lib/api/contract.ts";
import type { tasksContract } from "./contract.ts";
import { tasks } from "./service.ts";

/** Server actions of pages for tasks. Each gets the user id of its page. */

type Input<Name extends keyof typeof tasksContract> = InputOf<(typeof tasksContract)[Name]>;

/** Adds a task. */
export async function addTask(input: Input<"create">, person?: number) {
  return act(tasks.create, input, person);
}

/** Changes the given fields of a task. */
export async function updateTask(input: Input<"update">, person?: number) {
  return act(tasks.update, input, person);
}

/** Completes a task. */
export async function completeTask(input: Input<"complete">, person?: number) {
  return act(tasks.complete, input, person);
}

/** Reopens a completed task. */
export async function reopenTask(input: Input<"reopen">, person?: number) {
  return act(tasks.reopen, input, person);
}

/** Deletes a task. */
export async function removeTask(input: Input<"remove">, person?: number) {
  return act(tasks.remove, input, person);
}

/** Completes, reopens or deletes several tasks, all or none. */
export async function changeTasks(input: Input<"change">, person?: number) {
  return act(tasks.change, input, person);
}

/** Restores deleted tasks. */
export async function restoreTasks(input: Input<"restore">, person?: number) {
  return act(tasks.restore, input, person);
}
