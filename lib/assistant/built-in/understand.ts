import type { Call, Intent, Known } from "./intents.ts";
import { say } from "./intents.ts";
import { type Budget, type Message, normalize, part, TooComplicatedError, textOf, wholeBudget } from "./normalize.ts";
import { adding, needed } from "./parse/add.ts";
import { finished, finishing } from "./parse/complete.ts";
import { exporting } from "./parse/export.ts";
import { listing } from "./parse/list.ts";
import { addOne } from "./parse/new-task.ts";
import { askingPractice, practising, suggestingPractice } from "./parse/practice.ts";
import { beyondMe, notAsked, smallTalk, tooComplicatedText } from "./parse/small-talk.ts";
import { askingTime } from "./parse/time-question.ts";
import { askingRunning, tracking } from "./parse/tracking-command.ts";
import { changing, stating } from "./parse/update.ts";
import { isDefinite, referenceOf } from "./reference.ts";

/** From a message to the user's intent. */

type Recogniser = (message: Message) => Intent | undefined;

const leads = ["the one", "i mean", "i meant", "number", "it 's", "it is", "make it", "take", "that 's"].map((lead) =>
  lead.split(" "),
);

function withoutLead(message: Message): Message {
  const lead = leads.find((words) => words.every((word, at) => message.tokens[at]?.word === word));
  return lead && lead.length < message.tokens.length ? part(message, lead.length) : message;
}

const picking: Recogniser = (message) => {
  const reference = referenceOf(withoutLead(message)) ?? referenceOf(message);
  return reference && isDefinite(reference) ? { kind: "pick", reference } : undefined;
};

// "I need to …" is a task, unless it is something that only Stint can do.
const needing: Recogniser = (message) => {
  const rest = needed(message);
  if (rest === undefined || message.isQuestion) return undefined;
  const command = commands(rest) ?? listing(rest);
  const isCommand =
    command?.kind === "one" ? isDefinite(command.reference) : command?.kind === "bulk" || command?.kind === "list";
  if (isCommand) return command;
  const isOwn = /^(?:add|create|see|know|be)$/.test(rest.tokens[0]?.word ?? "");
  const seen = /^(?:see|know)$/.test(rest.tokens[0]?.word ?? "") ? part(rest, 1) : rest;
  return (isOwn ? (adding(rest) ?? asking(seen)) : undefined) ?? addOne(textOf(rest), message.more, message);
};

/** The first result of several parsers. */
const firstOf =
  (...recognisers: Recogniser[]): Recogniser =>
  (message) => {
    for (const recogniser of recognisers) {
      const intent = recogniser(message);
      if (intent) return intent;
    }
    return undefined;
  };

const asking = firstOf(practising, tracking, suggestingPractice, askingPractice, askingRunning, askingTime);
// A command's first word decides first; statements come last.
const commands = firstOf(changing, finishing, adding);
const everything = firstOf(
  smallTalk,
  exporting,
  notAsked,
  asking,
  picking,
  needing,
  commands,
  stating,
  finished,
  listing,
  beyondMe,
);

type Safe = Extract<Intent, { kind: "call" | "one" }>;

const writes = new Set(["add_task", "complete_task", "reopen_task", "update_task"]);

const isSafe = (intent: Intent): intent is Safe =>
  intent.kind === "call"
    ? intent.calls.every(({ tool }) => writes.has(tool))
    : intent.kind === "one" && intent.reference.kind === "id" && intent.tool !== "delete_task";

function callsOf(intent: Safe): Call[] {
  if (intent.kind === "call") return intent.calls;
  const { reference } = intent;
  const task_id = reference.kind === "id" ? reference.id : reference.kind === "words" ? reference.words : undefined;
  return task_id === undefined ? [] : [{ tool: intent.tool, input: { task_id, ...intent.changes } }];
}

const mostCommands = 10;

/** Several commands in one message, a line each; undefined unless all of them are understood, and none deletes. */
function several(said: string, known: Known, budget: Budget): Intent | undefined {
  const parts = said
    .slice(0, 4000)
    .split(/[\n;]/)
    .flatMap((line) => line.split(/ then /i))
    .map((line) => line.trim().replace(/(?:,| and|, and)$/i, ""))
    .filter(Boolean);
  if (parts.length < 2 || parts.length > mostCommands) return undefined;
  const intents = parts.map((line) => commands(normalize(line, known, budget)));
  if (!intents.every((intent) => intent !== undefined && isSafe(intent))) return undefined;
  return { kind: "call", calls: intents.flatMap((intent) => (intent && isSafe(intent) ? callsOf(intent) : [])) };
}

const verbs = new Set(
  "move make set mark rename complete finish push postpone give change reopen snooze reschedule update add call close".split(
    " ",
  ),
);
const pronouns = new Set("it that them".split(" "));

/** "… and make it urgent", "complete 3 and reopen 4": two actions in one sentence. */
function combined(message: Message): Intent | undefined {
  const { tokens } = message;
  for (let at = tokens.length - 3; at > 1; at--) {
    if (tokens[at]?.word !== "and" || !verbs.has(tokens[at + 1]?.word ?? "")) continue;
    const next = tokens[at + 2];
    const isPronoun = pronouns.has(next?.word ?? "");
    if (!isPronoun && next?.kind !== "number") continue;
    const comma = tokens[at - 1]?.word === "," ? at - 1 : at;
    const [left, right] = [commands(part(message, 0, comma)), commands(part(message, at + 1))];
    const both = left && right && joined(left, right);
    if (both) return both;
  }
  return undefined;
}

function joined(left: Intent, right: Intent): Intent | undefined {
  if (right.kind !== "one") return undefined;
  const refersBack = right.reference.kind === "it" || right.reference.kind === "them";
  if (left.kind === "call" && left.calls.every(({ tool }) => tool === "add_task")) {
    if (!refersBack || right.tool !== "update_task") return undefined;
    return { ...left, calls: left.calls.map(({ tool, input }) => ({ tool, input: { ...input, ...right.changes } })) };
  }
  if (left.kind !== "one" || left.tool === "delete_task" || right.tool === "delete_task") return undefined;
  const target = refersBack ? left.reference : right.reference;
  const isSame = refersBack && left.tool === "update_task" && right.tool === "update_task";
  if (isSame) return { ...left, changes: { ...left.changes, ...right.changes } };
  if (
    (left.reference.kind !== "id" && left.reference.kind !== "words") ||
    (target.kind !== "id" && target.kind !== "words")
  )
    return undefined;
  const first = callsOf(left);
  const second = callsOf({ ...right, reference: target });
  // A completed task no longer matches by its words, which prefer open ones.
  return {
    kind: "call",
    calls: refersBack && left.tool === "complete_task" ? [...second, ...first] : [...first, ...second],
  };
}

/**
 * The intent of a message. Accepts any text; never throws, and takes a bounded number of steps.
 * @param steps how many steps it may take
 */
export function understand(said: string, known: Known, steps = wholeBudget): Intent {
  const budget: Budget = { left: steps };
  try {
    const message = normalize(said, known, budget);
    return several(said, known, budget) ?? combined(message) ?? everything(message) ?? { kind: "unknown" };
  } catch (error) {
    if (error instanceof TooComplicatedError) return say(tooComplicatedText);
    throw error;
  }
}
