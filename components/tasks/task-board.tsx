"use client";
import { CircleCheckBig, ListTodo } from "lucide-react";
import { type ReactNode, useMemo, useRef, useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { cn } from "@/components/ui/cn.ts";
import { NothingMatches, ShowMore } from "@/components/ui/list-states.tsx";
import { EmptyState } from "@/components/ui/states.tsx";
import { useCurrentUser } from "@/lib/client/current-user.tsx";
import { AddTask } from "./add-task.tsx";
import { BulkBar } from "./list/bulk-bar.tsx";
import { namesOn, type TaskFilters } from "./list/filters.ts";
import { groupsOf } from "./list/groups.ts";
import { CompletedTasks, EditedTask, OpenTasks, type RowsLook } from "./list/task-list.tsx";
import type { TaskListParts } from "./list/use-task-list.ts";
import { keyOf } from "./task-ids.ts";
import { useBoard } from "./use-board.ts";
import { addField } from "./use-task-keys.ts";

interface TaskBoardProps {
  list: TaskListParts;
  filters: TaskFilters;
  today: string;
  /** How many there are. */
  said: string | null;
  /** There is no task at all. */
  hasNothing: boolean;
  onClear: () => void;
  /** Stands between the line that adds and the list. */
  children: ReactNode;
}

interface MoreProps {
  query: TaskListParts["queries"]["open"];
  left: number;
}

function More({ query, left }: MoreProps) {
  if (!query.hasNextPage) return null;
  return (
    <ShowMore
      left={Math.max(1, left)}
      isLoading={query.isFetchingNextPage}
      hasFailed={query.isFetchNextPageError}
      onMore={() => void query.fetchNextPage()}
    />
  );
}

/** What stands where no open task is. */
function NoneOpen({
  isFiltered,
  isNew,
  mayAdd,
  onClear,
}: Record<"isFiltered" | "isNew" | "mayAdd", boolean> & Pick<TaskBoardProps, "onClear">) {
  if (isFiltered) return <NothingMatches onClear={onClear}>No tasks match these filters.</NothingMatches>;
  if (!isNew) {
    return (
      <EmptyState icon={CircleCheckBig} title="All done" className="py-8">
        No tasks left.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={ListTodo}
      title="No tasks yet"
      className="py-16"
      action={
        mayAdd && (
          <Button variant="outline" onClick={() => document.querySelector<HTMLElement>(addField)?.focus()}>
            Add a task
          </Button>
        )
      }
    >
      Add a task in one line. Dated tasks are grouped by day and show on Today when due.
    </EmptyState>
  );
}

/** The line that adds, the groups, and what one can do with their rows. */
export function TaskBoard({ list, filters, today, said, hasNothing, onClear, children }: TaskBoardProps) {
  const { week_start } = useCurrentUser();
  const { open, completed, totals, queries, isLoading, isOld } = list;
  const box = useRef<HTMLDivElement>(null);
  const [unfolded, setUnfolded] = useState<boolean | null>(null);
  const isUnfolded = unfolded ?? filters.status === "completed";
  const groups = useMemo(() => groupsOf(open, today, week_start), [open, today, week_start]);
  const rows = useMemo(() => (isUnfolded ? [...open, ...completed] : open), [open, completed, isUnfolded]);
  const { acts, selection, editing, tabStop, menu, latest, show } = useBoard(rows, box);
  const look: RowsLook = {
    ...{ today, tabStop, menu, latest, editing },
    selected: selection.keys,
    isSelecting: selection.isSelecting,
    acts: acts?.row ?? null,
  };
  const keys = new Set(rows.map(keyOf));
  const strays = [...editing.editors.keys()].filter((key) => !keys.has(key));
  const isFiltered = namesOn(filters).length > 0;

  return (
    <>
      <div className="flex min-h-10 items-baseline gap-3">
        <h1 className="font-semibold text-xl tracking-tight">Tasks</h1>
        <p role="status" className="mr-auto text-muted">
          {said}
        </p>
        {acts && rows.length > 1 && !selection.isSelecting && (
          <Button variant="ghost" size="sm" className="-mr-3 text-muted md:hidden" onClick={selection.begin}>
            Select
          </Button>
        )}
      </div>
      {acts && <AddTask today={today} onAdded={(task) => show(task, filters, today, onClear)} />}
      {children}
      <div
        ref={box}
        aria-busy={isOld}
        className={cn("mt-2 grid grid-cols-1 gap-6 transition-opacity duration-150", isOld && "opacity-60")}
      >
        {strays.map((key) => (
          // What is being edited stays, also when the list has no place for it any more.
          <EditedTask key={key} rowKey={key} look={look} isStray />
        ))}
        <OpenTasks groups={groups} look={look} />
        {filters.status !== "completed" && <More query={queries.open} left={totals.open - open.length} />}
        {!isLoading && open.length === 0 && (!isFiltered || totals.completed === 0) && (
          <NoneOpen isFiltered={isFiltered} isNew={hasNothing} mayAdd={acts !== null} onClear={onClear} />
        )}
        {totals.completed > 0 && (
          <CompletedTasks
            tasks={completed}
            total={totals.completed}
            isOpen={isUnfolded}
            onToggle={() => setUnfolded(!isUnfolded)}
            look={look}
          />
        )}
        {isUnfolded && filters.status !== "pending" && (
          <More query={queries.completed} left={totals.completed - completed.length} />
        )}
      </div>
      {acts && (
        <BulkBar
          selected={selection.tasks}
          shown={rows.length}
          isSelecting={selection.isSelecting}
          onAll={() => selection.set([...keys], true)}
          onTurn={() => acts.turn(selection.tasks)}
          onRemove={() => acts.remove(selection.tasks)}
          onClear={selection.clear}
        />
      )}
    </>
  );
}
