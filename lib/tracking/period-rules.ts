import { addDays, datesOfWeek, lastDateOfMonth } from "@/lib/time.ts";
import type { Period } from "./shapes.ts";

/** Which dates a named period is made of, and which repository somebody means: pure functions. */

const monthBefore = (date: string): string => addDays(`${date.slice(0, 7)}-01`, -1).slice(0, 7);

/**
 * The first and the last date of a period as seen from `today`; all time has no first one.
 * Weeks, months and years are whole, also the one that runs.
 */
export function datesOfPeriod(
  period: Period,
  today: string,
  weekStart: "monday" | "saturday" | "sunday",
): { from?: string; to: string } {
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

/** Only what a name sounds like: `my-repo`, `My Repo` and `my_repo` are alike. */
const bare = (text: string): string => text.toLowerCase().replaceAll(/[^\p{L}\p{N}/]/gu, "");

/** What is left of `the api repo` or a link to it. */
const spoken = (words: string): string =>
  words
    .trim()
    .replace(/^https?:\/\/(www\.)?github\.com\//i, "")
    .replace(/^(the|my|our)\s+/i, "")
    .replace(/\s+(repo|repository|project)$/i, "")
    .replace(/\.git$|\/$/i, "");

/** How many letters must be put in, taken out or replaced to make one word of the other. */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let at = 1; at <= one.length; at++) {
    const next = [at];
    for (let to = 1; to <= other.length; to++) {
      const replaced = (row[to - 1] ?? 0) + (one[at - 1] === other[to - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[to] ?? 0) + 1, (next[to - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}

/** Typing errors that a word of this length may have. */
const forgiven = (length: number): number => (length < 4 ? 0 : length < 8 ? 1 : 2);

/**
 * The repositories that somebody means by `words`: the exact name before one that sounds alike, before a part of a
 * name, before one with a typing error. One is found, several are to be asked about, none is unknown.
 * @param names as `owner/name`
 */
export function meantRepositories(words: string, names: string[]): string[] {
  const wanted = spoken(words);
  const [small, plain] = [wanted.toLowerCase(), bare(wanted)];
  const nameOf = (full: string) => full.slice(full.indexOf("/") + 1);
  const either = (is: (text: string) => boolean) => (full: string) => is(full) || is(nameOf(full));
  const steps: ((full: string) => boolean)[] = [
    either((text) => text === wanted),
    either((text) => text.toLowerCase() === small),
    either((text) => bare(text) === plain),
    (full) => bare(nameOf(full)).startsWith(plain),
    (full) => bare(full).includes(plain),
    either((text) => distance(bare(text), plain) <= forgiven(Math.min(bare(text).length, plain.length))),
  ];
  if (plain === "" || plain === "/") return [];
  for (const step of steps) {
    const found = names.filter(step);
    if (found.length > 0) return found;
  }
  return [];
}
