"use client";
import { Search } from "lucide-react";
import { type ReactNode, useId } from "react";
import { FieldNotes, fieldAttributes } from "@/components/form/field-frame.tsx";
import { cn } from "@/components/ui/cn.ts";
import { Input } from "@/components/ui/input.tsx";
import { isDate } from "./dates.ts";
import { type Filters, filterParsers } from "./filters.ts";
import { useTyped } from "./use-typed.ts";

/** Sets some of the filters. Going on typing replaces the entry of the history, anything else makes a new one. */
export type SetFilters = (values: Partial<Filters>, options?: { history: "push" | "replace" }) => void;

export interface FilterProps {
  filters: Filters;
  set: SetFilters;
}

interface LabelledProps {
  id: string;
  label: string;
  className?: string;
  error?: string | undefined;
  children: ReactNode;
}

/** A field of the bar with a small label, as many stand side by side. */
export function Labelled({ id, label, className, error, children }: LabelledProps) {
  return (
    <div className={cn("grid min-w-0 content-start gap-1", className)}>
      <label htmlFor={id} className="text-muted text-xs">
        {label}
      </label>
      {children}
      <FieldNotes id={id} error={error} hint={undefined} />
    </div>
  );
}

/** One of the two days. The address only learns of whole dates. */
export function DayField({ name, label, error, filters, set }: FilterProps & DayNames) {
  const id = useId();
  const [typed, type] = useTyped(filters[name] ?? "", (text) => {
    if (text === "" || isDate(text)) set({ [name]: text === "" ? null : text });
  });
  return (
    <Labelled id={id} label={label} error={error}>
      <Input
        {...fieldAttributes(id, { error, hint: undefined })}
        type="date"
        min="1970-01-01"
        max="9999-12-31"
        className="px-2"
        value={typed}
        onChange={({ target }) => type(target.value)}
      />
    </Labelled>
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
  const error = typed.trim() !== "" && read(typed) === null ? "Not a number of one" : undefined;
  return (
    <Labelled id={id} label="Pull request" error={error}>
      <Input
        {...fieldAttributes(id, { error, hint: undefined })}
        inputMode="numeric"
        autoComplete="off"
        placeholder="Number"
        value={typed}
        onChange={({ target }) => type(target.value)}
      />
    </Labelled>
  );
}

/** Text in notes, tags and names. */
export function SearchField({ filters, set, className }: FilterProps & { className?: string }) {
  const id = useId();
  const read = (text: string) => filterParsers.q.parse(text);
  const [typed, type] = useTyped(
    filters.q ?? "",
    (text) => {
      if (read(text) !== filters.q) set({ q: read(text) }, { history: filters.q === null ? "push" : "replace" });
    },
    300,
  );
  const error = typed.trim() !== "" && read(typed) === null ? "At most 200 characters" : undefined;
  return (
    <Labelled id={id} label="Search" error={error} {...(className !== undefined && { className })}>
      <div className="relative">
        <Search aria-hidden="true" className="pointer-events-none absolute top-3 left-3 size-4 text-muted" />
        <Input
          {...fieldAttributes(id, { error, hint: undefined })}
          type="search"
          dir="auto"
          data-shortcut="search"
          autoComplete="off"
          placeholder="Note, tag or repository"
          className="pl-9"
          value={typed}
          onChange={({ target }) => type(target.value)}
        />
      </div>
    </Labelled>
  );
}
