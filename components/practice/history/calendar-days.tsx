"use client";
import { type KeyboardEvent, useLayoutEffect, useMemo, useRef, useState } from "react";
import { cn } from "@/components/ui/cn.ts";
import { useCurrentUser } from "@/lib/client/current-user.tsx";
import { formatCount, formatDuration } from "@/lib/core/format.ts";
import { formatDay, formatWeekday } from "./labels.ts";
import { daysOf, levelOf, moveTo, sameDayIn, weeksOf } from "./month.ts";
import type { Calendar } from "./queries.ts";

type DayTotal = Calendar["days"][number];

const shades = [16, 30, 45, 100];

/** From nothing, 0, to full, 4, in the colour of practice. */
export const shadeOf = (level: number): string | undefined =>
  level === 0 ? undefined : `color-mix(in oklab, var(--practice) ${shades[level - 1]}%, var(--raised))`;

/** A day in words: `Saturday 14 March: 15 m, 2 practices`. */
export function formatTotal(date: string, total: DayTotal | undefined): string {
  const day = formatDay(date);
  if (!total) return `${day}: nothing`;
  return `${day}: ${formatDuration(total.total_seconds)}, ${formatCount(total.practice_count, "practice")}`;
}

const monthKeys: Record<string, string> = { PageUp: "Previous", PageDown: "Next" };

interface CalendarDaysProps {
  month: string;
  days: DayTotal[];
  today: string;
  onChoose: (date: string) => void;
  /** Hears which day the pointer or the focus is on. */
  onPoint: (date: string | null) => void;
}

/** The days of a month, a week a row. One stop of the Tab key; arrow keys move among the days. */
export function CalendarDays({ month, days, today, onChoose, onPoint }: CalendarDaysProps) {
  const { week_start } = useCurrentUser();
  const weeks = useMemo(() => weeksOf(month, week_start), [month, week_start]);
  // The second week is always a whole one.
  const weekdays = (weeks[1] ?? []).map((date) => formatWeekday(date ?? ""));
  const totals = useMemo(() => new Map(days.map((day) => [day.date, day])), [days]);
  const [moved, setMoved] = useState(today);
  const table = useRef<HTMLTableElement>(null);
  const wantsFocus = useRef(false);
  const last = days.at(-1)?.date;
  const stop = moved.startsWith(month) ? moved : today.startsWith(month) ? today : (last ?? daysOf(month).first);

  const focus = (date: string): void => table.current?.querySelector<HTMLElement>(`[data-date="${date}"]`)?.focus();

  // When a key leads to another month, the focus follows.
  useLayoutEffect(() => {
    if (!wantsFocus.current) return;
    wantsFocus.current = false;
    table.current?.querySelector<HTMLElement>(`[data-date^="${month}"][tabindex="0"]`)?.focus();
  }, [month]);

  function press(event: KeyboardEvent, date: string): void {
    const direction = monthKeys[event.key];
    if (direction !== undefined) {
      const step = table.current?.closest("section")?.querySelector<HTMLElement>(`[data-step=${direction}]`);
      event.preventDefault();
      if (!step) return;
      const to = new URL(step.getAttribute("href") ?? "", location.href).searchParams.get("month");
      if (to !== null) setMoved(sameDayIn(to, date));
      wantsFocus.current = true;
      step.click();
      return;
    }
    const next = moveTo(date, event.key, week_start);
    if (next === null) return;
    event.preventDefault();
    setMoved(next);
    focus(next);
  }

  return (
    <table ref={table} aria-label="Days of the month" className="w-full table-fixed border-separate border-spacing-1">
      <thead>
        <tr className="text-muted text-xs">
          {weekdays.map((name) => (
            <th key={name} scope="col" className="h-5 font-normal">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week) => (
          <tr key={week.find(Boolean)}>
            {week.map((date, column) => {
              if (date === null) return <td key={`blank ${weekdays[column]}`} />;
              const total = totals.get(date);
              const level = levelOf(total?.total_seconds ?? 0);
              return (
                <td key={date} className="p-0">
                  <button
                    type="button"
                    data-date={date}
                    tabIndex={date === stop ? 0 : -1}
                    aria-current={date === today ? "date" : undefined}
                    aria-disabled={total === undefined}
                    className={cn(
                      "relative flex h-10 w-full flex-col justify-between rounded-md border border-transparent px-1.5 py-1 text-left text-xs outline-offset-1 sm:h-13 sm:px-2 lg:h-15.5",
                      total === undefined && "cursor-default",
                      total === undefined && (date > today ? "text-muted" : "border-line"),
                      level === 4 && "text-paper",
                      date === today && "border-raised font-semibold ring-1 ring-ink",
                    )}
                    style={{ backgroundColor: shadeOf(level) }}
                    onClick={() => total && onChoose(date)}
                    onPointerEnter={() => onPoint(date)}
                    onPointerLeave={() => onPoint(null)}
                    onFocus={() => {
                      setMoved(date);
                      onPoint(date);
                    }}
                    onBlur={() => onPoint(null)}
                    onKeyDown={(event) => press(event, date)}
                  >
                    <span className="sr-only">{formatTotal(date, total)}</span>
                    <span aria-hidden="true" className="figures">
                      {Number(date.slice(8))}
                    </span>
                    {total && (
                      <span aria-hidden="true" className="w-full truncate text-right max-sm:hidden">
                        {formatDuration(total.total_seconds)}
                      </span>
                    )}
                  </button>
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
