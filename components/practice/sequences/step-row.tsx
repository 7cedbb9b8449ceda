import { TriangleAlert } from "lucide-react";
import { formatHold, formatSide } from "@/components/practice/labels.ts";
import { namesOf } from "@/components/practice/library/concerns.ts";
import { PosePicture, pictureGround } from "@/components/practice/library/pose-picture.tsx";
import { Badge } from "@/components/ui/badge.tsx";
import { cn } from "@/components/ui/cn.ts";
import { NearLink } from "@/components/ui/near-link.tsx";
import type { ConditionId } from "@/lib/practice/conditions.ts";
import type { Step } from "@/lib/practice/shapes.ts";

interface StepRowProps {
  step: Step;
  /** Its place, from 1. */
  place: number;
  /** What it is bad for, of what somebody wants to be careful with. */
  concern: readonly ConditionId[];
  /** The query of poses' addresses. */
  search: string;
}

/** One step of a sequence: the pose, its side, how long it is held, and what was written about it. */
export function StepRow({ step, place, concern, search }: StepRowProps) {
  const { pose_slug, english_name, sanskrit_name, hold_seconds, side, transition_seconds, note } = step;
  return (
    <li className="flex items-start gap-3 border-t py-3 first:border-t-0">
      <span aria-hidden="true" className="figures w-6 shrink-0 pt-4 text-right text-muted text-xs">
        {place}
      </span>
      <PosePicture
        slug={pose_slug}
        name={english_name}
        mirrored={side === "left"}
        className={cn("size-13 shrink-0 p-0.5", pictureGround)}
      />
      <div className="grid min-w-0 flex-1 gap-0.5 pt-1">
        <p className="flex flex-wrap items-baseline gap-x-2">
          <NearLink
            href={`/practice/poses/${pose_slug}${search}`}
            className="wrap-anywhere font-medium underline-offset-4 hover:underline"
          >
            {english_name}
          </NearLink>
          <span lang="sa-Latn" className="wrap-anywhere text-muted">
            {sanskrit_name}
          </span>
        </p>
        {note !== null && note !== "" && (
          <p dir="auto" className="wrap-anywhere text-pretty text-muted">
            {note}
          </p>
        )}
        {concern.length > 0 && (
          <Badge className="h-auto justify-self-start whitespace-normal py-0.5 text-ink">
            <TriangleAlert aria-hidden="true" /> Caution for: {namesOf(concern)}
          </Badge>
        )}
      </div>
      <p className="grid shrink-0 justify-items-end gap-0.5 pt-1 text-right">
        <span className="figures">{formatHold(hold_seconds)}</span>
        {side !== null && (
          <span className="text-muted text-xs">
            {side === "both" ? "on each side" : formatSide(side).toLowerCase()}
          </span>
        )}
        {transition_seconds > 0 && (
          <span className="text-muted text-xs">
            <span className="figures">+{formatHold(transition_seconds)}</span> transition
          </span>
        )}
      </p>
    </li>
  );
}
