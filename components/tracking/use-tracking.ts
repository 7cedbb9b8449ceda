"use client";
import { useMutation, useMutationState, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { serverNow } from "@/components/time/now.tsx";
import { toast } from "@/components/ui/toast.ts";
import { useCurrentUser } from "@/lib/client/current-user.tsx";
import { outboxMutation, outboxMutationKey } from "@/lib/client/outbox.ts";
import { summaryQuery } from "@/lib/client/summary.ts";
import { formatCount } from "@/lib/core/format.ts";
import type { PullRequest } from "@/lib/tracking/reference.ts";
import type { Session } from "@/lib/tracking/shapes.ts";
import { trackingScope } from "./outbox-scope.ts";
import { applyAll, type Operation, type PastSession, type SessionChanges } from "./pending.ts";

/** How long a deletion can be taken back. */
const undoMs = 10_000;

/** What a person did and the server has yet to confirm, oldest first. */
export function useOperations(): Operation[] {
  return useMutationState({
    filters: { mutationKey: outboxMutationKey(trackingScope.name), status: "pending" },
    select: (mutation) => mutation.state.variables as Operation,
  });
}

/** The session that runs, as far as this browser knows. */
export function useRunning(): Session | null {
  const { data } = useQuery(summaryQuery);
  const operations = useOperations();
  const running = data?.active_session ?? null;
  return useMemo(() => applyAll({ ended: [], running }, operations).running, [running, operations]);
}

const done = () => ({ key: crypto.randomUUID(), at: serverNow() });

/**
 * What one can do to tracked time. Each shows at once and resolves with the sessions as the server has them (undefined when another tab has sent it); what the
 * server refuses is rolled back, told in a toast (edits and additions: by their form), and rejects with an `ApiError`.
 */
export function useTracking() {
  const client = useQueryClient();
  const { id: user } = useCurrentUser();
  const { mutateAsync } = useMutation(outboxMutation(client, user, trackingScope));
  return useMemo(() => {
    const restore = (sessions: Session[]) => mutateAsync({ ...done(), kind: "restore", sessions });
    return {
      start: (pullRequest: PullRequest) => mutateAsync({ ...done(), kind: "start", pullRequest }),
      end: (session: Session) => mutateAsync({ ...done(), kind: "end", session }),
      edit: (session: Session, changes: SessionChanges) => mutateAsync({ ...done(), kind: "edit", session, changes }),
      add: (session: PastSession) => mutateAsync({ ...done(), kind: "add", session }),
      /** Deletes; for ten seconds a toast offers to undo it. */
      remove: (sessions: Session[]) => {
        const operation = { ...done(), kind: "remove" as const, sessions };
        const id = operation.key;
        toast(`${formatCount(sessions.length, "session")} deleted`, {
          id,
          duration: undoMs,
          action: { label: "Undo", onClick: () => void restore(sessions).catch(() => {}) },
        });
        return mutateAsync(operation).catch((error: unknown) => {
          toast.dismiss(id);
          throw error;
        });
      },
      restore,
      /** Runs an operation that was made elsewhere. */
      run: (operation: Operation) => mutateAsync(operation),
    };
  }, [mutateAsync]);
}
