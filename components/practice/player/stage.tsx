"use client";
import { ChevronRight } from "lucide-react";
import { cn } from "@/components/ui/cn.ts";
import { formatLeft, formatSide, formatStretch } from "./labels.ts";
import { leftOf } from "./machine.ts";
import { PosePicture, type Poses } from "./pose-picture.tsx";
import { Ring } from "./ring.tsx";
import type { Segment } from "./segments.ts";
import type { Run } from "./use-player.ts";

/** The next thing to do after a stretch: the next side, or the next pose. */
const afterwards = (segments: readonly Segment[], at: number): Segment | undefined =>
  segments.slice(at + 1).find(({ unit }) => unit !== segments[at]?.unit);

function Next({ run, poses }: { run: Run; poses: Poses }) {
  const { segments, state, copy } = run;
  const next = afterwards(segments, state.at);
  const pose = next && copy.steps[next.step];
  return (
    <p className="flex h-12 items-center short:h-10 justify-center gap-2 text-muted">
      {next && pose ? (
        <>
          <span>Next</span>
          <PosePicture
            joints={poses[pose.pose_slug]?.joints}
            side={next.side}
            name={pose.english_name}
            className="size-10"
          />
          <span className="truncate text-ink">{formatStretch(next, copy.steps)}</span>
          <ChevronRight aria-hidden="true" className="size-4 shrink-0" />
        </>
      ) : (
        "Last pose"
      )}
    </p>
  );
}

/** The practice as it runs: one pose large, in a ring that empties, its name, and what comes next. */
export function Stage({ run, poses }: { run: Run; poses: Poses }) {
  const { segments, state, copy } = run;
  const segment = segments[state.at];
  const pose = copy.steps[segment?.step ?? 0];
  if (!segment || !pose) return null;
  const left = leftOf(state);
  const info = poses[pose.pose_slug];
  const quiet = segment.kind === "transition";
  const hint = pose.note ?? info?.instruction;
  return (
    <div className="grid min-h-0 grid-cols-1 content-center-safe justify-items-center gap-4 overflow-y-auto px-4 short:justify-center short:grid-cols-[auto_minmax(0,24rem)] short:items-center short:gap-x-8 short:gap-y-1">
      <Ring
        left={left}
        of={segment.ms}
        quiet={quiet}
        className="size-[max(7rem,min(78vw,44dvh,100dvh-27rem))] short:row-span-3 short:size-[min(42vw,100dvh-11rem)]"
      >
        <PosePicture
          joints={info?.joints}
          side={segment.side}
          name={pose.english_name}
          moving
          className={cn("size-[76%] transition-opacity duration-200", quiet && "opacity-60")}
        />
      </Ring>
      <p className={cn("relative short:self-end", state.phase !== "playing" && "text-muted")}>
        <span role="timer" aria-label="Time left" className="figures text-2xl">
          {formatLeft(left)}
        </span>
        {state.phase === "paused" && <span className="absolute bottom-1.5 left-full pl-3">Paused</span>}
      </p>
      <div className="grid min-h-28 content-start justify-items-center gap-1 text-center short:min-h-0">
        <h1 className="text-balance font-semibold text-xl tracking-tight">{pose.english_name}</h1>
        <p className="text-muted">
          <i lang="sa-Latn">{pose.sanskrit_name}</i>
          {segment.side && <span className="ml-2 font-medium text-ink not-italic">{formatSide(segment.side)}</span>}
        </p>
        <p className="mt-1 line-clamp-3 max-w-md text-pretty short:line-clamp-2">
          {quiet && <span className="text-muted">Get into the pose. </span>}
          {hint}
        </p>
      </div>
      <Next run={run} poses={poses} />
    </div>
  );
}

/** How far the practice has come, over all its stretches. */
export function Progress({ run }: { run: Run }) {
  const { segments, state, copy } = run;
  const total = segments.reduce((sum, { ms }) => sum + ms, 0);
  const before = segments.slice(0, state.at).reduce((sum, { ms }) => sum + ms, 0);
  const here = (segments[state.at]?.ms ?? 0) - leftOf(state);
  const percent = total > 0 ? Math.min(100, ((before + here) / total) * 100) : 0;
  return (
    <div
      role="progressbar"
      aria-label="The practice"
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.floor(percent)}
      aria-valuetext={`Pose ${(segments[state.at]?.step ?? 0) + 1} of ${copy.steps.length}`}
      className="h-1 overflow-hidden rounded-full bg-sunken"
    >
      <div
        className="h-full bg-practice transition-[width] duration-200 ease-linear"
        style={{ width: `${percent}%` }}
      />
    </div>
  );
}
