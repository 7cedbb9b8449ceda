"use client";
import { ChevronDown, X } from "lucide-react";
import { type KeyboardEvent, useId, useRef, useState } from "react";
import { isComposing } from "@/components/ui/keyboard/is-composing.ts";
import { type Choice, ComboboxChoices } from "./combobox-choices.tsx";
import { Input } from "./input.tsx";

interface ComboboxProps {
  id: string;
  /** What it is that one chooses, as "Repository". */
  label: string;
  value: string | null;
  onChange: (value: string | null) => void;
  /** Undefined while they are on their way. */
  choices: Choice[] | undefined;
  /** They could not be read. */
  hasFailed?: boolean;
  /** Is called when the choices are about to be needed. */
  onNeed: () => void;
  /** Stands in the field while nothing is chosen. */
  any: string;
}

/** As many as one looks through; the rest is a few letters away. */
const most = 50;

/** One of many, found by typing a part of it. Arrow keys move, Enter takes, Escape leaves. */
export function Combobox({ id, label, value, onChange, choices, hasFailed = false, onNeed, any }: ComboboxProps) {
  const listId = useId();
  const input = useRef<HTMLInputElement>(null);
  /** What is looked for while the list is open; null while it is closed. */
  const [query, setQuery] = useState<string | null>(null);
  const [at, setAt] = useState(0);
  const wanted = (query ?? "").trim().toLowerCase();
  const fitting = (choices ?? []).filter((choice) => choice.value.toLowerCase().includes(wanted)).slice(0, most);
  const active = query === null ? undefined : fitting[at];

  function open(text: string): void {
    onNeed();
    setQuery(text);
    setAt(0);
  }

  function choose(choice: Choice): void {
    onChange(choice.value);
    setQuery(null);
  }

  function press(event: KeyboardEvent): void {
    const { key } = event;
    if (isComposing(event)) return;
    const step = key === "ArrowDown" ? 1 : key === "ArrowUp" ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      if (query === null) open("");
      else setAt((at + step + fitting.length) % Math.max(1, fitting.length));
    } else if (key === "Escape" && query !== null) {
      event.stopPropagation();
      setQuery(null);
    } else if (key === "Enter" && query !== null) {
      event.preventDefault();
      if (active) choose(active);
    }
  }

  return (
    <div className="relative">
      <Input
        ref={input}
        id={id}
        role="combobox"
        aria-expanded={query !== null}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={active ? `${listId}-${at}` : undefined}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        className="truncate pr-9"
        placeholder={any}
        value={query ?? value ?? ""}
        title={value ?? undefined}
        onFocus={onNeed}
        onClick={() => query === null && open("")}
        onChange={({ target }) => {
          open(target.value);
          if (target.value === "" && value !== null) onChange(null);
        }}
        onKeyDown={press}
        onBlur={() => setQuery(null)}
      />
      {value === null ? (
        <ChevronDown
          aria-hidden="true"
          className="pointer-events-none absolute top-1/2 right-3 size-4 -translate-y-1/2 text-muted"
        />
      ) : (
        <button
          type="button"
          aria-label={any}
          title={any}
          className="absolute top-1 right-1 grid size-8 place-items-center rounded-sm text-muted hover:text-ink"
          onClick={() => {
            onChange(null);
            input.current?.focus();
          }}
        >
          <X aria-hidden="true" className="size-4" />
        </button>
      )}
      {query !== null && (
        <ComboboxChoices
          id={listId}
          label={label}
          choices={fitting}
          active={at}
          onChoose={choose}
          onPoint={setAt}
          none={choices ? "No results." : hasFailed ? "Failed to load." : "Loading…"}
        />
      )}
    </div>
  );
}
