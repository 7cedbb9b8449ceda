import { longestDescription, longestTitle, type Priority } from "@/lib/tasks/constants.ts";
import { daysIn } from "@/lib/tasks/days.ts";
import { quickAdd } from "@/lib/tasks/quick-add.ts";
import { type Call, call, type Intent, type Known, say } from "../intents.ts";
import { plain, type Token, tokenize } from "../normalize.ts";
import type { Json } from "../prompt.ts";
import { priorityOf } from "./changes.ts";

/** Parses a new task from words such as "review the auth PR tomorrow, high priority". */

const mostAtOnce = 20;
const longestText = 600;

const isLevel = (word: string | undefined): boolean => word !== undefined && priorityOf(word) !== undefined;

const leading = new Set("with at as of and".split(" "));

/** The range of a priority in tokens, with the words and punctuation that belong to it. */
function prioritySpan(tokens: readonly Token[]): { from: number; to: number; priority: Priority } | undefined {
  const word = (at: number) => tokens[at]?.word ?? "";
  for (let at = 1; at < tokens.length; at++) {
    const priority = priorityOf(word(at));
    const isNamed = priority !== undefined && (word(at + 1) === "priority" || /-(?:priority|prio)$/.test(word(at)));
    const end = word(at + 1) === "priority" ? at + 2 : at + 1;
    const isLast = tokens.slice(end).every(({ kind }) => kind === "sign");
    const article = word(at - 1) === "a" || word(at - 1) === "an" ? at - 1 : at;
    const isLed = article > 1 && leading.has(word(article - 1));
    if (isNamed && priority && (isLed || isLast)) return { from: isLed ? article - 1 : at, to: end, priority };
    // "priority high", "priority: high" at the end.
    const named = word(at) === "priority" ? (word(at + 1) === ":" ? at + 2 : at + 1) : 0;
    const level = named > 0 ? priorityOf(word(named)) : undefined;
    if (level && named === tokens.length - 1) return { from: at, to: named + 1, priority: level };
    const isBare = /^(?:urgent|important|critical)$/.test(word(at)) && /^[,(–—-]$/.test(word(at - 1));
    if (isBare && isLast && priority) return { from: at, to: at + 1, priority };
  }
  return undefined;
}

/** Extracts a priority from a text. */
function takePriority(text: string): { rest: string; priority: Priority | undefined } {
  const tokens = tokenize(text);
  if (!tokens.some(({ word }) => word === "priority" || isLevel(word))) return { rest: text, priority: undefined };
  const span = prioritySpan(tokens);
  if (!span) return { rest: text, priority: undefined };
  let { from, to } = span;
  while (from > 0 && /^[,(:–—-]$/.test(tokens[from - 1]?.word ?? "")) from--;
  while (/^\)$/.test(tokens[to]?.word ?? "")) to++;
  if (from === 0) return { rest: text, priority: undefined };
  const before = text.slice(0, tokens[from - 1]?.to ?? 0);
  const after = text.slice(tokens[to]?.from ?? text.length);
  const isSign = tokens[to]?.kind === "sign";
  return { rest: after === "" ? before : `${before}${isSign ? "" : " "}${after}`, priority: span.priority };
}

/** The words of a text that name a date, passed to the tool as they were written. */
function dayWordsIn(text: string, date: string, { today, weekStart }: Known): string {
  const found = daysIn(text, today, weekStart).findLast((day) => day.date === date);
  return found ? text.slice(found.from, found.to).replace(/^(?:on|by) /i, "") : date;
}

const closingQuote: Record<string, string> = { '"': '"', "«": "»", "'": "'" };

/** A quoted title at the beginning of a text, and what follows it. */
function quotedIn(text: string): { title: string; tail: string } | undefined {
  const closes = closingQuote[text[0] ?? ""];
  const end = closes === undefined ? -1 : text.indexOf(closes, 1);
  const isWhole = text[0] !== "'" || end === text.length - 1 || text[end + 1] === " ";
  return end > 1 && isWhole ? { title: text.slice(1, end), tail: text.slice(end + 1) } : undefined;
}

/** Title and due date of a text without priority. */
function datedTitle(text: string, known: Known): { title: string; due_date?: string } {
  const quoted = quotedIn(text);
  // A quoted title is taken literally; a date may follow.
  const read = quickAdd(quoted ? `x${quoted.tail}` : text, known.today, { weekStart: known.weekStart });
  const due = read.due_date === null ? {} : { due_date: dayWordsIn(text, read.due_date, known) };
  return { title: quoted?.title ?? read.title.replace(/^(?:to|that i) (?=\S)/i, ""), ...due };
}

const descriptionNouns = new Set("description descriptions note notes detail details".split(" "));

/** Where a description begins in a text: "…; description: for the board", "… with the note …". */
function describedIn(text: string): { before: string; description: string } | undefined {
  const tokens = tokenize(text);
  for (let at = 1; at < tokens.length - 1; at++) {
    if (!descriptionNouns.has(tokens[at]?.word ?? "")) continue;
    const isArticle = /^(?:the|a)$/.test(tokens[at - 1]?.word ?? "");
    const lead = isArticle ? at - 2 : at - 1;
    const isLed = tokens[lead]?.word === "with" && lead > 0;
    const hasColon = tokens[at + 1]?.word === ":";
    if (!isLed && !hasColon) continue;
    let end = isLed ? lead : at;
    while (end > 0 && /^[,;(]$/.test(tokens[end - 1]?.word ?? "")) end--;
    const begin = tokens[hasColon ? at + 2 : at + 1];
    if (end === 0 || !begin) continue;
    const closed = tokens.at(-1)?.word === ")" && tokens[isLed ? lead - 1 : at - 1]?.word === "(";
    const last = tokens.at(closed ? -2 : -1);
    return { before: text.slice(0, tokens[end - 1]?.to), description: unquoted(text.slice(begin.from, last?.to)) };
  }
  return undefined;
}

const unquoted = (text: string): string =>
  text.length > 2 && text[0] === text.at(-1) && (text[0] === '"' || text[0] === "'") ? text.slice(1, -1) : text;

/** The input of `add_task` for a text; undefined when it is empty. */
function taskOf(text: string, person: Known, known: Json = {}): Json | undefined {
  const { before, description } = describedIn(text) ?? { before: text, description: undefined };
  const first = takePriority(before.trim());
  const dated = datedTitle(first.rest, person);
  const { rest: title, priority = first.priority } = takePriority(dated.title);
  const marked = quickAdd(first.rest, person.today).priority;
  if (!/[^\s\p{P}]/u.test(title)) return undefined;
  const level = marked ?? priority;
  return {
    title,
    ...known,
    ...(description && { description }),
    ...(dated.due_date !== undefined && { due_date: dated.due_date }),
    ...(level && { priority: level }),
  };
}

const bullet = /^\s{0,20}(?:[-*•+]|\d{1,3}[.)]|\[[ x]?\])\s{1,20}(?:\[[ x]?\]\s{0,20})?/i;

/** The lines of a pasted list, without their bullets. */
export const linesOf = (text: string): string[] =>
  text
    .split("\n")
    .map((line) => plain(line.replace(bullet, "")))
    .filter((line) => /[^\s\p{P}]/u.test(line));

/** "a, b and c" or "a; b". */
function itemsOf(text: string): string[] {
  const separator = text.includes(";") ? ";" : ", ";
  const parts = text.split(separator);
  const last = parts.pop() ?? "";
  const joint = separator === ";" ? -1 : Math.max(last.lastIndexOf(" and "), last.lastIndexOf(" & "));
  const lasts = joint > 0 ? [last.slice(0, joint), last.slice(joint + (last[joint + 1] === "&" ? 3 : 5))] : [last];
  return [...parts, ...lasts].map((item) => item.trim().replace(/^and /i, "").trim()).filter(Boolean);
}

// Belongs to the task before it: "milk, due friday, urgent".
const addition =
  /^(?:due|by|on|at|until|urgent|important|critical|today|tomorrow|priority|prio|(?:high|medium|low|top)[- ](?:priority|prio)|!\w{1,20})\b/i;

// Three or more short items with commas are several tasks; "ham and eggs" and "Paris, France" are one.
function severalShort(text: string, known: Known): string[] | undefined {
  if (/["“(]/.test(text) || !text.includes(",")) return undefined;
  const items = itemsOf(text);
  if (items.length > mostAtOnce || items.some((item) => addition.test(item))) return undefined;
  const [first = 0, ...others] = items.map((item) => quickAdd(item, known.today).title.split(" ").length);
  // "buy milk, eggs and bread" is one: its verb applies to all three.
  return others.length >= 2 && first <= 3 && others.every((words) => words >= first && words <= 3) ? items : undefined;
}

const tooLong = say(
  `Titles have at most ${longestTitle} characters. Write a shorter one on the first line and the rest below it: that becomes the description.`,
);

function addAll(titles: string[], person: Known, known: Json): Intent | undefined {
  if (titles.length > mostAtOnce)
    return say(`I can add at most ${mostAtOnce} tasks at a time. Please send the list in parts.`);
  const inputs = titles.flatMap((title): Json[] => {
    const input = taskOf(title.slice(0, longestText), person, known);
    return input ? [input] : [];
  });
  if (inputs.length === 0) return undefined;
  if (inputs.some(({ title }) => String(title).length > longestTitle)) return tooLong;
  return { kind: "call", calls: inputs.map((input): Call => ({ tool: "add_task", input })) };
}

/** Adds each item of "a, b and c", or of lines. */
export function addSeveral(text: string, more: string, person: Known, known: Json = {}): Intent | undefined {
  return addAll([...(text ? itemsOf(text) : []), ...linesOf(more)], person, known);
}

/** Adds the task in a text; further lines are its description, or with bullets separate tasks. */
export function addOne(said: string, more: string, person: Known, known: Json = {}): Intent | undefined {
  const text = plain(said).slice(0, longestText);
  if (!/[^\s\p{P}]/u.test(text)) return more ? addSeveral("", more, person, known) : undefined;
  if (more !== "" && more.split("\n").every((line) => line.trim() === "" || bullet.test(line))) {
    return addAll([text, ...linesOf(more)], person, known);
  }
  const several = more ? undefined : severalShort(text, person);
  if (several) return addAll(several, person, known);
  const input = taskOf(text, person, known);
  if (!input) return undefined;
  if (String(input.title).length > longestTitle) return tooLong;
  if (more.length > longestDescription) return say(`Descriptions have at most ${longestDescription} characters.`);
  return call("add_task", { ...input, ...(more && { description: more }) });
}
