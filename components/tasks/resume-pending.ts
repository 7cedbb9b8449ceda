"use client";
import type { QueryClient } from "@tanstack/react-query";
import { serverNow } from "@/components/time/now.tsx";
import { toast } from "@/components/ui/toast.ts";
import { formatTitle } from "./labels.ts";
import { taskMutation } from "./mutation.ts";
import { drop, ifFree, keptOf } from "./pending-storage.ts";

const lost = "The page was closed before the answer arrived. Check, and add the task again if needed.";

/** Brings to its end what an earlier tab could not, or this one before it was loaded anew. */
export function resume(client: QueryClient, person: number): void {
  const mutations = client.getMutationCache();
  for (const { operation, isTried } of keptOf(person, serverNow())) {
    void ifFree(operation, async () => {
      if (operation.kind === "add" && isTried) {
        drop(person, operation);
        toast.error(`${formatTitle(operation.task.title)} may or may not have been added`, { description: lost });
        return;
      }
      // What is refused is told where operations are run.
      await mutations
        .build(client, taskMutation(client, person))
        .execute(operation)
        .catch(() => {});
    });
  }
}
