"use client";
import { SearchX } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "./button.tsx";
import { EmptyState } from "./states.tsx";

interface CountLineProps {
  /** As "12 sequences"; nothing while it is not known. */
  said: string | undefined;
  isFiltered: boolean;
  onClear: () => void;
}

/** How many there are, and the way back to all of them. */
export function CountLine({ said, isFiltered, onClear }: CountLineProps) {
  return (
    <div className="-mb-2 flex min-h-8 items-center gap-3 text-muted">
      <p role="status">{said}</p>
      {isFiltered && (
        <Button variant="ghost" size="sm" onClick={onClear}>
          Clear all
        </Button>
      )}
    </div>
  );
}

interface ShowMoreProps {
  /** How many are not shown yet. */
  left: number;
  isLoading: boolean;
  hasFailed: boolean;
  onMore: () => void;
}

/** Gets the next rows of a list when somebody wants them. */
export function ShowMore({ left, isLoading, hasFailed, onMore }: ShowMoreProps) {
  return (
    <div className="flex flex-wrap items-center justify-center gap-3">
      {hasFailed && !isLoading && (
        <p role="alert" className="text-muted">
          More failed to load. Those above are complete.
        </p>
      )}
      <Button variant="outline" aria-disabled={isLoading} aria-busy={isLoading} onClick={() => !isLoading && onMore()}>
        {hasFailed ? "Try again" : `Show more: ${left} ${left === 1 ? "is" : "are"} left`}
      </Button>
    </div>
  );
}

/** Filters that nothing is as they ask for. */
export function NothingMatches({ children, onClear }: { children: ReactNode; onClear: () => void }) {
  return (
    <EmptyState
      icon={SearchX}
      title="No results"
      action={
        <Button variant="outline" onClick={onClear}>
          Clear the filters
        </Button>
      }
    >
      {children}
    </EmptyState>
  );
}
