"use client";
import { X } from "lucide-react";
import { cn } from "@/components/ui/cn.ts";

export interface FilterChip {
  key: string;
  words: string;
  onRemove: () => void;
}

/** The filters that are on, each with its way off. */
export function FilterChips({ chips, className }: { chips: FilterChip[]; className?: string }) {
  if (chips.length === 0) return null;
  return (
    <ul aria-label="Active filters" className={cn("flex flex-wrap gap-2", className)}>
      {chips.map(({ key, words, onRemove }) => (
        <li key={key} className="max-w-full">
          <button
            type="button"
            aria-label={`Remove the filter ${words}`}
            className="flex h-8 max-w-full items-center gap-1.5 rounded-full border border-line bg-raised pr-2 pl-3 text-xs"
            onClick={onRemove}
          >
            <bdi className="min-w-0 truncate">{words}</bdi>
            <X aria-hidden="true" className="size-3.5 shrink-0 text-muted" />
          </button>
        </li>
      ))}
    </ul>
  );
}
