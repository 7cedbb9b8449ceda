import { dayOf } from "@/lib/tasks/days.ts";
import { monthNamed, weekdayNamed } from "../date-words.ts";
import type { Intent, Known } from "../intents.ts";
import { type Message, normalize, part, reread, spend, textOf } from "../normalize.ts";
import type { Json } from "../prompt.ts";
import { partsOf, referenceOf } from "../reference.ts";

/** Shared parts of the commands that change a task. */

export const askWhich = (changes: Json): Intent => ({
  kind: "ask",
  question: "Which task? Give its number or part of its title.",
  fill: (answer, known) => update(answered(answer, known), changes),
});

/** An answer to a question, as a message of its own. */
export const answered = (answer: string, known: Known): Message =>
  reread(normalize("", { today: known.today, weekStart: known.weekStart }), answer);

/** "milk, eggs and bread": the same change of each. */
function updateEach(said: Message, changes: Json): Intent | undefined {
  const found = partsOf(said);
  if (!found?.hasComma) return undefined;
  const named = found.parts
    .map(referenceOf)
    .map((each) => (each?.kind === "words" ? each.words : each?.kind === "id" && each.id));
  if (!named.every(Boolean)) return undefined;
  return {
    kind: "call",
    calls: named.map((task_id) => ({ tool: "update_task", input: { ...changes, task_id } as Json })),
  };
}

/** A change of the tasks that tokens mean. */
export function update(said: Message, changes: Json): Intent | undefined {
  const reference = referenceOf(said);
  const each = reference?.kind === "words" ? updateEach(said, changes) : undefined;
  if (each) return each;
  return reference ? { kind: "one", tool: "update_task", reference, changes } : undefined;
}

/** The same, and asks which task when none is named. */
export const updateOrAsk = (said: Message, changes: Json): Intent => update(said, changes) ?? askWhich(changes);

const dayWords = new Set(
  (
    "today tomorrow tonight yesterday next this the in within end eod eow eom on by until for at before due day a an " +
    "last coming now asap immediately none no never without weekend sunday fortnight + over latest one two three four " +
    "five six seven eight nine ten eleven twelve following later"
  ).split(" "),
);

/** Whether tokens may be a day at all, so that others are skipped cheaply. */
function mayBeDay({ tokens }: Message): boolean {
  const word = tokens[0]?.word ?? "";
  return dayWords.has(word) || /^\d/.test(word) || monthNamed(word) !== undefined || weekdayNamed(word) !== undefined;
}

const costOfDay = 1500;

/** The words of a day that tools understand, as they were written; undefined when tokens are none. */
export function dayWordsOf(message: Message): string | undefined {
  const said = withoutLead(message);
  const text = textOf(said);
  if (text === "" || text.length > 100 || !mayBeDay(said)) return undefined;
  spend(message.budget, costOfDay);
  // Tools parse the words themselves, unless only this grammar understands them.
  const spelled = said.tokens.map(({ word }) => word).join(" ");
  for (const words of [text, spelled]) {
    if (typeof dayOf(words, message.today, message.weekStart) === "string") return words;
  }
  return undefined;
}

/** Tokens without the "on" or "by" before them. */
export function withoutLead(message: Message): Message {
  const isLead = /^(?:on|by|due|until|for)$/.test(message.tokens[0]?.word ?? "") && message.tokens.length > 1;
  return isLead ? withoutLead(part(message, 1)) : message;
}
