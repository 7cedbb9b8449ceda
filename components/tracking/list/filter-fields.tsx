"use client";
import { useId } from "react";
import { CompactField } from "@/components/forms/compact-field.tsx";
import { fieldAttributes } from "@/components/forms/field-frame.tsx";
import { SearchField } from "@/components/forms/search-field.tsx";
import { useTyped } from "@/components/forms/use-typed.ts";
import { Input } from "@/components/ui/input.tsx";
import { isDate } from "@/lib/core/dates.ts";
import { type Filters, filterParsers } from "./filters.ts";

/** Sets some of the filters. Going on typing replaces the entry of the history, anything else makes a new one. */
export type SetFilters = (values: Partial<Filters>, options?: { history: "push" | "replace" }) => void;

export interface FilterProps {
  filters: Filters;
  set: SetFilters;
}

/** One of the two days. The address only learns of whole dates. */
export function DayField({ name, label, error, filters, set }: FilterProps & DayNames) {
  const id = useId();
  const [typed, type] = useTyped(filters[name] ?? "", (text) => {
    if (text === "" || isDate(text)) set({ [name]: text === "" ? null : text });
  });
  return (
    <CompactField id={id} label={label} error={error}>
      <Input
        {...fieldAttributes(id, { error, hint: undefined })}
        type="date"
        min="1970-01-01"
        max="9999-12-31"
        className="px-2"
        value={typed}
        onChange={({ target }) => type(target.value)}
      />
    </CompactField>
  );
}

interface DayNames {
  name: "from" | "to";
  label: string;
  error?: string | undefined;
}

/** The number of a pull request. */
export function NumberField({ filters, set }: FilterProps) {
  const id = useId();
  const read = (text: string) => filterParsers.pr.parse(text.trim().replace(/^#/, ""));
  const [typed, type] = useTyped(
    filters.pr === null ? "" : String(filters.pr),
    (text) => {
      if (read(text) !== filters.pr) set({ pr: read(text) }, { history: filters.pr === null ? "push" : "replace" });
    },
    400,
  );
  const error = typed.trim() !== "" && read(typed) === null ? "Enter the number of a pull request" : undefined;
  return (
    <CompactField id={id} label="Pull request" error={error}>
      <Input
        {...fieldAttributes(id, { error, hint: undefined })}
        inputMode="numeric"
        autoComplete="off"
        placeholder="Number"
        value={typed}
        onChange={({ target }) => type(target.value)}
      />
    </CompactField>
  );
}

/** Text in notes, tags and names. */
export function NoteSearch({ filters, set }: FilterProps) {
  return (
    <SearchField
      parser={filterParsers.q}
      max={200}
      value={filters.q}
      onChange={(q, options) => set({ q }, options)}
      placeholder="Note, tag or repository"
      className="md:col-span-2"
    />
  );
}
