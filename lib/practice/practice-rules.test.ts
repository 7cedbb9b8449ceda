import { describe, expect, it } from "vitest";
import { AppError } from "@/lib/core/errors.ts";
import type { PracticeOutcome, PracticeStep } from "./constants.ts";
import {
  checkDuration,
  checkedBeginning,
  checkedEnd,
  checkProgress,
  completeSteps,
  heldOf,
  type KnownPose,
} from "./practice-rules.ts";

const now = new Date("2026-03-29T12:00:00Z");
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000);

/** The path of a rejected value. */
function refusedAt(work: () => unknown): string | undefined {
  try {
    work();
  } catch (error) {
    if (error instanceof AppError && error.code === "VALIDATION_ERROR") return error.detail[0]?.loc.join(".");
    throw error;
  }
  return undefined;
}

const step = (pose_slug: string, values: Partial<PracticeStep> = {}): PracticeStep => ({
  pose_slug,
  english_name: pose_slug,
  sanskrit_name: pose_slug,
  hold_seconds: 30,
  side: null,
  transition_seconds: 5,
  note: null,
  ...values,
});

const outcome = (position: number, kind: PracticeOutcome["outcome"], held_seconds = 30): PracticeOutcome => ({
  position,
  outcome: kind,
  held_seconds,
});

describe("the start", () => {
  it("is now by default, at most five minutes ahead and thirty days back", () => {
    expect(checkedBeginning(undefined, now)).toEqual(now);
    expect(checkedBeginning("2026-03-29T14:05:00+02:00", now)).toEqual(later(300));
    expect(checkedBeginning("2026-02-27T12:00:00Z", now)).toEqual(later(-30 * 86_400));
    expect(refusedAt(() => checkedBeginning("2026-03-29T12:05:00.001Z", now))).toBe("body.started_at");
    expect(refusedAt(() => checkedBeginning("2026-02-27T11:59:59.999Z", now))).toBe("body.started_at");
  });
});

describe("the end", () => {
  const active = { started_at: later(-600), ended_at: null };

  it("is the given one, or now, and never before the start", () => {
    expect(checkedEnd(active, { duration_seconds: 1 }, now)).toEqual(now);
    expect(checkedEnd({ started_at: later(200), ended_at: null }, { duration_seconds: 1 }, now)).toEqual(later(200));
    const endedAt = (ended_at: string) => () => checkedEnd(active, { ended_at, duration_seconds: 1 }, now);
    expect(endedAt("2026-03-29T11:50:00Z")()).toEqual(later(-600));
    expect(endedAt("2026-03-29T12:05:00Z")()).toEqual(later(300));
    expect(refusedAt(endedAt("2026-03-29T11:49:59.999Z"))).toBe("body.ended_at");
    expect(refusedAt(endedAt("2026-03-29T12:05:00.001Z"))).toBe("body.ended_at");
  });

  it("of an abandoned practice is its last change, or when the time held was over", () => {
    const abandoned = { started_at: later(-90_000), ended_at: later(-89_000) };
    expect(checkedEnd(abandoned, { duration_seconds: 900 }, now)).toEqual(later(-89_000));
    expect(checkedEnd(abandoned, { duration_seconds: 1800 }, now)).toEqual(later(-88_200));
  });
});

describe("progress", () => {
  const span = { start: later(-600), end: now };
  const progress = { duration_seconds: 60, completed_poses: 2, skipped_poses: 1, outcomes: [] };
  const refused = (values: object) => refusedAt(() => checkProgress({ ...progress, ...values }, 3, span));

  it("has no more poses than there are", () => {
    expect(refused({})).toBeUndefined();
    expect(refused({ completed_poses: 4, skipped_poses: 0 })).toBe("body.completed_poses");
    expect(refused({ skipped_poses: 2 })).toBe("body.skipped_poses");
  });

  it("has one outcome per step, and none of a step that does not exist", () => {
    expect(refused({ outcomes: [outcome(2, "skipped", 0), outcome(0, "completed")] })).toBeUndefined();
    expect(refused({ outcomes: [outcome(0, "completed"), outcome(3, "completed")] })).toBe("body.outcomes.1.position");
    expect(refused({ outcomes: [outcome(1, "completed"), outcome(1, "skipped")] })).toBe("body.outcomes.1.position");
  });

  it("holds no longer than the elapsed time plus clock differences", () => {
    expect(refused({ duration_seconds: 900 })).toBeUndefined();
    expect(refused({ duration_seconds: 901 })).toBe("body.duration_seconds");
    expect(refusedAt(() => checkDuration(901, span))).toBe("body.duration_seconds");
  });
});

describe("steps of a copy", () => {
  const poses = new Map<string, KnownPose>([
    ["tree-pose", { english_name: "Tree Pose", sanskrit_name: "Vṛkṣāsana", bilateral: true }],
    ["mountain-pose", { english_name: "Mountain Pose", sanskrit_name: "Tāḍāsana", bilateral: false }],
  ]);
  const sent = (pose_slug: string, side: "left" | "both" | null = null) => ({
    ...{ pose_slug, side, hold_seconds: 30, transition_seconds: 0, note: null },
  });

  it("get their names from the poses", () => {
    expect(completeSteps([sent("tree-pose", "both")], poses, [])).toEqual([
      { ...sent("tree-pose", "both"), english_name: "Tree Pose", sanskrit_name: "Vṛkṣāsana" },
    ]);
  });

  it("are rejected when a pose does not exist, or has no sides", () => {
    const refused = (...steps: ReturnType<typeof sent>[]) => refusedAt(() => completeSteps(steps, poses, ["poses"]));
    expect(refused(sent("tree-pose"), sent("no-pose"))).toBe("poses.1.pose_slug");
    expect(refused(sent("mountain-pose", "left"))).toBe("poses.0.side");
    expect(refused(sent("mountain-pose", "both"))).toBe("poses.0.side");
  });
});

describe("the poses held", () => {
  const steps = [step("a"), step("b", { side: "both" }), step("a"), step("c")];

  it("are the completed ones, each once, with the longest hold of any that was not skipped", () => {
    const outcomes = [outcome(0, "completed", 30), outcome(2, "completed", 31), outcome(3, "partial", 45)];
    expect(heldOf(steps, { outcomes, completed_poses: 2, skipped_poses: 1 })).toEqual({
      held_poses: ["a"],
      longest_hold_seconds: 45,
    });
    const skipped = { outcomes: [outcome(0, "skipped", 99)], completed_poses: 0, skipped_poses: 1 };
    expect(heldOf(steps, skipped)).toEqual({ held_poses: [], longest_hold_seconds: 0 });
  });

  it("are all poses when all were completed and no outcomes were sent", () => {
    const whole = { outcomes: [], completed_poses: 4, skipped_poses: 0 };
    expect(heldOf(steps, whole)).toEqual({ held_poses: ["a", "b", "c"], longest_hold_seconds: 60 });
    expect(heldOf(steps, { ...whole, completed_poses: 3 })).toEqual({ held_poses: [], longest_hold_seconds: 0 });
  });
});
