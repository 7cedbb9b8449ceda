import type { FilterChip } from "@/components/forms/filter-chips.tsx";
import { type ConditionId, conditions } from "@/lib/practice/conditions.ts";

/** A chip for each condition that somebody wants to be careful with. */
export const avoidChips = (
  avoid: readonly ConditionId[] | null,
  onChange: (avoid: ConditionId[] | null) => void,
): FilterChip[] =>
  (avoid ?? []).map((id) => ({
    key: `avoid ${id}`,
    words: `exclude: ${conditions[id].name.toLowerCase()}`,
    onRemove: () => {
      const rest = (avoid ?? []).filter((each) => each !== id);
      onChange(rest.length > 0 ? rest : null);
    },
  }));
