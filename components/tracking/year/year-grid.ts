import { addDays, dayInWeek, daysBetween } from "@/lib/core/dates.ts";

/** A year as weeks side by side, and what its table tells. Pure. */

type WeekStart = Parameters<typeof dayInWeek>[1];

export interface DayTotal {
  date: string;
  total_seconds: number;
  session_count: number;
}

/** Where the shades begin, in seconds: above nothing, from one hour, two, four and six. */
const steps = [1, 3600, 7200, 4 * 3600, 6 * 3600];

/** What the shades stand for, from pale to full. */
export const stepNames = ["under 1 h", "1–2 h", "2–4 h", "4–6 h", "6 h or more"];

/** How strong a day is drawn: 0 for nothing, 5 for six hours and more. */
export const levelOf = (seconds: number): number => steps.filter((step) => seconds >= step).length;

/** The days of the week from the first, each with its cells: one a week, null outside of the year. */
export function rowsOf(first: string, last: string, weekStart: WeekStart): (string | null)[][] {
  const begin = addDays(first, -dayInWeek(first, weekStart));
  const weeks = Math.ceil((daysBetween(begin, last) + 1) / 7);
  return Array.from({ length: 7 }, (_, day) =>
    Array.from({ length: weeks }, (_unused, week) => {
      const date = addDays(begin, 7 * week + day);
      return date < first || date > last ? null : date;
    }),
  );
}

export interface Month {
  /** `2026-03` */
  month: string;
  /** How many weeks it takes up: those that begin in it, and for the first one the rest of the week before. */
  weeks: number;
}

/** The months above the weeks; each begins with the week that holds its first day. */
export function monthsOf(rows: (string | null)[][]): Month[] {
  const months: Month[] = [];
  const weeks = rows[0]?.length ?? 0;
  for (let week = 0; week < weeks; week++) {
    const dates = rows.flatMap((row) => row[week] ?? []);
    const month = dates.at(-1)?.slice(0, 7) ?? "";
    const known = months.at(-1);
    if (known?.month === month) known.weeks++;
    else months.push({ month, weeks: 1 });
  }
  return months;
}

export interface MonthTotal {
  month: string;
  seconds: number;
  sessions: number;
  days: number;
}

/** What each month with work adds up to. */
export function monthTotals(days: DayTotal[]): MonthTotal[] {
  const totals = new Map<string, MonthTotal>();
  for (const { date, total_seconds, session_count } of days) {
    const month = date.slice(0, 7);
    const total = totals.get(month) ?? { month, seconds: 0, sessions: 0, days: 0 };
    total.seconds += total_seconds;
    total.sessions += session_count;
    total.days++;
    totals.set(month, total);
  }
  return [...totals.values()];
}

/** Where a key leads from a date: a day up or down, a week left or right, to the first day or the last; else null. */
export function moveTo(date: string, key: string, first: string, last: string): string | null {
  const days = { ArrowUp: -1, ArrowDown: 1, ArrowLeft: -7, ArrowRight: 7 }[key];
  if (key === "Home") return first;
  if (key === "End") return last;
  if (days === undefined) return null;
  const there = addDays(date, days);
  return there < first || there > last ? date : there;
}
