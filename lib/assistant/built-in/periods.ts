import { Chrono, casual } from "chrono-node/en";
import { addDays } from "@/lib/time.ts";

/** Understands which days a question about tracked time is about. */

/** The first and the last day, and the words that named them. */
interface Dates {
  from: string;
  to: string;
  words: string;
}

type PeriodName = [pattern: RegExp, period: string];

const periods: PeriodName[] = [
  [/\b(?:so far )?today\b|\bthis (?:morning|afternoon|evening)\b/i, "today"],
  [/\b(?<!day before )yesterday\b/i, "yesterday"],
  [/\b(?:last|past|previous) (?:7|seven) days\b|\bpast week\b/i, "last_7_days"],
  [/\b(?:last|past|previous) (?:30|thirty) days\b|\bpast month\b/i, "last_30_days"],
  [/\b(?:last|previous) week(?:'s)?\b|\bthe week before\b/i, "last_week"],
  [/\b(?:this|the|current) week(?:'s)?\b|\bweekly\b/i, "this_week"],
  [/\b(?:last|previous) month(?:'s)?\b/i, "last_month"],
  [/\b(?:this|the|current) month(?:'s)?\b|\bmonthly\b/i, "this_month"],
  [/\b(?:last|previous) year(?:'s)?\b/i, "last_year"],
  [/\b(?:this|the|current) year(?:'s)?\b/i, "this_year"],
  [
    /\b(?:ever|all time|in all|overall|altogether|in total|of all time|since the beginning|all together)\b/i,
    "all_time",
  ],
];

/** The period that a text names, and how it says so. */
export function periodIn(text: string): { period: string; words: string } | undefined {
  for (const [pattern, period] of periods) {
    const [words] = pattern.exec(text) ?? [];
    if (words !== undefined) return { period, words };
  }
  return undefined;
}

const chrono = new Chrono(casual);
const isoOf = (date: { get(part: "year" | "month" | "day"): number | null }): string =>
  [date.get("year"), date.get("month"), date.get("day")].map((part) => String(part ?? 1).padStart(2, "0")).join("-");

const monthNames =
  /\b(?:in|during|for|of) (january|february|march|april|may|june|july|august|september|october|november|december)(?: (\d{4}))?\b/i;
const names = "january february march april may june july august september october november december".split(" ");

/** A month that is named, the latest one that has begun. */
function monthIn(text: string, today: string): Dates | undefined {
  const [words, name, year] = monthNames.exec(text) ?? [];
  if (!words || !name) return undefined;
  const month = names.indexOf(name.toLowerCase()) + 1;
  const thisYear = Number(today.slice(0, 4));
  const told = year ? Number(year) : month <= Number(today.slice(5, 7)) ? thisYear : thisYear - 1;
  const two = String(month).padStart(2, "0");
  const last = new Date(Date.UTC(told, month, 0)).getUTCDate();
  return { from: `${told}-${two}-01`, to: `${told}-${two}-${String(last).padStart(2, "0")}`, words };
}

const numbers = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
const latest =
  /\b(?:in |over |during )?(?:the )?(?:last|past|previous) (\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten) (day|week|month)s?\b/i;

/** The last so many days, weeks of seven or months of thirty, today included. */
function latestDays(text: string, today: string): Dates | undefined {
  const [words, count = "", unit = ""] = latest.exec(text) ?? [];
  if (words === undefined) return undefined;
  const number = numbers.indexOf(count.toLowerCase()) + 1 || Number(count);
  const days = number * { day: 1, week: 7, month: 30 }[unit.toLowerCase() as "day" | "week" | "month"];
  return days > 0 ? { from: addDays(today, 1 - days), to: today, words } : undefined;
}

const beforeYesterday = /\b(?:the )?day before yesterday\b/i;

/** Dates that are named: one day, from one to another, or since one. */
export function datesIn(text: string, today: string): Dates | undefined {
  const told = monthIn(text, today) ?? latestDays(text, today);
  if (told) return told;
  const [ago] = beforeYesterday.exec(text) ?? [];
  if (ago !== undefined) return { from: addDays(today, -2), to: addDays(today, -2), words: ago };
  const [year = 0, number = 1, day = 1] = today.split("-").map(Number);
  const found = chrono
    .parse(text, new Date(year, number - 1, day, 12))
    .filter(({ start }) => (start.isCertain("day") || start.isCertain("weekday")) && !start.isCertain("hour"));
  const [one, other] = found;
  if (!one) return undefined;
  // A weekday without more is the latest one.
  const back = (date: string) =>
    date > today && one.start.isCertain("weekday") && !one.start.isCertain("day") ? addDays(date, -7) : date;
  const from = back(isoOf(one.start));
  const since = /\b(?:since|from)\s*(?:the )?(?:last )?$/i.test(text.slice(0, one.index));
  const until = one.end ? isoOf(one.end) : other ? back(isoOf(other.start)) : since ? today : from;
  const last = one.end || !other ? one : other;
  const words = text.slice(one.index, last.index + last.text.length);
  return from <= until ? { from, to: until, words } : { from: until, to: from, words };
}

/** Whether a text names a period by a word for it. */
export const isPeriod = (text: string): boolean => monthNames.test(text) || periodIn(text) !== undefined;
