import type { Metadata } from "next";
import { headers } from "next/headers";
import { cache } from "react";
import { isDocument, orNotFound } from "@/app/_lib/or-not-found.ts";
import { requireUser } from "@/app/_lib/session.ts";
import type { WithSearch } from "@/app/search.ts";
import { searchOf } from "@/components/forms/url-params.ts";
import { figureOf } from "@/components/practice/figure/figures.ts";
import { loadAvoid, loadPoseFilters } from "@/components/practice/library/filters.ts";
import { posesInput } from "@/components/practice/library/queries.ts";
import { PoseView } from "@/components/practice/poses/pose-view.tsx";
import { PoseSkeleton } from "@/components/practice/poses/poses-skeleton.tsx";
import { Streamed } from "@/components/ui/streamed.tsx";
import { practice } from "@/lib/practice/service.ts";

interface PosePageProps extends WithSearch {
  params: Promise<{ slug: string }>;
}

const poseOf = cache(async (slug: string) => orNotFound(practice.getPose(await requireUser(), { slug })));

export async function generateMetadata({ params }: PosePageProps): Promise<Metadata> {
  return { title: (await poseOf((await params).slug)).english_name };
}

async function LoadedPose({ params, searchParams }: PosePageProps) {
  const { avoid } = loadAvoid(await searchParams);
  const [pose, { poses }] = await Promise.all([
    poseOf((await params).slug),
    practice.listPoses(await requireUser(), posesInput(loadPoseFilters(""), null)),
  ]);
  const place = poses.findIndex(({ slug }) => slug === pose.slug);
  return (
    <PoseView
      pose={pose}
      joints={figureOf(pose.slug)}
      before={place > 0 ? poses[place - 1] : undefined}
      after={place >= 0 ? poses[place + 1] : undefined}
      search={searchOf({ avoid: avoid?.join(",") })}
    />
  );
}

export default async function PosePage(props: PosePageProps) {
  return (
    <Streamed whole={isDocument(await headers())} fallback={<PoseSkeleton />}>
      <LoadedPose {...props} />
    </Streamed>
  );
}
