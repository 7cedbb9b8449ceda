import { addDays, datesOfIsoWeek, datesOfWeek, isoWeekOf, lastDateOfMonth } from "@/lib/core/time.ts";
import { monthsAfter } from "@/lib/tasks/calendar.ts";
import type { Message } from "./normalize.ts";

/** Words for days, weeks, months and years, and their dates. Pure. */

export type Unit = "day" | "week" | "month" | "quarter" | "year" | "range";

/** A range of days, both ends included; without `from` all until `to`. */
export interface Span {
  from?: string;
  to: string;
  unit: Unit;
  /** The tools' name for it. */
  name?: string;
  /** Words that narrow it to less than whole days. */
  partOfDay?: string;
}

const weekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
const weekdayNames = /^(?:mon|tue|wed|thu|fri|sat|sun)(?:day)?$|^(?:tues|wednes|thur|thurs|satur)(?:day)?$/;

/** The weekday of a word, 0 for Sunday; undefined when it is none. */
export const weekdayNamed = (word: string): number | undefined =>
  weekdayNames.test(word) ? weekdays.indexOf(word.slice(0, 3)) : undefined;

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const monthNames = new Set(
  "january february march april may june july august september october november december sept".split(" "),
);

/** The month of a word, from 1; undefined when it is none. */
export function monthNamed(word: string): number | undefined {
  const at = months.indexOf(word.slice(0, 3));
  return at >= 0 && (word.length === 3 || monthNames.has(word)) ? at + 1 : undefined;
}

const figures = "zero one two three four five six seven eight nine ten eleven twelve".split(" ");

/** The number of a word; undefined when it is none. */
export function countNamed(word: string | undefined): number | undefined {
  if (word === undefined) return undefined;
  if (/^\d{1,3}$/.test(word)) return Number(word);
  if (word === "a" || word === "an") return 1;
  const at = figures.indexOf(word);
  return at > 0 ? at : undefined;
}

const ordinals = "first second third fourth fifth".split(" ");

/** The ordinal of a word, from 1; undefined when it is none. */
export function placeNamed(word: string | undefined): number | undefined {
  const [, digits] = /^(\d{1,2})(?:st|nd|rd|th)$/.exec(word ?? "") ?? [];
  if (digits !== undefined) return Number(digits);
  const at = ordinals.indexOf(word ?? "");
  return at >= 0 ? at + 1 : undefined;
}

const two = (value: number): string => String(value).padStart(2, "0");
const yearOf = (date: string): number => Number(date.slice(0, 4));

/** The date of these numbers, between 1970 and 9998; undefined when there is none. */
export const dateIn = (year: number, month: number, day: number): string | undefined => {
  // Checked first: no other year is four digits that calendars parse.
  if (!(year >= 1970 && year <= 9998 && month >= 1 && month <= 12 && day >= 1)) return undefined;
  const inMonth = `${year}-${two(month)}`;
  return Number(lastDateOfMonth(inMonth).slice(8)) >= day ? `${inMonth}-${two(day)}` : undefined;
};

export const day = (date: string): Span => ({ from: date, to: date, unit: "day" });

/** The context of dates: whether they are in the past or in the future. */
export type At = Pick<Message, "today" | "weekStart"> & { ahead: boolean };

/** The latest such weekday that is not in the future; looking ahead, the next one that is not in the past. */
export function dayOfYear(
  month: number,
  number: number,
  year: number | undefined,
  { today, ahead }: At,
): Span | undefined {
  const years =
    year === undefined ? Array.from({ length: 9 }, (_, index) => yearOf(today) + (ahead ? index : -index)) : [year];
  for (const each of years) {
    const date = dateIn(each, month, number);
    if (date !== undefined && (year !== undefined || (ahead ? date >= today : date <= today))) return day(date);
  }
  return undefined;
}

/** The latest day with that number, or the next one. */
export function dayOfAnyMonth(number: number, { today, ahead }: At): Span | undefined {
  for (let months = 0; months < 12; months++) {
    const first = monthsAfter(`${today.slice(0, 7)}-01`, ahead ? months : -months);
    const date = dateIn(yearOf(first), Number(first.slice(5, 7)), number);
    if (date !== undefined && (ahead ? date >= today : date <= today)) return day(date);
  }
  return undefined;
}

export function weekOf(date: string, { today, weekStart }: At): Span {
  const dates = datesOfWeek(date, weekStart);
  const [from = date, to = date] = [dates[0], dates[6]];
  const name =
    from <= today && today <= to
      ? "this_week"
      : addDays(to, 1) <= today && today <= addDays(to, 7)
        ? "last_week"
        : undefined;
  return { from, to, unit: "week", ...(name && { name }) };
}

export function isoWeek(number: number, year: number | undefined, { today, ahead }: At): Span | undefined {
  const now = Number(isoWeekOf(today).slice(0, 4));
  for (const each of year === undefined ? [now, ahead ? now + 1 : now - 1] : [year]) {
    const dates = datesOfIsoWeek(`${each}-W${two(number)}`);
    const [from, to] = [dates?.[0], dates?.[6]];
    if (from === undefined || to === undefined) continue;
    if (year !== undefined || (ahead ? to >= today : from <= today)) return { from, to, unit: "week" };
  }
  return undefined;
}

const span = (from: string, to: string, unit: Unit, name?: string): Span => ({ from, to, unit, ...(name && { name }) });

export function monthOf(date: string, { today }: At): Span {
  const month = date.slice(0, 7);
  const name = today.startsWith(month)
    ? "this_month"
    : monthsAfter(`${today.slice(0, 7)}-01`, -1).startsWith(month)
      ? "last_month"
      : undefined;
  return span(`${month}-01`, lastDateOfMonth(month), "month", name);
}

export function quarterOf(year: number, quarter: number): Span {
  const first = `${year}-${two(quarter * 3 - 2)}-01`;
  return span(first, lastDateOfMonth(`${year}-${two(quarter * 3)}`), "quarter");
}

export function yearSpan(year: number, { today }: At): Span {
  const name = year === yearOf(today) ? "this_year" : year === yearOf(today) - 1 ? "last_year" : undefined;
  return span(`${year}-01-01`, `${year}-12-31`, "year", name);
}

/** A month, a quarter or a half of a year: the latest that has begun, or the next that has not ended. */
export function latest(spanIn: (year: number) => Span, year: number | undefined, { today, ahead }: At): Span {
  if (year !== undefined) return spanIn(year);
  const own = spanIn(yearOf(today));
  if (ahead) return own.to >= today ? own : spanIn(yearOf(today) + 1);
  return (own.from ?? own.to) <= today ? own : spanIn(yearOf(today) - 1);
}

export const namedMonth = (month: number, year: number | undefined, at: At): Span =>
  latest((each) => monthOf(`${each}-${two(month)}-01`, at), year, at);

export const halfYear = (half: number, year: number | undefined, at: At): Span =>
  latest(
    (each) =>
      half === 1 ? span(`${each}-01-01`, `${each}-06-30`, "range") : span(`${each}-07-01`, `${each}-12-31`, "range"),
    year,
    at,
  );

export function weekday(number: number, which: "last" | "next" | "this" | undefined, at: At): Span {
  const { today, ahead } = at;
  const now = new Date(`${today}T12:00:00Z`).getUTCDay();
  const back = (now - number + 7) % 7;
  if (which === "this") {
    const inWeek = datesOfWeek(today, at.weekStart).find(
      (date) => new Date(`${date}T12:00:00Z`).getUTCDay() === number,
    );
    return day(inWeek ?? today);
  }
  if (which === "last") return day(addDays(today, -(back || 7)));
  if (which === "next") return day(addDays(today, (7 - back) % 7 || 7));
  return day(addDays(today, ahead ? (7 - back) % 7 : -back));
}

/** Saturday and Sunday: the latest weekend that has begun, or the one before it. */
export function weekend(which: "last" | "next" | "this" | undefined, { today, ahead }: At): Span {
  const now = new Date(`${today}T12:00:00Z`).getUTCDay();
  const isWeekend = now === 0 || now === 6;
  const saturday = addDays(today, now === 0 ? -1 : -((now + 1) % 7));
  const begins =
    which === "next"
      ? addDays(saturday, 7)
      : which === "last"
        ? addDays(saturday, isWeekend ? -7 : 0)
        : which === "this" || ahead
          ? addDays(saturday, isWeekend ? 0 : 7)
          : saturday;
  return span(begins, addDays(begins, 1), "range");
}

export const unitNamed = (word: string | undefined): "day" | "week" | "month" | "quarter" | "year" | undefined => {
  const one = word?.replace(/s$/, "");
  return one === "day" || one === "week" || one === "month" || one === "quarter" || one === "year" ? one : undefined;
};

/** A date so many units before or after another. */
export const shifted = (date: string, count: number, unit: "day" | "week" | "month" | "quarter" | "year"): string =>
  unit === "day" || unit === "week"
    ? addDays(date, count * (unit === "week" ? 7 : 1))
    : monthsAfter(date, count * { month: 1, quarter: 3, year: 12 }[unit]);

/** The whole unit that contains a date. */
export function wholeUnit(date: string, unit: "day" | "week" | "month" | "quarter" | "year", at: At): Span {
  switch (unit) {
    case "day":
      return day(date);
    case "week":
      return weekOf(date, at);
    case "month":
      return monthOf(date, at);
    case "quarter":
      return quarterOf(yearOf(date), Math.ceil(Number(date.slice(5, 7)) / 3));
    case "year":
      return yearSpan(yearOf(date), at);
  }
}

/** The last so many units, including today; looking ahead, the next ones. */
export function lastUnits(
  count: number,
  unit: "day" | "week" | "month" | "quarter" | "year",
  { today, ahead }: At,
): Span {
  if (ahead) return span(today, shifted(today, count, unit), "range");
  const from = addDays(shifted(today, -count, unit), 1);
  const name =
    unit === "day" && count === 7 ? "last_7_days" : unit === "day" && count === 30 ? "last_30_days" : undefined;
  return span(from, today, "range", name);
}

/** Whether a word means the last, this or the next one. */
export const which = (word: string | undefined): "last" | "next" | "this" | undefined =>
  word === "last" || word === "previous" || word === "past"
    ? "last"
    : word === "next" || word === "coming" || word === "following"
      ? "next"
      : word === "this" || word === "current"
        ? "this"
        : undefined;
