import { addDays } from "@/lib/core/time.ts";
import {
  type At,
  countNamed,
  dateIn,
  day,
  dayOfAnyMonth,
  dayOfYear,
  halfYear,
  isoWeek,
  lastUnits,
  latest,
  monthNamed,
  namedMonth,
  placeNamed,
  quarterOf,
  type Span,
  shifted,
  unitNamed,
  weekday,
  weekdayNamed,
  weekend,
  which,
  wholeUnit,
  yearSpan,
} from "./date-words.ts";
import { nearDays, partsOfDay, type Reader, read } from "./near-days.ts";

/** Words of single periods: "last quarter", "week 45", "the first week of november", "18 may". */

function yearNamed(words: string[], from: number, { today }: At): { year: number; end: number } | undefined {
  const start = words[from] === "of" || words[from] === "," || words[from] === "in" ? from + 1 : from;
  const word = words[start] ?? "";
  if (/^(?:19[7-9]|20\d)\d$/.test(word)) return { year: Number(word), end: start + 1 };
  const yearDirection = which(word);
  if (yearDirection && words[start + 1] === "year")
    return { year: Number(today.slice(0, 4)) + { last: -1, this: 0, next: 1 }[yearDirection], end: start + 2 };
  return undefined;
}

/** "this week", "last 3 months", "two weeks ago", "the week before last". */
const relative: Reader = (words, from, at) => {
  const start = words[from] === "the" || words[from] === "these" ? from + 1 : from;
  const [word, next] = [words[start], words[start + 1]];
  const direction = which(word);
  if (unitNamed(word) && next === "before" && words[start + 2] === "last")
    return read(wholeUnit(shifted(at.today, -2, unitNamed(word) ?? "week"), unitNamed(word) ?? "week", at), start + 3);
  if (unitNamed(word) && next === "before" && start > from)
    return read(wholeUnit(shifted(at.today, -1, unitNamed(word) ?? "week"), unitNamed(word) ?? "week", at), start + 2);
  if (direction && next === "weekend") return read(weekend(direction, at), start + 2);
  if (word === "weekend") return read(weekend(undefined, at), start + 1);
  const isCouple = next === "couple";
  const count = isCouple ? 2 : countNamed(next);
  const counted = start + (isCouple ? (words[start + 2] === "of" ? 3 : 2) : 2);
  const unit = unitNamed(words[counted]);
  if (direction && count !== undefined && count > 0 && unit)
    return direction === "this"
      ? undefined
      : read(lastUnits(count, unit, { ...at, ahead: direction === "next" }), counted + 1);
  const own = unitNamed(next);
  if (direction && own && own !== "day") {
    const end = words[start + 2] === "'s" ? start + 3 : start + 2;
    // "the past week" is seven days, "last week" the one before this.
    if (word === "past" && (own === "week" || own === "month"))
      return read(lastUnits(own === "week" ? 7 : 30, "day", { ...at, ahead: false }), end);
    const date = shifted(
      own === "month" || own === "quarter" ? `${at.today.slice(0, 7)}-01` : at.today,
      { last: -1, this: 0, next: 1 }[direction],
      own,
    );
    return read(wholeUnit(date, own, at), end);
  }
  const ago = countNamed(words[from]);
  const agoUnit = unitNamed(words[from + 1]);
  if (ago !== undefined && agoUnit && words[from + 2] === "ago")
    return read(wholeUnit(shifted(at.today, -ago, agoUnit), agoUnit, at), from + 3);
  if (start > from && unitNamed(word) && word !== "day" && !word?.endsWith("s"))
    return read(wholeUnit(at.today, unitNamed(word) ?? "week", at), start + 1);
  return undefined;
};

const unitsToDate = new Map([
  ["ytd", "year"],
  ["mtd", "month"],
  ["wtd", "week"],
  ["qtd", "quarter"],
]);

const toDate: Reader = (words, from, at) => {
  const short = unitsToDate.get(words[from] ?? "");
  const unit = unitNamed(short ?? words[from]);
  const end = short ? from + 1 : from + 3;
  if (!unit || unit === "day" || (!short && (words[from + 1] !== "to" || words[from + 2] !== "date"))) return undefined;
  const { from: first, name } = wholeUnit(at.today, unit, at);
  return read({ ...(first && { from: first }), to: at.today, unit, ...(name && { name }) }, end);
};

/** "week 45 of 2025", "2025-W45", "Q3", "the second half of 2026". */
const numbered: Reader = (words, from, at) => {
  const word = words[from] ?? "";
  const [, isoYear, isoNumber] = /^(\d{4})-?w(\d{1,2})$/.exec(word) ?? [];
  if (isoYear !== undefined) return read(isoWeek(Number(isoNumber), Number(isoYear), at), from + 1);
  const [, joined] = /^(?:w|kw|cw)(\d{1,2})$/.exec(word) ?? [];
  const start = word === "calendar" ? from + 1 : from;
  const isWeek = /^(?:week|kw|cw)$/.test(words[start] ?? "");
  const spaced = isWeek ? /^#?(\d{1,2})$/.exec(words[start + 1] ?? "")?.[1] : undefined;
  const number = joined ?? spaced;
  if (number !== undefined) {
    const end = joined === undefined ? start + 2 : from + 1;
    const year = yearNamed(words, end, at);
    return read(isoWeek(Number(number), year?.year, at), year?.end ?? end);
  }
  const [, letter, part] = /^(q|h)([1-4])$/.exec(word) ?? [];
  const skip = word === "the" ? from + 1 : from;
  const place = words[skip] === "last" ? undefined : placeNamed(words[skip]);
  const noun = words[skip + 1];
  const half = (noun === "half" ? place : undefined) ?? (letter === "h" ? Number(part) : undefined);
  const quarter = (noun === "quarter" ? place : undefined) ?? (letter === "q" ? Number(part) : undefined);
  const end = letter === undefined ? skip + 2 : from + 1;
  const year = yearNamed(words, end, at);
  if (quarter !== undefined && quarter <= 4)
    return read(
      latest((each) => quarterOf(each, quarter), year?.year, at),
      year?.end ?? end,
    );
  if (half !== undefined && half <= 2 && (letter === "h" || year))
    return read(halfYear(half, year?.year, at), year?.end ?? end);
  return undefined;
};

/** "the first week of november", "the last week of last month", "the second half of october". */
const partsOfMonth: Reader = (words, from, at) => {
  const start = words[from] === "the" ? from + 1 : from;
  const place = placeNamed(words[start]);
  const isLast = words[start] === "last";
  const [noun, of] = [words[start + 1], words[start + 2]];
  if ((place === undefined && !isLast) || (noun !== "week" && noun !== "half") || (of !== "of" && of !== "in"))
    return undefined;
  const month = months(words, start + 3, at) ?? relative(words, start + 3, at);
  const { from: first, to, unit } = month?.span ?? { to: "", unit: "range" };
  if (!month || first === undefined || unit !== "month") return undefined;
  const number = place ?? 0;
  if (noun === "half" && number <= 2) {
    const middle = addDays(first, 14);
    return read(
      number === 1 ? { from: first, to: middle, unit: "range" } : { from: addDays(middle, 1), to, unit: "range" },
      month.end,
    );
  }
  if (isLast) return read({ from: addDays(to, -6), to, unit: "range" }, month.end);
  const begins = addDays(first, (number - 1) * 7);
  // What would be the fifth week ends with its month.
  const [ends = to] = [addDays(begins, 6), to].sort();
  return begins > to ? undefined : read({ from: begins, to: ends, unit: "range" }, month.end);
};

/** "october", "oct 2025", "last october". */
const months: Reader = (words, from, at) => {
  const monthDirection = which(words[from]);
  const start = monthDirection ? from + 1 : from;
  const month = monthNamed(words[start] ?? "");
  if (month === undefined) return undefined;
  // "may I", "march on": only a month where the context says so.
  const isName =
    words[start] !== "may" ||
    monthDirection !== undefined ||
    yearNamed(words, start + 1, at) !== undefined ||
    from === 0 ||
    /^(?:in|of|since|until|during|for|to|from|and|before|after|-|between|vs|than|by)$/.test(words[from - 1] ?? "");
  if (!isName) return undefined;
  const year = yearNamed(words, start + 1, at);
  const found = namedMonth(month, year?.year, monthDirection === "next" ? { ...at, ahead: true } : at);
  if (monthDirection === "last" && !year && found.from?.slice(0, 7) === at.today.slice(0, 7))
    return read(unnamed(namedMonth(month, Number(at.today.slice(0, 4)) - 1, at)), start + 1);
  return read(unnamed(found), year?.end ?? start + 1);
};

// A named month is queried by its dates: "in october" stays October.
const unnamed = ({ name: _, ...span }: Span): Span => span;

/** "18 may", "may 18th, 2025", "the 18th", "2026-05-18", "18.05.2026", "5/18". */
export const dates: Reader = (words, from, at) => {
  const start = words[from] === "the" ? from + 1 : from;
  const word = words[start] ?? "";
  const [, year, month, date] = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/.exec(word) ?? [];
  if (year !== undefined && date !== undefined) {
    const parsed = dateIn(Number(year), Number(month), Number(date));
    return read(parsed === undefined ? undefined : day(parsed), start + 1);
  }
  if (year !== undefined && dateIn(Number(year), Number(month), 1))
    return read(namedMonth(Number(month), Number(year), at), start + 1);
  const [, dotDay, dotMonth, dotYear] = /^(\d{1,2})\.(\d{1,2})(?:\.(\d{4}))?$/.exec(word) ?? [];
  const [, slashMonth, slashDay, slashYear] = /^(\d{1,2})\/(\d{1,2})(?:\/(\d{4}))?$/.exec(word) ?? [];
  const [numberMonth, numberDay, numberYear] = [dotMonth ?? slashMonth, dotDay ?? slashDay, dotYear ?? slashYear];
  if (numberMonth !== undefined)
    return read(
      dayOfYear(Number(numberMonth), Number(numberDay), numberYear ? Number(numberYear) : undefined, at),
      start + 1,
    );
  const dayNumber = (text: string | undefined) =>
    placeNamed(text) ?? (/^\d{1,2}$/.test(text ?? "") ? Number(text) : undefined);
  const first = dayNumber(word);
  const after = words[start + 1] === "of" ? start + 2 : start + 1;
  const named = first === undefined ? monthNamed(word) : monthNamed(words[after] ?? "");
  const second = words[start + 1] === "the" ? start + 2 : start + 1;
  const number = first ?? dayNumber(words[second]);
  if (named !== undefined && number !== undefined) {
    const end = first === undefined ? second + 1 : after + 1;
    const givenYear = yearNamed(words, end, at);
    return read(dayOfYear(named, number, givenYear?.year, at), givenYear?.end ?? end);
  }
  const alone = /^\d/.test(word) ? placeNamed(word) : undefined;
  return alone === undefined || words[after] === "week" ? undefined : read(dayOfAnyMonth(alone, at), start + 1);
};

const weekdayNames: Reader = (words, from, at) => {
  const weekdayDirection = which(words[from]);
  const start = weekdayDirection || words[from] === "the" ? from + 1 : from;
  const number = weekdayNamed(words[start] ?? "");
  if (number === undefined) return undefined;
  const of = words[start + 1] === "of" ? start + 2 : start + 1;
  const week = which(words[of]);
  if (week && words[of + 1] === "week") {
    const shift = { last: -7, this: 0, next: 7 }[week];
    return read(weekday(number, "this", { ...at, today: addDays(at.today, shift) }), of + 2);
  }
  const own = words[start + 1] === "'s" ? start + 2 : start + 1;
  const narrowed = partsOfDay.has(words[own] ?? "") ? { partOfDay: `${words[start]} ${words[own]}` } : {};
  const isAhead = weekdayDirection === "this" && !at.ahead ? undefined : weekdayDirection;
  // "friday the 13th" is that day, and only where both agree.
  const date = dates(words, own, at);
  if (date && date.span.unit === "day" && new Date(`${date.span.to}T12:00:00Z`).getUTCDay() === number) return date;
  return read({ ...weekday(number, isAhead, at), ...narrowed }, narrowed.partOfDay ? own + 1 : own);
};

const years: Reader = (words, from, at) => {
  const start = words[from] === "year" ? from + 1 : from;
  const isYear = /^(?:19[7-9]|20\d)\d$/.test(words[start] ?? "");
  return isYear ? read(unnamed(yearSpan(Number(words[start]), at)), start + 1) : undefined;
};

const everything =
  "of all time|all time|all together|altogether|in total|in all|ever|overall|since the beginning|since i started|since the start"
    .split("|")
    .map((said) => said.split(" "));

const always: Reader = (words, from, { today }) => {
  // "since the beginning of the year" is another period.
  const said = everything.find(
    (all) => all.every((word, index) => words[from + index] === word) && words[from + all.length] !== "of",
  );
  return said && read({ to: today, unit: "range", name: "all_time" }, from + said.length);
};

const simple: Reader[] = [
  always,
  nearDays,
  toDate,
  partsOfMonth,
  numbered,
  dates,
  weekdayNames,
  relative,
  months,
  years,
];

export const one: Reader = (words, from, at) => {
  for (const reader of simple) {
    const found = reader(words, from, at);
    if (found) return found;
  }
  return undefined;
};
