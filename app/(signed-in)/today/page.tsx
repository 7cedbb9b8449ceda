import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { headers } from "next/headers";
import { requireUser } from "@/app/_lib/session.ts";
import { dueInput, dueTasksQuery } from "@/components/tasks/list/due-query.ts";
import { practiceTodayQuery } from "@/components/today/queries.ts";
import { TodaySkeleton } from "@/components/today/today-skeleton.tsx";
import { TodayView } from "@/components/today/today-view.tsx";
import { todayQuery } from "@/components/tracking/queries.ts";
import { Streamed } from "@/components/ui/streamed.tsx";
import { dehydrateQueries } from "@/lib/client/dehydrate-queries.ts";
import { env } from "@/lib/core/env.ts";
import { practice } from "@/lib/practice/service.ts";
import { tasks } from "@/lib/tasks/service.ts";
import { tracking } from "@/lib/tracking/service.ts";

export const metadata: Metadata = { title: "Today" };

async function LoadedToday() {
  const caller = await requireUser();
  const [today, practised, due] = await Promise.all([
    tracking.today(caller, {}),
    practice.today(caller, {}),
    tasks.list(caller, dueInput),
  ]);
  const state = dehydrateQueries(
    [todayQuery.queryKey, today],
    [practiceTodayQuery.queryKey, practised],
    [dueTasksQuery.queryKey, due],
  );
  const { APP_URL, GITHUB_URL } = env();
  return (
    <HydrationBoundary state={state}>
      <TodayView github={GITHUB_URL} address={APP_URL} />
    </HydrationBoundary>
  );
}

export default async function TodayPage() {
  // Client-side navigation requests data only; browsers send a header for it.
  const whole = (await headers()).get("sec-fetch-dest") !== "empty";
  return (
    <Streamed whole={whole} fallback={<TodaySkeleton />}>
      <LoadedToday />
    </Streamed>
  );
}
