"use client";
import { useMutation } from "@tanstack/react-query";
import { useCallback } from "react";
import { serverNow } from "@/components/time/now.tsx";
import { operationKey } from "@/components/tracking/mutations.ts";
import type { Operation } from "@/components/tracking/pending.ts";
import { useTracking } from "@/components/tracking/use-tracking.ts";
import { toast } from "@/components/ui/toast.ts";
import { formatCount } from "@/lib/core/format.ts";
import type { Session } from "@/lib/tracking/shapes.ts";

/** The server deletes this many at once. */
const mostAtOnce = 500;
const undoMs = 10_000;

/** Cuts a list into pieces. */
const chunksOf = <T>(list: T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(list.length / size) }, (_, index) => list.slice(index * size, (index + 1) * size));

/** Deletes sessions, however many, with one way to take all of it back. */
export function useRemoval(): (sessions: Session[]) => void {
  const { remove, restore } = useTracking();
  const { mutateAsync } = useMutation<Session[], Error, Operation>({ mutationKey: operationKey });
  return useCallback(
    (sessions: Session[]) => {
      // What is refused is told where operations are run.
      const quietly = (work: Promise<unknown>) => void work.catch(() => {});
      if (sessions.length <= mostAtOnce) {
        quietly(remove(sessions));
        return;
      }
      const chunks = chunksOf(sessions, mostAtOnce);
      const removals = chunks.map((chunk) => {
        return mutateAsync({ key: crypto.randomUUID(), at: serverNow(), kind: "remove", sessions: chunk });
      });
      for (const removal of removals) quietly(removal);
      const undo = () => {
        for (const chunk of chunks) quietly(restore(chunk));
      };
      toast(`${formatCount(sessions.length, "session")} deleted`, {
        duration: undoMs,
        action: { label: "Undo", onClick: undo },
      });
    },
    [remove, restore, mutateAsync],
  );
}
