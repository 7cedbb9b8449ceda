"use client";
import { formatLabel } from "@/components/practice/labels.ts";
import { PosePicture, pictureGround } from "@/components/practice/library/pose-picture.tsx";
import { cn } from "@/components/ui/cn.ts";
import { NearLink } from "@/components/ui/near-link.tsx";
import type { Pose } from "@/lib/practice/shapes.ts";

/** A pose in the grid; all of it leads to its page. */
export function PoseCard({ pose, search }: { pose: Pose; search: string }) {
  const { slug, english_name, sanskrit_name, category, difficulty } = pose;
  return (
    <article
      aria-label={english_name}
      className="relative flex h-full flex-col gap-2 rounded-lg border border-line bg-raised p-3 transition-colors duration-150 hover:border-edge"
    >
      <PosePicture slug={slug} name={english_name} className={cn("w-full p-1", pictureGround)} />
      <h2 className="wrap-anywhere font-medium">
        <NearLink href={`/practice/poses/${slug}${search}`} className="after:absolute after:inset-0 after:rounded-lg">
          {english_name}
        </NearLink>
      </h2>
      <p lang="sa-Latn" className="wrap-anywhere -mt-2 text-muted">
        {sanskrit_name}
      </p>
      <p className="mt-auto text-muted text-xs">
        {formatLabel(category)}
        {difficulty !== null && ` · ${formatLabel(difficulty)}`}
      </p>
    </article>
  );
}
