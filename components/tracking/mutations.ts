"use client";
import type { QueryClient } from "@tanstack/react-query";
import type { ExternalToast } from "sonner";
import { toast } from "@/components/ui/toast.ts";
import { notifyTabs } from "@/lib/client/cross-tab.ts";
import { retryImport } from "@/lib/client/retry-import.ts";
import { Refusal } from "@/lib/client/send-action.ts";
import { formatCount, formatDuration } from "@/lib/core/format.ts";
import { formatPullRequest } from "@/lib/tracking/reference.ts";
import type { Session } from "@/lib/tracking/shapes.ts";
import type { Operation } from "./pending.ts";
import { drop, isFound, keep } from "./pending-storage.ts";
import { summaryQuery } from "./queries.ts";
import { notifyOfRefusedStart } from "./running/refused-start.ts";
import { perform } from "./send-pending.ts";

/** How operations on tracked time are run: one after the other, kept until they are answered, and told about. */

export const operationKey = ["operation"];

type Listener = (operation: Operation, sessions: Session[] | undefined) => void | Promise<void>;

const listeners = new Set<Listener>();

/**
 * Calls `listener` when an operation was answered, before it stops being laid over what pages show; with the sessions as
 * the server has them, or undefined when it was refused. Returns the way out.
 */
export function onAnswered(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function praise(operation: Operation, [session]: Session[]): string | undefined {
  switch (operation.kind) {
    case "start":
      return `Tracking ${formatPullRequest(operation.pullRequest)}`;
    case "end": {
      const ended = session ?? operation.session;
      const seconds = session?.duration_seconds;
      return `Ended ${formatPullRequest(ended)}${typeof seconds === "number" ? ` after ${formatDuration(seconds)}` : ""}`;
    }
    case "add":
      return `Added ${formatPullRequest(operation.session)}`;
    case "restore":
      return operation.sessions.length === 1 ? "Session restored" : "Sessions restored";
    default:
      return undefined;
  }
}

/** How long an end can be taken back, in milliseconds. */
const undoMs = 10_000;

/** One key ends a session from any page, so its news have the way back. */
function wayBack(client: QueryClient, { kind }: Operation, [session]: Session[]): ExternalToast {
  if (kind !== "end" || !session) return {};
  const resume = () => retryImport(() => import("./resume-session.ts"));
  const onClick = () => void resume().then(({ takeBack }) => takeBack(client, operationKey, session));
  return { duration: undoMs, action: { label: "Undo", onClick } };
}

function wish(operation: Operation): string {
  switch (operation.kind) {
    case "start":
      return `${formatPullRequest(operation.pullRequest)} was not started`;
    case "end":
      return `${formatPullRequest(operation.session)} was not ended`;
    case "edit":
      return `${formatPullRequest(operation.session)} was not changed`;
    case "add":
      return `${formatPullRequest(operation.session)} was not added`;
    case "remove":
      return `${formatCount(operation.sessions.length, "session")} not deleted`;
    case "restore":
      return `${formatCount(operation.sessions.length, "session")} not restored`;
  }
}

/** Why it was not done; of what is wrong with single fields, that says more than the whole. */
function reasonOf(error: Error): string {
  const wrong = error instanceof Refusal ? Object.values(error.fields) : [];
  return wrong.length > 0 ? wrong.join(". ") : error.message;
}

/** Forms show beside their fields what is wrong with them, and keep what was typed; a toast would say it twice. */
function toldByForm(operation: Operation, error: Error): boolean {
  if (operation.kind === "start") {
    return notifyOfRefusedStart({ reference: formatPullRequest(operation.pullRequest), message: reasonOf(error) });
  }
  return (
    (operation.kind === "edit" || operation.kind === "add") &&
    !isFound(operation) &&
    error instanceof Refusal &&
    ["VALIDATION_ERROR", "CONFLICT"].includes(error.code)
  );
}

/** Tells a query client how to run the operations of a person. */
export function defineOperations(client: QueryClient, person: number): void {
  client.setMutationDefaults(operationKey, {
    mutationFn: (operation: Operation) => perform(person, operation),
    // In the order in which they were done; waiting for the connection is the sender's part.
    scope: { id: "tracked-time" },
    networkMode: "always",
    retry: false,
    onMutate: (operation: Operation) => keep(person, operation),
    onSuccess: (sessions: Session[], operation: Operation) => {
      const said = praise(operation, sessions);
      if (said) toast.success(said, wayBack(client, operation, sessions));
      notifyTabs();
    },
    onError: (error: Error, operation: Operation) => {
      if (!toldByForm(operation, error)) toast.error(wish(operation), { description: reasonOf(error) });
    },
    onSettled: async (sessions: Session[] | undefined, error: Error | null, operation: Operation) => {
      if (!(error instanceof Refusal && error.code === "OUTDATED")) drop(person, operation);
      // The operation is laid over the pages until they have read what it did.
      await Promise.all([
        ...[...listeners].map((listener) => listener(operation, sessions)),
        client.invalidateQueries({ queryKey: summaryQuery.queryKey }),
        client.invalidateQueries({ queryKey: ["tracking"] }),
      ]);
    },
  });
}
