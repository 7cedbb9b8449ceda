import { countNamed } from "../date-words.ts";
import { periodAt } from "../periods.ts";
import type { Scan } from "../scan.ts";

/** Parses times of day and durations: "9am-11am", "1h30", "half an hour". */

/** The times of a session, as far as they were given. */
export interface Time {
  minutes?: number;
  start?: string;
  end?: string;
  date?: string;
}

const two = (value: number): string => String(value).padStart(2, "0");

/** A time of day, as HH:MM. */
export function clockAt(scan: Scan, at: number): { time: string; end: number } | undefined {
  const [, hours, minutes, joined] = /^(\d{1,2})(?:[:.](\d{2}))?(am|pm|h)?$/.exec(scan.word(at)) ?? [];
  if (hours === undefined) return scan.word(at) === "noon" ? { time: "12:00", end: at + 1 } : undefined;
  const next = scan.word(at + 1);
  const half = joined === "am" || joined === "pm" ? joined : next === "am" || next === "pm" ? next : undefined;
  const hour =
    half === "pm" && Number(hours) < 12 ? Number(hours) + 12 : half === "am" && hours === "12" ? 0 : Number(hours);
  if (hour > 23 || Number(minutes ?? 0) > 59) return undefined;
  const end = half !== undefined && joined !== half ? at + 2 : next === "o'clock" ? at + 2 : at + 1;
  return { time: `${two(hour)}:${two(Number(minutes ?? 0))}`, end };
}

/** "2 hours", "1h30", "90 minutes", "half an hour", "an hour and a half". */
export function lengthAt(scan: Scan, at: number): { minutes: number; end: number } | undefined {
  const word = scan.word(at);
  if (word === "half" && scan.word(at + 1) === "an" && scan.word(at + 2) === "hours")
    return { minutes: 30, end: at + 3 };
  const [, hours, rest] = /^(\d{1,2}(?:\.\d{1,2})?)h(\d{1,2})?m?$/.exec(word) ?? [];
  if (hours !== undefined) {
    const more = lengthAt(scan, at + 1);
    const minutes = Math.round(Number(hours) * 60) + Number(rest ?? 0);
    return more && more.minutes < 60 && rest === undefined
      ? { minutes: minutes + more.minutes, end: more.end }
      : { minutes, end: at + 1 };
  }
  const [, joined] = /^(\d{1,4})m(?:in|ins)?$/.exec(word) ?? [];
  if (joined !== undefined) return { minutes: Number(joined), end: at + 1 };
  const count = /^\d{1,3}\.\d{1,2}$/.test(word)
    ? Number(word)
    : (countNamed(word) ?? (/^\d{1,4}$/.test(word) ? Number(word) : undefined));
  const unit = scan.word(at + 1);
  if (count === undefined || (unit !== "hours" && unit !== "minutes")) return undefined;
  const minutes = Math.round(count * (unit === "hours" ? 60 : 1));
  if (unit === "minutes") return { minutes, end: at + 2 };
  if (scan.says(at + 2, "and a half")) return { minutes: minutes + 30, end: at + 5 };
  const more = lengthAt(scan, scan.word(at + 2) === "and" ? at + 3 : at + 2);
  return more && more.minutes < 60 ? { minutes: minutes + more.minutes, end: more.end } : { minutes, end: at + 2 };
}

const joints = new Set("to until - – till and".split(" "));

/** A part of the times that begins at a token. */
export function timeAt(scan: Scan, at: number, time: Time): number | undefined {
  const length = lengthAt(scan, at);
  if (length) {
    time.minutes = length.minutes;
    return length.end;
  }
  const lead = /^(?:from|between|at|starting|since|until)$/.test(scan.word(at)) ? scan.word(at) : "";
  const start = clockAt(scan, lead ? at + 1 : at);
  const isClock =
    start &&
    (lead !== "" ||
      /[:.]|am|pm|h/.test(scan.word(at)) ||
      joints.has(scan.word(start.end)) ||
      /^[ap]m$/.test(scan.word(at + 1)));
  if (isClock) {
    const end = joints.has(scan.word(start.end)) ? clockAt(scan, start.end + 1) : undefined;
    if (lead === "until") time.end = start.time;
    else time.start = start.time;
    if (end) time.end = end.time;
    return end?.end ?? start.end;
  }
  const found = periodAt(scan.message, at, false);
  if (!found || found.span.from !== found.span.to || found.span.partOfDay) return undefined;
  time.date = found.span.to;
  return found.end;
}
