import { type Intent, say } from "../intents.ts";
import { firstOf, fits, pattern, type Way } from "../match.ts";
import { type Message, part, textOf } from "../normalize.ts";
import { isDefinite, referenceOf } from "../reference.ts";
import { selectionOf } from "../selection.ts";
import { changed, changesIn, cuts, priorityOf, unclearDay } from "./changes.ts";
import { descriptions, titles } from "./rename.ts";
import { answered, dayWordsOf, update, updateOrAsk, withoutLead } from "./shared.ts";

/** Parses changes of a task's title, description, due date or priority. */

const endsWell = pattern(
  "(change|set|turn|move|mark) {task} (to|as|into) (a|an)? (done|complete|completed|finished|open|pending|not done)",
);

const owner = "(of|for|from|on|to)";

/** "the due date of 3 to friday": the first split whose day is understood, else the first one. */
function dueOf(rest: Message): Intent | undefined {
  let first: Intent | undefined;
  for (const cut of cuts(rest, (word) => /^(?:to|on|as|until|=|:)$/.test(word))) {
    const said = part(cut.rest, 1);
    const day = dayWordsOf(said);
    if (day !== undefined) return update(cut.said, { due_date: day });
    const text = textOf(withoutLead(said)).slice(0, 100);
    first ??= update(cut.said, { due_date: /^(?:none|nothing|never)$/i.test(text) ? "" : text });
  }
  const found = changed(rest);
  return found && "due_date" in found.changes && Object.keys(found.changes).length === 1
    ? update(found.said, found.changes)
    : first;
}

/** Explicit due dates. */
const dueDates: Way<Intent>[] = [
  [
    pattern(`(remove|clear|delete|drop|unset|take off|cancel|erase) (the|its|any)? @date ${owner} {task...}`),
    (slots) => updateOrAsk(slots.get("task"), { due_date: "" }),
  ],
  [
    pattern("(remove|clear|delete|drop|unset|erase) {task} 's @date"),
    (slots) => update(slots.get("task"), { due_date: "" }),
  ],
  [pattern("no @date for {task...}"), (slots) => update(slots.get("task"), { due_date: "" })],
  [pattern(`(set|change|move|make|update|put) (the|a)? @date ${owner} {rest...}`), (slots) => dueOf(slots.get("rest"))],
  [
    pattern("(set|change|move|make|update) {task} 's @date (to|on|as|until) {day...}"),
    (slots) => update(slots.get("task"), { due_date: slots.text("day").slice(0, 100) }),
  ],
  [
    pattern("(add|set) (a|the)? @date (of|on)? {day} (to|for|on) {task...}"),
    (slots) => {
      const due_date = dayWordsOf(slots.get("day"));
      return due_date === undefined ? undefined : update(slots.get("task"), { due_date });
    },
  ],
];

const prioritise = (said: Message, word: string | null): Intent | undefined => {
  const priority = word === null ? null : priorityOf(word);
  return priority === undefined ? undefined : update(said, { priority });
};

/** Explicit priorities. */
const priorities: Way<Intent>[] = [
  [
    pattern("(remove|clear|delete|drop|unset|erase) (the|its|any)? priority (of|for|from|on) {task...}"),
    (slots) => updateOrAsk(slots.get("task"), { priority: null }),
  ],
  [pattern("(remove|clear|drop|unset) {task} 's priority"), (slots) => prioritise(slots.get("task"), null)],
  [pattern("no priority for {task...}"), (slots) => prioritise(slots.get("task"), null)],
  [
    pattern("(set|change|make|update|raise|lower) the? priority (of|for|on) {task} (to|as|=)? {level}"),
    (slots) => prioritise(slots.get("task"), slots.text("level")),
  ],
  [
    pattern("(set|change|make|update|raise|lower) {task} 's priority (to|as) {level}"),
    (slots) => prioritise(slots.get("task"), slots.text("level")),
  ],
  [
    pattern("(add|set|give) a? {level} priority? (to|for|on) {task...}"),
    (slots) => prioritise(slots.get("task"), slots.text("level")),
  ],
  [pattern("priority of? {task} (to|is|=|:)? {level}"), (slots) => prioritise(slots.get("task"), slots.text("level"))],
  [pattern("(deprioritize|lower) {task...}"), (slots) => prioritise(slots.get("task"), "low")],
  [pattern("prioritize {task...}"), (slots) => prioritise(slots.get("task"), "high")],
];

const changing_: Way<Intent>[] = [
  // A day or a priority first: "change 3 to friday" does not rename.
  [
    pattern("(set|make|mark|change|update|edit|give|flag|raise|lower|bump|turn|move|put|keep|have) {rest...}"),
    (slots) => several(slots.get("rest")) ?? both(slots.get("rest")),
  ],
  [
    pattern("(schedule|plan|pencil in) {rest...}"),
    (slots) => {
      const found = both(slots.get("rest"));
      return found?.kind === "one" && isDefinite(found.reference) ? found : undefined;
    },
  ],
];

function both(rest: Message): Intent | undefined {
  const found = changed(rest);
  return found && update(found.said, found.changes);
}

/** "everything due tomorrow to monday": a change of all tasks of a kind. */
function several(rest: Message): Intent | undefined {
  for (let at = rest.tokens.length - 1; at > 0; at--) {
    if (!/^(?:to|until|as|for|due|on|by|high|medium|low|urgent|important)$/.test(rest.tokens[at]?.word ?? "")) continue;
    const changes = changesIn(part(rest, at));
    const selection = changes && selectionOf(part(rest, 0, at), "pending");
    if (selection) return { kind: "bulk", action: "update", selection, changes };
  }
  return undefined;
}

const askUntil = (said: Message): Intent => ({
  kind: "ask",
  question: 'Until which day? For example "friday" or "in two weeks".',
  fill: (answer, known) => {
    const reply = answered(answer, known);
    const day = dayWordsOf(/^(?:to|until|for|on|by)$/.test(reply.tokens[0]?.word ?? "") ? part(reply, 1) : reply);
    return day === undefined ? undefined : updateOrAsk(said, { due_date: day });
  },
});

const byAWhile = pattern("{task} by (an|a|@figure|@number|another|a few) {rest...}");

/** "postpone 3", with or without a day. */
const postponing: Way<Intent>[] = [
  [
    pattern("(postpone|reschedule|snooze|delay|defer|push back|push|put off|bump|shift|move|bring forward) {rest...}"),
    (slots, message) => {
      const rest = slots.get("rest");
      const many = several(rest);
      if (many) return many;
      const alone = fits(byAWhile, rest)
        ? part(
            rest,
            0,
            rest.tokens.findIndex(({ word }) => word === "by"),
          )
        : undefined;
      if (alone) return askUntil(alone);
      const moved = both(rest);
      if (moved) return moved;
      const unclear = unclearDay(rest);
      if (unclear)
        return {
          kind: "one",
          tool: "update_task",
          reference: unclear.reference,
          changes: { due_date: unclear.due_date },
        };
      const reference = referenceOf(rest);
      // "move milk" may be about anything; "move 3" and "postpone milk" are not.
      if (/^(?:move|push|shift|bump)$/.test(message.tokens[0]?.word ?? "") && !(reference && isDefinite(reference)))
        return undefined;
      const isBack = /^(?:back|off|out)$/.test(rest.tokens.at(-1)?.word ?? "");
      return askUntil(isBack ? part(rest, 0, rest.tokens.length - 1) : rest);
    },
  ],
];

const unsaid: Way<Intent>[] = [
  [
    pattern("(change|update|edit|modify) {rest...}"),
    (slots) => {
      const reference = referenceOf(slots.get("rest"));
      const examples = '"rename 3 to Write the report", "move 3 to friday" or "make 3 high priority"';
      return reference && isDefinite(reference) ? say(`What should I change? For example ${examples}.`) : undefined;
    },
  ],
];

const commands = [...descriptions, ...dueDates, ...priorities, ...changing_, ...titles, ...postponing, ...unsaid];

/** Undefined when a message is about something else. */
export const changing = (message: Message): Intent | undefined =>
  fits(endsWell, message) ? undefined : firstOf(commands, message);

const asked = new Set(
  (
    "what which how when where who why show list is are do does did tell give find search count any anything all my " +
    "task tasks"
  ).split(" "),
);

function isAsked({ tokens }: Message): boolean {
  const [first, second] = tokens;
  return asked.has(first?.word ?? "") && second?.kind !== "number";
}

const due = (said: Message, day: Message): Intent | undefined => {
  const due_date = dayWordsOf(day);
  return due_date === undefined ? undefined : update(said, { due_date });
};

/** Statements about a task instead of commands: "3 is due friday", "3 is urgent". */
const statements: Way<Intent>[] = [
  [
    pattern("{task} (has|needs|should have) no @date (any more|anymore)?"),
    (slots) => update(slots.get("task"), { due_date: "" }),
  ],
  [
    pattern("{task} (isn't|is not|is no longer|is never) due (any more|anymore)?"),
    (slots) => update(slots.get("task"), { due_date: "" }),
  ],
  [
    pattern("{task} (is|are|should be|must be|needs to be|will be|has to be) now? due (on|by)? {day...}"),
    (slots) => due(slots.get("task"), slots.get("day")),
  ],
  [pattern("{task} is? due (on|by|:)? {day...}"), (slots) => due(slots.get("task"), slots.get("day"))],
  [
    pattern("due date? of? {rest...}"),
    (slots) => {
      const found = changed(slots.get("rest"));
      return found && referenceOf(found.said)?.kind === "id" ? update(found.said, found.changes) : undefined;
    },
  ],
  [pattern("{task} has no priority"), (slots) => prioritise(slots.get("task"), null)],
  [
    pattern("{task} (is|has|should have|gets) (now|really|very|a)* {level} priority?"),
    (slots, { tokens }) => {
      const level = slots.get("level").tokens;
      const reference = referenceOf(slots.get("task"));
      // "the coffee is low" is about no task.
      const isMeant =
        tokens.at(-1)?.word === "priority" ||
        /^[uic]/.test(level[0]?.word ?? "") ||
        (reference && isDefinite(reference));
      return isMeant && level.length === 1 ? prioritise(slots.get("task"), level[0]?.word ?? "") : undefined;
    },
  ],
  [
    pattern("@noun? @number {level} priority?"),
    (slots, message) => {
      const level = slots.get("level").tokens;
      const end = message.tokens.findIndex(({ kind }) => kind === "number") + 1;
      return level.length === 1 ? prioritise(part(message, 0, end), level[0]?.word ?? "") : undefined;
    },
  ],
];

export const stating = (message: Message): Intent | undefined =>
  message.isQuestion || isAsked(message) ? undefined : firstOf(statements, message);
