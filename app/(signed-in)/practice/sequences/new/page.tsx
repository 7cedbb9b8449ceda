import type { Metadata } from "next";
import { headers } from "next/headers";
import { isDocument } from "@/app/_lib/or-not-found.ts";
import { requireUser } from "@/app/_lib/session.ts";
import { Builder } from "@/components/practice/builder/builder.tsx";
import { BuilderSkeleton } from "@/components/practice/builder/builder-skeleton.tsx";
import { OnlyLooking } from "@/components/practice/builder/not-yours.tsx";
import { figurePictures } from "@/components/practice/library/figure-sprite.ts";
import { FiguresProvider } from "@/components/practice/library/pose-picture.tsx";
import { Streamed } from "@/components/ui/streamed.tsx";
import { poseChoices } from "../pose-choices.ts";

export const metadata: Metadata = { title: "New sequence" };

async function LoadedBuilder() {
  const { principal } = await requireUser();
  if (!principal.may_write) return <OnlyLooking />;
  return (
    <FiguresProvider figures={figurePictures()}>
      <Builder poses={await poseChoices()} />
    </FiguresProvider>
  );
}

export default async function NewSequencePage() {
  return (
    <Streamed whole={isDocument(await headers())} fallback={<BuilderSkeleton />}>
      <LoadedBuilder />
    </Streamed>
  );
}
