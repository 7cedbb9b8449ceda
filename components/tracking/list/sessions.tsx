"use client";
import { SearchX } from "lucide-react";
import { type ReactNode, useCallback, useEffect, useMemo } from "react";
import { EditedRow } from "@/components/tracking/editor/edited-row.tsx";
import { useEditing } from "@/components/tracking/editor/use-editing.ts";
import { useTracking } from "@/components/tracking/use-tracking.ts";
import { Button } from "@/components/ui/button.tsx";
import { cn } from "@/components/ui/cn.ts";
import { isComposing } from "@/components/ui/keyboard/is-composing.ts";
import { EmptyState, ErrorState, LoadingRows } from "@/components/ui/states.tsx";
import { useCurrentUser } from "@/lib/client/current-user.tsx";
import type { Session } from "@/lib/tracking/shapes.ts";
import { BulkBar } from "./bulk-bar.tsx";
import { type Filters, isFiltered } from "./filters.ts";
import { ListEnd } from "./list-end.tsx";
import { RunningRow } from "./running-row.tsx";
import { SessionList } from "./session-list.tsx";
import type { RowActs } from "./session-row.tsx";
import { useSelection } from "./use-selection.ts";
import type { SessionsParts } from "./use-sessions.ts";

interface SessionsProps {
  parts: SessionsParts;
  filters: Filters;
  today: string;
  github: string;
  onClear: () => void;
  /** Stands where the list would be when nothing was ever tracked. */
  nothing: ReactNode;
}

const noRows: Session[] = [];

/** Hands the focus on from a row that is about to go: to the one below it, or above. */
function focusBeside(rows: Session[], leaving: Session): void {
  const index = rows.findIndex(({ id }) => id === leaving.id);
  const next = rows[index + 1] ?? rows[index - 1];
  const target = next && document.querySelector<HTMLElement>(`[data-delete="${next.id}"]`);
  (target ?? document.getElementById("content"))?.focus();
}

/** The list in each of its states, and what one can do with its rows. */
export function Sessions({ parts, filters, today, github, onClear, nothing }: SessionsProps) {
  const { query, laid, items, isStale, look } = parts;
  const { timezone: zone, role } = useCurrentUser();
  const rows = laid?.ended ?? noRows;
  const editing = useEditing();
  const { editors, open } = editing;
  const tracking = useTracking();
  const remove = useCallback((those: Session[]) => void tracking.remove(those).catch(() => {}), [tracking]);
  const { selected, ids, set, toggle, clear } = useSelection(rows);
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, isPlaceholderData, fetchNextPage } = query;

  const acts = useMemo<RowActs | null>(() => {
    if (role === "viewer") return null;
    const removeOne = (session: Session) => {
      focusBeside(rows, session);
      remove([session]);
    };
    return { toggle, edit: open, remove: removeOne };
  }, [role, toggle, open, remove, rows]);

  const mayFetch = hasNextPage && !isFetchingNextPage && !isFetchNextPageError && !isPlaceholderData && !isStale;
  const reachEnd = useCallback(() => {
    if (mayFetch) void fetchNextPage({ cancelRefetch: false });
  }, [mayFetch, fetchNextPage]);

  const hasSelection = selected.length > 0;
  useEffect(() => {
    if (!hasSelection) return;
    const press = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || event.defaultPrevented || isComposing(event)) return;
      if (!document.querySelector("[role=dialog]")) clear();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, [hasSelection, clear]);

  if (!laid) {
    return query.isError ? (
      <ErrorState retry={() => void query.refetch()} retrying={query.isFetching}>
        Your sessions failed to load. Your tracked time is safe.
      </ErrorState>
    ) : (
      <LoadingRows label="Sessions are loading" rows={12} />
    );
  }

  const { running } = laid;
  const isEmpty = rows.length === 0 && !running;
  const strays = [...editors.values()].filter(({ base }) => {
    return base.id !== running?.id && !rows.some(({ id }) => id === base.id);
  });
  return (
    <div aria-busy={isPlaceholderData} className={cn("transition-opacity", isPlaceholderData && "opacity-60")}>
      {strays.map((stray) => (
        // What is being edited stays, also when the list has no place for it any more.
        <EditedRow key={stray.base.id} editing={stray} parts={editing} />
      ))}
      {running && <RunningRow session={running} zone={zone} github={github} acts={acts} editing={editing} />}
      {isEmpty && !isFiltered(filters) && nothing}
      {isEmpty && isFiltered(filters) && (
        <EmptyState
          icon={SearchX}
          title="No results"
          action={
            <Button variant="outline" onClick={onClear}>
              Clear the filters
            </Button>
          }
        >
          No sessions match these filters.
        </EmptyState>
      )}
      {items.length > 0 && (
        <SessionList
          items={items}
          today={today}
          github={github}
          selected={ids}
          acts={acts}
          onSelect={set}
          editing={editing}
          onLook={look}
          onEnd={reachEnd}
        />
      )}
      <ListEnd
        hasMore={hasNextPage && !isEmpty}
        isLoading={isFetchingNextPage}
        isPaused={query.fetchStatus === "paused"}
        failure={query.failureReason}
        hasFailed={isFetchNextPageError}
        onRetry={() => void fetchNextPage({ cancelRefetch: false })}
      />
      <BulkBar
        selected={selected}
        loaded={rows.length}
        onAll={() =>
          set(
            rows.map(({ id }) => id),
            true,
          )
        }
        onClear={clear}
        onDelete={() => {
          remove(selected);
          clear();
        }}
      />
    </div>
  );
}
