"use client";
import { Ban, Check, CircleAlert, Eye, type LucideIcon, Undo2 } from "lucide-react";
import { useCallback, useRef } from "react";
import { useNow } from "@/components/time/now.tsx";
import { Button } from "@/components/ui/button.tsx";
import { cn } from "@/components/ui/cn.ts";
import { NearLink } from "@/components/ui/near-link.tsx";
import { useCurrentUser } from "@/lib/client/current-user.tsx";
import { dateIn } from "@/lib/core/dates.ts";
import { restorableMinutes } from "@/lib/tasks/constants.ts";
import { linkOf, sequencesOf } from "./time-tool-labels.ts";
import { formatToolCall, type ToolState, toolStateOf } from "./tool-labels.ts";
import { changesSomething, looseOf, namedTasksOf, type ToolPart, toolNameOf } from "./tool-part.ts";
import { type Undo, undoForToolCall } from "./undo-tool-call.ts";
import { useIsUndone } from "./undone-tool-calls.ts";
import { useUndo } from "./use-undo.ts";

const icons: Record<Exclude<ToolState, "running" | "waiting">, LucideIcon> = {
  done: Check,
  failed: CircleAlert,
  denied: Ban,
};

function StateIcon({ state, isRead, isUndone }: { state: ToolState; isRead: boolean; isUndone: boolean }) {
  if (state === "running" || state === "waiting") {
    return <span aria-hidden="true" className="mx-1 size-2 shrink-0 animate-pulse rounded-full bg-assistant" />;
  }
  const Icon = isUndone ? Undo2 : state === "done" && isRead ? Eye : icons[state];
  const colour = state === "failed" ? "text-danger" : state === "done" && !isUndone ? "text-assistant" : "text-muted";
  return <Icon aria-hidden="true" className={cn("size-4 shrink-0", colour)} />;
}

/** What is deleted can be brought back for a while only; and a session of long ago is not taken away by mistake. */
const stillPossible = (undo: Undo, since: string | null, now: number): boolean =>
  !["restore", "remove-session"].includes(undo.act) ||
  since === null ||
  now - Date.parse(since) < restorableMinutes * 60_000;

interface ToolCardProps {
  part: ToolPart;
  /** When the message was written; null while it is. */
  since: string | null;
}

/** What one tool did, in plain words, with the way to take it back. */
export function ToolCard({ part, since }: ToolCardProps) {
  const { id: person, timezone, role } = useCurrentUser();
  const now = useNow(60_000);
  const isUndone = useIsUndone(person, part.toolCallId);
  const undo = useUndo(part.toolCallId);
  const wasPressed = useRef(false);
  const state = toolStateOf(part);
  const name = toolNameOf(part);
  const isRead = !changesSomething(part);
  // The button that had the focus is gone.
  const focusOnce = useCallback((place: HTMLElement | null) => {
    if (wasPressed.current) place?.focus();
    wasPressed.current = false;
  }, []);
  const way = role === "viewer" ? null : undoForToolCall(part);
  const words = formatToolCall(part, dateIn(timezone, now));
  const output = state === "done" && part.state === "output-available" ? looseOf(part.output) : {};
  const link = isUndone ? null : linkOf(name, output);
  const sequences = name === "suggest_practice" ? sequencesOf(output) : [];
  const changed = name === "change_tasks" && state === "done" ? namedTasksOf(looseOf(part.output).tasks) : [];
  return (
    <div
      data-tool={name}
      className={cn(
        "rounded-md border bg-raised px-3 py-1.5",
        isRead && "border-transparent bg-transparent px-0 py-0.5",
      )}
    >
      <div className="flex min-h-7 items-center gap-2">
        <StateIcon state={state} isRead={isRead} isUndone={isUndone} />
        <p
          dir="auto"
          className={cn(
            "wrap-anywhere min-w-0 flex-1",
            (isRead || isUndone) && "text-muted",
            isUndone && "line-through decoration-muted",
          )}
        >
          {words}
        </p>
        {link && (
          <Button
            asChild
            variant={link.isMain ? "practice" : "ghost"}
            size="sm"
            className={cn(!link.isMain && "-mr-2")}
          >
            <NearLink href={link.href}>{link.label}</NearLink>
          </Button>
        )}
        {isUndone ? (
          <span ref={focusOnce} tabIndex={-1} className="shrink-0 rounded-sm text-muted text-xs">
            Undone
          </span>
        ) : (
          way &&
          stillPossible(way, since, now) && (
            <Button
              variant="ghost"
              size="sm"
              className="-mr-2"
              aria-label={`Undo: ${words}`}
              aria-busy={undo.isPending}
              disabled={undo.isPending}
              onClick={() => {
                wasPressed.current = true;
                undo.mutate(way);
              }}
            >
              Undo
            </Button>
          )
        )}
      </div>
      {sequences.length > 0 && (
        <ul className="grid gap-1 pb-1.5 pl-6">
          {sequences.map((each) => (
            <li key={each.id} dir="auto" className="wrap-anywhere">
              <NearLink href={`/practice/sequences/${each.id}`} className="underline underline-offset-4">
                {each.name}
              </NearLink>{" "}
              <span className="text-muted">{each.total}</span>
            </li>
          ))}
        </ul>
      )}
      {changed.length > 0 && (
        <ul className={cn("grid gap-1 pb-1.5 pl-6 text-muted", isUndone && "line-through")}>
          {changed.map(({ id, title }) => (
            <li key={id} dir="auto" className="wrap-anywhere">
              {title}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
