import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { headers } from "next/headers";
import { cache } from "react";
import { isDocument, orNotFound, parseId } from "@/app/_lib/or-not-found.ts";
import { requireUser } from "@/app/_lib/session.ts";
import type { WithSearch } from "@/app/search.ts";
import { figurePictures } from "@/components/practice/library/figure-sprite.ts";
import { loadAvoid } from "@/components/practice/library/filters.ts";
import { FiguresProvider } from "@/components/practice/library/pose-picture.tsx";
import { sequenceQuery } from "@/components/practice/library/queries.ts";
import { SequenceSkeleton } from "@/components/practice/sequences/sequence-skeleton.tsx";
import { SequenceView } from "@/components/practice/sequences/sequence-view.tsx";
import { Streamed } from "@/components/ui/streamed.tsx";
import { dehydrateQueries } from "@/lib/client/dehydrate-queries.ts";
import { practice } from "@/lib/practice/service.ts";

interface SequencePageProps extends WithSearch {
  params: Promise<{ id: string }>;
}

const sequenceOf = cache(async (id: number, avoid: string | undefined) =>
  orNotFound(practice.getSequence(await requireUser(), { id, ...(avoid !== undefined && { avoid }) })),
);

async function load({ params, searchParams }: SequencePageProps) {
  const [{ id }, search] = await Promise.all([params, searchParams]);
  const { avoid } = loadAvoid(search);
  return { id: parseId(id), avoid: avoid ?? [], sequence: await sequenceOf(parseId(id), avoid?.join(",")) };
}

export async function generateMetadata(props: SequencePageProps): Promise<Metadata> {
  return { title: (await load(props)).sequence.name };
}

async function LoadedSequence(props: SequencePageProps) {
  const { id, avoid, sequence } = await load(props);
  return (
    <HydrationBoundary state={dehydrateQueries([sequenceQuery(id, avoid).queryKey, sequence])}>
      <FiguresProvider figures={figurePictures()}>
        <SequenceView id={id} />
      </FiguresProvider>
    </HydrationBoundary>
  );
}

export default async function SequencePage(props: SequencePageProps) {
  return (
    <Streamed whole={isDocument(await headers())} fallback={<SequenceSkeleton />}>
      <LoadedSequence {...props} />
    </Streamed>
  );
}
