"use client";
import { ShieldQuestion } from "lucide-react";
import { useId } from "react";
import { useAsk } from "@/components/assistant/composer/use-ask.ts";
import { Button } from "@/components/ui/button.tsx";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { useCurrentUser } from "@/lib/client/current-user.tsx";
import type { ToolPart } from "./tool-part.ts";

const formatReference = (reference: number | string): string =>
  typeof reference === "number" ? `Task ${reference}, which no longer exists` : `Tasks matching “${reference}”`;

interface ApprovalCardProps {
  part: ToolPart;
  /** What was pressed, until the assistant has gone on. */
  decided: boolean | undefined;
  /** While something else is under way. */
  disabled: boolean;
  onDecide: (approved: boolean) => void;
}

/** Asks before something is deleted, many things change, or tracked time does: what exactly, and two ways on. */
export function ApprovalCard({ part, decided, disabled, onDecide }: ApprovalCardProps) {
  const id = useId();
  const mayWrite = useCurrentUser().role !== "viewer";
  const { ask, meant, isPending } = useAsk(part);
  const isSeveral = meant.length > 1 || meant.some(({ task }) => !task);
  return (
    <section aria-labelledby={id} data-approval className="grid gap-3 rounded-md border border-assistant bg-raised p-4">
      <div className="flex items-start gap-2">
        <ShieldQuestion aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-assistant" />
        <div className="grid min-w-0 flex-1 gap-1">
          {isPending ? (
            <Skeleton className="h-5 w-48" />
          ) : (
            <h3 id={id} dir="auto" className="wrap-anywhere font-medium">
              {ask.question}
            </h3>
          )}
          {isSeveral && (
            <ul className="grid list-disc gap-1 pl-5 marker:text-muted">
              {meant.map(({ reference, task }) => (
                <li key={reference} dir="auto" className="wrap-anywhere">
                  {task ? task.title : formatReference(reference)}
                </li>
              ))}
            </ul>
          )}
          <p className="text-muted text-xs">{ask.note}</p>
        </div>
      </div>
      <div className="flex flex-wrap items-center gap-2 pl-6">
        {decided === undefined ? (
          <>
            <Button
              variant={ask.isDeleting ? "danger" : "ink"}
              size="sm"
              disabled={disabled || !mayWrite || isPending}
              onClick={() => onDecide(true)}
            >
              {ask.yes}
            </Button>
            <Button variant="outline" size="sm" disabled={disabled || !mayWrite} onClick={() => onDecide(false)}>
              {ask.no}
            </Button>
          </>
        ) : (
          <p className="text-muted">{ask.done[decided ? 0 : 1]}</p>
        )}
      </div>
    </section>
  );
}
