import { daysIn, type FoundDay, saysToday } from "./days.ts";
import type { Priority } from "./words.ts";

/** One line that becomes a task: "pay rent friday !high". Pure; runs in browsers and on the server. */

/** What one line says. */
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

const priorityMarks = /(?<!\S)!(high|medium|med|low|h|m|l|1|2|3)(?=$|\s|[,.;:])/giu;
const quotes = /"[^"]*"|“[^”]*”|«[^»]*»|`[^`]*`/gu;
const links = /\b[a-z][a-z+.-]*:\/\/\S+|\S+@\S+\.\S+/giu;

interface Span {
  from: number;
  to: number;
}

const cover = (text: string): string => "\u00a4".repeat(text.length);

/** The text without some of its parts, which may not overlap, and without the gaps they leave. */
function cut(text: string, parts: Span[]): string {
  const ordered = [...parts].sort((one, other) => other.from - one.from);
  return ordered
    .reduce((rest, { from, to }) => {
      const [before, after] = [rest.slice(0, from).trimEnd(), rest.slice(to).trimStart()];
      // Brackets and separators that stood around the part alone go with it.
      if (/[([]$/.test(before) && /^[)\]]/.test(after)) return joined(before.slice(0, -1), after.slice(1));
      if (after === "") return before.replace(/\s*[,;:–—-]+$/u, "");
      if (before === "") return after.replace(/^[,;:–—-]+\s*/u, "");
      return joined(before, after);
    }, text)
    .trim();
}

function joined(before: string, after: string): string {
  const [start, end] = [before.trimEnd(), after.trimStart()];
  return /^(?:[,.;:?)\]]|!(?!\w))/u.test(end) || start === "" ? start + end : `${start} ${end}`;
}

/** Whether a text could be somebody's task: more than spaces and punctuation. */
const saysSomething = (text: string): boolean => /[^\s\p{P}]/u.test(text);

// Words that belong to the day when it is what something is due on.
const leadsTo = /(?<![\p{L}\p{N}'’-])(?:due(?:\s+(?:on|by))?|by|on|for|until|till|before)\s+(?:the\s+)?$/iu;
// After these a day tells what something is about: "notes from monday", "every friday".
const describes =
  /(?:[\p{L}\p{N}]-|\b(?:from|since|of|about|after|between|and|or|to|than|every|each|black|good|last|past|v|version)\s+(?:the\s+)?)$/iu;
const belongs = /^(?:['’]s?\b|-[\p{L}\p{N}])/u;
const duration = /\b(?:days?|weeks?|months?|years?|quarters?)\b/;
const isAhead = /^(?:in|within|next|coming|end|the|eo[dwm]|a?n? ?\S+ \S+ (?:from|after))\b|(?:later|from now|hence)$/;
const shortWeekday = /^(?:sun|sat|mon|wed)$/;
const bareFigures = /^\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2})?$/;

/** Where a day stands in a text, with the words that lead to it; undefined when it is no day something is due on. */
function dueSpan(text: string, { from, to, words }: FoundDay): Span | undefined {
  const [before, after] = [text.slice(0, from), text.slice(to)];
  const [lead] = leadsTo.exec(before) ?? [];
  const named = words.replace(/^(?:on|by|for)\s+/, "");
  const isLed = lead !== undefined || named !== words;
  if (describes.test(before) || belongs.test(after)) return undefined;
  if (duration.test(words) && !isAhead.test(words)) return undefined;
  if (shortWeekday.test(named) && !isLed && saysSomething(after)) return undefined;
  if (bareFigures.test(named) && !isLed) return undefined;
  return { from: from - (lead?.length ?? 0), to };
}

/** The day something is due on: the one that ends the text, else that begins it, else the last. */
function dueDay(text: string, today: string) {
  const days = daysIn(text, today).flatMap((day) => {
    const span = day.date >= today ? dueSpan(text, day) : undefined;
    return span ? [{ ...span, date: day.date, stays: saysToday(day.words) }] : [];
  });
  const ends = days.findLast(({ to }) => !saysSomething(text.slice(to).replaceAll("\u00a4", "")));
  const begins = days.find(({ from }) => !saysSomething(text.slice(0, from).replaceAll("\u00a4", "")));
  return ends ?? begins ?? days.at(-1);
}

/** What is looked for in a line; whoever takes a date off again wants its words in the title. */
export interface QuickOptions {
  date?: boolean;
  priority?: boolean;
}

/**
 * Takes a due date and a priority out of a line; what is left is the title, never empty and in the writer's words.
 * Text in quotes is left alone, and so are times of day.
 * @param today `YYYY-MM-DD`, the person's
 */
export function quickAdd(line: string, today: string, wanted: QuickOptions = {}): QuickTask {
  const text = line.replace(/\s+/g, " ").trim();
  const plain = text.replace(quotes, cover).replace(links, cover);
  const marks = [...plain.matchAll(priorityMarks)].map((match) => {
    return {
      from: match.index,
      to: match.index + match[0].length,
      priority: priorityOf[match[1]?.toLowerCase() ?? ""],
    };
  });
  const withoutMarks = cut(text, marks);
  const kept = wanted.priority !== false && saysSomething(withoutMarks) ? marks : [];
  const priority = kept.at(-1)?.priority ?? null;
  if (wanted.date === false) return { title: cut(text, kept), due_date: null, priority };
  const day = dueDay(plain.replace(priorityMarks, cover), today);
  if (!day) return { title: cut(text, kept), due_date: saysToday(plain) ? today : null, priority };
  const title = day.stays ? cut(text, kept) : cut(text, [...kept, day]);
  return saysSomething(title)
    ? { title, due_date: day.date, priority }
    : { title: cut(text, kept), due_date: null, priority };
}
