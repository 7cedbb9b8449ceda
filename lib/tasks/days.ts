import { Chrono, configuration } from "chrono-node/en";
import {
  dateOf,
  dayOfMonth,
  daysAfter,
  endOfMonth,
  endOfWeek,
  firstOfNextWeek,
  monthsAfter,
  noonOf,
  type WeekStart,
  weekdayOf,
} from "./calendar.ts";

/** Finds days in English text, and resolves them to dates. Pure, and the same in every browser, server and zone. */

/** Words of a text that name a day. */
export interface FoundDay {
  from: number;
  to: number;
  /** As chrono found them, in lower case. */
  words: string;
  /** `YYYY-MM-DD`. */
  date: string;
}

const weekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
const anyWeekday = "(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?";
const months = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec";

const counts = "zero one two three four five six seven eight nine ten eleven twelve".split(" ");
const counted = String.raw`${counts.slice(1).join("|")}|\d{1,2}`;
const countOf = (word: string): number => (/^an?$/.test(word) ? 1 : Math.max(counts.indexOf(word), Number(word) || 0));

/** Corrections for what chrono does not know, or misreads. */
const ownWays: {
  pattern: RegExp;
  tell: (match: RegExpMatchArray, today: string, weekStart: WeekStart) => string | undefined;
}[] = [
  { pattern: /\b(?:the )?day after tomorrow\b/gi, tell: (_, today) => daysAfter(today, 2) },
  { pattern: /\b(?:eod|(?:the )?end of (?:the |this )?day)\b/gi, tell: (_, today) => today },
  { pattern: /\b(?:eow|(?:the )?end of (?:the |this )?week)\b/gi, tell: (_, today) => endOfWeek(today) },
  { pattern: /\b(?:the )?end of next week\b/gi, tell: (_, today) => daysAfter(endOfWeek(today), 7) },
  { pattern: /\b(?:eom|(?:the )?end of (?:the |this )?month)\b/gi, tell: (_, today) => endOfMonth(today) },
  { pattern: /\b(?:the )?end of next month\b/gi, tell: (_, today) => endOfMonth(monthsAfter(today, 1)) },
  { pattern: /\bin a fortnight\b/gi, tell: (_, today) => daysAfter(today, 14) },
  {
    pattern: /\b(?:early |the beginning of |the start of )?next week\b/gi,
    tell: (_, today, weekStart) => firstOfNextWeek(today, weekStart),
  },
  // On the 31st, chrono would overflow a shorter month into the one after it.
  { pattern: /\bnext month\b/gi, tell: (_, today) => monthsAfter(today, 1) },
  {
    pattern: new RegExp(String.raw`\b(?:in|within) (an?|${counted}) months?\b`, "gi"),
    tell: ([, count = ""], today) => monthsAfter(today, countOf(count.toLowerCase())),
  },
  {
    pattern: new RegExp(
      String.raw`\b(an?|${counted}) (days?|weeks?) (?:from|after|on) (today|tomorrow|${anyWeekday})\b`,
      "gi",
    ),
    tell: ([, count = "", unit = "", from = ""], today) => {
      const weekday = weekdays.indexOf(from.slice(0, 3).toLowerCase());
      const toBase = weekday < 0 ? Number(/^tom/i.test(from)) : (weekday - weekdayOf(today) + 7) % 7;
      return daysAfter(today, toBase + countOf(count.toLowerCase()) * (/^week/i.test(unit) ? 7 : 1));
    },
  },
  {
    pattern: new RegExp(String.raw`\b${anyWeekday},? (?:the )?(\d{1,2})(?:st|nd|rd|th)\b(?! (?:of|${months}))`, "gi"),
    tell: ([, day], today) => dayOfMonth(Number(day), today),
  },
  {
    pattern: /\bthe (\d{1,2})(?:st|nd|rd|th)\b(?! \p{L})/giu,
    tell: ([, day], today) => dayOfMonth(Number(day), today),
  },
];

const chrono = new Chrono(configuration.createCasualConfiguration());

// A time of day says nothing about the day, and would become part of chrono's match.
const times = new RegExp(
  [
    String.raw`\b(?:at\s+)?\d{1,2}(?:[:.]\d{2})?\s?(?:am|pm|a\.m\.|p\.m\.)(?![\p{L}\p{N}])`,
    String.raw`\b(?:at\s+)?\d{1,2}:\d{2}(?::\d{2})?\b`,
    String.raw`\bat\s+\d{1,2}\b(?![/.\-:]\d|\s+(?:${months})|(?:st|nd|rd|th))`,
    String.raw`\b(?:(?:at|in\s+the)\s+)?(?:noon|midday|midnight|morning|afternoon|evening|night)\b|\bo['’]clock\b`,
  ].join("|"),
  "giu",
);

// Numbers that count or name something else ("PR 12 friday"), which chrono would take for hours.
const loneNumbers = new RegExp(
  [
    String.raw`#\d+\b`,
    String.raw`(?<![\p{L}\p{N}/.:+-])(?<!\b(?:${months})[a-z]*\.?\s)\d{1,3}(?![\p{L}\p{N}/:-]|\.\d)`,
  ].join("|") + String.raw`(?!\s*(?:${months}|days?|weeks?|wks?|months?|mos?|years?|yrs?|quarters?|d\b|w\b|y\b))`,
  "giu",
);

/** Filler of the same length that no day matches across. */
export const cover = (text: string): string => "\u00a4".repeat(text.length);

// "in 3 months" is a day as much as "in 90 days" is; "march" and "this year" are not.
const namesDay = /^(?!this|the|last|past).*\b(?:weeks?|wks?|months?|mos?|quarters?|years?|yrs?)\b/;
const isPast = /^(?:last|past|previous)\b/;

function chronoDays(text: string, today: string): FoundDay[] {
  const [year = 0, month = 1, day = 1] = today.split("-").map(Number);
  // Parsed and formatted in the zone of this process, so that it makes no difference which one it is.
  const reference = new Date(year, month - 1, day, 12);
  return chrono.parse(text, reference, { forwardDate: true }).flatMap((result): FoundDay[] => {
    const words = result.text.toLowerCase();
    // With forwardDate, chrono takes "last friday" for the next one.
    const { start, end } = (isPast.test(words) && chrono.parse(words, reference)[0]) || result;
    const certain = start.isCertain("day") || start.isCertain("weekday") || namesDay.test(words);
    if (!certain || start.isCertain("hour") || end) return [];
    const at = Date.UTC(start.get("year") ?? 0, (start.get("month") ?? 1) - 1, start.get("day") ?? 1, 12);
    if (!(at >= 0 && at < Date.UTC(10_000, 0))) return [];
    // Brackets and commas around a weekday are matched as part of it.
    const before = /^[\s,(]*/.exec(words)?.[0].length ?? 0;
    let last = words.length;
    while (last > before && /[\s,)]/.test(words[last - 1] ?? "")) last--;
    const inner = words.slice(before, last);
    const from = result.index + before;
    return [{ from, to: from + inner.length, words: inner, date: dateOf(at) }];
  });
}

/**
 * All days named in a text, in order; times of day are left out of them.
 * @param today the user's, as `YYYY-MM-DD`
 * @param weekStart the user's first day of the week; "next week" is that day
 */
export function daysIn(text: string, today: string, weekStart: WeekStart = "monday"): FoundDay[] {
  let rest = text.replace(times, cover);
  const found: FoundDay[] = [];
  for (const { pattern, tell } of ownWays) {
    for (const match of rest.matchAll(pattern)) {
      const date = tell(match, today, weekStart);
      if (date === undefined) continue;
      const [from, to] = [match.index, match.index + match[0].length];
      found.push({ from, to, words: match[0].toLowerCase(), date });
      rest = rest.slice(0, from) + cover(match[0]) + rest.slice(to);
    }
  }
  return [...found, ...chronoDays(rest.replace(loneNumbers, cover), today)].sort((one, other) => one.from - other.from);
}

/** Whether a text mentions a time on this very day. */
export const saysToday = (text: string): boolean =>
  /\b(?:tonight|this (?:morning|afternoon|evening|night))\b/i.test(text);

const isDate = (text: string): boolean => {
  const at = noonOf(text);
  return Number.isFinite(at) && at >= 0 && dateOf(at) === text;
};

const noDay = /^(?:none|no|null|never|no (?:due )?date|without(?: a)?(?: due)? date|clear|remove|nothing|-)?$/i;

/** Whole inputs that are no day in the middle of other words. */
const alone: [RegExp, (today: string, match: RegExpMatchArray) => string | undefined][] = [
  [/^(?:right )?now$|^asap$|^immediately$|^tonight$|^this (?:morning|afternoon|evening|night)$/, (today) => today],
  [/^this week$/, endOfWeek],
  [/^this month$/, endOfMonth],
  [/^(\d{1,2})(?:st|nd|rd|th)$/, (today, [, day]) => dayOfMonth(Number(day), today)],
];

// Words around a day that add no meaning.
const around = /\b(?:on|by|due|until|till|before|for|at|in|over|the|this|coming|latest|of)\b|[\s,.:;!()¤-]/gi;

/**
 * Resolves words to a date.
 * @param today the user's, as `YYYY-MM-DD`
 * @returns `YYYY-MM-DD`; null for words that mean no date; undefined for words that are not understood
 */
export function dayOf(words: string, today: string, weekStart: WeekStart = "monday"): string | null | undefined {
  const text = words.trim().replace(/\s+/g, " ");
  if (noDay.test(text)) return null;
  const [, iso] = /^(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}.*)?$/.exec(text) ?? [];
  if (iso !== undefined) return isDate(iso) ? iso : undefined;
  const named = text.toLowerCase().replace(/^(?:(?:due|on|by|before|until|for|the) )+/, "");
  for (const [pattern, tell] of alone) {
    const match = pattern.exec(named);
    if (match) return tell(today, match);
  }
  const [found, second] = daysIn(text, today, weekStart);
  if (!found || second || !isDate(found.date)) return undefined;
  const rest = `${text.slice(0, found.from)} ${text.slice(found.to)}`.replace(times, "").replace(around, "");
  return rest === "" ? found.date : undefined;
}
