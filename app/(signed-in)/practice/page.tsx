import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { headers } from "next/headers";
import { isDocument } from "@/app/_lib/or-not-found.ts";
import { requireUser } from "@/app/_lib/session.ts";
import type { WithSearch } from "@/app/search.ts";
import { figurePictures } from "@/components/practice/library/figure-sprite.ts";
import { loadSequenceFilters } from "@/components/practice/library/filters.ts";
import { FiguresProvider } from "@/components/practice/library/pose-picture.tsx";
import { firstPage, sequencesInput, sequencesQuery } from "@/components/practice/library/queries.ts";
import { Sequences } from "@/components/practice/library/sequences.tsx";
import { SequencesSkeleton } from "@/components/practice/library/sequences-skeleton.tsx";
import { Streamed } from "@/components/ui/streamed.tsx";
import { dehydrateQueries } from "@/lib/client/dehydrate-queries.ts";
import { practice } from "@/lib/practice/service.ts";

export const metadata: Metadata = { title: "Practice" };

async function LoadedSequences({ searchParams }: WithSearch) {
  const filters = loadSequenceFilters(await searchParams);
  const list = await practice.listSequences(await requireUser(), sequencesInput(filters, null));
  return (
    <HydrationBoundary state={dehydrateQueries([sequencesQuery(filters).queryKey, firstPage(list)])}>
      <FiguresProvider figures={figurePictures()}>
        <Sequences />
      </FiguresProvider>
    </HydrationBoundary>
  );
}

export default async function PracticePage({ searchParams }: WithSearch) {
  return (
    <Streamed whole={isDocument(await headers())} fallback={<SequencesSkeleton />}>
      <LoadedSequences searchParams={searchParams} />
    </Streamed>
  );
}
