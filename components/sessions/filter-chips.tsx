"use client";
import { X } from "lucide-react";
import { sayDate } from "@/lib/words.ts";
import type { FilterProps } from "./filter-fields.tsx";
import { filterNames } from "./filters.ts";

type FilterName = (typeof filterNames)[number];

function say(name: FilterName, value: string | number, today: string): string {
  if (name === "q") return `“${value}”`;
  if (name === "pr") return `#${value}`;
  if (name === "tag") return `tag ${value}`;
  return name === "repo" ? String(value) : `${name} ${sayDate(String(value), today)}`;
}

/** The filters that are on, each with its way off. For phones, where the bar is folded away. */
export function FilterChips({ filters, set, today }: FilterProps & { today: string }) {
  const on = filterNames.flatMap((name) => {
    const value = filters[name];
    return value === null ? [] : [{ name, words: say(name, value, today) }];
  });
  if (on.length === 0) return null;
  return (
    <ul aria-label="Filters that are on" className="flex flex-wrap gap-2 md:hidden">
      {on.map(({ name, words }) => (
        <li key={name} className="max-w-full">
          <button
            type="button"
            aria-label={`Remove the filter ${words}`}
            className="flex h-8 max-w-full items-center gap-1.5 rounded-full border border-line bg-raised pr-2 pl-3 text-xs"
            onClick={() => set({ [name]: null })}
          >
            <bdi className="min-w-0 truncate">{words}</bdi>
            <X aria-hidden="true" className="size-3.5 shrink-0 text-muted" />
          </button>
        </li>
      ))}
    </ul>
  );
}
