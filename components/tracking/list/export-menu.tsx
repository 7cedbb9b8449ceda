"use client";
import { ChevronDown, Download } from "lucide-react";
import { useEffect, useId, useRef, useState } from "react";
import { searchOf } from "@/components/forms/url-params.ts";
import { Button } from "@/components/ui/button.tsx";
import { isComposing } from "@/components/ui/keyboard/is-composing.ts";
import { type Filters, isFiltered, queryOf } from "./filters.ts";

const formats = [
  // Excel knows UTF-8 by the byte order mark.
  { query: { format: "csv", bom: 1 }, name: "CSV", what: "for spreadsheets" },
  { query: { format: "json" }, name: "JSON", what: "for programs" },
];

/** Saves what the filters ask for as a file, however much it is: newest first, all of it. */
export function ExportMenu({ filters }: { filters: Filters }) {
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);

  useEffect(() => {
    if (!isOpen) return;
    const leave = (event: Event) => {
      if (event.target instanceof Node && !box.current?.contains(event.target)) setOpen(false);
    };
    const press = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || isComposing(event)) return;
      event.preventDefault();
      setOpen(false);
      button.current?.focus();
    };
    document.addEventListener("pointerdown", leave);
    document.addEventListener("focusin", leave);
    document.addEventListener("keydown", press);
    return () => {
      document.removeEventListener("pointerdown", leave);
      document.removeEventListener("focusin", leave);
      document.removeEventListener("keydown", press);
    };
  }, [isOpen]);

  return (
    <div ref={box} className="relative">
      <Button ref={button} variant="outline" aria-expanded={isOpen} aria-controls={id} onClick={() => setOpen(!isOpen)}>
        <Download aria-hidden="true" />
        <span className="max-sm:sr-only">Export</span>
        <ChevronDown aria-hidden="true" className="text-muted" />
      </Button>
      <div
        id={id}
        hidden={!isOpen}
        className="absolute top-full right-0 z-30 mt-1 w-60 rounded-md border bg-raised p-1 shadow-float"
      >
        <p className="px-2 py-1.5 text-muted text-xs">{isFiltered(filters) ? "Filtered sessions" : "All sessions"}</p>
        {formats.map(({ query, name, what }) => (
          <a
            key={name}
            href={`/api/v1/sessions/export${searchOf({ ...query, ...queryOf(filters) })}`}
            download
            className="flex h-9 items-center gap-2 rounded-sm px-2 hover:bg-sunken"
            onClick={() => setOpen(false)}
          >
            {name} <span className="text-muted">{what}</span>
          </a>
        ))}
      </div>
    </div>
  );
}
