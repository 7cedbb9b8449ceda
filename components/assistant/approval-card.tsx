"use client";
import { ShieldQuestion } from "lucide-react";
import { useId } from "react";
import { usePerson } from "@/components/data/person.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { sayCount } from "@/lib/words.ts";
import { looseOf, type ToolPart, toolNameOf } from "./tool-part.ts";
import { type Meant, useMeantTasks } from "./use-meant-tasks.ts";

interface Act {
  /** As in "Delete 3 tasks?". */
  verb: string;
  isDeleting: boolean;
}

function actOf(part: ToolPart): Act {
  const { action } = looseOf(part.input);
  if (toolNameOf(part) === "delete_task" || action === "delete") return { verb: "Delete", isDeleting: true };
  if (action === "complete") return { verb: "Complete", isDeleting: false };
  return { verb: action === "reopen" ? "Reopen" : "Do this with", isDeleting: false };
}

function question({ verb }: Act, meant: Meant[]): string {
  const [only] = meant;
  if (meant.length === 1 && only?.task) return `${verb} “${only.task.title}”?`;
  return meant.length === 0 ? `${verb} these tasks?` : `${verb} ${sayCount(meant.length, "task")}?`;
}

const sayReference = (reference: number | string): string =>
  typeof reference === "number" ? `Task ${reference}, which is not there any more` : `What matches “${reference}”`;

interface ApprovalCardProps {
  part: ToolPart;
  /** What was pressed, until the assistant has gone on. */
  decided: boolean | undefined;
  /** While something else is under way. */
  disabled: boolean;
  onDecide: (approved: boolean) => void;
}

/** Asks before something is deleted, or many things change: what exactly, and two ways on. */
export function ApprovalCard({ part, decided, disabled, onDecide }: ApprovalCardProps) {
  const id = useId();
  const mayWrite = usePerson().role !== "viewer";
  const { data: meant = [], isPending } = useMeantTasks(part);
  const act = actOf(part);
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
              {question(act, meant)}
            </h3>
          )}
          {isSeveral && (
            <ul className="grid list-disc gap-1 pl-5 marker:text-muted">
              {meant.map(({ reference, task }) => (
                <li key={reference} dir="auto" className="wrap-anywhere">
                  {task ? task.title : sayReference(reference)}
                </li>
              ))}
            </ul>
          )}
          <p className="text-muted text-xs">
            {act.isDeleting
              ? "The assistant asks first. What is deleted can be brought back for an hour."
              : "The assistant asks before it changes several tasks at once."}
          </p>
        </div>
      </div>
      <div className="flex flex-wrap items-center gap-2 pl-6">
        {decided === undefined ? (
          <>
            <Button
              variant={act.isDeleting ? "danger" : "ink"}
              size="sm"
              disabled={disabled || !mayWrite || isPending}
              onClick={() => onDecide(true)}
            >
              Approve
            </Button>
            <Button variant="outline" size="sm" disabled={disabled || !mayWrite} onClick={() => onDecide(false)}>
              Keep
            </Button>
          </>
        ) : (
          <p className="text-muted">{decided ? "Approved" : "Kept"}</p>
        )}
      </div>
    </section>
  );
}
