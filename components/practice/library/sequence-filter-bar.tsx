"use client";
import { FilterChips } from "@/components/forms/filter-chips.tsx";
import { FilterFrame } from "@/components/forms/filter-frame.tsx";
import { SearchField } from "@/components/forms/search-field.tsx";
import { formatLabel } from "@/components/practice/labels.ts";
import { formatDuration } from "@/lib/core/format.ts";
import { difficulties, focusAreas, styles } from "@/lib/practice/constants.ts";
import { avoidChips } from "./avoid-chips.ts";
import { AvoidFilter, ChoiceFilter, ToggleFilter } from "./filter-parts.tsx";
import { namesOn, type SequenceFilters, sequenceParsers } from "./filters.ts";

export interface FilterBarProps<Filters> {
  filters: Filters;
  /** Sets some of them. Going on typing replaces the entry of the history, anything else makes a new one. */
  set: (values: Partial<Filters>, options?: { history: "push" | "replace" }) => void;
}

const lengths = [5, 10, 15, 20, 30, 45, 60];
const formatLength = (minutes: number) => `Up to ${formatDuration(minutes * 60)}`;

/** What narrows the sequences, and what is to be marked in them. */
export function SequenceFilterBar({ filters, set }: FilterBarProps<SequenceFilters>) {
  const search = (
    <SearchField
      parser={sequenceParsers.q}
      max={100}
      value={filters.q}
      onChange={(q, options) => set({ q }, options)}
      placeholder="Name, description or area"
      className="md:col-span-2"
    />
  );
  return (
    <FilterFrame search={search} count={namesOn(filters).length}>
      <ChoiceFilter
        label="Style"
        any="Any style"
        value={filters.style}
        choices={styles}
        say={formatLabel}
        onChange={(style) => set({ style })}
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
        label="Focus"
        any="Anything"
        value={filters.focus_area}
        choices={focusAreas as readonly string[]}
        say={formatLabel}
        onChange={(focus_area) => set({ focus_area })}
      />
      <ChoiceFilter
        label="Length"
        any="Any length"
        value={filters.max_minutes}
        choices={lengths}
        say={formatLength}
        onChange={(max_minutes) => set({ max_minutes })}
      />
      <fieldset className="col-span-full flex flex-wrap gap-1">
        <legend className="sr-only">Whose</legend>
        <ToggleFilter
          isOn={filters.favorite !== null}
          onToggle={() => set({ favorite: filters.favorite ? null : true })}
        >
          Favourites
        </ToggleFilter>
        <ToggleFilter isOn={filters.mine !== null} onToggle={() => set({ mine: filters.mine ? null : true })}>
          My own
        </ToggleFilter>
      </fieldset>
      <AvoidFilter value={filters.avoid ?? []} onChange={(avoid) => set({ avoid })}>
        Sequences with a caution for these are marked.
      </AvoidFilter>
    </FilterFrame>
  );
}

const formatFilter: Record<Exclude<keyof SequenceFilters, "avoid">, (filters: SequenceFilters) => string> = {
  q: ({ q }) => `“${q}”`,
  style: ({ style }) => formatLabel(style ?? ""),
  difficulty: ({ difficulty }) => formatLabel(difficulty ?? ""),
  focus_area: ({ focus_area }) => formatLabel(focus_area ?? ""),
  max_minutes: ({ max_minutes }) => formatLength(max_minutes ?? 0),
  mine: () => "My own",
  favorite: () => "Favourites",
};

/** The filters that are on, each with its way off. */
export function SequenceChips({ filters, set }: FilterBarProps<SequenceFilters>) {
  const chips = namesOn(filters).flatMap((name) =>
    name === "avoid"
      ? avoidChips(filters.avoid, (avoid) => set({ avoid }))
      : [{ key: name, words: formatFilter[name](filters), onRemove: () => set({ [name]: null }) }],
  );
  return <FilterChips chips={chips} />;
}
