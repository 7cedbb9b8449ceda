"use client";
import { toast } from "@/components/ui/toast.ts";
import type { OutboxScope } from "@/lib/client/outbox.ts";
import { refreshAfterWrite } from "@/lib/client/refresh.ts";
import type { TaskAction } from "@/lib/tasks/constants.ts";
import { formatTasks, formatTitle } from "./labels.ts";
import type { TaskOperation } from "./pending.ts";
import { sendTaskOperation } from "./send-operation.ts";

/** How operations on tasks are sent, and what is reported of them. */

export const doneWords: Record<TaskAction, string> = {
  complete: "completed",
  reopen: "reopened",
  delete: "deleted",
};

/** How a toast begins that something was not done. */
function formatNotDone(operation: TaskOperation): string {
  if (operation.kind === "add") return `${formatTitle(operation.task.title)} was not added`;
  if (operation.kind === "edit") return `${formatTitle(operation.task.title)} was not changed`;
  const was = operation.tasks.length === 1 ? "was" : "were";
  const what = operation.kind === "restore" ? "restored" : doneWords[operation.action];
  return `${formatTasks(operation.tasks)} ${was} not ${what}`;
}

/** The outbox's scope of tasks. */
export const tasksScope: OutboxScope<TaskOperation, null> = {
  name: "tasks",
  send: sendTaskOperation,
  onRefused: (operation, error) => {
    toast.error(formatNotDone(operation), { description: error.message });
  },
  onSettled: (_operation, _result, { client }) => refreshAfterWrite(client, "tasks"),
};
