import type { PracticeOutcome } from "@/lib/practice/constants.ts";
import type { PlayState } from "./machine.ts";
import type { Segment } from "./segments.ts";

/** What a practice came to, as it is recorded. */

export interface Result {
  /** Time held, in seconds. */
  duration_seconds: number;
  completed_poses: number;
  skipped_poses: number;
  outcomes: PracticeOutcome[];
}

/** Who leaves a pose within this time has skipped it. */
const glanceMs = 3000;

function outcomeOf(position: number, segments: readonly Segment[], held: readonly number[]): PracticeOutcome {
  let [planned, reached] = [0, 0];
  for (const [index, { step, kind, ms }] of segments.entries()) {
    if (step !== position || kind !== "hold") continue;
    planned += ms;
    reached += Math.min(ms, held[index] ?? 0);
  }
  if (reached >= planned) return { position, outcome: "completed", held_seconds: planned / 1000 };
  if (reached < glanceMs) return { position, outcome: "skipped", held_seconds: 0 };
  return { position, outcome: "partial", held_seconds: Math.floor(reached / 1000) };
}

/**
 * What became of each step. Of a practice that is over, what was not reached was skipped; of one under way, steps are
 * told that lie behind or that are complete.
 */
export function resultOf(state: PlayState, segments: readonly Segment[]): Result {
  const steps = (segments.at(-1)?.step ?? -1) + 1;
  const here = segments[state.at]?.step ?? 0;
  const reached = segments[state.furthest]?.step ?? 0;
  const outcomes = Array.from({ length: steps }, (_, position) => outcomeOf(position, segments, state.held)).filter(
    ({ position, outcome }) =>
      state.phase === "done" || outcome === "completed" || (position <= reached && position !== here),
  );
  const count = (wanted: PracticeOutcome["outcome"]) => outcomes.filter(({ outcome }) => outcome === wanted).length;
  return {
    duration_seconds: outcomes.reduce((sum, { held_seconds }) => sum + held_seconds, 0),
    completed_poses: count("completed"),
    skipped_poses: count("skipped"),
    outcomes,
  };
}
