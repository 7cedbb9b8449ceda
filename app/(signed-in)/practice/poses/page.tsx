import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { headers } from "next/headers";
import { isDocument } from "@/app/_lib/or-not-found.ts";
import { requireUser } from "@/app/_lib/session.ts";
import type { WithSearch } from "@/app/search.ts";
import { figurePictures } from "@/components/practice/library/figure-sprite.ts";
import { loadPoseFilters } from "@/components/practice/library/filters.ts";
import { FiguresProvider } from "@/components/practice/library/pose-picture.tsx";
import { firstPage, posesInput, posesQuery } from "@/components/practice/library/queries.ts";
import { Poses } from "@/components/practice/poses/poses.tsx";
import { PosesSkeleton } from "@/components/practice/poses/poses-skeleton.tsx";
import { Streamed } from "@/components/ui/streamed.tsx";
import { dehydrateQueries } from "@/lib/client/dehydrate-queries.ts";
import { practice } from "@/lib/practice/service.ts";

export const metadata: Metadata = { title: "Poses" };

async function LoadedPoses({ searchParams }: WithSearch) {
  const filters = loadPoseFilters(await searchParams);
  const list = await practice.listPoses(await requireUser(), posesInput(filters, null));
  return (
    <HydrationBoundary state={dehydrateQueries([posesQuery(filters).queryKey, firstPage(list)])}>
      <FiguresProvider figures={figurePictures()}>
        <Poses />
      </FiguresProvider>
    </HydrationBoundary>
  );
}

export default async function PosesPage({ searchParams }: WithSearch) {
  return (
    <Streamed whole={isDocument(await headers())} fallback={<PosesSkeleton />}>
      <LoadedPoses searchParams={searchParams} />
    </Streamed>
  );
}
