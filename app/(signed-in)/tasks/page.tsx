import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { headers } from "next/headers";
import { isDocument } from "@/app/_lib/or-not-found.ts";
import { requireUser } from "@/app/_lib/session.ts";
import type { WithSearch } from "@/app/search.ts";
import { listInput, loadTaskFilters } from "@/components/tasks/list/filters.ts";
import { tasksQuery } from "@/components/tasks/queries.ts";
import { Tasks } from "@/components/tasks/tasks.tsx";
import { TasksSkeleton } from "@/components/tasks/tasks-skeleton.tsx";
import { Streamed } from "@/components/ui/streamed.tsx";
import { dehydrateQueries } from "@/lib/client/dehydrate-queries.ts";
import { taskStatuses } from "@/lib/tasks/constants.ts";
import { tasks } from "@/lib/tasks/service.ts";

export const metadata: Metadata = { title: "Tasks" };

async function LoadedTasks({ searchParams }: WithSearch) {
  const filters = loadTaskFilters(await searchParams);
  const caller = await requireUser();
  const wanted = taskStatuses.filter((status) => filters.status === null || filters.status === status);
  const pages = await Promise.all(
    wanted.map(async (status) => {
      const page = await tasks.list(caller, listInput(filters, status, null));
      return [tasksQuery(filters, status).queryKey, { pages: [page], pageParams: [null] }] as const;
    }),
  );
  return (
    <HydrationBoundary state={dehydrateQueries(...pages.map(([key, data]): [typeof key, unknown] => [key, data]))}>
      <Tasks />
    </HydrationBoundary>
  );
}

export default async function TasksPage({ searchParams }: WithSearch) {
  return (
    <Streamed whole={isDocument(await headers())} fallback={<TasksSkeleton />}>
      <LoadedTasks searchParams={searchParams} />
    </Streamed>
  );
}
