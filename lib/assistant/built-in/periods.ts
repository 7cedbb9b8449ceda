import { addDays } from "@/lib/core/time.ts";
import { monthsAfter } from "@/lib/tasks/calendar.ts";
import { type At, dateIn, day, monthNamed, placeNamed, type Span, weekdayNamed } from "./date-words.ts";
import { type Read, type Reader, read } from "./near-days.ts";
import { type Message, spend } from "./normalize.ts";
import { dates, one } from "./period-words.ts";

/** Parses periods: "since october", "from monday to friday", "yesterday and today". */

/** One period, or its edge: "the beginning of the year". */
const edged =
  (side: "from" | "to"): Reader =>
  (words, from, at) => {
    const start = words[from] === "the" ? from + 1 : from;
    const isEdge = side === "from" ? /^(?:beginning|start|first)$/ : /^(?:end|last)$/;
    const after =
      words[start + 1] === "day" && words[start + 2] === "of"
        ? start + 3
        : words[start + 1] === "of"
          ? start + 2
          : undefined;
    const inner = after !== undefined && isEdge.test(words[start] ?? "") ? one(words, after, at) : undefined;
    const date = inner?.span[side];
    return inner && date !== undefined ? read(day(date), inner.end) : one(words, from, at);
  };

const ordered = (from: string | undefined, to: string): Span =>
  from === undefined
    ? { to, unit: "range" }
    : from <= to
      ? { from, to, unit: "range" }
      : { from: to, to: from, unit: "range" };

const yearPattern = /^(?:19|20)\d\d$/;
const inOtherYear = (date: string, years: number): string => monthsAfter(date, years * 12);

/**
 * From one period to another, each of which was parsed on its own as the latest of its name. Together the first must
 * come before the second: of weekdays the one of the week before, else of the same year as the second, or of the year
 * before.
 */
function fromTo(words: string[], start: number, first: Read, last: Read): Span {
  const [from, to] = [first.span.from, last.span.to];
  if (from === undefined || from <= to) return ordered(from, to);
  if (weekdayNamed(words[start] ?? "") !== undefined) return ordered(addDays(from, -7), to);
  const isYearNamed = yearPattern.test(words[last.end - 1] ?? "") && !yearPattern.test(words[first.end - 1] ?? "");
  if (isYearNamed) {
    const near = inOtherYear(from, Number(to.slice(0, 4)) - Number(from.slice(0, 4)));
    return ordered(near <= to ? near : inOtherYear(near, -1), to);
  }
  // The second was taken for last year's, because this year's is in the future.
  return to.slice(0, 4) < from.slice(0, 4) ? ordered(from, inOtherYear(to, 1)) : ordered(inOtherYear(from, -1), to);
}

const joins = new Set("to until through thru - – —".split(" "));
const leads = new Set("in on during for over of at within throughout around by due".split(" "));

/** "1 to 10 november", "nov 1-10": the month is given once. */
function shared(words: string[], from: number, at: At, isBetween = false): Read | undefined {
  const [first, join] = [
    placeNamed(words[from]) ?? (/^\d{1,2}$/.test(words[from] ?? "") ? Number(words[from]) : undefined),
    words[from + 1] ?? "",
  ];
  const isJoined = joins.has(join) || (isBetween && join === "and");
  const last = isJoined ? dates(words, from + 2, at) : undefined;
  if (first !== undefined && last?.span.unit === "day") {
    const begins = dateIn(Number(last.span.to.slice(0, 4)), Number(last.span.to.slice(5, 7)), first);
    if (begins !== undefined && begins <= last.span.to) return read(ordered(begins, last.span.to), last.end);
  }
  return undefined;
}

function sharedAfter(words: string[], found: Read): Read | undefined {
  const number =
    placeNamed(words[found.end + 1]) ?? Number(/^\d{1,2}$/.exec(words[found.end + 1] ?? "")?.[0] ?? Number.NaN);
  const { from, unit } = found.span;
  if (unit !== "day" || from === undefined || monthNamed(words[found.end + 2] ?? "") !== undefined) return undefined;
  const last = dateIn(Number(from.slice(0, 4)), Number(from.slice(5, 7)), number);
  return last !== undefined && last >= from ? read(ordered(from, last), found.end + 2) : undefined;
}

/** A period with its introductory words: "since october", "between the 1st and the 15th", "yesterday and today". */
function ranged(words: string[], from: number, at: At): Read | undefined {
  const word = words[from] ?? "";
  const isSince = word === "since" || word === "from" || word === "after" || word === "starting" || word === "between";
  if (isSince) {
    const start = word === "starting" && /^(?:from|on|in)$/.test(words[from + 1] ?? "") ? from + 2 : from + 1;
    const always = word === "since" ? one(words, from, at) : undefined;
    if (always?.span.name === "all_time") return always;
    const joint = shared(words, start, at, word === "between");
    if (joint) return joint;
    const first = edged("from")(words, start, at);
    if (!first) return undefined;
    const join = words[first.end] ?? "";
    const isJoined = joins.has(join) || (word === "between" && join === "and");
    const last = isJoined ? (edged("to")(words, first.end + 1, at) ?? undefined) : undefined;
    const short = isJoined ? sharedAfter(words, first) : undefined;
    if (short && (last?.span.unit !== "day" || short.end > last.end)) return short;
    if (last) return read(fromTo(words, start, first, last), last.end);
    if (isJoined && words[first.end + 1] === "now") return read(ordered(first.span.from, at.today), first.end + 2);
    if (word === "between") return undefined;
    if (word === "from") return first;
    const begins = word === "after" ? addDays(first.span.to, 1) : first.span.from;
    if (at.ahead && word !== "since")
      return read({ ...(begins && { from: begins }), to: "9998-12-31", unit: "range" }, first.end);
    return read({ ...(begins && { from: begins }), to: at.today, unit: "range" }, first.end);
  }
  if (word === "until" || word === "before") {
    const last = edged("to")(words, from + 1, at);
    if (!last) return undefined;
    const end = word === "before" && last.span.from ? addDays(last.span.from, -1) : last.span.to;
    return read({ to: end, unit: "range" }, last.end);
  }
  const joint = shared(words, from, at);
  if (joint) return joint;
  const first = one(words, from, at);
  if (!first) return undefined;
  const join = words[first.end] ?? "";
  if (joins.has(join)) {
    const short = sharedAfter(words, first);
    const last = one(words, first.end + 1, at);
    if (short && (!last || short.end >= last.end)) return short;
    if (last && first.span.from !== undefined) return read(fromTo(words, from, first, last), last.end);
  }
  if (join === "and" || join === ",") return united(words, first, at) ?? first;
  return first;
}

/** Adjacent periods are merged: "yesterday and today". */
function united(words: string[], first: Read, at: At): Read | undefined {
  const start = words[first.end] === "," && words[first.end + 1] === "and" ? first.end + 2 : first.end + 1;
  const next = one(words, leads.has(words[start] ?? "") ? start + 1 : start, at);
  const [earlier, later] = [first.span, next?.span].sort((a, b) => ((a?.from ?? "") < (b?.from ?? "") ? -1 : 1));
  if (!next || earlier?.from === undefined || later?.from === undefined) return undefined;
  return addDays(earlier.to, 1) === later.from ? read(ordered(earlier.from, later.to), next.end) : undefined;
}

const wordsIn = new WeakMap<Message["tokens"], string[]>();

/** The words of a message; computed once. */
export function wordList({ tokens }: Message): string[] {
  const known = wordsIn.get(tokens) ?? tokens.map(({ word }) => word);
  wordsIn.set(tokens, known);
  return known;
}

/**
 * The period that begins at a token, with its introductory word.
 * @param ahead whether it is in the future, so that "friday" is the next one
 */
export function periodAt(message: Message, from: number, ahead: boolean): Read | undefined {
  spend(message.budget, 8);
  const words = wordList(message);
  const at: At = { today: message.today, weekStart: message.weekStart, ahead };
  let start = words[from] === "so" && words[from + 1] === "far" ? from + 2 : from;
  while (leads.has(words[start] ?? "") && start < from + 4) start++;
  const found = ranged(words, start, at) ?? (start > from ? ranged(words, from, at) : undefined);
  if (!found) return undefined;
  const isSoFar = words[found.end] === "so" && words[found.end + 1] === "far";
  return isSoFar ? { ...found, end: found.end + 2 } : found;
}

/** The same without "to" and "and": each of the compared periods is separate. */
export function singlePeriodAt(message: Message, from: number): Read | undefined {
  spend(message.budget, 8);
  const words = wordList(message);
  const at: At = { today: message.today, weekStart: message.weekStart, ahead: false };
  return one(words, leads.has(words[from] ?? "") ? from + 1 : from, at);
}

/** The period that exactly these tokens name. */
export function wholePeriod(message: Message, ahead: boolean): Span | undefined {
  const found = periodAt(message, 0, ahead);
  return found?.end === message.tokens.length && found.end > 0 ? found.span : undefined;
}
