import { dateFormatOf } from "@/lib/core/date-formats.ts";

/**
 * Formats durations and dates for the interface. Safe for the browser; no zone arithmetic, Intl does the formatting.
 */

const two = (value: number): string => String(value).padStart(2, "0");

/** A duration in readable units: `1 h 24 m`, `24 m`, `42 s` below a minute, `0 m` for zero. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  if (whole > 0 && whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes} m`;
  return `${Math.floor(minutes / 60)} h ${two(minutes % 60)} m`;
}

/** The parts of a ticking duration: `["1 h 24 m", "03 s"]`; the first is empty below a minute. */
export function formatTicking(seconds: number): [string, string] {
  const whole = Math.max(0, Math.floor(seconds));
  if (whole < 60) return ["", `${whole} s`];
  return [formatDuration(whole - (whole % 60)), `${two(whole % 60)} s`];
}

/** A wait, as `40 s` or `15 min`; rounded up. */
export function formatWait(seconds: number): string {
  return seconds <= 90 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`;
}

/** `1 day`, `2 days`. */
export const formatCount = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;

const dayFormat = (zone: string) =>
  dateFormatOf("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" });

const noonOf = (date: string): number => Date.parse(`${date}T12:00:00Z`);

/** Whole days between two calendar dates. */
const daysBetween = (earlier: string, later: string): number =>
  Math.round((noonOf(later) - noonOf(earlier)) / 86_400_000);

/** A calendar date relative to `today`: `Today`, `Yesterday`, `Mon 17 Nov`, `17 Nov 2024`. */
export function formatDate(date: string, today: string): string {
  const distance = daysBetween(date, today);
  if (distance === 0) return "Today";
  if (distance === 1) return "Yesterday";
  const options: Intl.DateTimeFormatOptions =
    date.slice(0, 4) === today.slice(0, 4) ? { weekday: "short" } : { year: "numeric" };
  const parts = dateFormatOf("en-GB", { timeZone: "UTC", day: "numeric", month: "short", ...options });
  return parts.format(noonOf(date)).replaceAll(",", "");
}

/** A full calendar date: `Monday 17 November`. */
export const formatLongDate = (date: string): string =>
  dateFormatOf("en-GB", { timeZone: "UTC", weekday: "long", day: "numeric", month: "long" })
    .format(noonOf(date))
    .replaceAll(",", "");

/** An instant in a zone: `Today 14:05`, `Mon 17 Nov 09:12`. */
export function formatMoment(instant: string, zone: string, now: number): string {
  const time = dateFormatOf("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit" });
  const days = dayFormat(zone);
  const at = Date.parse(instant);
  return `${formatDate(days.format(at), days.format(now))} ${time.format(at)}`;
}

/** The exact instant, for a tooltip: `17 November 2025 at 14:05:09 GMT+1`. */
export function formatInstant(instant: string, zone: string): string {
  return dateFormatOf("en-GB", { timeZone: zone, dateStyle: "long", timeStyle: "long" }).format(Date.parse(instant));
}
