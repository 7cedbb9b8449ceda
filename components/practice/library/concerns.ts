import { type ConditionId, conditions } from "@/lib/practice/conditions.ts";
import type { SequenceSummary } from "@/lib/practice/shapes.ts";
import { sayCount } from "@/lib/words.ts";

/** Which poses of a sequence are bad for what somebody wants to be careful with, in words. */

export const namesOf = (ids: readonly ConditionId[]): string => ids.map((id) => conditions[id].name).join(", ");

/** `1 pose is hard on: Knees` and the names of the poses; null when there are none. */
export function sayConcerns(concerns: SequenceSummary["concerns"]): { head: string; poses: string[] } | null {
  if (concerns.length === 0) return null;
  const all = [...new Set(concerns.flatMap((concern) => concern.conditions))];
  const verb = concerns.length === 1 ? "is" : "are";
  return {
    head: `${sayCount(concerns.length, "pose")} ${verb} hard on: ${namesOf(all)}`,
    poses: concerns.map((concern) =>
      all.length === 1
        ? concern.english_name
        : `${concern.english_name} (${namesOf(concern.conditions).toLowerCase()})`,
    ),
  };
}
