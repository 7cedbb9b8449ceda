"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { toast } from "@/components/ui/toast.ts";
import { ApiError } from "@/lib/api/api-error.ts";
import { ignoreGone, write } from "@/lib/client/api.ts";
import { notifyTabs } from "@/lib/client/cross-tab.ts";
import { useCurrentUser } from "@/lib/client/current-user.tsx";
import { retryWrite } from "@/lib/client/retry-write.ts";
import type { tasksContract } from "@/lib/tasks/contract.ts";
import type { trackingContract } from "@/lib/tracking/contract.ts";
import type { Undo } from "./undo-tool-call.ts";
import { markUndone } from "./undone-tool-calls.ts";

type Tasks = typeof tasksContract;
type Tracking = typeof trackingContract;

/** Sends what undoes a tool call. Each is idempotent. */
function sendUndo(undo: Undo, user: number): Promise<unknown> {
  switch (undo.act) {
    case "remove":
      return write<Tasks["remove"]>("DELETE", `/tasks/${undo.id}`, { user }).catch(ignoreGone);
    case "reopen":
    case "complete":
      return write<Tasks["reopen" | "complete"]>("POST", `/tasks/${undo.id}/${undo.act}`, { user });
    case "update":
      return write<Tasks["update"]>("PATCH", `/tasks/${undo.id}`, { body: undo.previous, user });
    case "change":
      return write<Tasks["change"]>("POST", "/tasks/change", {
        body: { action: undo.action, task_ids: undo.ids },
        user,
      });
    case "restore":
      return write<Tasks["restore"]>("POST", "/tasks/restore", { body: { task_ids: undo.ids }, user });
    case "remove-session":
      return write<Tracking["removeMany"]>("POST", "/sessions/delete", { body: { session_ids: [undo.id] }, user });
  }
}

/** Takes back what a tool call did, once. */
export function useUndo(toolCallId: string) {
  const { id: person } = useCurrentUser();
  const client = useQueryClient();
  return useMutation({
    networkMode: "always",
    mutationFn: (undo: Undo) => retryWrite(() => sendUndo(undo, person)),
    onSuccess: () => {
      markUndone(person, toolCallId);
      notifyTabs();
      for (const key of ["tasks", "tracking", "summary"]) void client.invalidateQueries({ queryKey: [key] });
    },
    onError: (error) => {
      const isGone = error instanceof ApiError && error.status === 404;
      const description = isGone ? "The task no longer exists." : error.message;
      toast.error("Undo failed", { description });
    },
  });
}
