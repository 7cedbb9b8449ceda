"use client";
import { Button } from "@/components/ui/button.tsx";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { Loading } from "@/components/ui/states.tsx";
import { ApiError } from "@/lib/api/api-error.ts";

interface ListEndProps {
  hasMore: boolean;
  isLoading: boolean;
  /** It waits for the connection. */
  isPaused: boolean;
  /** Why the last attempt did not bring the next rows. */
  failure: Error | null;
  /** It will not be tried again by itself. */
  hasFailed: boolean;
  onRetry: () => void;
}

/** What stands after the last row that is there. */
export function ListEnd({ hasMore, isLoading, isPaused, failure, hasFailed, onRetry }: ListEndProps) {
  if (!hasMore) return null;
  if (hasFailed && !isLoading) {
    return (
      <div role="alert" className="flex flex-wrap items-center gap-3 border-t py-4">
        <p className="text-muted">More sessions failed to load. Those above are complete.</p>
        <Button variant="outline" size="sm" onClick={onRetry}>
          Try again
        </Button>
      </div>
    );
  }
  const isSlowed = failure instanceof ApiError && failure.status === 429;
  const label = isPaused
    ? "More sessions will load when you're back online"
    : isSlowed
      ? "More sessions will load in a moment"
      : "More sessions are loading";
  return (
    <Loading label={label} className="grid gap-4 border-t py-4">
      {(isPaused || isSlowed) && (
        <p aria-hidden="true" className="text-muted">
          {label}.
        </p>
      )}
      <Skeleton className="h-6" />
      <Skeleton className="h-6" />
      <Skeleton className="h-6" />
    </Loading>
  );
}
