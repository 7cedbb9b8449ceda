"use client";
import { type KeyboardEvent, memo, useCallback, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { Year } from "@/components/tracking/list/queries.ts";
import { cn } from "@/components/ui/cn.ts";
import { useCurrentUser } from "@/lib/client/current-user.tsx";
import { formatCount, formatDuration } from "@/lib/core/format.ts";
import { type DayTotal, levelOf, monthsOf, moveTo, rowsOf } from "./year-grid.ts";

const shades = [24, 43, 62, 81, 100];

/** From nothing, 0, to full, 5, in the colour of work. */
export const shadeOf = (level: number): string =>
  level === 0 ? "var(--sunken)" : `color-mix(in oklab, var(--work) ${shades[level - 1]}%, var(--raised))`;

const format = (options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", ...options });
const weekdayName = format({ weekday: "short" });
const monthName = format({ month: "short" });
const fullDate = format({ weekday: "long", day: "numeric", month: "long" });

/** A day in words: `Saturday 14 March: 3 h 20 m, 4 sessions`. */
export function formatDay(date: string, total: DayTotal | undefined): string {
  const day = fullDate.format(Date.parse(date)).replace(",", "");
  if (!total) return `${day}: nothing`;
  const { total_seconds, session_count } = total;
  return `${day}: ${formatDuration(total_seconds)}, ${formatCount(session_count, "session")}`;
}

interface SquareProps {
  date: string;
  total: DayTotal | undefined;
  /** The one that the Tab key stops at. */
  isStop: boolean;
  isChosen: boolean;
  isToday: boolean;
  onChoose: (date: string) => void;
  onPoint: (date: string | null) => void;
  onPress: (event: KeyboardEvent, date: string) => void;
}

const Square = memo(function Square(props: SquareProps) {
  const { date, total, isStop, isChosen, isToday, onChoose, onPoint, onPress } = props;
  return (
    <button
      type="button"
      data-date={date}
      tabIndex={isStop ? 0 : -1}
      aria-label={formatDay(date, total)}
      aria-pressed={isChosen}
      className={cn(
        "block size-3 rounded-[3px] border border-transparent outline-offset-1",
        !total && "border-line",
        isToday && "border-edge",
        isChosen && "border-ink ring-1 ring-ink",
      )}
      style={{ backgroundColor: shadeOf(levelOf(total?.total_seconds ?? 0)) }}
      onClick={() => onChoose(date)}
      onPointerEnter={() => onPoint(date)}
      onPointerLeave={() => onPoint(null)}
      onFocus={() => onPoint(date)}
      onBlur={() => onPoint(null)}
      onKeyDown={(event) => onPress(event, date)}
    />
  );
});

interface YearDaysProps {
  year: Year;
  today: string;
  /** The day the list shows, when it is one. */
  chosen: string | null;
  onChoose: (date: string) => void;
  /** Hears which day the pointer or the focus is on. */
  onPoint: (date: string | null) => void;
}

/** The days as squares, a week a column. One stop of the Tab key; arrow keys move among the days. */
export function YearDays({ year, today, chosen, onChoose, onPoint }: YearDaysProps) {
  const { week_start } = useCurrentUser();
  const { first, last } = year;
  const end = today >= first && today < last ? today : last;
  const rows = useMemo(() => rowsOf(first, last, week_start), [first, last, week_start]);
  const months = useMemo(() => monthsOf(rows), [rows]);
  const totals = useMemo(() => new Map(year.days.map((day) => [day.date, day])), [year]);
  const [moved, setMoved] = useState<string | null>(null);
  const inYear = (date: string | null) => (date !== null && date >= first && date <= end ? date : null);
  const stop = inYear(moved) ?? inYear(chosen) ?? end;
  const scroller = useRef<HTMLDivElement>(null);
  const cellOf = useCallback((date: string) => {
    return scroller.current?.querySelector<HTMLElement>(`[data-date="${date}"]`) ?? null;
  }, []);

  useLayoutEffect(() => {
    // On a phone the year is wider than the window: begin where the person is in it.
    const column = cellOf(end)?.closest("td");
    if (scroller.current && column) scroller.current.scrollLeft = column.offsetLeft + 40 - scroller.current.clientWidth;
  }, [end, cellOf]);

  const press = useCallback(
    (event: KeyboardEvent, date: string) => {
      const next = moveTo(date, event.key, first, end);
      if (next === null) return;
      event.preventDefault();
      setMoved(next);
      cellOf(next)?.focus();
    },
    [first, end, cellOf],
  );

  return (
    <div ref={scroller} className="relative overflow-x-auto pb-1">
      <table aria-label={`Days of ${year.year}`} className="border-separate border-spacing-0.75">
        <thead>
          <tr className="text-muted text-xs">
            <td className="sticky left-0 bg-raised" />
            {months.map(({ month, weeks }) => (
              <th key={month} colSpan={weeks} scope="colgroup" className="h-4 text-left font-normal">
                {weeks > 1 ? monthName.format(Date.parse(`${month}-01`)) : ""}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => {
            const name = weekdayName.format(Date.parse(row[1] ?? first));
            return (
              <tr key={name}>
                <th
                  scope="row"
                  className="sticky left-0 bg-raised pr-1 text-left font-normal text-muted text-xs leading-3"
                >
                  <span className={index % 2 === 0 ? undefined : "sr-only"}>{name}</span>
                </th>
                {row.map((date, week) => (
                  <td key={date ?? `blank ${week}`} className="min-w-3 p-0">
                    {date !== null && date <= end && (
                      <Square
                        date={date}
                        total={totals.get(date)}
                        isStop={date === stop}
                        isChosen={date === chosen}
                        isToday={date === today}
                        onChoose={onChoose}
                        onPoint={onPoint}
                        onPress={press}
                      />
                    )}
                    {date !== null && date > end && <span className="block size-3" />}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
