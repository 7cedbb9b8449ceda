"use client";
import {
  type KeyboardEvent,
  type MouseEvent,
  memo,
  useCallback,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import type { Year } from "@/components/tracking/list/queries.ts";
import { cn } from "@/components/ui/cn.ts";
import { useCurrentUser } from "@/lib/client/current-user.tsx";
import { formatCount, formatDuration } from "@/lib/core/format.ts";
import { type DayTotal, levelOf, monthsOf, moveTo, rowsOf } from "./year-grid.ts";

/** The colour of work from nothing, 0, to full, 5; whole names, as Tailwind looks for those. */
export const shades = [
  "bg-sunken",
  "bg-[color-mix(in_oklab,var(--work)_24%,var(--raised))]",
  "bg-[color-mix(in_oklab,var(--work)_43%,var(--raised))]",
  "bg-[color-mix(in_oklab,var(--work)_62%,var(--raised))]",
  "bg-[color-mix(in_oklab,var(--work)_81%,var(--raised))]",
  "bg-work",
];

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

/** By how strong a day is drawn. */
const looks = shades.map((shade, level) =>
  cn("block size-3 rounded-[3px] border border-transparent outline-offset-1", level === 0 && "border-line", shade),
);

/** Which day an event of the map is about. */
const dateOf = ({ target }: { target: EventTarget }): string | null =>
  target instanceof Element ? (target.closest("[data-date]")?.getAttribute("data-date") ?? null) : null;

interface YearDaysProps {
  year: Year;
  today: string;
  /** The day the list shows, when it is one. */
  chosen: string | null;
  onChoose: (date: string) => void;
  /** Hears which day the pointer or the focus is on. */
  onPoint: (date: string | null) => void;
}

/**
 * The days as squares, a week a column. One stop of the Tab key; arrow keys move among the days. A year is most of what
 * its page holds, so that a square is as little as can be: the table listens for all of them.
 */
export const YearDays = memo(function YearDays({ year, today, chosen, onChoose, onPoint }: YearDaysProps) {
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

  function press(event: KeyboardEvent): void {
    const date = dateOf(event);
    const next = date === null ? null : moveTo(date, event.key, first, end);
    if (next === null) return;
    event.preventDefault();
    setMoved(next);
    cellOf(next)?.focus();
  }

  function choose(event: MouseEvent): void {
    const date = dateOf(event);
    if (date !== null) onChoose(date);
  }

  return (
    <div ref={scroller} className="relative overflow-x-auto pb-1">
      <table
        aria-label={`Days of ${year.year}`}
        className="border-separate border-spacing-0.75"
        onClick={choose}
        onKeyDown={press}
        onPointerOver={(event) => onPoint(dateOf(event))}
        onPointerLeave={() => onPoint(null)}
        onFocus={(event) => onPoint(dateOf(event))}
        onBlur={() => onPoint(null)}
      >
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
        <tbody className="[&_td]:min-w-3 [&_td]:p-0">
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
                {row.map((date, week) => {
                  if (date === null || date > end) {
                    return <td key={date ?? `blank ${week}`}>{date !== null && <span className="block size-3" />}</td>;
                  }
                  const total = totals.get(date);
                  const look = looks[levelOf(total?.total_seconds ?? 0)];
                  const isChosen = date === chosen;
                  const isMarked = isChosen || date === today;
                  return (
                    <td key={date}>
                      <button
                        type="button"
                        data-date={date}
                        tabIndex={date === stop ? 0 : -1}
                        aria-label={formatDay(date, total)}
                        aria-pressed={isChosen}
                        className={isMarked ? cn(look, "border-edge", isChosen && "border-ink ring-1 ring-ink") : look}
                      />
                    </td>
                  );
                })}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
});
