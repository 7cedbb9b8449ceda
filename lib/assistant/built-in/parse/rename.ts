import { longestTitle } from "@/lib/tasks/constants.ts";
import { type Intent, say } from "../intents.ts";
import { pattern, type Way } from "../match.ts";
import { type Message, part, textOf } from "../normalize.ts";
import { referenceOf, unquoted } from "../reference.ts";
import { cuts } from "./changes.ts";
import { answered, update } from "./shared.ts";

/** Parses new titles and descriptions of tasks. */

const explain = (said: Message, description: Message): Intent | undefined => {
  const text = textOf(unquoted(description));
  return text === "" ? undefined : update(said, { description: text });
};

const withoutColon = (message: Message): Message =>
  message.tokens.at(-1)?.word === ":" ? part(message, 0, message.tokens.length - 1) : message;

/** "add a note to 3: …". */
export const descriptions: Way<Intent>[] = [
  [
    pattern(
      "(add|attach|put|write) (an|a|the|this|some)? @details (to|on|for|in) {task} (saying|that says|:|that) {text...}",
    ),
    (slots) => explain(withoutColon(slots.get("task")), slots.get("text")),
  ],
  [
    pattern("(set|change|update|make) the? @details (of|for|on) {task} (to|as|:) {text...}"),
    (slots) => explain(slots.get("task"), slots.get("text")),
  ],
  [
    pattern("(set|change|update) {task} 's @details to {text...}"),
    (slots) => explain(slots.get("task"), slots.get("text")),
  ],
  [
    pattern("(remove|delete|clear|erase|drop) (the|its)? @details (of|from|for|on) {task...}"),
    (slots) => update(slots.get("task"), { description: "" }),
  ],
  [
    pattern("describe {task} (as|:|with) {text...}"),
    (slots) => explain(withoutColon(slots.get("task")), slots.get("text")),
  ],
  [
    pattern("@details (of|for|on) {task} (is|:) {text...}"),
    (slots) => {
      const reference = referenceOf(slots.get("task"));
      return reference?.kind === "id" ? explain(slots.get("task"), slots.get("text")) : undefined;
    },
  ],
  [
    pattern("(add|put|attach) {text...} to the? @details of {task...}"),
    (slots) => explain(slots.get("task"), slots.get("text")),
  ],
];

function rename(said: Message, title: Message): Intent | undefined {
  const text = textOf(unquoted(title));
  if (!/[^\s\p{P}]/u.test(text)) return undefined;
  if (text.length > longestTitle) return say(`Titles have at most ${longestTitle} characters.`);
  return update(said, { title: text });
}

const askTitle = (said: Message): Intent => ({
  kind: "ask",
  question: "What is the new title?",
  fill: (answer, known) => {
    const title = answered(answer, known);
    return rename(said, /^(?:to|as)$/.test(title.tokens[0]?.word ?? "") ? part(title, 1) : title);
  },
});

/** The first split of "milk to oat milk" that has a meaning. */
function renamed(message: Message, joints: readonly string[]): Intent | undefined {
  for (const { said, rest } of cuts(message, (word) => joints.includes(word))) {
    const isArrow = /^[-=]$/.test(rest.tokens[0]?.word ?? "");
    if (isArrow && rest.tokens[1]?.word !== ">") continue;
    const intent = rename(withoutColon(said), part(rest, isArrow ? 2 : 1));
    if (intent) return intent;
  }
  return undefined;
}

const arrows = ["-", "=", "→", ":"];

/** "rename 3 to …". */
export const titles: Way<Intent>[] = [
  [
    pattern("(change|set|edit|update|fix|correct) the? (title|name|text|wording) (of|for|on) {rest...}"),
    (slots) => renamed(slots.get("rest"), ["to", "into", "as", ":"]) ?? askTitle(slots.get("rest")),
  ],
  [
    pattern("(change|set|edit|update) {task} 's (title|name) to {title...}"),
    (slots) => rename(slots.get("task"), slots.get("title")),
  ],
  [
    pattern("(rename|retitle|reword|rephrase)"),
    () => ({
      kind: "ask",
      question: 'Which task, and what is the new title? For example "rename 3 to Write the report".',
      fill: (answer, known) => renamed(answered(answer, known), ["to", "into", "as", ":"]),
    }),
  ],
  [
    pattern("(rename|retitle|reword|rephrase) {rest...}"),
    (slots) =>
      renamed(slots.get("rest"), ["to", "into", "as", ...arrows]) ??
      (referenceOf(slots.get("rest")) ? askTitle(slots.get("rest")) : undefined),
  ],
  [
    pattern("(change|turn|update|edit|reword|correct) {rest...}"),
    (slots) => renamed(slots.get("rest"), ["to", "into", ...arrows]),
  ],
  [pattern("(replace|swap|substitute) {rest...}"), (slots) => renamed(slots.get("rest"), ["with", "by", "for"])],
  [
    pattern("(call|make|title) (@noun? @number|it|this one|that one) (say|read|called)? {title...}"),
    (slots, message) =>
      rename(part(message, 1, message.tokens.length - slots.get("title").tokens.length), slots.get("title")),
  ],
];
