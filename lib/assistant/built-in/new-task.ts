import { daysIn } from "@/lib/tasks/days.ts";
import { quickAdd } from "@/lib/tasks/quick-add.ts";
import { longestDescription, longestTitle, type Priority } from "@/lib/tasks/words.ts";
import { plain } from "./hear.ts";
import { type Call, call, type Intent, say } from "./intents.ts";
import type { Json } from "./prompt.ts";

/** What a new task says, out of words such as "review the auth PR tomorrow, high priority". */

const mostAtOnce = 20;

const levels: Record<string, Priority> = {
  ...{ high: "high", highest: "high", top: "high", urgent: "high", important: "high", critical: "high" },
  ...{ medium: "medium", normal: "medium", moderate: "medium" },
  ...{ low: "low", lowest: "low", minor: "low", unimportant: "low" },
};

/** The priority that a word means. */
export const priorityOf = (word: string): Priority | undefined => levels[word.toLowerCase()];

const level = "highest|high|top|medium|normal|lowest|low";
const ledPriority = new RegExp(`[\\s,(]+(?:with|at|as|of|and) (?:an? )?(${level})[- ]priority\\)?(?=[\\s,.)]|$)`, "i");
const lastPriority = new RegExp(`[\\s,(:–—-]+(?:(${level})[- ]priority|priority:? (${level}))\\)?$`, "i");
const lastWord = /[\s]*[,(–—-]\s*(urgent|important|critical)\)?$/i;

/** Takes a priority out of a text. */
function takePriority(text: string): { rest: string; priority: Priority | undefined } {
  for (const pattern of [ledPriority, lastPriority, lastWord]) {
    const match = pattern.exec(text);
    const word = match?.[1] ?? match?.[2];
    if (!match || word === undefined || match.index === 0) continue;
    const rest = `${text.slice(0, match.index)}${text.slice(match.index + match[0].length)}`.trim();
    return { rest, priority: priorityOf(word) };
  }
  return { rest: text, priority: undefined };
}

/** The words of a text that name a date, so that the tool reads them as they were written. */
function dayWordsIn(text: string, date: string, today: string): string {
  const found = daysIn(text, today).findLast((day) => day.date === date);
  return found ? text.slice(found.from, found.to).replace(/^(?:on|by) /i, "") : date;
}

/** Title and due date of a text without priority. */
function datedTitle(text: string, today: string): { title: string; due_date?: string } {
  const [, double, single, tail = ""] = /^(?:["“«]([^"”»]+)["”»]|'([^']+)'(?=$|\s))(.*)$/.exec(text) ?? [];
  const quoted = double ?? single;
  // A title in quotes is one as it stands; what follows may say when.
  const read = quickAdd(quoted === undefined ? text : `x${tail}`, today);
  const due = read.due_date === null ? {} : { due_date: dayWordsIn(text, read.due_date, today) };
  return { title: quoted ?? read.title.replace(/^(?:to|that i) (?=\S)/i, ""), ...due };
}

/** What the tool `add_task` is sent for a text; undefined when it says nothing. */
function taskOf(text: string, today: string, known: Json = {}): Json | undefined {
  const [, before = text, description] =
    /^(.+?)[\s,;(]+(?:with (?:the |a )?(?:description|notes?|details?):?|(?:description|details|notes?):) (.+?)\)?$/i.exec(
      text,
    ) ?? [];
  const first = takePriority(before.trim());
  const dated = datedTitle(first.rest, today);
  const { rest: title, priority = first.priority } = takePriority(dated.title);
  const marked = quickAdd(first.rest, today).priority;
  if (!/[^\s\p{P}]/u.test(title)) return undefined;
  const level = marked ?? priority;
  return {
    title,
    ...known,
    ...(description && { description: description.replace(/^["'](.+)["']$/, "$1") }),
    ...(dated.due_date !== undefined && { due_date: dated.due_date }),
    ...(level && { priority: level }),
  };
}

const bullet = /^\s*(?:[-*•+]|\d{1,3}[.)]|\[[ x]?\])\s+(?:\[[ x]?\]\s*)?/i;

/** The lines of a pasted list, without their bullets. */
export const linesOf = (text: string): string[] =>
  text
    .split(/\n/)
    .map((line) => plain(line.replace(bullet, "")))
    .filter((line) => /[^\s\p{P}]/u.test(line));

/** "a, b and c" or "a; b". */
function itemsOf(text: string): string[] {
  const parts = text.includes(";")
    ? text.split(";")
    : text.replace(/,? (?:and|&) (?!.*(?:,|\band\b))/i, ", ").split(/,\s+/);
  return parts.map((part) => part.replace(/^and /i, "").trim()).filter(Boolean);
}

// What belongs to the task before it: "milk, due friday, urgent".
const addition =
  /^(?:due|by|on|at|until|urgent|important|critical|today|tomorrow|priority|(?:high|medium|low|top)[- ]priority|!\w+)\b/i;

// Three or more short things with commas are several tasks; "ham and eggs" and "Paris, France" are one.
function severalShort(text: string, today: string): string[] | undefined {
  if (/["“(]/.test(text) || !/,/.test(text)) return undefined;
  const items = itemsOf(text);
  if (items.length > mostAtOnce || items.some((item) => addition.test(item))) return undefined;
  const [first = 0, ...others] = items.map((item) => quickAdd(item, today).title.split(" ").length);
  // "buy milk, eggs and bread" is one: its verb stands before all three.
  return others.length >= 2 && first <= 3 && others.every((words) => words >= first && words <= 3) ? items : undefined;
}

const tooLong = say(
  `A title has at most ${longestTitle} characters. Write a shorter one on the first line, and the rest below it: I keep that as the description.`,
);

function addAll(titles: string[], today: string, known: Json): Intent | undefined {
  if (titles.length > mostAtOnce)
    return say(`I add at most ${mostAtOnce} tasks at a time. Send the list in parts, please.`);
  const inputs = titles.flatMap((title): Json[] => {
    const input = taskOf(title.slice(0, 600), today, known);
    return input ? [input] : [];
  });
  if (inputs.length === 0) return undefined;
  if (inputs.some(({ title }) => String(title).length > longestTitle)) return tooLong;
  return { kind: "call", calls: inputs.map((input): Call => ({ tool: "add_task", input })) };
}

/** Adds each thing of "a, b and c", or of lines. */
export function addSeveral(text: string, more: string, today: string, known: Json = {}): Intent | undefined {
  return addAll([...(text ? itemsOf(text) : []), ...linesOf(more)], today, known);
}

/** Adds what a text says; further lines are its description, or with bullets tasks of their own. */
export function addOne(text: string, more: string, today: string, known: Json = {}): Intent | undefined {
  if (!/[^\s\p{P}]/u.test(text)) return more ? addSeveral("", more, today, known) : undefined;
  if (more !== "" && more.split("\n").every((line) => line.trim() === "" || bullet.test(line))) {
    return addAll([text, ...linesOf(more)], today, known);
  }
  const several = more ? undefined : severalShort(text, today);
  if (several) return addAll(several, today, known);
  const input = taskOf(text, today, known);
  if (!input) return undefined;
  if (String(input.title).length > longestTitle) return tooLong;
  if (more.length > longestDescription) return say(`A description has at most ${longestDescription} characters.`);
  return call("add_task", { ...input, ...(more && { description: more }) });
}
