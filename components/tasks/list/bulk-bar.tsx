"use client";
import { Check, RotateCcw, Trash2, X } from "lucide-react";
import { useRunning } from "@/components/tracking/use-tracking.ts";
import { Button } from "@/components/ui/button.tsx";
import { cn } from "@/components/ui/cn.ts";
import { formatCount } from "@/lib/core/format.ts";
import type { Task } from "@/lib/tasks/shapes.ts";

interface BulkBarProps {
  selected: Task[];
  /** How many rows there are to select. */
  shown: number;
  /** Checkboxes are there, also when none is ticked. */
  isSelecting: boolean;
  onAll: () => void;
  onTurn: () => void;
  onRemove: () => void;
  onClear: () => void;
}

/** What one can do with the tasks that are selected. */
export function BulkBar({ selected, shown, isSelecting, onAll, onTurn, onRemove, onClear }: BulkBarProps) {
  const isRunning = useRunning() !== null;
  const count = selected.length;
  const areDone = count > 0 && selected.every(({ completed }) => completed);
  return (
    <div
      className={cn(
        "pointer-events-none fixed inset-x-0 bottom-0 z-40 flex justify-center p-3 md:pl-54",
        // On phones it stands above the bottom bar, and above the running session where there is one.
        isRunning
          ? "max-md:bottom-[calc(7.25rem+env(safe-area-inset-bottom))]"
          : "max-md:bottom-[calc(3.5rem+env(safe-area-inset-bottom))]",
      )}
    >
      <p role="status" className="sr-only">
        {count > 0 ? `${formatCount(count, "task")} selected` : ""}
      </p>
      {isSelecting && (
        <section
          aria-label="Selection"
          data-floating-bar
          className="pointer-events-auto flex max-w-full flex-wrap items-center gap-x-3 gap-y-2 rounded-lg border border-line bg-raised py-2 pr-2 pl-4 shadow-float"
        >
          <p>
            <span className="figures">{count}</span> selected
          </p>
          <div className="flex items-center gap-1">
            {count < shown && (
              <Button variant="ghost" size="sm" className="px-2" onClick={onAll}>
                All {shown}
              </Button>
            )}
            <Button variant="outline" size="sm" disabled={count === 0} onClick={onTurn}>
              {areDone ? <RotateCcw aria-hidden="true" /> : <Check aria-hidden="true" />}
              {areDone ? "Reopen" : "Complete"}
            </Button>
            <Button variant="danger" size="sm" disabled={count === 0} onClick={onRemove}>
              <Trash2 aria-hidden="true" />
              Delete
            </Button>
            <Button variant="ghost" size="icon" aria-label="Clear the selection" title="Clear" onClick={onClear}>
              <X aria-hidden="true" />
            </Button>
          </div>
        </section>
      )}
    </div>
  );
}
