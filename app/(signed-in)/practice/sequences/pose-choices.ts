import "server-only";
import { requireUser } from "@/app/_lib/session.ts";
import type { PoseChoice } from "@/components/practice/builder/pose-choice.ts";
import { practice } from "@/lib/practice/service.ts";

const pageLength = 100;

/** All poses for the builder: loaded at once, so that they can be filtered while typing. */
export async function poseChoices(): Promise<PoseChoice[]> {
  const caller = await requireUser();
  const choices: PoseChoice[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const { poses, next_cursor } = await practice.listPoses(caller, { limit: pageLength, ...(cursor && { cursor }) });
    for (const {
      slug,
      english_name,
      sanskrit_name,
      bilateral,
      category,
      typical_hold_seconds,
      target_areas,
    } of poses) {
      const facts = { pose_slug: slug, english_name, sanskrit_name, bilateral };
      choices.push({ ...facts, category, typical_hold_seconds, target_areas });
    }
    cursor = next_cursor;
  }
  return choices;
}
