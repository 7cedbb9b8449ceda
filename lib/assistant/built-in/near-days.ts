import { addDays } from "@/lib/core/time.ts";
import { type At, day, lastUnits, type Span, which } from "./date-words.ts";

/** Words for days near today. */

/** What was parsed, and the token after it. */
export interface Read {
  span: Span;
  end: number;
}

export type Reader = (words: string[], from: number, at: At) => Read | undefined;

/** What was parsed, unless it names no time. */
export const read = (span: Span | undefined, end: number): Read | undefined => span && { span, end };

export const partsOfDay = new Set("morning afternoon evening night".split(" "));
const distances = new Map(Object.entries({ today: 0, yesterday: -1, tomorrow: 1 }));

/** Today, yesterday, the day before, and parts of a day. */
export const nearDays: Reader = (words, from, { today }) => {
  const start = words[from] === "the" ? from + 1 : from;
  const text = words.slice(start, start + 3).join(" ");
  if (text === "day before yesterday") return read(day(addDays(today, -2)), start + 3);
  if (text === "day after tomorrow") return read(day(addDays(today, 2)), start + 3);
  const word = words[from] ?? "";
  if (word === "this" && partsOfDay.has(words[from + 1] ?? ""))
    return read({ ...day(today), name: "today", partOfDay: `this ${words[from + 1]}` }, from + 2);
  const [, count = "", unit = ""] = words.slice(from, from + 3);
  if (which(word) === "last" && /^hours?$/.test(unit) && /^\d{1,3}$/.test(count)) {
    const span = lastUnits(Math.ceil(Number(count) / 24) + 1, "day", {
      today,
      weekStart: "monday",
      ahead: false,
    });
    return read({ ...span, partOfDay: `the ${text}` }, from + 3);
  }
  if (word === "recently" || word === "lately")
    return read(lastUnits(7, "day", { today, weekStart: "monday", ahead: false }), from + 1);
  if (word === "tonight") return read({ ...day(today), name: "today", partOfDay: "tonight" }, from + 1);
  if (word === "last" && words[from + 1] === "night")
    return read({ ...day(addDays(today, -1)), name: "yesterday", partOfDay: "last night" }, from + 2);
  const distance = distances.get(word);
  if (distance === undefined) return undefined;
  const name = word === "tomorrow" ? {} : { name: word };
  const own = words[from + 1] === "'s" ? from + 2 : from + 1;
  const narrowed = partsOfDay.has(words[own] ?? "") ? { partOfDay: `${word} ${words[own]}` } : {};
  return read({ ...day(addDays(today, distance)), ...name, ...narrowed }, narrowed.partOfDay ? own + 1 : own);
};
