"use client";
import { FilterChips } from "@/components/forms/filter-chips.tsx";
import { FilterFrame } from "@/components/forms/filter-frame.tsx";
import { SearchField } from "@/components/forms/search-field.tsx";
import { Button } from "@/components/ui/button.tsx";
import { cn } from "@/components/ui/cn.ts";
import { formatDate } from "@/lib/core/format.ts";
import { namesOn, type SetTaskFilters, type TaskFilters, taskParsers } from "./filters.ts";

interface FilterProps {
  filters: TaskFilters;
  set: SetTaskFilters;
}

const choices: { name: string; values: Partial<TaskFilters> }[] = [
  { name: "Overdue", values: { due: "overdue" } },
  { name: "Due today", values: { due: "today" } },
  { name: "Next 7 days", values: { due: "week" } },
  { name: "No date", values: { due: "none" } },
  { name: "Open", values: { status: "pending" } },
  { name: "Completed", values: { status: "completed" } },
];

/** What narrows the list. */
export function TaskFilterBar({ filters, set }: FilterProps) {
  const search = (
    <SearchField
      parser={taskParsers.q}
      max={200}
      value={filters.q}
      onChange={(q, options) => set({ q }, options)}
      placeholder="Title or description"
      className="md:col-span-full xl:col-span-2"
    />
  );
  return (
    <FilterFrame search={search} count={namesOn(filters).length}>
      <fieldset className="col-span-full flex flex-wrap items-end gap-1 xl:col-span-4">
        <legend className="sr-only">Which</legend>
        {choices.map(({ name, values }) => {
          const entries = Object.entries(values) as [keyof TaskFilters, string][];
          const isOn = entries.every(([key, value]) => filters[key] === value);
          return (
            <Button
              key={name}
              variant="ghost"
              size="sm"
              aria-pressed={isOn}
              className={cn("my-1 px-2.5 text-muted hover:text-ink", isOn && "bg-sunken text-ink")}
              onClick={() => set(isOn ? Object.fromEntries(entries.map(([key]) => [key, null])) : values)}
            >
              {name}
            </Button>
          );
        })}
      </fieldset>
    </FilterFrame>
  );
}

const named: Record<string, string> = { any: "With a date", pending: "Open", completed: "Completed" };
const formatFilter = (value: string, today: string): string =>
  choices.find(({ values }) => values.due === value)?.name ?? named[value] ?? formatDate(value, today);

/** The filters that are on, each with its way off. Beside the bar only what no button of it stands for. */
export function TaskChips({ filters, set, today }: FilterProps & { today: string }) {
  const chips = namesOn(filters).map((name) => {
    const value = filters[name] ?? "";
    return {
      key: name,
      words: name === "q" ? `“${value}”` : formatFilter(value, today),
      onRemove: () => set({ [name]: null }),
    };
  });
  return <FilterChips chips={chips} />;
}
