import "server-only";
import type { Executor } from "@/db/index.ts";
import { AppError, type ErrorDetail } from "@/lib/core/errors.ts";
import { type PracticeStep, withoutAccents } from "./constants.ts";
import type { StoredStep } from "./library-queries.ts";
import { holdPoses } from "./pose-queries.ts";
import type { StepRow } from "./sequence-queries.ts";
import type { Sequence } from "./shapes.ts";

/** Conversion of steps from requests and to responses. */

/** A step in a request. */
export type SentStep = Omit<PracticeStep, "english_name" | "sanskrit_name">;

/** A step as the API returns it. */
export const shownStep = ({ cautions: _cautions, unverified, ...step }: StoredStep): Sequence["poses"][number] => ({
  ...step,
  sanskrit_name: unverified.includes("diacritics") ? withoutAccents(step.sanskrit_name) : step.sanskrit_name,
});

/**
 * Finds the poses of steps, and locks them until the transaction has ended.
 * @throws {AppError} VALIDATION_ERROR with a detail for each unknown pose and each side that a pose does not have
 */
export async function checkedSteps(sent: SentStep[], tx: Executor): Promise<StepRow[]> {
  const found = await holdPoses([...new Set(sent.map((step) => step.pose_slug))], tx);
  const poses = new Map(found.map((pose) => [pose.slug, pose]));
  const detail: ErrorDetail[] = [];
  const rows = sent.map(({ pose_slug, ...step }, index): StepRow => {
    const pose = poses.get(pose_slug);
    const refuse = (field: string, msg: string) =>
      detail.push({ loc: ["body", "poses", index, field], msg, type: "invalid_value" });
    if (!pose) refuse("pose_slug", `No pose has the slug ${pose_slug}`);
    else if (step.side !== null && !pose.bilateral) refuse("side", `${pose.english_name} has no sides`);
    return { ...step, pose_id: pose?.id ?? 0 };
  });
  if (detail.length > 0) throw new AppError("VALIDATION_ERROR", "Request validation failed", { detail });
  return rows;
}
