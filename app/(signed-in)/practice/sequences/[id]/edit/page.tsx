import type { Metadata } from "next";
import { headers } from "next/headers";
import { cache } from "react";
import { isDocument, orNotFound, parseId } from "@/app/_lib/or-not-found.ts";
import { requireUser } from "@/app/_lib/session.ts";
import { Builder } from "@/components/practice/builder/builder.tsx";
import { BuilderSkeleton } from "@/components/practice/builder/builder-skeleton.tsx";
import { NotYours, OnlyLooking } from "@/components/practice/builder/not-yours.tsx";
import { figurePictures } from "@/components/practice/library/figure-sprite.ts";
import { FiguresProvider } from "@/components/practice/library/pose-picture.tsx";
import { Streamed } from "@/components/ui/streamed.tsx";
import { practice } from "@/lib/practice/service.ts";
import { poseChoices } from "../../pose-choices.ts";

interface EditSequencePageProps {
  params: Promise<{ id: string }>;
}

const sequenceOf = cache(async (id: number) => orNotFound(practice.getSequence(await requireUser(), { id })));

export async function generateMetadata({ params }: EditSequencePageProps): Promise<Metadata> {
  return { title: `Edit ${(await sequenceOf(parseId((await params).id))).name}` };
}

async function LoadedBuilder({ params }: EditSequencePageProps) {
  const sequence = await sequenceOf(parseId((await params).id));
  const { principal } = await requireUser();
  if (!principal.may_write) return <OnlyLooking />;
  // Administrators edit Stint's own.
  const mayEdit = sequence.is_mine || (sequence.is_builtin && principal.role === "admin");
  if (!mayEdit) return <NotYours sequence={sequence} />;
  return (
    <FiguresProvider figures={figurePictures()}>
      <Builder key={sequence.id} sequence={sequence} poses={await poseChoices()} />
    </FiguresProvider>
  );
}

export default async function EditSequencePage({ params }: EditSequencePageProps) {
  return (
    <Streamed whole={isDocument(await headers())} fallback={<BuilderSkeleton />}>
      <LoadedBuilder params={params} />
    </Streamed>
  );
}
