"use client";
import type { MutationObserverOptions, QueryClient } from "@tanstack/react-query";
import { toast } from "@/components/ui/toast.ts";
import { notifyTabs } from "@/lib/client/cross-tab.ts";
import { Refusal } from "@/lib/client/send-action.ts";
import type { TaskAction } from "@/lib/tasks/constants.ts";
import { formatTasks, formatTitle } from "./labels.ts";
import type { TaskOperation } from "./pending.ts";
import { drop, hold, isLeaving, keep, release } from "./pending-storage.ts";
import { perform } from "./send-pending.ts";

/** How operations on tasks are run: one after the other, kept until they are answered, and told about when refused. */

export const taskOperationKey = ["task operation"];

export const doneWords: Record<TaskAction, string> = {
  complete: "completed",
  reopen: "reopened",
  delete: "deleted",
};

/** How news begin that something was not done. */
function formatNotDone(operation: TaskOperation): string {
  if (operation.kind === "add") return `${formatTitle(operation.task.title)} was not added`;
  if (operation.kind === "edit") return `${formatTitle(operation.task.title)} was not changed`;
  const was = operation.tasks.length === 1 ? "was" : "were";
  const what = operation.kind === "restore" ? "restored" : doneWords[operation.action];
  return `${formatTasks(operation.tasks)} ${was} not ${what}`;
}

const isRefusal = (error: Error | null, code: string): boolean => error instanceof Refusal && error.code === code;

/** The page was left before the answer came; the next one tells of it. */
const isLeft = (error: Error | null): boolean => isRefusal(error, "LOST") && isLeaving();

/** Operations of a person, for TanStack Query. */
export const taskMutation = (client: QueryClient, person: number) =>
  ({
    mutationKey: taskOperationKey,
    mutationFn: (operation) => perform(person, operation, (isTried) => keep(person, operation, isTried)),
    // In the order in which they were done; waiting for the connection is the sender's part.
    scope: { id: "tasks" },
    networkMode: "always",
    retry: false,
    onMutate: (operation) => {
      keep(person, operation);
      hold(operation);
    },
    onSuccess: notifyTabs,
    onError: (error, operation) =>
      !isLeft(error) && toast.error(formatNotDone(operation), { description: error.message }),
    onSettled: (_answer, error, operation) => {
      // The page that is loaded anew sends it.
      if (isRefusal(error, "OUTDATED")) keep(person, operation);
      else if (!isLeft(error)) drop(person, operation);
      release(operation);
      // An operation is laid over the pages until they have read what became of it.
      return client.invalidateQueries({ queryKey: ["tasks"] });
    },
  }) satisfies MutationObserverOptions<void, Error, TaskOperation>;
