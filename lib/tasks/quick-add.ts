import type { WeekStart } from "./calendar.ts";
import type { Priority } from "./constants.ts";
import { cover, daysIn, type FoundDay, saysToday } from "./days.ts";

/** One line that becomes a task: "pay rent friday !high". Pure; runs in browsers and on the server. */

/** A parsed line. */
export interface QuickTask {
  title: string;
  /** `YYYY-MM-DD` */
  due_date: string | null;
  priority: Priority | null;
}

const priorityOf: Record<string, Priority> = {
  ...{ high: "high", h: "high", 1: "high" },
  ...{ medium: "medium", med: "medium", m: "medium", 2: "medium" },
  ...{ low: "low", l: "low", 3: "low" },
};

const priorityMarks = /(?<!\S)!(high|medium|med|low|h|m|l|1|2|3)(?=$|[\s,.;:])/gi;
const quotes = /"[^"]*"|“[^“”]*”|«[^«»]*»|`[^`]*`/gu;

/** A text with URLs and email addresses masked, in which no day must be found. */
const withoutLinks = (text: string): string =>
  text
    .split(" ")
    .map((chunk) => {
      const [scheme, at] = [chunk.indexOf("://"), chunk.indexOf("@")];
      if (scheme > 0 && /[a-z]/i.test(chunk[scheme - 1] ?? "")) return cover(chunk);
      return at > 0 && chunk.indexOf(".", at + 2) > 0 ? cover(chunk) : chunk;
    })
    .join(" ");

// Nobody types a line of this length, and pasted text has no due date.
const longestRead = 500;

interface Part {
  from: number;
  to: number;
  /** The text after a match. */
  instead?: string;
}

/** Whether a text could be a task: more than spaces and punctuation. */
const saysSomething = (text: string): boolean => /[^\s\p{P}¤]/u.test(text);

const signs = /[,;:–—-]/u;

/** A text without trailing punctuation that leads on to something. */
function withoutSigns(text: string): string {
  let end = text.length;
  while (end > 0 && signs.test(text[end - 1] ?? "")) end--;
  return text.slice(0, end).trimEnd();
}

function joined(before: string, after: string): string {
  if (before === "") return after.replace(/^[,;:–—-]+\s*/u, "");
  if (/^\p{P}*$/u.test(after)) return withoutSigns(before) + after.replace(/^[,;:–—-]+/u, "");
  if (/[,;:]$/.test(before) && /^[,;:]/.test(after)) return before + after.slice(1);
  return /^(?:[,.;:?)\]]|!(?!\w))/u.test(after) ? before + after : `${before} ${after}`;
}

/** The text without some of its parts, which do not overlap, and without the gaps, brackets and commas around them. */
function without(text: string, parts: Part[]): string {
  const lastFirst = parts.toSorted((one, other) => other.from - one.from);
  return lastFirst.reduce((rest, { from, to, instead = "" }) => {
    const [before, after] = [rest.slice(0, from).trimEnd(), instead + rest.slice(to).trimStart()];
    const inBrackets = /[([]$/.test(before) && /^[)\]]/.test(after);
    return inBrackets ? joined(before.slice(0, -1).trimEnd(), after.slice(1).trimStart()) : joined(before, after);
  }, text);
}

// Words that belong to the day when it is a due date.
const leadsTo =
  /(?<![\p{L}\p{N}'’-])(?:(?:due:?(?:\s+(?:on|by))?|by|on|for|until|till|before|at|over)\s+)?(?:the\s+)?(?:this\s+)?(?:coming\s+)?$/iu;
// After these a day is part of the subject: "notes from monday", "every friday".
const describes =
  /(?:[\p{L}\p{N}]-|\b(?:from|since|of|about|after|between|and|or|to|than|every|each|black|good|last|past|v|version)\s+(?:the\s+)?)$/iu;
const belongs = /^(?:['’]s?\b|-[\p{L}\p{N}])/u;
const isDuration = /\b(?:days?|weeks?|months?|years?|quarters?)\b|^\+?\d+\s?(?:d|w|wks?|m|mos?|y|yrs?|q)$/;
const isCounted =
  /^(?:\+?\d+|an?|half|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\s?(?:an? )?[a-z]+\b/;
const isAhead =
  /^(?:in|within|next|coming|(?:the )?end of|(?:the )?day after|\+)|^(?:an?|\w+) \w+ (?:from|after|on) |(?:later|from now|hence)$/;
// Names that mean something else as often as days: only "due" or the end of the text makes them due dates.
const isNamelike = /^(?:sun|sat|mon|wed|weekend|eo[dwm]|(?:the )?end of .*)$/;
const bareFigures = /^\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2})?$/;
const partOfDay = /^\s*(morning|afternoon|evening|night)(?![\p{L}\p{N}'’-])/iu;

/** The range of a day in a text, with the words that introduce it; undefined when it is not a due date. */
function dueSpan(text: string, { from, to, words }: FoundDay): Part | undefined {
  const [before, after] = [text.slice(0, from), text.slice(to)];
  const named = words.replace(/^(?:on|by|for|this) /, "");
  const isLong = isDuration.test(words);
  const lead = (isLong && isCounted.test(words) ? /\bin\s+(?:the\s+)?$/i : leadsTo).exec(before)?.[0] ?? "";
  const isLed = /\S/.test(lead.replace(/\bthe\s/i, "")) || named !== words;
  if (describes.test(before) || belongs.test(after)) return undefined;
  if (isLong && !isAhead.test(words) && !/^in\b/i.test(lead)) return undefined;
  if (isNamelike.test(named) && !isLed && saysSomething(after) && !/^\s*[,;:)]/.test(after)) return undefined;
  if (bareFigures.test(named) && !isLed) return undefined;
  const start = from - lead.length;
  // Alone at the end of a title "morning" would mean nothing.
  const [, part] = (saysSomething(text.slice(0, start)) && partOfDay.exec(after)) || [];
  return { from: start, to, ...(part && { instead: /night/i.test(part) ? "at " : "in the " }) };
}

const joinsDays = /^ ?(?:or|and|to|through|till|until|[-–/&,]|) ?(?:on )?(?:the )?$/i;

/** The due date: the day that ends the text, else the one that begins it, else the last. */
function dueDay(text: string, today: string, weekStart: WeekStart | undefined) {
  const found = daysIn(text, today, weekStart);
  // Of "monday or tuesday" neither is meant.
  const isAlone = ({ from, to }: FoundDay) =>
    found.every((other) => {
      if (other.from === from) return true;
      return !joinsDays.test(other.from > from ? text.slice(to, other.from) : text.slice(other.to, from));
    });
  const days = found.flatMap((day) => {
    const span = day.date >= today && isAlone(day) ? dueSpan(text, day) : undefined;
    return span ? [{ ...span, date: day.date, stays: saysToday(day.words) }] : [];
  });
  const ends = days.findLast(({ to }) => !saysSomething(text.slice(to)));
  const begins = days.find(({ from }) => !saysSomething(text.slice(0, from)));
  return ends ?? begins ?? days.at(-1);
}

/** What to parse in a line; when the user removes a date again, its words go back into the title. */
export interface QuickOptions {
  date?: boolean;
  priority?: boolean;
  /** The user's first day of the week; "next week" is that day. Monday by default. */
  weekStart?: WeekStart | undefined;
}

/**
 * Extracts a due date and a priority from a line; the rest is the title, never empty and in the writer's words. Text in
 * quotes is left alone, and times of day stay. A weekday is the next one, today included.
 * @param today the user's, as `YYYY-MM-DD`
 */
export function quickAdd(line: string, today: string, wanted: QuickOptions = {}): QuickTask {
  const text = line.replace(/\s+/g, " ").trim();
  if (text.length > longestRead) return { title: text, due_date: null, priority: null };
  const plain = withoutLinks(text.replace(quotes, cover));
  const marks = [...plain.matchAll(priorityMarks)].map(({ index, 0: { length }, 1: word = "" }) => {
    return { from: index, to: index + length, priority: priorityOf[word.toLowerCase()] ?? null };
  });
  const kept = wanted.priority !== false && saysSomething(without(text, marks)) ? marks : [];
  const priority = kept.at(-1)?.priority ?? null;
  const title = without(text, kept);
  if (wanted.date === false) return { title, due_date: null, priority };
  const unmarked = plain.replace(priorityMarks, cover);
  const day = dueDay(unmarked, today, wanted.weekStart);
  if (!day) return { title, due_date: saysToday(unmarked) ? today : null, priority };
  if (day.stays) return { title, due_date: day.date, priority };
  const shorter = without(text, [...kept, day]);
  return saysSomething(shorter)
    ? { title: shorter, due_date: day.date, priority }
    : { title, due_date: null, priority };
}
