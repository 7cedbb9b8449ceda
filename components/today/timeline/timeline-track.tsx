"use client";
import { type KeyboardEvent, type MouseEvent, type ReactNode, useRef, useState } from "react";
import { Duration } from "@/components/time/duration.tsx";
import { cn } from "@/components/ui/cn.ts";
import { formatDuration } from "@/lib/core/format.ts";
import { type Bar, barAt } from "./bars.ts";
import type { TimelineItem } from "./items.ts";

interface TimelineTrackProps {
  items: TimelineItem[];
  /** One for each of them, in the same order. */
  bars: Bar[];
  /** Where now is, in percent. */
  now: number;
  /** What lies behind the bars. */
  children: ReactNode;
}

/** How far off one may point, in pixels; a finger that presses is thicker than a pointer that hovers. */
const reach = { hover: 6, press: 20 };

const steps: Record<string, (index: number, last: number) => number> = {
  ArrowLeft: (index) => Math.max(0, index - 1),
  ArrowUp: (index) => Math.max(0, index - 1),
  ArrowRight: (index, last) => Math.min(last, index + 1),
  ArrowDown: (index, last) => Math.min(last, index + 1),
  Home: () => 0,
  End: (_, last) => last,
};

/** What a bar stands for, above it and within the track's width. Its words are the bar's name already. */
function Tip({ item: { title, times, seconds }, bar }: { item: TimelineItem; bar: Bar }) {
  const middle = bar.left + bar.width / 2;
  return (
    <div
      aria-hidden="true"
      className="absolute bottom-full z-20 w-64 max-w-full animate-appear pb-1.5"
      style={{ left: `clamp(0px, calc(${middle}% - 8rem), max(0px, calc(100% - 16rem)))` }}
    >
      <div className="w-fit max-w-full rounded-md border border-line bg-raised px-3 py-2 text-xs shadow-float mx-auto">
        <p className="wrap-anywhere font-medium">{title}</p>
        <p className="mt-0.5 text-muted">
          <span className="tabular-nums">{times}</span>
          {" · "}
          <Duration seconds={seconds} />
        </p>
      </div>
    </div>
  );
}

/**
 * The bars of a day. Pointing at one, or near it, or going through them with the arrow keys, tells what it is; Escape
 * takes that away.
 */
export function TimelineTrack({ items, bars, now, children }: TimelineTrackProps) {
  const list = useRef<HTMLDivElement>(null);
  const [pointed, setPointed] = useState<string>();
  const [focused, setFocused] = useState<string>();
  const [visited, setVisited] = useState<string>();
  const told = items.findIndex(({ key }) => key === (pointed ?? focused));
  const [toldItem, toldBar] = [items[told], bars[told]];
  const stop = items.some(({ key }) => key === visited) ? visited : items.at(-1)?.key;

  function under({ clientX, clientY, currentTarget }: MouseEvent, pixels: number): string | undefined {
    const { left, top, width, height } = currentTarget.getBoundingClientRect();
    const percent = (length: number): number => (length / width) * 100;
    return barAt(bars, percent(clientX - left), (clientY - top) / height, percent(pixels))?.key;
  }

  function focus(index: number): void {
    const option = list.current?.children[index];
    if (option instanceof HTMLElement) option.focus();
  }

  function press(event: KeyboardEvent): void {
    if (event.key === "Escape") {
      setPointed(undefined);
      setFocused(undefined);
    }
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    focus(
      step(
        items.findIndex(({ key }) => key === stop),
        items.length - 1,
      ),
    );
  }

  return (
    <div className="relative mt-3" onPointerLeave={() => setPointed(undefined)}>
      {toldItem && toldBar && <Tip item={toldItem} bar={toldBar} />}
      <div className="relative h-14 rounded-md bg-sunken">
        <div aria-hidden="true" className="absolute inset-0 overflow-hidden rounded-md">
          {children}
        </div>
        {items.length === 0 && (
          <p className="absolute inset-0 grid place-content-center px-4 text-center text-muted">
            Nothing tracked today. Your sessions and practices will appear here.
          </p>
        )}
        <div
          ref={list}
          role="listbox"
          aria-label="Timeline of the day"
          aria-orientation="horizontal"
          hidden={items.length === 0}
          className="absolute inset-0"
          onKeyDown={press}
          onPointerMove={(event) => event.pointerType !== "touch" && setPointed(under(event, reach.hover))}
          onClick={(event) => {
            const key = under(event, reach.press);
            if (key !== undefined) focus(items.findIndex((item) => item.key === key));
          }}
        >
          {bars.map(({ key, left, width, lane, lanes, cutStart, cutEnd }, index) => (
            <div
              key={key}
              role="option"
              tabIndex={key === stop ? 0 : -1}
              aria-selected={key === focused}
              aria-label={`${items[index]?.title}, ${items[index]?.times}, ${formatDuration(items[index]?.seconds ?? 0)}`}
              onFocus={() => {
                setFocused(key);
                setVisited(key);
              }}
              onBlur={() => setFocused(undefined)}
              className={cn(
                "absolute min-w-[3px] rounded-sm border transition-opacity duration-150",
                items[index]?.kind === "practice" ? "border-practice" : "border-work",
                told >= 0 && told !== index && "opacity-60",
                cutStart && "rounded-l-none border-l-0",
                cutEnd && "rounded-r-none border-r-0",
              )}
              style={{
                left: `${left}%`,
                width: `${width}%`,
                top: `calc(${(lane / lanes) * 100}% + 4px)`,
                height: `calc(${100 / lanes}% - ${lanes === 1 ? 8 : 5}px)`,
                backgroundColor: items[index]?.colour,
              }}
            />
          ))}
        </div>
        <span
          aria-hidden="true"
          className="pointer-events-none absolute -inset-y-1 w-px bg-ink before:absolute before:-top-0.5 before:-left-[2.5px] before:size-1.5 before:rounded-full before:bg-ink"
          style={{ left: `${now}%` }}
        />
      </div>
    </div>
  );
}
