import { dateFormatOf } from "@/lib/core/date-formats.ts";

/**
 * Calendar dates as `YYYY-MM-DD`, for lists and their filters. Pure; no zone arithmetic: Intl gives the date of an
 * instant in a zone, and dates are counted as dates.
 */

const dayMs = 86_400_000;

const dates = new Map<string, string>();

/** The date in a zone on which an instant falls. */
export function dateIn(zone: string, instant: string | number): string {
  const name = `${zone} ${instant}`;
  const known = dates.get(name);
  if (known !== undefined) return known;
  const format = dateFormatOf("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" });
  const date = format.format(typeof instant === "string" ? Date.parse(instant) : instant);
  if (dates.size > 50_000) dates.clear();
  dates.set(name, date);
  return date;
}

const noonOf = (date: string): number => Date.parse(`${date}T12:00:00Z`);
const dateOfNoon = (noon: number): string => new Date(noon).toISOString().slice(0, 10);

/** Whether a text is a calendar date Stint accepts: from 1970 to 9999. */
export const isDate = (text: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(text) && text >= "1970-01-01" && Number.isFinite(noonOf(text)) && addDays(text, 0) === text;

/** A date some days later, or earlier for a negative number. */
export const addDays = (date: string, days: number): string => dateOfNoon(noonOf(date) + days * dayMs);

/** Days from one date to another. */
export const daysBetween = (from: string, to: string): number => Math.round((noonOf(to) - noonOf(from)) / dayMs);

/** The day of the week, 0 for Sunday. */
export const weekdayOf = (date: string): number => new Date(noonOf(date)).getUTCDay();

const firstDays = { sunday: 0, monday: 1, saturday: 6 };

/** Days since the beginning of a date's week, 0 for its first day. */
export const dayInWeek = (date: string, weekStart: keyof typeof firstDays): number =>
  (weekdayOf(date) - firstDays[weekStart] + 7) % 7;
