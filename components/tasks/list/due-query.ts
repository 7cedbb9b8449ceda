import { queryOptions } from "@tanstack/react-query";
import type { InputOf, OutputOf } from "@/lib/api/contract.ts";
import { read } from "@/lib/client/api.ts";
import type { tasksContract } from "@/lib/tasks/contract.ts";

/** What Today shows of tasks: those that are due today, and those that are late. It shows so many of them. */

type List = (typeof tasksContract)["list"];

export const dueInput = { status: "pending", due: "today", limit: 5 } satisfies InputOf<List>;

export const dueTasksQuery = queryOptions({
  queryKey: ["tasks", "due"],
  queryFn: ({ signal }): Promise<OutputOf<List>> => read<List>("/tasks", dueInput, signal),
});
