import { Temporal } from "temporal-polyfill";

/** Calendar dates and time zones. All zone arithmetic of Stint is here, done by Temporal. */

/** A local day: its date, and its start and end instants in milliseconds. It may last 23 to 25 hours. */
export interface LocalDay {
  date: string;
  from: number;
  to: number;
}

const recent = new Map<string, LocalDay>();

function computeDay(date: Temporal.PlainDate, zone: string): LocalDay {
  // `toZonedDateTime` returns the first instant of the day, which is not midnight where clocks skip it.
  const from = date.toZonedDateTime(zone).epochMilliseconds;
  const to = date.add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds;
  return { date: date.toString(), from, to };
}

/** The local day an instant falls on. The latest day of each zone is cached, as most calls are about today. */
export function localDay(instant: number, zone: string): LocalDay {
  const known = recent.get(zone);
  if (known && instant >= known.from && instant < known.to) return known;
  const date = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone).toPlainDate();
  const day = computeDay(date, zone);
  if (recent.size > 500) recent.clear();
  recent.set(zone, day);
  return day;
}

/** The local day of a calendar date (`YYYY-MM-DD`). */
export const dayOfDate = (date: string, zone: string): LocalDay => computeDay(Temporal.PlainDate.from(date), zone);

/** Today's date in a zone. */
export const today = (zone: string, now: Date = new Date()): string => localDay(now.getTime(), zone).date;

/** The local hour of an instant in a zone, from 0 to 23. */
export const localHour = (instant: number, zone: string): number =>
  Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone).hour;

/** The local time of an instant in a zone, as `HH:MM`. */
export const localClock = (instant: number, zone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(instant)
    .toZonedDateTimeISO(zone)
    .toPlainTime()
    .toString({ smallestUnit: "minute" });

/**
 * The instant of a local time on a date in a zone, in milliseconds. A time that clocks skip is moved forward by the
 * length of the gap; for a time that occurs twice, the first.
 * @param clock as `9:30` or `09:30`
 */
export function instantAt(date: string, clock: string, zone: string): number {
  const time = Temporal.PlainTime.from(clock.padStart(5, "0"));
  return Temporal.PlainDate.from(date).toZonedDateTime({ timeZone: zone, plainTime: time }).epochMilliseconds;
}

/** The last date of a month such as `2026-02`. */
export function lastDateOfMonth(month: string): string {
  const first = Temporal.PlainDate.from(`${month}-01`);
  return first.with({ day: first.daysInMonth }).toString();
}

/** A date some days later, or earlier for a negative number. */
export const addDays = (date: string, days: number): string => Temporal.PlainDate.from(date).add({ days }).toString();

/** The `count` dates that end with `last`, oldest first. */
export const datesUntil = (last: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => addDays(last, index - count + 1));

/** ISO 8601 week of a date, as `2026-W03`. */
export function isoWeekOf(date: string): string {
  const plain = Temporal.PlainDate.from(date);
  return `${plain.yearOfWeek}-W${String(plain.weekOfYear).padStart(2, "0")}`;
}

/** The seven dates, Monday first, of an ISO 8601 week such as `2026-W03`; null when that year has no such week. */
export function datesOfIsoWeek(week: string): string[] | null {
  const match = /^(\d{4})-W(\d{2})$/.exec(week);
  if (!match) return null;
  // 4 January is always in week 1 (ISO 8601, 2.2.10).
  const anchor = Temporal.PlainDate.from(`${match[1]}-01-04`);
  const monday = anchor.subtract({ days: anchor.dayOfWeek - 1 }).add({ weeks: Number(match[2]) - 1 });
  const dates = Array.from({ length: 7 }, (_, index) => monday.add({ days: index }).toString());
  return dates[0] !== undefined && isoWeekOf(dates[0]) === week ? dates : null;
}

/** The week of a date, with the user's first day of the week: its seven dates in order. */
export function datesOfWeek(date: string, weekStart: "monday" | "saturday" | "sunday"): string[] {
  const first = { monday: 1, saturday: 6, sunday: 7 }[weekStart];
  const plain = Temporal.PlainDate.from(date);
  const monday = plain.subtract({ days: (plain.dayOfWeek - first + 7) % 7 });
  return Array.from({ length: 7 }, (_, index) => monday.add({ days: index }).toString());
}

/** The canonical IANA name of a zone, or null when there is no such zone. */
export function canonicalZone(name: string): string | null {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return null;
  }
}
