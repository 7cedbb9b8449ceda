import type { Span } from "./date-words.ts";
import type { ListedTask, Selection } from "./intents.ts";
import { type Message, part, textOf } from "./normalize.ts";
import { priorityOf } from "./parse/changes.ts";
import { periodAt } from "./periods.ts";

/** Parses selections of tasks: "all my completed tasks", "everything about milk". */

const setOf = (words: string): ReadonlySet<string> => new Set(words.split(" "));

const every = setOf("all everything every each");
const owners = setOf("my the these those of our your");
const plurals = setOf("tasks todos items reminders ones things stuff list lists");
const singulars = setOf("task todo");
const completed = setOf("completed complete done finished closed checked");
const pending = setOf("open pending incomplete unfinished active outstanding remaining");
const late = setOf("overdue late");
const neutral = setOf("current existing single priority");
const nothing = setOf("i have there is are on in from off my the list at once together now please left that which");
const aboutWords = setOf("about on with containing mentioning called named titled for matching like");

/** The priority of some words. */
export const priorityIn = (words: readonly string[]): "high" | "medium" | "low" | undefined => {
  const at = words.findIndex((word) => /^(?:high|highest|medium|low|lowest|top|urgent|important|critical)$/.test(word));
  return at < 0 ? undefined : priorityOf(words[at] ?? "");
};

// The list tool includes overdue tasks in those due today or this week; changes do not.
const onTime = (span: string, today: string) => (task: ListedTask) =>
  typeof task.due_date === "string" && (span === "today" ? task.due_date === today : task.due_date >= today);

/** Whether a task is due in a span. */
export const dueIn =
  ({ from, to }: Span) =>
  ({ due_date }: ListedTask): boolean =>
    typeof due_date === "string" && due_date <= to && (from === undefined || due_date >= from);

interface Found {
  input: Selection["input"];
  conditions: ((task: ListedTask) => boolean)[];
  name: { before: string[]; after: string[] };
}

/** The filter in "due by tomorrow", "that are done" or "about milk"; undefined for anything else. */
function restOf(message: Message, fallback: Found["input"]["status"]): Found | undefined {
  const words = message.tokens.map(({ word }) => word);
  const found: Found = { input: { status: fallback ?? "all" }, conditions: [], name: { before: [], after: [] } };
  if (words.every((word) => nothing.has(word))) return found;
  let at = 0;
  while (/^(?:that|which|is|are|i|'ve|have|left|already|been|was|were)$/.test(words[at] ?? "")) at++;
  const text = words.slice(at).join(" ");
  if (words.length - at === 1 && completed.has(words[at] ?? "")) return { ...found, input: { status: "completed" } };
  if (text === "not done" || (words.length - at === 1 && pending.has(words[at] ?? "")))
    return { ...found, input: { status: "pending" } };
  if (text === "past due" || (words.length - at === 1 && late.has(words[at] ?? "")))
    return { ...found, input: { status: "pending", due: "overdue" } };
  if (/^(?:without|with no) (?:a |any )?(?:due )?(?:date|dates|deadline)$/.test(text))
    return { ...found, conditions: [({ due_date }) => !due_date], name: { before: [], after: ["without a due date"] } };
  const start = words[at] === "due" ? at + 1 : at;
  const isLed = start > at || /^(?:for|by|until|in|before|on)$/.test(words[at] ?? "") || owners.has(words[at] ?? "");
  const lead = words[start] === "by" || words[start] === "until" || words[start] === "before" ? words[start] : "";
  const day = words[start] === "for" || lead === "by" ? start + 1 : start;
  const finishedAt = completed.has(words[at] ?? "") ? at + 1 : fallback === "completed" ? start : undefined;
  const finishedIn = finishedAt === undefined ? undefined : periodAt(message, finishedAt, false);
  if (finishedIn?.end === words.length) {
    const { from, to } = finishedIn.span;
    const named = from === undefined ? `until ${to}` : `from ${from} to ${to}`;
    const input = { status: "completed" as const, ...(from && { completed_from: from }), completed_to: to };
    return { ...found, input, name: { before: [], after: [named] } };
  }
  const period = periodAt(message, day, true);
  if (period?.end === words.length && period.end > day)
    return due(found, period.span, lead, message, isLed || start > at);
  if (aboutWords.has(words[at] ?? "") || text.startsWith("that mention") || text.startsWith("related to")) {
    const skip = /^(?:related|that)$/.test(words[at] ?? "") ? at + 2 : at + 1;
    const q = textOf(message, words[skip] === "the" ? skip + 1 : skip)
      .replaceAll('"', "")
      .slice(0, 200);
    return q === "" ? undefined : { ...found, input: { ...found.input, q } };
  }
  return undefined;
}

function due(
  found: Found,
  span: Span,
  lead: string | undefined,
  { today }: Message,
  isLed: boolean,
): Found | undefined {
  const name = span.name;
  if (name === "today") {
    return { ...found, input: { status: "pending", due: "today" }, conditions: [onTime("today", today)] };
  }
  if (name === "this_week" || (span.from === today && span.unit === "range" && span.name === undefined && lead === ""))
    return { ...found, input: { status: "pending", due: "week" }, conditions: [onTime("week", today)] };
  if (!isLed && span.unit !== "day") return undefined;
  const meant = lead === "by" || lead === "before" || lead === "until" ? { to: span.to, unit: span.unit } : span;
  const named =
    meant.from === meant.to
      ? `due on ${meant.to}`
      : meant.from === undefined
        ? `due by ${meant.to}`
        : `due from ${meant.from} to ${meant.to}`;
  return { ...found, input: { status: "pending" }, conditions: [dueIn(meant)], name: { before: [], after: [named] } };
}

/** "today's", "this week's" before "tasks". */
function ownDays(words: readonly string[], at: number): { span: "today" | "week"; end: number } | undefined {
  if (words[at] === "today" && words[at + 1] === "'s") return { span: "today", end: at + 2 };
  if (words[at] === "this" && words[at + 1] === "week" && words[at + 2] === "'s") return { span: "week", end: at + 3 };
  return undefined;
}

/**
 * The selection in tokens; undefined when they mean one task.
 * @param fallback the tasks meant when the words do not say
 */
export function selectionOf(message: Message, fallback: "all" | "pending" | "completed"): Selection | undefined {
  const words = message.tokens.map(({ word }) => word);
  let at = 0;
  const all = every.has(words[0] ?? "") ? words[at++] : undefined;
  while (owners.has(words[at] ?? "")) at++;
  const isOwned = /^(?:my|the)$/.test(words[all ? 1 : 0] ?? "");
  const own = ownDays(words, at);
  if (own) at = own.end;
  const kinds: string[] = [];
  for (; ; at++) {
    const word = words[at] ?? "";
    const isKind =
      completed.has(word) || pending.has(word) || late.has(word) || neutral.has(word) || priorityOf(word) !== undefined;
    if (word === "past" && words[at + 1] === "due") {
      kinds.push("overdue");
      at++;
    } else if (isKind) kinds.push(word);
    else if (kinds.length === 0 || (word !== "," && word !== "and")) break;
  }
  const isNoun = (index: number) => plurals.has(words[index] ?? "") || singulars.has(words[index] ?? "");
  const start = at;
  if (words[at] === "to" && /^dos?$/.test(words[at + 1] ?? "")) at += 2;
  else if (isNoun(at)) at++;
  if (at > start && words[at] === "list") at++;
  const noun = at > start ? words[at - 1] : undefined;
  const isPlural = noun !== undefined && (plurals.has(noun) || noun === "dos");
  const rest = part(message, at);
  // "the task about milk", "tasks" and "important" are no selections; "all", "completed" and "my tasks" are.
  const isAlone =
    noun === undefined &&
    rest.tokens.length === 0 &&
    kinds.length === 1 &&
    (completed.has(kinds[0] ?? "") || pending.has(kinds[0] ?? "") || late.has(kinds[0] ?? ""));
  const isKind = kinds.length > 0 || own ? isAlone || isPlural : false;
  const isOwn = noun !== undefined && isPlural && (rest.tokens.length > 0 || isOwned || /^lists?$/.test(noun));
  if (!all && !isKind && !isOwn) return undefined;
  if (all && /^(?:each|every)$/.test(all) && noun === undefined) return undefined;
  const isDone = kinds.some((kind) => completed.has(kind));
  const isLate = kinds.some((kind) => late.has(kind));
  const status = isDone ? "completed" : isLate || kinds.some((kind) => pending.has(kind)) ? "pending" : fallback;
  const found = restOf(rest, status) ?? milkTasks(rest, all, noun, status);
  if (!found) return undefined;
  const input = isLate ? { ...found.input, status: "pending" as const, due: "overdue" } : found.input;
  const priority = priorityIn(kinds);
  const conditions = priority
    ? [(task: ListedTask) => task.priority === priority, ...found.conditions]
    : [...found.conditions];
  if (own) {
    Object.assign(input, { status: "pending", due: own.span });
    conditions.push(onTime(own.span, message.today));
  }
  const where = (task: ListedTask) => conditions.every((holds) => holds(task));
  return { input, ...(conditions.length > 0 && { where }), name: nameOf(input, priority, found.name.after) };
}

/** "all milk tasks". */
function milkTasks(
  rest: Message,
  all: string | undefined,
  noun: string | undefined,
  status: Found["input"]["status"],
): Found | undefined {
  const last = rest.tokens.at(-1)?.word ?? "";
  if (!all || noun !== undefined || !/^(?:tasks|todos|items|ones)$/.test(last) || rest.tokens.length < 2)
    return undefined;
  const q = textOf(rest, 0, rest.tokens.length - 1).slice(0, 200);
  return { input: { status: status ?? "all", q }, conditions: [], name: { before: [], after: [] } };
}

function nameOf({ status, due: span, q }: Selection["input"], priority: string | undefined, after: string[]): string {
  const words = [
    priority && `${priority}-priority`,
    span === "overdue" ? "overdue" : status === "completed" ? "completed" : status === "pending" ? "open" : "",
    "tasks",
    span === "today" ? "due today" : span === "week" ? "due within a week" : "",
    ...after,
    q ? `about "${q}"` : "",
  ];
  return words.filter(Boolean).join(" ");
}
