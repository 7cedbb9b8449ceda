import { shifted, unitNamed, wholeUnit } from "./date-words.ts";
import { type Intent, type Known, type ListedTask, type OneTool, say } from "./intents.ts";
import { matching, shownOf } from "./lists.ts";
import { type Message, normalize, part, TooComplicatedError } from "./normalize.ts";
import { answered } from "./parse/shared.ts";
import { tooComplicatedText, unknownTo } from "./parse/small-talk.ts";
import { askedFurther } from "./parse/time-question.ts";
import type { Json, Step, Talk, Turn } from "./prompt.ts";
import { isDefinite, referenceOf } from "./reference.ts";
import { again, callsFor, chosen, type One, resolved } from "./resolve-reference.ts";
import { candidatesOf, errorOf, resultOf, taskOf, tasksIn } from "./results.ts";
import { understand } from "./understand.ts";

/** Resolves a message by the ones before it: "the second one", "yes", "and last week?". */

const oneTools = new Set<string>(["complete_task", "reopen_task", "delete_task", "update_task"] satisfies OneTool[]);

const turnAt = ({ turns }: Talk, index: number): Turn => turns[index] ?? { said: "", steps: [] };

/** The tasks a turn mentioned, in the order in which they were shown. */
function tasksOf(talk: Talk, index: number): ListedTask[] {
  const { steps } = turnAt(talk, index);
  const last = steps.at(-1);
  if (!last) return [];
  const candidates = candidatesOf(last);
  if (candidates.length > 0) return candidates;
  if (last.tool === "list_tasks") {
    const intent = intentAt(talk, index);
    if (intent.kind === "remove")
      return intent.words.length === 1 ? matching(intent.words[0] ?? "", tasksIn(resultOf(last)?.tasks)) : [];
    return shownOf(last, intent.kind === "list" || intent.kind === "bulk" ? intent.selection : undefined);
  }
  const changed = tasksIn(resultOf(last)?.tasks);
  return changed.length > 0 ? changed : steps.flatMap((step) => (errorOf(step) ? [] : (taskOf(step) ?? [])));
}

/** The tasks mentioned last before a turn. */
function spokenOf(talk: Talk, index: number): ListedTask[] {
  for (let before = index - 1; before >= 0; before--) {
    const tasks = tasksOf(talk, before);
    if (tasks.length > 0) return tasks;
  }
  return [];
}

function settled(intent: One, tasks: ListedTask[]): Intent {
  const reference = resolved(intent.reference, tasks);
  if (!reference) {
    return {
      kind: "ask",
      question: "Which task do you mean? Give its number or part of its title.",
      fill: (answer, known) => {
        const meant = referenceOf(answered(answer, known));
        return meant && { ...intent, reference: meant };
      },
    };
  }
  if (reference.kind === "id") return { kind: "call", calls: callsFor(intent, [reference.id]) };
  if (reference.kind === "ids") return { kind: "call", calls: callsFor(intent, reference.ids) };
  const task_id = reference.kind === "words" ? reference.words : "";
  if (intent.tool === "delete_task") return { kind: "remove", words: [task_id] };
  return { kind: "call", calls: [{ tool: intent.tool, input: { task_id, ...intent.changes } }] };
}

/** A question that the previous turn left open. */
type Open =
  | { kind: "ask"; intent: Extract<Intent, { kind: "ask" }> }
  | { kind: "which"; step: Step; candidates: ListedTask[] };

function openAfter(talk: Talk, index: number): Open | undefined {
  if (index < 0) return undefined;
  const last = turnAt(talk, index).steps.at(-1);
  if (!last) {
    const intent = intentAt(talk, index);
    return intent.kind === "ask" ? { kind: "ask", intent } : undefined;
  }
  const intent = last.tool === "list_tasks" ? intentAt(talk, index) : undefined;
  if (intent?.kind === "remove" && intent.words.length === 1) {
    const step: Step = { ...last, tool: "delete_task", input: { task_id: intent.words[0] } };
    return { kind: "which", step, candidates: tasksOf(talk, index) };
  }
  const candidates = candidatesOf(last);
  return candidates.length > 0 && oneTools.has(last.tool) ? { kind: "which", step: last, candidates } : undefined;
}

const nothingWaits = say("Good. No question is open. What should I do next?");
const nothingDone = say("All right, I changed nothing.");

function answerTo(open: Open, said: string, own: Intent, known: Known): Intent | undefined {
  if (own.kind === "decide" && !own.yes) return nothingDone;
  if (open.kind === "ask") return own.kind === "decide" ? undefined : open.intent.fill(said.slice(0, 600), known);
  const [only, other] = open.candidates;
  if (own.kind === "decide")
    return only && !other ? again(open.step, [only.id]) : say("Which one? Give its number or part of its title.");
  const ids = chosen(answered(said.slice(0, 300), known), open.candidates);
  return ids.length > 0 ? again(open.step, ids) : undefined;
}

/** Undoes the latest change, as far as tools can. */
function undone(talk: Talk, index: number): Intent {
  for (let before = index - 1; before >= 0; before--) {
    const step = turnAt(talk, before).steps.findLast(
      (each) => each.tool !== "list_tasks" && !errorOf(each) && taskOf(each),
    );
    const task = step && taskOf(step);
    const value = step && resultOf(step);
    if (!task || !value) continue;
    const { status, already, previous } = value;
    const one = (tool: OneTool, changes?: One["changes"]): Intent =>
      settled({ kind: "one", tool, reference: { kind: "id", id: task.id }, ...(changes && { changes }) }, []);
    if (status === "completed" && !already) return one("reopen_task");
    if (status === "reopened" && !already) return one("complete_task");
    if (status === "updated" && typeof previous === "object" && previous !== null) {
      const changes = Object.entries(previous).map(([name, was]) => [
        name,
        was === null && name !== "priority" ? "" : was,
      ]);
      return one("update_task", Object.fromEntries(changes));
    }
    if (status === "created") return say(`Press **Undo** on its card, or write "delete ${task.id}".`);
    break;
  }
  return say(
    "There is nothing to undo here. To restore something you deleted, press **Undo** on its card within one hour.",
  );
}

// A pull request or a time alone starts nothing, but answers a question.
const isAnswer = (own: Intent): boolean =>
  own.kind === "list" || (own.kind === "call" && own.calls.every(({ tool }) => tool === "tracked_time"));

// A message may refer to the one before it more than once, and that to the one before it.
const meant = new WeakMap<Talk, Intent[]>();

/** The intent of a turn's message, resolved by earlier ones: never `one`, `pick`, `decide` or `undo`. */
export function intentAt(talk: Talk, index: number): Intent {
  const known = meant.get(talk) ?? [];
  meant.set(talk, known);
  const intent = known[index] ?? meaningWithin(talk, index);
  known[index] = intent;
  return intent;
}

function meaningWithin(talk: Talk, index: number): Intent {
  try {
    return meaningOf(talk, index);
  } catch (error) {
    if (error instanceof TooComplicatedError) return say(tooComplicatedText);
    throw error;
  }
}

function meaningOf(talk: Talk, index: number): Intent {
  const { said } = turnAt(talk, index);
  const own = understand(said, talk);
  const isVague =
    own.kind === "unknown" ||
    own.kind === "pick" ||
    own.kind === "decide" ||
    (own.kind === "one" && !isDefinite(own.reference) && own.tool !== "delete_task");
  const open = isVague || isAnswer(own) ? openAfter(talk, index - 1) : undefined;
  const reply = open && (isVague || open.kind === "ask") ? answerTo(open, said, own, talk) : undefined;
  if (reply) return reply.kind === "one" ? settled(reply, spokenOf(talk, index)) : reply;
  switch (own.kind) {
    case "one":
      return settled(own, own.reference.kind === "id" || own.reference.kind === "words" ? [] : spokenOf(talk, index));
    case "pick": {
      const reference = resolved(own.reference, spokenOf(talk, index));
      if (reference?.kind !== "id")
        return say('What should I do with it? For example "complete 3" or "move 3 to friday".');
      const { id } = reference;
      return {
        kind: "list",
        selection: { input: { status: "all" }, where: (task) => task.id === id, name: `task #${id}` },
        style: "list",
      };
    }
    case "decide":
      return own.yes ? nothingWaits : nothingDone;
    case "undo":
      return undone(talk, index);
    case "unknown":
      return furtherAt(talk, index) ?? say(unknownTo(normalize(said, talk)));
    default:
      return own;
  }
}

const following = new Set("and what how about 's".split(" "));

/** "last week?" without its introductory words. */
function further(message: Message): { rest: Message; isLed: boolean } {
  let at = 0;
  while (following.has(message.tokens[at]?.word ?? "") && at < message.tokens.length - 1) at++;
  return { rest: part(message, at), isLed: at > 0 };
}

const steps: Record<string, [count: number, unit: "day" | "week" | "month" | "year"]> = {
  ...{ today: [0, "day"], yesterday: [-1, "day"], this_week: [0, "week"], last_week: [-1, "week"] },
  ...{ this_month: [0, "month"], last_month: [-1, "month"], this_year: [0, "year"], last_year: [-1, "year"] },
};

/** "the week before", relative to the one asked about. */
function stepBack(message: Message, { period, from }: Json, known: Known): { input: Json; rest: string[] } | undefined {
  const words = message.tokens.map(({ word }) => word).filter((word) => word !== "the");
  const unit = unitNamed(words[0]);
  const [count, own] =
    typeof period === "string" && Object.hasOwn(steps, period) ? (steps[period] ?? [0, ""]) : [0, ""];
  if (words.length !== 2 || words[1] !== "before" || !unit) return undefined;
  const base = own === unit ? shifted(known.today, count, unit) : typeof from === "string" ? from : undefined;
  if (base === undefined) return undefined;
  const first = unit === "month" || unit === "quarter" ? `${base.slice(0, 7)}-01` : base;
  const { from: begins, to } = wholeUnit(shifted(first, -1, unit), unit, { ...known, ahead: false });
  return { input: { ...(begins && { from: begins }), to }, rest: [] };
}

/** "and last week?" after a question about time. */
function furtherAt(talk: Talk, index: number): Intent | undefined {
  const before = index > 0 ? turnAt(talk, index - 1).steps.at(-1) : undefined;
  if (before?.tool !== "tracked_time") return undefined;
  const message = normalize(turnAt(talk, index).said, talk);
  const { rest, isLed } = further(message);
  if (!isLed && !message.isQuestion && rest.tokens.length > 4) return undefined;
  const asked = stepBack(rest, before.input, talk) ?? askedFurther(rest);
  if (!asked) return undefined;
  const { repository, pr_number, group_by, period, from, to } = before.input;
  const isPeriod = asked.input.period !== undefined || asked.input.to !== undefined;
  const kept = {
    ...(asked.input.repository === undefined && { repository, pr_number }),
    ...(!isPeriod && { period, from, to }),
    group_by,
  };
  const input = Object.fromEntries(
    Object.entries({ ...kept, ...asked.input }).filter(([, value]) => value !== undefined),
  );
  return {
    kind: "call",
    calls: [{ tool: "tracked_time", input }],
    ...(asked.rest.length > 0 && { unread: asked.rest }),
  };
}
