import { Chrono, configuration } from "chrono-node/en";

/** Finding days in English text, and telling which they are. Pure; the same in every browser, server and zone. */

/** Words of a text that name a day. */
export interface FoundDay {
  from: number;
  to: number;
  /** As chrono found them, with small letters. */
  words: string;
  /** `YYYY-MM-DD`. */
  date: string;
}

const dayMs = 86_400_000;
const noonOf = (date: string): number => Date.parse(`${date}T12:00:00Z`);
const dateOf = (instant: number): string => new Date(instant).toISOString().slice(0, 10);

/** The date some days later. */
export const daysAfter = (date: string, days: number): string => dateOf(noonOf(date) + days * dayMs);

/** The day of the week of a date: 0 for Sunday to 6 for Saturday. */
const weekdayOf = (date: string): number => new Date(noonOf(date)).getUTCDay();

// A week ends on its Friday; who says so at the weekend means its Sunday.
const endOfWeek = (date: string): string => {
  const weekday = weekdayOf(date);
  return daysAfter(date, weekday === 0 ? 0 : weekday === 6 ? 1 : 5 - weekday);
};

/** The next day of that number, today included: the 31st waits for a month that has one. */
function dayOfMonth(day: number, today: string): string | undefined {
  const [year = 0, month = 1] = today.split("-").map(Number);
  for (let ahead = 0; ahead < 12; ahead++) {
    const at = new Date(Date.UTC(year, month - 1 + ahead, day, 12));
    if (at.getUTCDate() === day && dateOf(at.getTime()) >= today) return dateOf(at.getTime());
  }
  return undefined;
}

const weekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
const numbers = ["zero", "one", "two", "three", "four", "five", "six"];
const numberOf = (word: string): number => (/^an?$/.test(word) ? 1 : numbers.indexOf(word)) || Number(word);

/** What chrono does not know, or takes for less than it is. */
const ownWays: { pattern: RegExp; tell: (match: RegExpMatchArray, today: string) => string | undefined }[] = [
  { pattern: /\b(?:the )?day after tomorrow\b/gi, tell: (_, today) => daysAfter(today, 2) },
  { pattern: /\b(?:eod|(?:the )?end of (?:the |this )?day)\b/gi, tell: (_, today) => today },
  { pattern: /\b(?:eow|(?:the )?end of (?:the |this )?week)\b/gi, tell: (_, today) => endOfWeek(today) },
  { pattern: /\b(?:the )?end of next week\b/gi, tell: (_, today) => daysAfter(endOfWeek(daysAfter(today, 1)), 7) },
  { pattern: /\bin a fortnight\b/gi, tell: (_, today) => daysAfter(today, 14) },
  {
    pattern:
      /\b(an?|one|two|three|four|five|six|\d{1,2}) (days?|weeks?) (?:from|after) (today|tomorrow|(?:sun|mon|tue|wed|thu|fri|sat)[a-z]*)\b/gi,
    tell: ([, count = "", unit = "", from = ""], today) => {
      const weekday = weekdays.indexOf(from.slice(0, 3).toLowerCase());
      const ahead = (weekday - weekdayOf(today) + 7) % 7;
      const base = /^to/i.test(from) ? (/^today/i.test(from) ? 0 : 1) : ahead;
      return daysAfter(today, base + numberOf(count.toLowerCase()) * (/^week/i.test(unit) ? 7 : 1));
    },
  },
  {
    pattern: /\b(?:on |by )?the (\d{1,2})(?:st|nd|rd|th)\b(?! of\b| \p{L})/giu,
    tell: ([, day], today) => dayOfMonth(Number(day), today),
  },
];

const chrono = new Chrono(configuration.createCasualConfiguration());

const months = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec";
// A time of day says nothing about the day, and would become a part of what chrono finds.
const times = new RegExp(
  [
    String.raw`\b(?:at\s+)?\d{1,2}(?:[:.]\d{2})?\s?(?:am|pm|a\.m\.|p\.m\.)(?![\p{L}\p{N}])`,
    String.raw`\b(?:at\s+)?\d{1,2}:\d{2}(?::\d{2})?\b`,
    String.raw`\bat\s+\d{1,2}\b(?![/.\-:]\d|\s+(?:${months})|(?:st|nd|rd|th))`,
    String.raw`\b(?:at\s+|in the\s+)?(?:noon|midday|midnight|morning|afternoon|evening|night|o'clock)\b`,
  ].join("|"),
  "giu",
);

// Something of the same length that no date goes across.
const covered = (text: string): string => "\u00a4".repeat(text.length);

/** The text with times of day, and everything that a pattern finds, covered. */
const without = (text: string, pattern: RegExp): string => text.replace(pattern, covered);

const namesDay = /^(?:next|coming) (?:week|month|year)$/;

function chronoDays(text: string, today: string): FoundDay[] {
  const [year = 0, month = 1, day = 1] = today.split("-").map(Number);
  // Read and told in the zone of this process, so that it makes no difference which one it is.
  const results = chrono.parse(text, new Date(year, month - 1, day, 12), { forwardDate: true });
  return results.flatMap(({ index, text: found, start, end }) => {
    const words = found.toLowerCase();
    const certain = start.isCertain("day") || start.isCertain("weekday") || namesDay.test(words);
    if (!certain || start.isCertain("hour") || end) return [];
    const at = Date.UTC(start.get("year") ?? 0, (start.get("month") ?? 1) - 1, start.get("day") ?? 1, 12);
    if (!(at >= 0 && at < Date.UTC(10_000, 0))) return [];
    return [{ from: index, to: index + found.length, words, date: dateOf(at) }];
  });
}

/**
 * All days that a text names, in its order; times of day are left out of them.
 * @param today `YYYY-MM-DD`, the person's
 */
export function daysIn(text: string, today: string): FoundDay[] {
  let rest = without(text, times);
  const found: FoundDay[] = [];
  for (const { pattern, tell } of ownWays) {
    for (const match of rest.matchAll(pattern)) {
      const date = tell(match, today);
      if (date === undefined) continue;
      const [from, to] = [match.index, match.index + match[0].length];
      found.push({ from, to, words: match[0].toLowerCase(), date });
      rest = rest.slice(0, from) + covered(match[0]) + rest.slice(to);
    }
  }
  return [...found, ...chronoDays(rest, today)].sort((one, other) => one.from - other.from);
}

/** Whether a text speaks of a time on this very day. */
export const saysToday = (text: string): boolean =>
  /\b(?:tonight|this (?:morning|afternoon|evening|night))\b/i.test(text);

const isDate = (text: string): boolean => {
  const at = Date.parse(`${text}T12:00:00Z`);
  return Number.isFinite(at) && dateOf(at) === text && text >= "1970-01-01";
};

const noDay = /^(?:none|no|null|never|no (?:due )?date|without(?: a)?(?: due)? date|clear|remove|nothing|-)?$/i;
const aroundDays = /\b(?:on|by|due|until|till|before|for|at|the|date|latest)\b|[\s,.:;!¤()-]/gi;

/**
 * The day that words mean.
 * @param today `YYYY-MM-DD`, the person's
 * @returns `YYYY-MM-DD`; null for words that mean none; undefined for what is not understood
 */
export function dayOf(words: string, today: string): string | null | undefined {
  const text = words.trim();
  if (noDay.test(text)) return null;
  const [, iso] = /^(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}.*)?$/.exec(text) ?? [];
  if (iso !== undefined) return isDate(iso) ? iso : undefined;
  const [found, second] = daysIn(text, today);
  if (!found)
    return saysToday(text) &&
      text
        .replace(/\b(?:tonight|this|by)\b/gi, "")
        .replace(times, "")
        .trim() === ""
      ? today
      : undefined;
  const around = text.slice(0, found.from) + text.slice(found.to);
  const isAll = without(around, times).replace(aroundDays, "") === "";
  return isAll && !second && isDate(found.date) ? found.date : undefined;
}
