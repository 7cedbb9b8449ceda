import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { headers } from "next/headers";
import { isDocument } from "@/app/_lib/or-not-found.ts";
import { getSummary, requireUser } from "@/app/_lib/session.ts";
import type { WithSearch } from "@/app/search.ts";
import { loadFilters, loadYear } from "@/components/tracking/list/filters.ts";
import { pageOf } from "@/components/tracking/list/list-pages.ts";
import { listInput, yearQuery } from "@/components/tracking/list/queries.ts";
import { TrackingPage } from "@/components/tracking/tracking-page.tsx";
import { TrackingSkeleton } from "@/components/tracking/tracking-skeleton.tsx";
import { Streamed } from "@/components/ui/streamed.tsx";
import { dehydrateQueries } from "@/lib/client/dehydrate-queries.ts";
import { env } from "@/lib/core/env.ts";
import { tracking } from "@/lib/tracking/service.ts";

export const metadata: Metadata = { title: "Tracking" };

async function LoadedTracking({ searchParams }: WithSearch) {
  const search = await searchParams;
  const filters = loadFilters(search);
  const { year: shown } = loadYear(search);
  const caller = await requireUser();
  // The version is read first, so that the list is at least as new as the version.
  const { versions } = await getSummary();
  const [list, year] = await Promise.all([
    tracking.list(caller, listInput(filters, null)),
    tracking.year(caller, shown === null ? {} : { year: shown }),
  ]);
  return (
    <HydrationBoundary state={dehydrateQueries([yearQuery(shown).queryKey, year])}>
      <TrackingPage
        first={{ page: pageOf(list, filters, versions.tracking), at: Date.now() }}
        github={env().GITHUB_URL}
      />
    </HydrationBoundary>
  );
}

export default async function Page({ searchParams }: WithSearch) {
  return (
    <Streamed whole={isDocument(await headers())} fallback={<TrackingSkeleton />}>
      <LoadedTracking searchParams={searchParams} />
    </Streamed>
  );
}
