import { addDays, dateIn, dayInWeek } from "@/lib/core/dates.ts";

/** A month of the calendar as `2026-03`, its weeks, and how to walk through it. Pure; dates are counted as dates. */

type WeekStart = Parameters<typeof dayInWeek>[1];

const earliest = "1970-01";
const latest = "9998-12";

/** Whether a text is a month that Stint takes. */
export const isMonth = (text: string): boolean =>
  /^\d{4}-(?:0[1-9]|1[0-2])$/.test(text) && text >= earliest && text <= latest;

/** What is wrong with the month of an address, to go on after it; or null. */
export const wrongMonth = (text: string): string | null =>
  isMonth(text) ? null : "is not a month such as 2026-03, so this month is shown";

/** The month in a zone into which an instant (milliseconds) falls. */
export const monthIn = (zone: string, instant: number): string => dateIn(zone, instant).slice(0, 7);

/** A month some months later, or earlier for a negative number; null where the calendar of Stint ends. */
export function monthLater(month: string, months: number): string | null {
  const [year = 0, number = 1] = month.split("-").map(Number);
  const count = year * 12 + (number - 1) + months;
  const there = `${String(Math.floor(count / 12)).padStart(4, "0")}-${String((count % 12) + 1).padStart(2, "0")}`;
  return isMonth(there) ? there : null;
}

/** The first and the last day of a month. */
export function daysOf(month: string): { first: string; last: string } {
  const first = `${month}-01`;
  // The 32nd day after lies in the next month, whose first day comes right after the last of this one.
  return { first, last: addDays(`${addDays(first, 31).slice(0, 7)}-01`, -1) };
}

/** A month as weeks of seven days, null outside of it. */
export function weeksOf(month: string, weekStart: WeekStart): (string | null)[][] {
  const { first, last } = daysOf(month);
  const weeks: (string | null)[][] = [];
  for (let begin = addDays(first, -dayInWeek(first, weekStart)); begin <= last; begin = addDays(begin, 7)) {
    const week = Array.from({ length: 7 }, (_, day) => addDays(begin, day));
    weeks.push(week.map((date) => (date < first || date > last ? null : date)));
  }
  return weeks;
}

/** Where a key leads from a date, never out of its month; null for a key that leads nowhere. */
export function moveTo(date: string, key: string, weekStart: WeekStart): string | null {
  const inWeek = dayInWeek(date, weekStart);
  const days = { ArrowUp: -7, ArrowDown: 7, ArrowLeft: -1, ArrowRight: 1, Home: -inWeek, End: 6 - inWeek }[key];
  if (days === undefined) return null;
  const { first, last } = daysOf(date.slice(0, 7));
  const there = addDays(date, days);
  if (key === "Home" && there < first) return first;
  if (key === "End" && there > last) return last;
  return there < first || there > last ? date : there;
}

/** The same day of another month, or its last one. */
export function sameDayIn(month: string, date: string): string {
  const there = `${month}-${date.slice(8)}`;
  const { last } = daysOf(month);
  return there > last ? last : there;
}

/** Where the shades of days begin, in seconds: above nothing, then at ten, twenty and forty minutes. */
const steps = [1, 600, 1200, 2400];

/** What the shades stand for, from pale to full. */
export const stepNames = ["under 10 m", "10–20 m", "20–40 m", "40 m or more"];

/** How strong a day is drawn: 0 for nothing, 4 for forty minutes and more. */
export const levelOf = (seconds: number): number => steps.filter((step) => seconds >= step).length;
