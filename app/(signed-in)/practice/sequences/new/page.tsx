import type { Metadata } from "next";
import { headers } from "next/headers";
import { person } from "@/app/caller.ts";
import { isDocument } from "@/app/found.ts";
import { Arriving } from "@/components/data/arriving.tsx";
import { Builder } from "@/components/practice/builder/builder.tsx";
import { BuilderSkeleton } from "@/components/practice/builder/builder-skeleton.tsx";
import { OnlyLooking } from "@/components/practice/builder/not-yours.tsx";
import { figurePictures } from "@/components/practice/library/figure-sprite.ts";
import { FiguresProvider } from "@/components/practice/library/pose-picture.tsx";
import { poseChoices } from "../pose-choices.ts";

export const metadata: Metadata = { title: "New sequence" };

async function LoadedBuilder() {
  const { principal } = await person();
  if (!principal.may_write) return <OnlyLooking />;
  return (
    <FiguresProvider figures={figurePictures()}>
      <Builder poses={await poseChoices()} />
    </FiguresProvider>
  );
}

export default async function NewSequencePage() {
  return (
    <Arriving whole={isDocument(await headers())} fallback={<BuilderSkeleton />}>
      <LoadedBuilder />
    </Arriving>
  );
}
