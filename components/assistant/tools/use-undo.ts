"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { toast } from "@/components/ui/toast.ts";
import type { ActionResult } from "@/lib/api/action.ts";
import { notifyTabs } from "@/lib/client/cross-tab.ts";
import { useCurrentUser } from "@/lib/client/current-user.tsx";
import { Refusal, send } from "@/lib/client/send-action.ts";
import { changeTasks, completeTask, removeTask, reopenTask, restoreTasks, updateTask } from "@/lib/tasks/actions.ts";
import { removeSessions } from "@/lib/tracking/actions.ts";
import type { Undo } from "./undo-tool-call.ts";
import { markUndone } from "./undone-tool-calls.ts";

function takeBack(undo: Undo, person: number): Promise<ActionResult<unknown>> {
  switch (undo.act) {
    case "remove":
      return removeTask({ id: undo.id }, person);
    case "reopen":
      return reopenTask({ id: undo.id }, person);
    case "complete":
      return completeTask({ id: undo.id }, person);
    case "update":
      return updateTask({ id: undo.id, ...undo.previous }, person);
    case "change":
      return changeTasks({ action: undo.action, task_ids: undo.ids }, person);
    case "restore":
      return restoreTasks({ task_ids: undo.ids }, person);
    case "remove-session":
      return removeSessions(person, [undo.id]);
  }
}

/** Takes back what a tool call did, once. */
export function useUndo(toolCallId: string) {
  const { id: person } = useCurrentUser();
  const client = useQueryClient();
  return useMutation({
    networkMode: "always",
    mutationFn: async (undo: Undo) => {
      try {
        await send(() => takeBack(undo, person));
      } catch (error) {
        // What was added is gone already, whoever took it away.
        if (!(undo.act === "remove" && error instanceof Refusal && error.code === "NOT_FOUND")) throw error;
      }
    },
    onSuccess: () => {
      markUndone(person, toolCallId);
      notifyTabs();
      for (const key of ["tasks", "tracking", "summary"]) void client.invalidateQueries({ queryKey: [key] });
    },
    onError: (error) => {
      const isGone = error instanceof Refusal && error.code === "NOT_FOUND";
      const description = isGone ? "The task no longer exists." : error.message;
      toast.error("Undo failed", { description });
    },
  });
}
