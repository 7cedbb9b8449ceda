"use client";
import { Trash2, X } from "lucide-react";
import { Duration } from "@/components/time/duration.tsx";
import { useRunning } from "@/components/tracking/use-tracking.ts";
import { Button } from "@/components/ui/button.tsx";
import { cn } from "@/components/ui/cn.ts";
import { formatCount } from "@/lib/core/format.ts";
import type { Session } from "@/lib/tracking/shapes.ts";

interface BulkBarProps {
  selected: Session[];
  /** How many there are to select, those that were not read yet left out. */
  loaded: number;
  onAll: () => void;
  onClear: () => void;
  onDelete: () => void;
}

/** What one can do with the rows that are chosen. Nothing while none is. */
export function BulkBar({ selected, loaded, onAll, onClear, onDelete }: BulkBarProps) {
  const isRunning = useRunning() !== null;
  const count = selected.length;
  const seconds = selected.reduce((total, { duration_seconds }) => total + (duration_seconds ?? 0), 0);
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
        {count > 0 ? `${formatCount(count, "session")} selected` : ""}
      </p>
      {count > 0 && (
        <section
          aria-label="Selection"
          data-floating-bar
          className="pointer-events-auto flex max-w-full flex-wrap items-center gap-x-3 gap-y-2 rounded-lg border border-line bg-raised py-2 pr-2 pl-4 shadow-float"
        >
          <p className="flex items-baseline gap-2">
            <span>
              <span className="figures">{count}</span> selected
            </span>
            <span aria-hidden="true" className="text-muted">
              ·
            </span>
            <Duration seconds={seconds} />
          </p>
          <div className="flex items-center gap-1">
            {count < loaded && (
              <Button variant="ghost" size="sm" onClick={onAll}>
                Select all {loaded} loaded
              </Button>
            )}
            <Button variant="danger" size="sm" onClick={onDelete}>
              <Trash2 aria-hidden="true" />
              Delete {count}
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
