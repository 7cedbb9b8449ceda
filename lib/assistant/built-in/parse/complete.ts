import type { Intent, OneTool } from "../intents.ts";
import { match, type Pattern, pattern } from "../match.ts";
import { type Message, part, textOf } from "../normalize.ts";
import { isDefinite, partsOf, type Reference, referenceOf } from "../reference.ts";
import { selectionOf } from "../selection.ts";
import { answered } from "./shared.ts";

/** Parses requests to complete, reopen or delete tasks. */

type Action = "complete" | "reopen" | "delete";

const toolOf: Record<Action, OneTool> = { complete: "complete_task", reopen: "reopen_task", delete: "delete_task" };

const askWhich = (action: Action): Intent => ({
  kind: "ask",
  question: `Which task should I ${action}? Give its number or part of its title.`,
  fill: (answer, known) => {
    const reference = referenceOf(answered(answer, known));
    return reference && act(action, reference);
  },
});

const act = (action: Action, reference: Reference): Intent => ({ kind: "one", tool: toolOf[action], reference });

/** "milk, eggs and bread": one after the other; "milk and eggs" may be one task. */
function actOnEach(action: Action, said: Message): Intent | undefined {
  const found = partsOf(said);
  if (!found) return undefined;
  const references = found.parts.map(referenceOf);
  if (!references.every((each) => each?.kind === "words" || each?.kind === "id")) return undefined;
  const words = references.map((each) => (each?.kind === "words" ? each.words : each?.kind === "id" ? each.id : ""));
  if (action === "delete") return { kind: "remove", words: words.map(String) };
  const whole = referenceOf(said);
  if (!found.hasComma && whole?.kind === "words")
    return { kind: "either", tool: toolOf[action], whole: whole.words, parts: words.map(String) };
  return { kind: "call", calls: words.map((task_id) => ({ tool: toolOf[action], input: { task_id } })) };
}

/** One task, several by number or name, or all of a kind. */
function actOn(action: Action, said: Message): Intent | undefined {
  const fallback = action === "delete" ? "all" : action === "complete" ? "pending" : "completed";
  const selection = selectionOf(said, fallback);
  if (selection) return { kind: "bulk", action, selection };
  const reference = referenceOf(said);
  if (reference && !isDefinite(reference)) return actOnEach(action, said) ?? act(action, reference);
  return reference && act(action, reference);
}

const trailing = "((from|off|on|in) (my|the)? (list|tasks|task list|todo list|todos))? (now|too|as well|again)?";

type Command = [pattern: Pattern, action: Action];

const commands: Command[] = [
  [pattern("(mark|set|change|flag|move|make|turn|put) {task} (as|to|back to|back as)? @undone"), "reopen"],
  [pattern("(mark|set) as @undone :? {task...}"), "reopen"],
  [pattern(`(reopen|uncomplete|unfinish|uncheck|untick|unmark) {task}? ${trailing}`), "reopen"],
  [pattern("(mark|set|change|flag|move|make|turn|put) {task} (as|to|into)? @done"), "complete"],
  [pattern("(mark|set) as? @done :? {task...}"), "complete"],
  [pattern("(check|tick|cross|strike|mark) {task}? off ((my|the) (list|tasks|todo list))?"), "complete"],
  [pattern(`(check|tick|cross|mark|strike) (off|out) {task} ${trailing}`), "complete"],
  [pattern(`(complete|finish|tick|finalize|finish up|finish off) {task}? ${trailing}`), "complete"],
  [pattern("(close|resolve) {task...}"), "complete"],
  [pattern("@done with? :? {doneof...}"), "complete"],
  [pattern(`(delete|remove|erase|trash|discard|get rid of|throw away|throw out|bin) {task}? ${trailing}`), "delete"],
  [pattern("take {task} off (my|the)? (list|tasks|task list|todo list)"), "delete"],
  [pattern("(cancel|drop|kill|scrap) {dropped...}"), "delete"],
  [pattern("(clear|clean|clean up|clear out|clean out|empty|wipe|purge|tidy up|tidy) (up|out)? {swept...}"), "delete"],
  [pattern("(clear|clean|clean up|clear out|clean out|empty|wipe|purge|tidy up|tidy)"), "delete"],
];

const notOne = /^(?:tasks|todos|items|ones|things|this|last|today|yesterday|from|since|in)$/;

/** The task of a command; null for a command about something else. */
function taskIn(
  [way, action]: Command,
  message: Message,
): { action: Action; said: Message; isSweep: boolean } | undefined {
  const slots = match(way, message);
  if (!slots) return undefined;
  if (slots.has("doneof")) {
    const said = slots.get("doneof");
    return notOne.test(said.tokens[0]?.word ?? "") ? undefined : { action, said, isSweep: false };
  }
  if (slots.has("dropped")) {
    const said = slots.get("dropped");
    const words = said.tokens.map(({ word, kind }) => (kind === "number" ? "#" : word));
    const first = /^(?:the|my)$/.test(words[0] ?? "") ? 1 : 0;
    const isTask =
      words[first] === "#" ||
      /^(?:task|todo)$/.test(words[first] ?? "") ||
      (words.length > 1 && words.at(-1) === "task");
    return isTask ? { action, said, isSweep: false } : undefined;
  }
  return {
    action,
    said: slots.get(slots.has("swept") ? "swept" : "task"),
    isSweep: slots.has("swept") || message.tokens.length === 1,
  };
}

const sweeping = /^(?:clear|clean|empty|wipe|purge|tidy)$/;

/** A command such as "complete 3", "reopen the milk one" or "delete all completed tasks". */
export function finishing(message: Message): Intent | undefined {
  for (const command of commands) {
    const found = taskIn(command, message);
    if (!found) continue;
    const intent = actOn(found.action, found.said);
    // Objects of "clear" and the like; anything else is not the list.
    if (sweeping.test(message.tokens[0]?.word ?? "")) return intent?.kind === "bulk" ? intent : undefined;
    return intent ?? askWhich(found.action);
  }
  return undefined;
}

const statements: Command[] = [
  [
    pattern(
      "{task} (is|are|was|were) (still|actually|really)? (not|n't) (really|actually)? @done (yet|after all|any more|anymore)?",
    ),
    "reopen",
  ],
  [pattern("{task} (isn't|aren't|wasn't) (really|actually)? @done (yet|after all|any more|anymore)?"), "reopen"],
  [pattern("i ('m|am) all? (done|finished|through) with {task} (now|today|already)?"), "complete"],
  [
    pattern(
      "(i|we) ('ve|have|just|already|finally|did)* (finished|completed|done|did|closed|wrapped up|got done|took care of|checked off|ticked off) with? {task} (now|today|already|just now|this morning)?",
    ),
    "complete",
  ],
  [
    pattern(
      "(finished|completed|did|wrapped up|just finished|just did|just completed|all done with|finally finished) {doneof...}",
    ),
    "complete",
  ],
  [
    pattern(
      "{task} ('s|is|are|was|were|got|has been|have been) (now|already|all|finally)* @done (now|too|already|today)?",
    ),
    "complete",
  ],
  [pattern("{numbered} ,? (done|completed|finished|complete|check|✓|✔|✅)"), "complete"],
  [pattern("(✓|✔|✅|\\[ x \\]) {task...}"), "complete"],
];

const asked = new Set(
  "what which how when where who why show list is are do does did tell have has can anything nothing".split(" "),
);
const notDone = new Set(
  "hours minutes nothing half almost nearly not n't never yoga practice practiced practices work well best isn't aren't wasn't don't".split(
    " ",
  ),
);
const fillers = new Set("now today already too".split(" "));

const withoutEnd = (message: Message): Message =>
  fillers.has(message.tokens.at(-1)?.word ?? "") && message.tokens.length > 1
    ? part(message, 0, message.tokens.length - 1)
    : message;

/** Statements instead of commands: "I finished the report", "#4 is done". */
export function finished(message: Message): Intent | undefined {
  const { tokens, isQuestion } = message;
  if (isQuestion || asked.has(tokens[0]?.word ?? "")) return undefined;
  const isNegated = tokens.some(({ word }) => /^(?:not|n't|isn't|aren't|wasn't)$/.test(word));
  for (const [way, action] of statements) {
    if (action === "complete" && tokens.some(({ word }) => notDone.has(word))) continue;
    if (action === "reopen" && !isNegated) continue;
    const slots = match(way, message);
    if (!slots) continue;
    if (slots.has("numbered")) {
      const reference = referenceOf(slots.get("numbered"));
      if (reference?.kind !== "id" && reference?.kind !== "ids") continue;
      return act(action, reference);
    }
    const task = slots.has("doneof") ? withoutEnd(slots.get("doneof")) : slots.get("task");
    if (slots.has("doneof") && notOne.test(task.tokens[0]?.word ?? "")) continue;
    return textOf(task) === "" ? undefined : actOn(action, task);
  }
  return undefined;
}
