"use client";
import { useQuery } from "@tanstack/react-query";
import { Check, CircleDashed, CircleSlash, SkipForward } from "lucide-react";
import { formatHold, formatSide } from "@/components/practice/labels.ts";
import { Figures } from "@/components/time/duration.tsx";
import { cn } from "@/components/ui/cn.ts";
import { NearLink } from "@/components/ui/near-link.tsx";
import { ErrorState, LoadingRows } from "@/components/ui/states.tsx";
import type { Practice, PracticeDetail, Step } from "@/lib/practice/shapes.ts";
import { practiceQuery } from "./queries.ts";

type Outcome = PracticeDetail["outcomes"][number];

const looks = {
  completed: { icon: Check, className: "text-practice" },
  partial: { icon: CircleDashed, className: "text-muted" },
  skipped: { icon: SkipForward, className: "text-muted" },
  missing: { icon: CircleSlash, className: "text-muted" },
};

/** What became of a step, in words. */
function formatOutcome(step: Step, outcome: Outcome | undefined): string {
  const planned = step.hold_seconds * (step.side === "both" ? 2 : 1);
  if (!outcome) return "not reached";
  if (outcome.outcome === "skipped") return "skipped";
  const held = Math.min(outcome.held_seconds, planned);
  return held === planned ? formatHold(planned) : `${formatHold(held)} of ${formatHold(planned)}`;
}

function Pose({ step, outcome }: { step: Step; outcome: Outcome | undefined }) {
  const { icon: Icon, className } = looks[outcome?.outcome ?? "missing"];
  return (
    <li className="grid grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-2.5 py-1">
      <Icon aria-hidden="true" className={cn("size-4", className)} />
      <span className="min-w-0 truncate">
        <NearLink href={`/practice/poses/${step.pose_slug}`} className="rounded-sm hover:underline">
          {step.english_name}
        </NearLink>
        {step.side !== null && <span className="text-muted text-xs"> · {formatSide(step.side).toLowerCase()}</span>}
      </span>
      <span className="text-muted text-xs">
        <Figures text={formatOutcome(step, outcome)} />
      </span>
    </li>
  );
}

/** The poses of a practice as they stood when it began, and what became of each. */
export function PracticePoses({ practice }: { practice: Practice }) {
  const { data, isError, isFetching, refetch } = useQuery(practiceQuery(practice.id));
  if (!data) {
    if (!isError) return <LoadingRows label="Poses are loading" rows={practice.pose_count} row="h-5" />;
    return (
      <ErrorState retry={() => void refetch()} retrying={isFetching} className="py-4">
        The poses of this practice failed to load. They are safe.
      </ErrorState>
    );
  }
  const outcomes = new Map(data.outcomes.map((outcome) => [outcome.position, outcome]));
  // Where nothing was told of single poses, that must not read as if none had been reached.
  const knows = data.outcomes.length > 0 || practice.completed_poses + practice.skipped_poses === 0;
  return (
    <>
      {!knows && (
        <p className="mb-1 text-muted text-xs">
          {practice.completed_poses} completed, {practice.skipped_poses} skipped; details were not recorded.
        </p>
      )}
      <ol aria-label={`Poses of ${practice.sequence_name}`} className="grid gap-x-8 sm:grid-cols-2">
        {[...data.poses.entries()].map(([position, step]) => {
          const outcome = outcomes.get(position);
          return knows ? (
            <Pose key={`${position} ${step.pose_slug}`} step={step} outcome={outcome} />
          ) : (
            <li key={`${position} ${step.pose_slug}`} className="truncate py-1">
              {step.english_name}
            </li>
          );
        })}
      </ol>
    </>
  );
}
