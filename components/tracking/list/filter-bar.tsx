"use client";
import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { CompactField } from "@/components/forms/compact-field.tsx";
import { FilterFrame } from "@/components/forms/filter-frame.tsx";
import { repositoriesQuery } from "@/components/tracking/repositories-query.ts";
import { Button } from "@/components/ui/button.tsx";
import { cn } from "@/components/ui/cn.ts";
import { Combobox } from "@/components/ui/combobox.tsx";
import { Select } from "@/components/ui/select.tsx";
import { useCurrentUser } from "@/lib/client/current-user.tsx";
import { addDays, dayInWeek } from "@/lib/core/dates.ts";
import { formatCount, formatDuration } from "@/lib/core/format.ts";
import { DayField, type FilterProps, NoteSearch, NumberField } from "./filter-fields.tsx";
import { filterNames, isBackwards, type Sort, sorts } from "./filters.ts";
import { tagsQuery } from "./queries.ts";

const sortNames: Record<Sort, string> = { newest: "Newest first", oldest: "Oldest first", longest: "Longest first" };

/** Stretches of days one asks for again and again. */
function presetsOf(today: string, weekStart: Parameters<typeof dayInWeek>[1]) {
  const first = addDays(today, -dayInWeek(today, weekStart));
  const year = today.slice(0, 4);
  return [
    { name: "Today", from: today, to: today },
    { name: "This week", from: first, to: addDays(first, 6) },
    { name: "Last 30 days", from: addDays(today, -29), to: today },
    { name: "This year", from: `${year}-01-01`, to: `${year}-12-31` },
  ];
}

/** What narrows the list, and its order. */
export function FilterBar({ filters, set, today }: FilterProps & { today: string }) {
  const { week_start } = useCurrentUser();
  const id = useId();
  const [isAsked, setAsked] = useState(false);
  const repositories = useQuery({ ...repositoriesQuery, enabled: isAsked });
  const tags = useQuery({ ...tagsQuery, enabled: isAsked });
  const ask = () => setAsked(true);
  const backwards = isBackwards(filters) ? "The first day is after the last" : undefined;
  const count = filterNames.filter((name) => filters[name] !== null).length;

  return (
    <FilterFrame search={<NoteSearch filters={filters} set={set} />} count={count}>
      <CompactField id={`${id}-repo`} label="Repository" className="max-md:col-span-2 md:col-span-2">
        <Combobox
          id={`${id}-repo`}
          label="Repositories"
          any="Any repository"
          value={filters.repo}
          onChange={(repo) => set({ repo })}
          onNeed={ask}
          hasFailed={repositories.isError}
          choices={repositories.data?.repos.map(({ repo_owner, repo_name, total_seconds }) => ({
            value: `${repo_owner}/${repo_name}`,
            aside: formatDuration(total_seconds),
          }))}
        />
      </CompactField>
      <CompactField id={`${id}-tag`} label="Tag">
        <Combobox
          id={`${id}-tag`}
          label="Tags"
          any="Any tag"
          value={filters.tag}
          onChange={(tag) => set({ tag })}
          onNeed={ask}
          hasFailed={tags.isError}
          choices={tags.data?.tags.map(({ tag, session_count }) => ({
            value: tag,
            aside: formatCount(session_count, "session"),
          }))}
        />
      </CompactField>
      <NumberField filters={filters} set={set} />
      <DayField name="from" label="From" filters={filters} set={set} error={backwards} />
      <DayField name="to" label="To" filters={filters} set={set} />
      <fieldset className="flex flex-wrap content-start items-end gap-1 max-md:col-span-2 md:col-span-3 md:pt-5">
        <legend className="sr-only">Days</legend>
        {presetsOf(today, week_start).map(({ name, from, to }) => {
          const isOn = filters.from === from && filters.to === to;
          return (
            <Button
              key={name}
              variant="ghost"
              size="sm"
              aria-pressed={isOn}
              className={cn("my-1 px-2.5 text-muted hover:text-ink", isOn && "bg-sunken text-ink")}
              onClick={() => set(isOn ? { from: null, to: null } : { from, to })}
            >
              {name}
            </Button>
          );
        })}
      </fieldset>
      <CompactField id={`${id}-sort`} label="Order" className="max-md:col-span-2">
        <Select
          id={`${id}-sort`}
          value={filters.sort}
          onChange={({ target }) => set({ sort: sorts.find((sort) => sort === target.value) ?? "newest" })}
        >
          {sorts.map((sort) => (
            <option key={sort} value={sort}>
              {sortNames[sort]}
            </option>
          ))}
        </Select>
      </CompactField>
    </FilterFrame>
  );
}
