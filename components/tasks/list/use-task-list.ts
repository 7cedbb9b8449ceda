"use client";
import { keepPreviousData, useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useRef } from "react";
import { type TaskPages, tasksQuery } from "@/components/tasks/queries.ts";
import { idOf } from "@/components/tasks/task-ids.ts";
import { useTaskOperations } from "@/components/tasks/use-task-acts.ts";
import { withPending } from "@/components/tasks/with-pending.ts";
import type { Task } from "@/lib/tasks/shapes.ts";
import type { TaskFilters } from "./filters.ts";

const noTasks: Task[] = [];
const tasksIn = (data: TaskPages | undefined): Task[] => data?.pages.flatMap(({ tasks }) => tasks) ?? noTasks;
const totalOf = (data: TaskPages | undefined): number => data?.pages[0]?.total ?? 0;

/**
 * The tasks that the filters ask for, with what the person did laid over what the server has said.
 * @param today the user's date; when it changes, everything is refetched
 */
export function useTaskList(filters: TaskFilters, today: string) {
  const client = useQueryClient();
  const { status } = filters;
  const open = useInfiniteQuery({
    ...tasksQuery(filters, "pending"),
    placeholderData: keepPreviousData,
    enabled: status !== "completed",
  });
  const completed = useInfiniteQuery({
    ...tasksQuery(filters, "completed"),
    placeholderData: keepPreviousData,
    enabled: status !== "pending",
  });
  const operations = useTaskOperations();
  const openTasks = useMemo(() => (status === "completed" ? noTasks : tasksIn(open.data)), [status, open.data]);
  const completedTasks = useMemo(
    () => (status === "pending" ? noTasks : tasksIn(completed.data)),
    [status, completed.data],
  );
  const laid = useMemo(
    () => withPending({ open: openTasks, completed: completedTasks }, operations, filters, today, idOf),
    [openTasks, completedTasks, operations, filters, today],
  );

  const day = useRef(today);
  useEffect(() => {
    if (day.current === today) return;
    day.current = today;
    void client.invalidateQueries({ queryKey: ["tasks"] });
  }, [today, client]);

  const asked = [...(status === "completed" ? [] : [open]), ...(status === "pending" ? [] : [completed])];
  const failed = asked.find(({ data, isError }) => !data && isError);
  return {
    open: laid.open,
    completed: laid.completed,
    totals: {
      open: status === "completed" ? 0 : totalOf(open.data) + laid.more.open,
      completed: status === "pending" ? 0 : totalOf(completed.data) + laid.more.completed,
    },
    queries: { open, completed },
    /** Nothing is there yet that could be shown. */
    isLoading: asked.some(({ data }) => !data),
    /** What is shown is still what was asked for before. */
    isOld: asked.some(({ isPlaceholderData }) => isPlaceholderData),
    failure: failed && {
      message: failed.error?.message ?? "",
      isRetrying: asked.some(({ isFetching }) => isFetching),
      retry: () => {
        for (const query of asked) if (!query.data) void query.refetch();
      },
    },
  };
}

export type TaskListParts = ReturnType<typeof useTaskList>;
