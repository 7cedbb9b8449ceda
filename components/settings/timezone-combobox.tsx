"use client";
import { type KeyboardEvent, useId, useState, useSyncExternalStore } from "react";
import { FieldFrame, fieldAttributes } from "@/components/forms/field-frame.tsx";
import { useNow } from "@/components/time/now.tsx";
import { Input } from "@/components/ui/input.tsx";
import { isComposing } from "@/components/ui/keyboard/is-composing.ts";
import { zoneName } from "@/lib/accounts/rules.ts";
import { ZoneOptions } from "./timezone-options.tsx";
import { findZones, formatClock, formatOffset, presentName, sameZone, type Zone, zonesBeginning } from "./timezones.ts";

const neverChanges = () => () => {};

let browserZone: string | undefined;

function readBrowserZone(): string {
  browserZone ??= zoneName(presentName(Intl.DateTimeFormat().resolvedOptions().timeZone)) ?? "";
  return browserZone;
}

/** This browser's time zone; empty until scripts run, and where the browser knows none. */
const useBrowserZone = (): string => useSyncExternalStore(neverChanges, readBrowserZone, () => "");

/** As many as one looks through; the rest is a few letters away. */
const most = 60;

interface ZoneFieldProps {
  /** The zone of the profile. */
  saved: string;
  /** What was typed before it was refused. */
  typed: string | undefined;
  error: string | undefined;
}

/** A time zone, looked for by city, by part of its name or by its difference from UTC. Without scripts, its name. */
export function TimezoneCombobox({ saved, typed, error }: ZoneFieldProps) {
  const id = useId();
  const now = useNow(60_000);
  const browsers = useBrowserZone();
  const [text, setText] = useState(typed ?? saved);
  /** What is looked for while the list is open; null while it is closed. */
  const [query, setQuery] = useState<string | null>(null);
  const [active, setActive] = useState(0);
  const chosen = zoneName(text.trim());
  const nearest = [chosen ?? "", browsers, "UTC"].filter((name) => name !== "");
  const shown = query === null ? [] : (query === "" ? zonesBeginning(nearest) : findZones(query, now)).slice(0, most);

  function open(wanted: string): void {
    setQuery(wanted);
    setActive(0);
  }

  function choose({ name }: Zone): void {
    setText(name);
    setQuery(null);
  }

  function leave(): void {
    const [only, another] = shown;
    if (chosen === null && only && !another) setText(only.name);
    setQuery(null);
  }

  function press(event: KeyboardEvent): void {
    if (isComposing(event)) return;
    const { key } = event;
    const step = key === "ArrowDown" ? 1 : key === "ArrowUp" ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      if (query === null) open("");
      else setActive((active + step + shown.length) % Math.max(1, shown.length));
    } else if (key === "Escape" && query !== null) {
      event.preventDefault();
      event.stopPropagation();
      setQuery(null);
    } else if (key === "Enter" && shown[active]) {
      event.preventDefault();
      choose(shown[active]);
    }
  }

  const hint = (
    <>
      <span suppressHydrationWarning>
        {chosen
          ? `Local time there: ${formatClock(chosen, now)} (${formatOffset(chosen, now)}).`
          : "Type a city, or +2."}
      </span>
      {chosen && !sameZone(chosen, saved) && " Saving recalculates your days, weeks and streaks."}
    </>
  );
  const differs = browsers !== "" && (!chosen || !sameZone(browsers, chosen));

  return (
    <div className="grid grid-cols-1 gap-1">
      <FieldFrame id={id} label="Time zone" error={error} hint={hint}>
        <div className="relative">
          <Input
            {...fieldAttributes(id, { hint, error })}
            name="timezone"
            role="combobox"
            aria-expanded={query !== null}
            aria-controls={`${id}-list`}
            aria-autocomplete="list"
            aria-activedescendant={shown[active] ? `${id}-${active}` : undefined}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            value={text}
            onChange={(event) => {
              setText(event.target.value);
              open(event.target.value);
            }}
            onClick={() => query === null && open("")}
            onKeyDown={press}
            onBlur={leave}
          />
          {query !== null && (
            <ZoneOptions id={id} zones={shown} active={active} now={now} onChoose={choose} onPoint={setActive} />
          )}
        </div>
      </FieldFrame>
      <p className="flex min-h-6 flex-wrap items-center gap-x-2 text-muted text-xs">
        {differs && (
          <>
            Your browser uses {browsers}.
            <button
              type="button"
              className="rounded-sm font-medium text-ink underline underline-offset-2 hover:no-underline"
              onClick={() => setText(browsers)}
            >
              Use it
            </button>
          </>
        )}
      </p>
    </div>
  );
}
