"use client";
import { useEffect, useRef } from "react";
import { cn } from "@/components/ui/cn.ts";
import { formatClock, formatOffset, type Zone } from "./timezones.ts";

interface ZoneOptionsProps {
  id: string;
  zones: Zone[];
  /** Which one Enter would take. */
  active: number;
  now: number;
  onChoose: (zone: Zone) => void;
  onPoint: (index: number) => void;
}

/** The zones that fit what was typed, each with its clock. The focus stays in the field. */
export function ZoneOptions({ id, zones, active, now, onChoose, onPoint }: ZoneOptionsProps) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: "nearest" });
  }, [active]);
  return (
    <div className="absolute inset-x-0 top-full z-30 mt-1 rounded-md border bg-raised shadow-float">
      {zones.length === 0 && <p className="px-3 py-2.5 text-muted">No results.</p>}
      <div
        ref={list}
        id={`${id}-list`}
        role="listbox"
        aria-label="Suggestions"
        className="max-h-64 overflow-y-auto p-1 empty:p-0"
      >
        {zones.map((zone, index) => (
          <button
            type="button"
            key={zone.name}
            id={`${id}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            className={cn(
              "flex w-full items-baseline justify-between gap-3 rounded-sm px-2 py-2 text-left",
              index === active && "bg-sunken",
            )}
            onPointerMove={() => onPoint(index)}
            // The press would take the focus out of the field.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onChoose(zone)}
          >
            <span className="min-w-0 truncate">{zone.label}</span>
            <span className="figures shrink-0 text-muted text-xs">
              {formatClock(zone.name, now)} · {formatOffset(zone.name, now)}
            </span>
          </button>
        ))}
      </div>
    </div>
  );
}
