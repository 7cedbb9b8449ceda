"use client";
import { FilterChips } from "@/components/forms/filter-chips.tsx";
import { FilterFrame } from "@/components/forms/filter-frame.tsx";
import { SearchField } from "@/components/forms/search-field.tsx";
import { formatLabel } from "@/components/practice/labels.ts";
import { avoidChips } from "@/components/practice/library/avoid-chips.ts";
import { AvoidFilter, ChoiceFilter } from "@/components/practice/library/filter-parts.tsx";
import { namesOn, type PoseFilters, poseParsers } from "@/components/practice/library/filters.ts";
import type { FilterBarProps } from "@/components/practice/library/sequence-filter-bar.tsx";
import { difficulties, poseCategories, targetAreas } from "@/lib/practice/constants.ts";

/** What narrows the poses. */
export function PoseFilterBar({ filters, set }: FilterBarProps<PoseFilters>) {
  const search = (
    <SearchField
      parser={poseParsers.q}
      max={100}
      value={filters.q}
      onChange={(q, options) => set({ q }, options)}
      placeholder="English or Sanskrit name, or area"
      className="xl:col-span-3"
    />
  );
  return (
    <FilterFrame search={search} count={namesOn(filters).length}>
      <ChoiceFilter
        label="Kind"
        any="Any kind"
        value={filters.category}
        choices={poseCategories}
        say={formatLabel}
        onChange={(category) => set({ category })}
      />
      <ChoiceFilter
        label="Difficulty"
        any="Any difficulty"
        value={filters.difficulty}
        choices={difficulties}
        say={formatLabel}
        onChange={(difficulty) => set({ difficulty })}
      />
      <ChoiceFilter
        label="Area"
        any="Any area"
        value={filters.target_area}
        choices={targetAreas}
        say={formatLabel}
        onChange={(target_area) => set({ target_area })}
      />
      <AvoidFilter value={filters.avoid ?? []} onChange={(avoid) => set({ avoid })}>
        Poses with a caution for these are hidden.
      </AvoidFilter>
    </FilterFrame>
  );
}

/** The filters that are on, each with its way off. */
export function PoseChips({ filters, set }: FilterBarProps<PoseFilters>) {
  const chips = namesOn(filters).flatMap((name) => {
    if (name === "avoid") return avoidChips(filters.avoid, (avoid) => set({ avoid }));
    const value = filters[name] ?? "";
    const words = name === "q" ? `“${value}”` : formatLabel(value);
    return [{ key: name, words, onRemove: () => set({ [name]: null }) }];
  });
  return <FilterChips chips={chips} />;
}
