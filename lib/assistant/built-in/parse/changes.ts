import type { Priority } from "@/lib/tasks/constants.ts";
import { type Message, part, spend, textOf } from "../normalize.ts";
import type { Json } from "../prompt.ts";
import { isDefinite, type Reference, referenceOf } from "../reference.ts";
import { dayWordsOf } from "./shared.ts";

/** Parses changes of a task: "to low and due friday", "high priority", "without a due date". */

const levels: Record<string, Priority> = {
  ...{
    high: "high",
    highest: "high",
    top: "high",
    urgent: "high",
    important: "high",
    critical: "high",
    higher: "high",
  },
  ...{ medium: "medium", normal: "medium", moderate: "medium", med: "medium" },
  ...{ low: "low", lowest: "low", minor: "low", unimportant: "low", lower: "low" },
};

/** The priority of a word. */
export const priorityOf = (word: string): Priority | undefined =>
  Object.hasOwn(levels, word.toLowerCase()) ? levels[word.toLowerCase()] : undefined;

interface Change {
  changes: Json;
  end: number;
}

const between = new Set("to as into a an at be is and , with also but it = : set make the of now then".split(" "));
const dateNouns = new Set("date dates duedate deadline".split(" "));

/** The end of a "due date" that begins at a token. */
function dateNoun(words: readonly string[], at: number): number | undefined {
  if (words[at] === "due" && (words[at + 1] === "date" || words[at + 1] === "day")) return at + 2;
  return dateNouns.has(words[at] ?? "") ? at + 1 : undefined;
}

/** The longest day that begins at a token. */
function dayAt(message: Message, from: number): Change | undefined {
  const { tokens } = message;
  const ends: number[] = [];
  for (let end = tokens.length; end > from; end--) {
    const next = tokens[end]?.word;
    if (end === tokens.length || next === "and" || next === "," || next === "with" || next === "at") ends.push(end);
  }
  for (const end of ends.slice(0, 4)) {
    const due_date = dayWordsOf(part(message, from, end));
    if (due_date !== undefined) return { changes: { due_date }, end };
  }
  return undefined;
}

function changeAt(message: Message, words: readonly string[], at: number): Change | undefined {
  const word = words[at] ?? "";
  const priority = priorityOf(word);
  if (priority) return { changes: { priority }, end: words[at + 1] === "priority" ? at + 2 : at + 1 };
  if (word === "priority") {
    const next = /^(?:to|of|:|=|is|as)$/.test(words[at + 1] ?? "") ? at + 2 : at + 1;
    const named = priorityOf(words[next] ?? "");
    return named && { changes: { priority: named }, end: next + 1 };
  }
  if (word === "no" || word === "without") {
    const noun = words[at + 1] === "a" || words[at + 1] === "any" ? at + 2 : at + 1;
    if (words[noun] === "priority") return { changes: { priority: null }, end: noun + 1 };
    const end = dateNoun(words, noun);
    return end === undefined ? undefined : { changes: { due_date: "" }, end };
  }
  const noun = dateNoun(words, at) ?? (word === "due" ? at + 1 : at);
  const start = noun > at && /^(?:to|of|:|=|on|by)$/.test(words[noun] ?? "") ? noun + 1 : noun;
  return dayAt(message, start);
}

/** All changes in the tokens; undefined when they contain anything else. */
export function changesIn(message: Message): Json | undefined {
  const words = message.tokens.map(({ word }) => word);
  const changes: Json = {};
  let at = 0;
  let count = 0;
  for (;;) {
    spend(message.budget, 4);
    while (
      between.has(words[at] ?? "") &&
      !(words[at] === "the" && at + 1 < words.length && /^\d/.test(words[at + 1] ?? ""))
    )
      at++;
    if (at >= words.length) return count > 0 ? changes : undefined;
    const change = changeAt(message, words, at);
    if (!change || Object.keys(change.changes).some((name) => name in changes)) return undefined;
    Object.assign(changes, change.changes);
    at = change.end;
    count++;
  }
}

const starts = new Set(
  "to as into at until till for on by onto due with is = : , and from be a an high low medium urgent important critical priority no without".split(
    " ",
  ),
);
const directions = new Set("back forward out off ahead over".split(" "));

/** A task, and the changes after its name. */
export interface Cut {
  said: Message;
  rest: Message;
}

/** The ways to split tokens into a task and its changes, in order of preference. */
export function* cuts(message: Message, isJoint: (word: string) => boolean): Generator<Cut> {
  for (let at = 1; at < message.tokens.length; at++) {
    spend(message.budget, 2);
    if (!isJoint(message.tokens[at]?.word ?? "")) continue;
    let end = at;
    if (end > 1 && directions.has(message.tokens[end - 1]?.word ?? "")) end--;
    yield { said: part(message, 0, end), rest: part(message, at) };
  }
}

/** "3 to low and due friday": the task, and all its changes. */
export function changed(message: Message): { said: Message; changes: Json } | undefined {
  for (const { said, rest } of cuts(message, (word) => starts.has(word) || priorityOf(word) !== undefined)) {
    const changes = changesIn(rest);
    if (changes) return { said, changes };
  }
  return afterNumber(message);
}

/** "3 friday": after a number no connecting word is needed. */
function afterNumber(message: Message): { said: Message; changes: Json } | undefined {
  const end = message.tokens.findIndex(({ kind }) => kind === "number") + 1;
  if (end < 1 || end > 3 || end >= message.tokens.length) return undefined;
  const said = part(message, 0, end);
  const reference = referenceOf(said);
  const changes = reference?.kind === "id" ? changesIn(part(message, end)) : undefined;
  return changes && { said, changes };
}

const dayJoints = new Set("to until for on by onto due".split(" "));

/** "3 to blursday": where the words after a number are no day, the tool reports it. */
export function unclearDay(message: Message): { reference: Reference; due_date: string } | undefined {
  for (const { said, rest } of cuts(message, (word) => dayJoints.has(word))) {
    const reference = referenceOf(said);
    const due_date = textOf(part(rest, 1)).slice(0, 100);
    if (reference && isDefinite(reference) && due_date) return { reference, due_date };
    return undefined;
  }
  return undefined;
}
