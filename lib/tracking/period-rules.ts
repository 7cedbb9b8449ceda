import { addDays, datesOfWeek, lastDateOfMonth } from "@/lib/core/time.ts";
import type { Period } from "./shapes.ts";

/** The dates of a named period, the period before it, and the totals of its days: pure functions. */

type WeekStart = "monday" | "saturday" | "sunday";

const monthBefore = (date: string): string => addDays(`${date.slice(0, 7)}-01`, -1).slice(0, 7);

/**
 * The first and the last date of a period relative to `today`; all time has no first one. Weeks, months and years are
 * whole, including the current one.
 */
export function datesOfPeriod(period: Period, today: string, weekStart: WeekStart): { from?: string; to: string } {
  const week = (date: string) => {
    const dates = datesOfWeek(date, weekStart);
    return { from: dates[0] ?? date, to: dates[6] ?? date };
  };
  const month = (name: string) => ({ from: `${name}-01`, to: lastDateOfMonth(name) });
  const year = (name: number) => ({ from: `${name}-01-01`, to: `${name}-12-31` });
  const thisYear = Number(today.slice(0, 4));
  switch (period) {
    case "today":
      return { from: today, to: today };
    case "yesterday":
      return { from: addDays(today, -1), to: addDays(today, -1) };
    case "this_week":
      return week(today);
    case "last_week":
      return week(addDays(today, -7));
    case "this_month":
      return month(today.slice(0, 7));
    case "last_month":
      return month(monthBefore(today));
    case "this_year":
      return year(thisYear);
    case "last_year":
      return year(thisYear - 1);
    case "last_7_days":
      return { from: addDays(today, -6), to: today };
    case "last_30_days":
      return { from: addDays(today, -29), to: today };
    case "all_time":
      return { to: today };
  }
}

/** Whether dates are whole calendar months. */
const areMonths = (from: string, to: string): boolean =>
  from.endsWith("-01") && lastDateOfMonth(to.slice(0, 7)) === to && from <= to;

const monthNumber = (date: string): number => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1;

const monthOf = (number: number): string =>
  `${String(Math.floor(number / 12)).padStart(4, "0")}-${String((number % 12) + 1).padStart(2, "0")}`;

/** The preceding period of the same kind: as many whole months before whole months, otherwise as many days. */
export function periodBefore(from: string, to: string): { from: string; to: string } {
  const last = addDays(from, -1);
  if (areMonths(from, to)) {
    const count = monthNumber(to) - monthNumber(from) + 1;
    return { from: `${monthOf(monthNumber(from) - count)}-01`, to: last };
  }
  return { from: addDays(from, -datesBetween(from, to)), to: last };
}

/** The number of dates from one to another, both included. */
export const datesBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) + 1;

interface Day {
  date: string;
  total_seconds: number;
  session_count: number;
}

/**
 * Days aggregated to days, weeks or months, in order.
 * @returns each under its key: a date, the first date of the week, or a month such as `2026-03`
 */
export function groupDays(days: Day[], by: "day" | "week" | "month", weekStart: WeekStart) {
  const keyOf = (date: string): string =>
    by === "day" ? date : by === "month" ? date.slice(0, 7) : (datesOfWeek(date, weekStart)[0] ?? date);
  const groups = new Map<string, { key: string; total_seconds: number; session_count: number }>();
  for (const { date, total_seconds, session_count } of days) {
    const key = keyOf(date);
    const group = groups.get(key) ?? { key, total_seconds: 0, session_count: 0 };
    group.total_seconds += total_seconds;
    group.session_count += session_count;
    groups.set(key, group);
  }
  return [...groups.values()];
}
