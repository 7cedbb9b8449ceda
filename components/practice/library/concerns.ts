import { formatCount } from "@/lib/core/format.ts";
import { type ConditionId, conditions } from "@/lib/practice/conditions.ts";
import type { SequenceSummary } from "@/lib/practice/shapes.ts";

/** Which poses of a sequence are bad for what somebody wants to be careful with, in words. */

export const namesOf = (ids: readonly ConditionId[]): string => ids.map((id) => conditions[id].name).join(", ");

/**
 * `1 pose has a caution for: Knees` and the names of the poses; null when there are none.
 * @param most as many names as there is room for; the others are counted
 */
export function formatConcerns(
  concerns: SequenceSummary["concerns"],
  most = Number.POSITIVE_INFINITY,
): { head: string; poses: string } | null {
  if (concerns.length === 0) return null;
  const all = [...new Set(concerns.flatMap((concern) => concern.conditions))];
  const verb = concerns.length === 1 ? "has" : "have";
  const names = concerns.map(({ english_name, conditions: ids }) =>
    all.length === 1 ? english_name : `${english_name} (${namesOf(ids).toLowerCase()})`,
  );
  const rest = names.length - most;
  return {
    head: `${formatCount(concerns.length, "pose")} ${verb} a caution for: ${namesOf(all)}`,
    poses: rest > 1 ? `${names.slice(0, most).join(", ")} and ${rest} more` : names.join(", "),
  };
}
