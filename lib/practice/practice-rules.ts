import { invalid } from "@/lib/core/errors.ts";
import { type PracticeOutcome, type PracticeStep, type Side, stepSeconds } from "./constants.ts";

/** Validation of practices: pure functions, without a clock or a database. */

/** Clients' clocks may be ahead by this much. */
const clockSkewMs = 5 * 60_000;
/** A practice can be recorded this long after it was done. */
const longestAgoMs = 30 * 24 * 3_600_000;
/** A practice in progress without a change for this long counts as abandoned. */
export const abandonedAfterMs = 24 * 3_600_000;

/**
 * The start of a practice.
 * @throws {AppError} VALIDATION_ERROR when it is over 5 minutes ahead, or over 30 days back
 */
export function checkedBeginning(told: string | undefined, now: Date): Date {
  if (told === undefined) return now;
  const started = new Date(told);
  const ago = now.getTime() - started.getTime();
  if (ago < -clockSkewMs) throw invalid(["body", "started_at"], "Must not be in the future", "too_big");
  if (ago > longestAgoMs) throw invalid(["body", "started_at"], "Must be within the last 30 days", "too_small");
  return started;
}

/** A step of a copy in a request. */
export interface SentStep {
  pose_slug: string;
  hold_seconds: number;
  side: Side | null;
  transition_seconds: number;
  note: string | null;
}

/** The fields of a pose that a step needs. */
export interface KnownPose {
  english_name: string;
  sanskrit_name: string;
  bilateral: boolean;
}

/**
 * Fills in the fields that steps get from their poses.
 * @param path of the steps in the request
 * @throws {AppError} VALIDATION_ERROR for a pose that does not exist, or a side of one that has none
 */
export function completeSteps(
  sent: SentStep[],
  poses: ReadonlyMap<string, KnownPose>,
  path: (string | number)[],
): PracticeStep[] {
  return sent.map(({ pose_slug, hold_seconds, side, transition_seconds, note }, index) => {
    const pose = poses.get(pose_slug);
    if (!pose) throw invalid([...path, index, "pose_slug"], `No pose has the slug ${pose_slug}`);
    if (side !== null && !pose.bilateral) {
      throw invalid([...path, index, "side"], `${pose.english_name} has no sides`);
    }
    const { english_name, sanskrit_name } = pose;
    return { pose_slug, english_name, sanskrit_name, hold_seconds, side, transition_seconds, note };
  });
}

/** The progress of a practice. */
export interface Progress {
  duration_seconds: number;
  completed_poses: number;
  skipped_poses: number;
  outcomes: PracticeOutcome[];
}

/**
 * Rejects impossible progress: more poses than there are, outcomes of steps that do not exist, or more time held than
 * has elapsed.
 * @param span the start, and until when time has elapsed
 * @throws {AppError} VALIDATION_ERROR
 */
export function checkProgress(progress: Progress, poseCount: number, span: { start: Date; end: Date }): void {
  const { duration_seconds, completed_poses, skipped_poses, outcomes } = progress;
  if (completed_poses > poseCount) {
    throw invalid(["body", "completed_poses"], `Must not exceed ${poseCount} poses`, "too_big");
  }
  if (completed_poses + skipped_poses > poseCount) {
    throw invalid(
      ["body", "skipped_poses"],
      `Must not exceed ${poseCount} poses, completed and skipped together`,
      "too_big",
    );
  }
  const seen = new Set<number>();
  for (const [index, { position }] of outcomes.entries()) {
    const place = ["body", "outcomes", index, "position"];
    if (position >= poseCount) throw invalid(place, `Must be below ${poseCount}, counted from 0`, "too_big");
    if (seen.has(position)) throw invalid(place, "Must not be given twice");
    seen.add(position);
  }
  checkDuration(duration_seconds, span);
}

/**
 * Rejects more time held than has elapsed; clocks may differ.
 * @throws {AppError} VALIDATION_ERROR
 */
export function checkDuration(seconds: number, { start, end }: { start: Date; end: Date }): void {
  if (seconds * 1000 > end.getTime() - start.getTime() + clockSkewMs) {
    throw invalid(["body", "duration_seconds"], "Must not exceed the time since the practice began", "too_big");
  }
}

/**
 * A practice's part in variety: the poses that were held to their end, and the longest hold. Without outcomes but with
 * all steps completed, every step counts as held.
 */
export function heldOf(steps: PracticeStep[], { outcomes, completed_poses }: Omit<Progress, "duration_seconds">) {
  const all = outcomes.length === 0 && completed_poses === steps.length;
  const held = all
    ? steps.map(({ pose_slug, ...step }) => ({ pose_slug, seconds: stepSeconds({ ...step, transition_seconds: 0 }) }))
    : outcomes.map(({ position, outcome, held_seconds }) => {
        const done = outcome === "completed" ? steps[position]?.pose_slug : undefined;
        return { pose_slug: done, seconds: outcome === "skipped" ? 0 : held_seconds };
      });
  return {
    held_poses: [...new Set(held.flatMap(({ pose_slug }) => pose_slug ?? []))],
    longest_hold_seconds: Math.max(0, ...held.map(({ seconds }) => seconds)),
  };
}

/**
 * The end of a practice: the given one, or now. The result of an abandoned one comes late; it ended at its last change,
 * or when the time held was over.
 * @throws {AppError} VALIDATION_ERROR when it is before the start, or over 5 minutes ahead
 */
export function checkedEnd(
  practice: { started_at: Date; ended_at: Date | null },
  result: { ended_at?: string | undefined; duration_seconds: number },
  now: Date,
): Date {
  const start = practice.started_at.getTime();
  if (result.ended_at !== undefined) {
    const end = new Date(result.ended_at);
    if (end.getTime() < start) throw invalid(["body", "ended_at"], "Must end after it began", "too_small");
    if (end.getTime() > now.getTime() + clockSkewMs)
      throw invalid(["body", "ended_at"], "Must not be in the future", "too_big");
    return end;
  }
  if (!practice.ended_at) return new Date(Math.max(now.getTime(), start));
  return new Date(Math.max(practice.ended_at.getTime(), start + result.duration_seconds * 1000));
}
