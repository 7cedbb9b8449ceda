"use client";
import type { ExternalToast } from "sonner";
import { serverNow } from "@/components/time/now.tsx";
import { toast } from "@/components/ui/toast.ts";
import { ApiError } from "@/lib/api/api-error.ts";
import { type OutboxContext, type OutboxScope, runOperation } from "@/lib/client/outbox.ts";
import { refreshAfterWrite } from "@/lib/client/refresh.ts";
import { retryImport } from "@/lib/client/retry-import.ts";

import { formatCount, formatDuration } from "@/lib/core/format.ts";
import { formatPullRequest } from "@/lib/tracking/reference.ts";
import type { Session } from "@/lib/tracking/shapes.ts";
import type { Operation } from "./pending.ts";
import { notifyOfRefusedStart } from "./running/refused-start.ts";
import { sendOperation } from "./send-operation.ts";

/** How operations on tracked time are sent, and what is reported of them. */

type Listener = (operation: Operation, sessions: Session[] | undefined) => void | Promise<void>;

const listeners = new Set<Listener>();

/**
 * Calls `listener` when an operation is settled, before it stops being shown as pending; with the sessions as the server
 * has them, or undefined when it was refused or sent by another tab. Returns the function to unsubscribe.
 */
export function onAnswered(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** What a toast says of a success; edits and deletions say nothing more. */
function formatDone(operation: Operation, [session]: Session[]): string | undefined {
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

/** One key ends a session from any page, so its toast has Undo. */
function undoOptions(context: OutboxContext, { kind }: Operation, [session]: Session[]): ExternalToast {
  if (kind !== "end" || !session) return {};
  const resume = () => retryImport(() => import("./resume-session.ts"));
  const onClick = () =>
    void resume().then(({ resumeSession }) => {
      return resumeSession(session, serverNow(), (operation) => runOperation(context, trackingScope, operation));
    });
  return { duration: undoMs, action: { label: "Undo", onClick } };
}

function formatNotDone(operation: Operation): string {
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
  const wrong = error instanceof ApiError ? Object.values(error.fields) : [];
  return wrong.length > 0 ? wrong.join(". ") : error.message;
}

/** Forms show beside their fields what is wrong with them, and keep what was typed; a toast would say it twice. */
function isReportedByForm(operation: Operation, error: Error, isReplay: boolean): boolean {
  if (operation.kind === "start") {
    return notifyOfRefusedStart({ reference: formatPullRequest(operation.pullRequest), message: reasonOf(error) });
  }
  return (
    (operation.kind === "edit" || operation.kind === "add") &&
    !isReplay &&
    error instanceof ApiError &&
    ["VALIDATION_ERROR", "CONFLICT"].includes(error.code)
  );
}

/** The outbox's scope of tracked time. */
export const trackingScope: OutboxScope<Operation, Session[]> = {
  name: "tracking",
  send: sendOperation,
  onSent: (operation, sessions, context) => {
    const text = formatDone(operation, sessions);
    if (text) toast.success(text, undoOptions(context, operation, sessions));
  },
  onRefused: (operation, error, isReplay) => {
    if (!isReportedByForm(operation, error, isReplay)) {
      toast.error(formatNotDone(operation), { description: reasonOf(error) });
    }
  },
  onSettled: async (operation, sessions, { client }) => {
    await Promise.all([
      ...[...listeners].map((listener) => listener(operation, sessions)),
      refreshAfterWrite(client, "tracking"),
    ]);
  },
};
