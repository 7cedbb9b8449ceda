"use client";
import { useEffect, useRef } from "react";
import { cn } from "./cn.ts";

export interface Choice {
  value: string;
  /** Stands beside it. */
  aside?: string;
}

interface ComboboxChoicesProps {
  id: string;
  label: string;
  choices: Choice[];
  /** Which one Enter would take. */
  active: number;
  onChoose: (choice: Choice) => void;
  onPoint: (index: number) => void;
  /** Is said when there is nothing to choose. */
  none: string;
}

/** What fits what was typed. The focus stays in the field. */
export function ComboboxChoices({ id, label, choices, active, onChoose, onPoint, none }: ComboboxChoicesProps) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: "nearest" });
  }, [active]);
  return (
    <div className="absolute top-full left-0 z-30 mt-1 w-full min-w-56 rounded-md border bg-raised shadow-float">
      {choices.length === 0 && (
        <p role="status" className="px-3 py-2.5 text-muted">
          {none}
        </p>
      )}
      <div ref={list} id={id} role="listbox" aria-label={label} className="max-h-64 overflow-y-auto p-1 empty:p-0">
        {choices.map((choice, index) => (
          <button
            type="button"
            key={choice.value}
            id={`${id}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            className={cn(
              "flex w-full items-baseline gap-3 rounded-sm px-2 py-2 text-left",
              index === active && "bg-sunken",
            )}
            onPointerMove={() => onPoint(index)}
            // The press would take the focus out of the field.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onChoose(choice)}
          >
            <bdi className="min-w-0 truncate">{choice.value}</bdi>
            {choice.aside && <span className="ml-auto shrink-0 text-muted text-xs">{choice.aside}</span>}
          </button>
        ))}
      </div>
    </div>
  );
}
