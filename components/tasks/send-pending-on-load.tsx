"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useCurrentUser } from "@/lib/client/current-user.tsx";

/** By then React has taken over the whole page. */
const takeOverMs = 700;

/** Whether something waits; what sends it is loaded only then. */
function isWaiting(person: number): boolean {
  try {
    return Object.keys(localStorage).some((name) => name.startsWith(`stint.task-operation.${person}.`));
  } catch {
    return false;
  }
}

/** Sends what was done to tasks on a page that was closed before it could. Draws nothing. */
export function SendWaitingTasks() {
  const client = useQueryClient();
  const { id } = useCurrentUser();
  useEffect(() => {
    const timer = setTimeout(() => {
      if (isWaiting(id)) import("./resume-pending.ts").then(({ resume }) => resume(client, id)).catch(() => {});
    }, takeOverMs);
    return () => clearTimeout(timer);
  }, [client, id]);
  return null;
}
