import { infiniteQueryOptions, type QueryKey } from "@tanstack/react-query";
import type { OutputOf } from "@/lib/api/contract.ts";
import { read } from "@/lib/client/api.ts";
import type { TaskStatus } from "@/lib/tasks/constants.ts";
import type { tasksContract } from "@/lib/tasks/contract.ts";
import { listInput, type TaskFilters } from "./list/filters.ts";

/** The queries of the page Tasks. All keys begin with "tasks", so that a change refetches them. */

type List = (typeof tasksContract)["list"];
export type TaskPage = OutputOf<List>;

export interface TaskPages {
  pages: TaskPage[];
  pageParams: (string | null)[];
}

/** The tasks of one state that the filters ask for, page by page. */
export const tasksQuery = (filters: TaskFilters, status: TaskStatus) =>
  infiniteQueryOptions<TaskPage, Error, TaskPages, QueryKey, string | null>({
    queryKey: ["tasks", status, { q: filters.q, due: filters.due }],
    queryFn: ({ pageParam, signal }): Promise<TaskPage> =>
      read<List>("/tasks", listInput(filters, status, pageParam), signal),
    initialPageParam: null,
    getNextPageParam: (last) => last.next_cursor,
  });
