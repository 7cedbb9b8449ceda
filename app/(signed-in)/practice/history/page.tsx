import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { headers } from "next/headers";
import { requireUser } from "@/app/_lib/session.ts";
import type { WithSearch } from "@/app/search.ts";
import { History } from "@/components/practice/history/history.tsx";
import { HistorySkeleton } from "@/components/practice/history/history-skeleton.tsx";
import { isMonth, monthIn } from "@/components/practice/history/month.ts";
import {
  achievementsInput,
  achievementsQuery,
  calendarQuery,
  listInput,
  practicesQuery,
  statsQuery,
} from "@/components/practice/history/queries.ts";
import { Streamed } from "@/components/ui/streamed.tsx";
import { dehydrateQueries } from "@/lib/client/dehydrate-queries.ts";
import { practice } from "@/lib/practice/service.ts";

export const metadata: Metadata = { title: "Practice history" };

async function LoadedHistory({ requestedMonth }: { requestedMonth: string }) {
  const caller = await requireUser();
  const month = isMonth(requestedMonth) ? requestedMonth : monthIn(caller.principal.timezone, Date.now());
  const [stats, calendar, list, achievements] = await Promise.all([
    practice.stats(caller, {}),
    practice.calendar(caller, { month }),
    practice.list(caller, listInput(month, null)),
    practice.achievements(caller, achievementsInput),
  ]);
  const first = stats.total_practices === 0 ? (await practice.today(caller, {})).break_sequence : null;
  const state = dehydrateQueries(
    [statsQuery.queryKey, stats],
    [calendarQuery(month).queryKey, calendar],
    [practicesQuery(month).queryKey, { pages: [list], pageParams: [null] }],
    [achievementsQuery.queryKey, achievements],
  );
  return (
    <HydrationBoundary state={state}>
      <History first={first} />
    </HydrationBoundary>
  );
}

export default async function HistoryPage({ searchParams }: WithSearch) {
  const { month } = await searchParams;
  // Client-side navigation requests data only; browsers send a header for it.
  const whole = (await headers()).get("sec-fetch-dest") !== "empty";
  return (
    <Streamed whole={whole} fallback={<HistorySkeleton />}>
      <LoadedHistory requestedMonth={(Array.isArray(month) ? month[0] : month) ?? ""} />
    </Streamed>
  );
}
