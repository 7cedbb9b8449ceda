import type { PracticeStep } from "@/lib/practice/constants.ts";

/** A practice cut into stretches of time: the way into a pose, and each side on which it is held. */

export type Timing = Pick<PracticeStep, "hold_seconds" | "side" | "transition_seconds">;

export interface Segment {
  /** The step's place in the sequence, from 0. */
  step: number;
  /** What one press on "next" leaves behind: a side, with the way into it. From 0. */
  unit: number;
  kind: "transition" | "hold";
  side: "left" | "right" | null;
  /** How long it lasts, in milliseconds. */
  ms: number;
}

/** The stretches of a sequence in order; a pose for both sides is held on the left first. */
export function segmentsOf(steps: readonly Timing[]): Segment[] {
  const segments: Segment[] = [];
  let unit = 0;
  for (const [step, { hold_seconds, side, transition_seconds }] of steps.entries()) {
    const sides = side === "both" ? (["left", "right"] as const) : [side];
    for (const [index, one] of sides.entries()) {
      if (index === 0 && transition_seconds > 0) {
        segments.push({ step, unit, kind: "transition", side: one, ms: transition_seconds * 1000 });
      }
      segments.push({ step, unit, kind: "hold", side: one, ms: hold_seconds * 1000 });
      unit++;
    }
  }
  return segments;
}

/** Where a unit begins; -1 for one that is not there. */
export const startOf = (segments: readonly Segment[], unit: number): number =>
  segments.findIndex((segment) => segment.unit === unit);
