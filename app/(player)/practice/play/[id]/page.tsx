import type { Metadata } from "next";
import { cache } from "react";
import { orNotFound, parseId } from "@/app/_lib/or-not-found.ts";
import { requireUser } from "@/app/_lib/session.ts";
import type { WithSearch } from "@/app/search.ts";
import { figureOf } from "@/components/practice/figure/figures.ts";
import { Player } from "@/components/practice/player/player.tsx";
import type { Poses } from "@/components/practice/player/pose-picture.tsx";
import { env } from "@/lib/core/env.ts";
import { practice } from "@/lib/practice/service.ts";
import type { Pose } from "@/lib/practice/shapes.ts";

interface PlayPageProps extends WithSearch {
  params: Promise<{ id: string }>;
}

const sequenceOf = cache(async (id: number) => orNotFound(practice.getSequence(await requireUser(), { id })));

export async function generateMetadata({ params }: PlayPageProps): Promise<Metadata> {
  return { title: (await sequenceOf(parseId((await params).id))).name };
}

/** The poses of a practice: nearly always they are on the first page of all poses. */
async function posesOf(slugs: ReadonlySet<string>): Promise<Poses> {
  const caller = await requireUser();
  const { poses } = await practice.listPoses(caller, { limit: 100 });
  const known = new Map<string, Pose>(poses.map((pose) => [pose.slug, pose]));
  const others = [...slugs].filter((slug) => !known.has(slug));
  for (const pose of await Promise.all(others.map((slug) => practice.getPose(caller, { slug })))) {
    known.set(pose.slug, pose);
  }
  return Object.fromEntries(
    [...slugs].map((slug) => {
      const joints = figureOf(slug);
      return [slug, { ...(joints && { joints }), instruction: known.get(slug)?.instructions[0] ?? null }];
    }),
  );
}

export default async function PlayPage({ params, searchParams }: PlayPageProps) {
  const [{ id }, search] = await Promise.all([params, searchParams]);
  const { name, style, poses: steps, ...sequence } = await sequenceOf(parseId(id));
  const poses = await posesOf(new Set(steps.map(({ pose_slug }) => pose_slug)));
  const offline = env().NODE_ENV === "production" || search.worker !== undefined;
  return (
    <Player
      sequence={{ id: sequence.id, name, style, poses: steps }}
      poses={poses}
      atOnce={search.begin !== undefined}
      offline={offline}
    />
  );
}
