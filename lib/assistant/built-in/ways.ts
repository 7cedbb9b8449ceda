import { dayOf } from "@/lib/tasks/days.ts";
import type { Heard } from "./hear.ts";
import type { Intent } from "./intents.ts";
import type { Json } from "./prompt.ts";
import { referenceOf } from "./reference.ts";

/** What the ways to ask for a change of a task have in common. */

/** A pattern, and what a message means that fits it. */
export type Way = [pattern: RegExp, (words: string[], heard: Heard) => Intent | undefined];

const askWhich = (changes: Json): Intent => ({
  kind: "ask",
  question: "Which task? Its number or words of its title will do.",
  fill: (answer) => update(answer, changes),
});

/** A change of the task that words mean. */
export function update(said: string, changes: Json): Intent | undefined {
  const reference = referenceOf(said);
  return reference ? { kind: "one", tool: "update_task", reference, changes } : undefined;
}

/** The same, and asks which task when none is named. */
export const updateOrAsk = (said: string, changes: Json): Intent => update(said, changes) ?? askWhich(changes);

/** Whether words name a day that tools understand. */
export const isDay = (words: string, today: string): boolean =>
  words.length <= 100 && typeof dayOf(words, today) === "string";

/** All ways to cut a text in two at a word, the first one first. */
export function* cuts(text: string, at: RegExp): Generator<[before: string, after: string]> {
  for (const match of text.matchAll(at)) {
    const after = text.slice(match.index + match[0].length).trim();
    if (match.index > 0 && after) yield [text.slice(0, match.index).trim(), after];
  }
}

/** The first way that fits, and has a meaning. */
export function understood(ways: Way[], heard: Heard): Intent | undefined {
  for (const [way, read] of ways) {
    const match = way.exec(heard.text);
    const intent = match && read(match.slice(1), heard);
    if (intent) return intent;
  }
  return undefined;
}
