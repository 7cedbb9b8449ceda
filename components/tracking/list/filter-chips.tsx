"use client";
import { FilterChips } from "@/components/forms/filter-chips.tsx";
import { formatDate } from "@/lib/core/format.ts";
import type { FilterProps } from "./filter-fields.tsx";
import { filterNames } from "./filters.ts";

type FilterName = (typeof filterNames)[number];

function say(name: FilterName, value: string | number, today: string): string {
  if (name === "q") return `“${value}”`;
  if (name === "pr") return `#${value}`;
  if (name === "tag") return `tag ${value}`;
  return name === "repo" ? String(value) : `${name} ${formatDate(String(value), today)}`;
}

/** The filters that are on, each with its way off. For phones, where the bar is folded away. */
export function SessionChips({ filters, set, today }: FilterProps & { today: string }) {
  const chips = filterNames.flatMap((name) => {
    const value = filters[name];
    return value === null ? [] : [{ key: name, words: say(name, value, today), onRemove: () => set({ [name]: null }) }];
  });
  return <FilterChips chips={chips} className="md:hidden" />;
}
