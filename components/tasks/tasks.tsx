"use client";
import { useSearchParams } from "next/navigation";
import { useQueryStates } from "nuqs";
import { useCallback } from "react";
import { IgnoredParams } from "@/components/forms/ignored-params.tsx";
import { useNow } from "@/components/time/now.tsx";
import { Button } from "@/components/ui/button.tsx";
import { ErrorState, LoadingRows } from "@/components/ui/states.tsx";
import { useCurrentUser } from "@/lib/client/current-user.tsx";
import { dateIn } from "@/lib/core/dates.ts";
import { formatCount } from "@/lib/core/format.ts";
import { TaskChips, TaskFilterBar } from "./list/filter-bar.tsx";
import { namesOn, problemsOf, type SetTaskFilters, taskParsers, unfiltered } from "./list/filters.ts";
import { type TaskListParts, useTaskList } from "./list/use-task-list.ts";
import { TaskBoard } from "./task-board.tsx";

function formatTotals({ open, completed }: TaskListParts["totals"], onlyCompleted: boolean): string {
  const many = (count: number) =>
    formatCount(count, "task").replace(/^\d+/, (text) => Number(text).toLocaleString("en"));
  if (onlyCompleted) return `${many(completed)} completed`;
  return open === 0 ? "No open tasks" : `${many(open)} open`;
}

/** All that is to be done: the line that adds to it, what narrows it, and the list. */
export function Tasks() {
  const { timezone: zone } = useCurrentUser();
  const today = dateIn(zone, useNow(60_000));
  const [filters, setFilters] = useQueryStates(taskParsers, { history: "push" });
  const set: SetTaskFilters = useCallback((values, options) => void setFilters(values, options), [setFilters]);
  const clear = useCallback(() => set(unfiltered), [set]);
  const list = useTaskList(filters, today);
  const { totals, failure, isLoading } = list;
  const areOn = namesOn(filters).length > 0;
  const hasNothing = !isLoading && !areOn && totals.open + totals.completed === 0;

  return (
    <div className="mx-auto grid max-w-3xl grid-cols-1 gap-4">
      <TaskBoard
        list={list}
        filters={filters}
        today={today}
        said={isLoading || hasNothing ? null : formatTotals(totals, filters.status === "completed")}
        hasNothing={hasNothing}
        onClear={clear}
      >
        <IgnoredParams
          problems={problemsOf(useSearchParams())}
          onRemove={(names) => void setFilters(Object.fromEntries(names.map((name) => [name, null])))}
        />
        {!hasNothing && (
          <>
            <TaskFilterBar filters={filters} set={set} />
            {areOn && (
              <div className="flex flex-wrap items-center gap-2">
                <TaskChips filters={filters} set={set} today={today} />
                <Button variant="ghost" size="sm" onClick={clear}>
                  Clear all
                </Button>
              </div>
            )}
          </>
        )}
        {failure && (
          <ErrorState title="Your tasks failed to load" retry={failure.retry} retrying={failure.isRetrying}>
            They are safe. {failure.message}
          </ErrorState>
        )}
        {isLoading && !failure && <LoadingRows label="Tasks are loading" rows={8} />}
      </TaskBoard>
    </div>
  );
}
