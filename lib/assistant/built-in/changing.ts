import { dayOf } from "@/lib/tasks/days.ts";
import { longestTitle } from "@/lib/tasks/words.ts";
import { type Heard, pattern } from "./hear.ts";
import { type Intent, say } from "./intents.ts";
import { priorityOf } from "./new-task.ts";
import type { Json } from "./prompt.ts";
import { isDefinite, referenceOf } from "./reference.ts";

/** Understands that a task is to say something else: its title, description, due date or priority. */

type Way = [pattern: RegExp, (words: string[], heard: Heard) => Intent | undefined];

const askWhich = (changes: Json): Intent => ({
  kind: "ask",
  question: "Which task? Its number or words of its title will do.",
  fill: (answer) => update(answer, changes),
});

/** A change of the task that words mean. */
function update(said: string, changes: Json): Intent | undefined {
  const reference = referenceOf(said);
  return reference ? { kind: "one", tool: "update_task", reference, changes } : undefined;
}

const updateOrAsk = (said: string, changes: Json): Intent => update(said, changes) ?? askWhich(changes);

const unquoted = (title: string): string => title.trim().replace(/^"(.+)"$/, "$1");

function rename(said: string, title: string): Intent | undefined {
  if (!/[^\s\p{P}]/u.test(title)) return undefined;
  if (title.length > longestTitle) return say(`A title has at most ${longestTitle} characters.`);
  return update(said, { title: unquoted(title) });
}

const isDay = (words: string, today: string): boolean => words.length <= 100 && typeof dayOf(words, today) === "string";

/** All ways to cut a text in two at a word, the first one first. */
function* cuts(text: string, at: RegExp): Generator<[before: string, after: string]> {
  for (const match of text.matchAll(at)) {
    const after = text.slice(match.index + match[0].length).trim();
    if (match.index > 0 && after) yield [text.slice(0, match.index).trim(), after];
  }
}

const dayJoints = / (?:(?:to be )?due(?: on| by)?|to|until|till|for|on|by|onto|from now to) /gi;
const noDate = "(?:due ?dates?|deadlines?|dates?|due day)";
const owner = "(?:of|for|from|on|to)";

/** "… 3 to friday". Where the words after a number are no day, the tool says so. */
function move(rest: string, { today }: Heard, isCertain: boolean): Intent | undefined {
  for (const [before, day] of cuts(rest, dayJoints)) {
    const told = day.replace(/^(?:on|by) /i, "");
    if (isDay(told, today)) return update(before.replace(/ (?:back|forward|out|off|ahead)$/i, ""), { due_date: told });
  }
  const [first] = cuts(rest, dayJoints);
  const reference = first && referenceOf(first[0]);
  if (isCertain && first && reference && isDefinite(reference))
    return update(first[0], { due_date: first[1].slice(0, 100) });
  return undefined;
}

const askUntil = (said: string): Intent => ({
  kind: "ask",
  question: 'Until which day? For example "friday" or "in two weeks".',
  fill: (answer, today) => {
    const day = answer.replace(/^(?:to|until|till|for|on|by) /i, "");
    return isDay(day, today) ? updateOrAsk(said, { due_date: day }) : undefined;
  },
});

const postponing: Way = [
  pattern("(?:postpone|reschedule|snooze|delay|defer|push back|push|put off|bump|shift|move|bring forward) (.+)"),
  ([rest = ""], heard) => {
    const moved = move(rest, heard, true);
    if (moved || /^move\b/i.test(heard.text)) return moved;
    return / by /.test(rest)
      ? askUntil(rest.replace(/ by .*$/, ""))
      : askUntil(rest.replace(/ (?:back|off|out)$/i, ""));
  },
];

const dueDates: Way[] = [
  [
    pattern(`(?:remove|clear|delete|drop|unset|take off|cancel|erase) (?:the |its |any )?${noDate} ${owner} (.+)`),
    ([said = ""]) => updateOrAsk(said, { due_date: "" }),
  ],
  [
    pattern(`(?:remove|clear|delete|drop|unset|erase) (.+?)'s ${noDate}`),
    ([said = ""]) => update(said, { due_date: "" }),
  ],
  [
    pattern(`(.+?) (?:has|needs|should have|with) no ${noDate}(?: any ?more)?`),
    ([said = ""]) => update(said, { due_date: "" }),
  ],
  [pattern(`no ${noDate} for (.+)`), ([said = ""]) => update(said, { due_date: "" })],
  [
    pattern(`(.+?) (?:isn't|is not|is no longer|is never) due(?: any ?more)?`),
    ([said = ""]) => update(said, { due_date: "" }),
  ],
  [
    pattern(`(?:set|change|move|make|update|put) (?:the |a )?${noDate} ${owner} (.+?) (?:to|on|as|until|=|:) ?(.+)`),
    ([said = "", day = ""]) =>
      update(said, { due_date: /^(?:none|nothing|never)$/i.test(day) ? "" : day.slice(0, 100) }),
  ],
  [
    pattern(`(?:set|change|move|make|update) (.+?)'s ${noDate} (?:to|on|as|until) (.+)`),
    ([said = "", day = ""]) => update(said, { due_date: day.slice(0, 100) }),
  ],
  [
    pattern(`give (.+?) (?:a |the )?${noDate} (?:of|on|by) (.+)`),
    ([said = "", day = ""]) => update(said, { due_date: day.slice(0, 100) }),
  ],
  [
    pattern(`(?:add|set) (?:a |the )?${noDate}(?: of| on)? (.+?) (?:to|for|on) (.+)`),
    ([day = "", said = ""], { today }) => (isDay(day, today) ? update(said, { due_date: day }) : undefined),
  ],
  [pattern("(?:set|make|change|mark) (.+)"), ([rest = ""], heard) => move(rest, heard, false)],
  [
    pattern("(?:schedule|plan|pencil in) (.+)"),
    ([rest = ""], heard) => {
      const moved = move(rest, heard, false);
      return moved?.kind === "one" && isDefinite(moved.reference) ? moved : undefined;
    },
  ],
];

const level = "(highest|high|top|urgent|important|critical|medium|normal|lowest|low)";

const prioritise = (said: string, word: string | null): Intent | undefined => {
  const priority = word === null ? null : priorityOf(word);
  return priority === undefined ? undefined : update(said, { priority });
};

const priorities: Way[] = [
  [
    pattern("(?:remove|clear|delete|drop|unset|erase) (?:the |its |any )?priority (?:of|for|from|on) (.+)"),
    ([said = ""]) => updateOrAsk(said, { priority: null }),
  ],
  [pattern("(?:remove|clear|drop|unset) (.+?)'s priority"), ([said = ""]) => prioritise(said, null)],
  [pattern("(.+?) has no priority|no priority for (.+)"), ([said, other = ""]) => prioritise(said ?? other, null)],
  [
    pattern(`(?:set|change|make|update|raise|lower) (?:the )?priority (?:of|for|on) (.+?) (?:to|as|=) ?${level}`),
    ([said = "", word = ""]) => prioritise(said, word),
  ],
  [
    pattern(`(?:set|change|make|update|raise|lower) (.+?)'s priority (?:to|as) ${level}`),
    ([said = "", word = ""]) => prioritise(said, word),
  ],
  [
    pattern(
      `(?:set|make|mark|change|give|flag|raise|lower|bump|turn|move) (.+?) (?:(?:to|as|into|a|at) )*${level}(?:[- ]priority)?`,
    ),
    ([said = "", word = ""]) => prioritise(said, word),
  ],
  [
    pattern(`(?:add|set|give) (?:a )?${level}[- ]priority (?:to|for|on) (.+)`),
    ([word = "", said = ""]) => prioritise(said, word),
  ],
  [pattern(`priority (?:of )?(.+?) (?:to |is |= ?|: ?)?${level}`), ([said = "", word = ""]) => prioritise(said, word)],
  [pattern("(?:de-?prioriti[sz]e|lower) (.+)"), ([said = ""]) => prioritise(said, "low")],
  [pattern("prioriti[sz]e (.+)"), ([said = ""]) => prioritise(said, "high")],
];

const explain = (said: string, description: string): Intent | undefined =>
  update(said, { description: unquoted(description) });

const details = "(?:description|note|notes|comment|details?|text)";

const descriptions: Way[] = [
  [
    pattern(
      `(?:add|attach|put|write) (?:an?|the|this|some)? ?${details} (?:to|on|for|in) (.+?)(?: saying| that says|:| that) (.+)`,
    ),
    ([said = "", text = ""]) => explain(said.replace(/:$/, ""), text),
  ],
  [
    pattern(`(?:set|change|update|make) (?:the )?${details} (?:of|for|on) (.+?) (?:to|as|:) ?(.+)`),
    ([said = "", text = ""]) => explain(said, text),
  ],
  [pattern(`(?:set|change|update) (.+?)'s ${details} to (.+)`), ([said = "", text = ""]) => explain(said, text)],
  [pattern("describe (.+?)(?: as|:| with) (.+)"), ([said = "", text = ""]) => explain(said.replace(/:$/, ""), text)],
  [
    pattern(`${details} (?:of|for|on) ((?:task )?#?\\d+)(?: is|:) (.+)`),
    ([said = "", text = ""]) => explain(said, text),
  ],
  [pattern(`(?:add|put|attach) (.+) to (?:the )?${details} of (.+)`), ([text = "", said = ""]) => explain(said, text)],
];

const askTitle = (said: string): Intent => ({
  kind: "ask",
  question: "What is its new title?",
  fill: (answer) => rename(said, answer.replace(/^(?:to|as) /i, "")),
});

function* renamings(rest: string, joints: RegExp): Generator<Intent> {
  for (const [before, after] of cuts(rest, joints)) {
    const renamed = rename(before, after);
    if (renamed) yield renamed;
  }
}

const first = (ways: Iterable<Intent>): Intent | undefined => ways[Symbol.iterator]().next().value;

const titles: Way[] = [
  [
    pattern("(?:change|set|edit|update|fix|correct) (?:the )?(?:title|name|text|wording) (?:of|for|on) (.+)"),
    ([rest = ""]) => first(renamings(rest, / (?:to|into|as)(?: |:)|: /gi)) ?? askTitle(rest),
  ],
  [
    pattern("(?:change|set|edit|update) (.+?)'s (?:title|name) to (.+)"),
    ([said = "", title = ""]) => rename(said, title),
  ],
  [
    pattern("(?:rename|retitle|reword|rephrase)(?: (.+))?"),
    ([rest = ""]) => {
      if (rest === "")
        return {
          kind: "ask",
          question: 'Which task, and to what? For example "rename 3 to Write the report".',
          fill: (answer) => first(renamings(answer, / (?:to|into|as) |: /gi)),
        };
      return (
        first(renamings(rest, / ?(?:->|=>|→) ?| (?:to|into|as) |: /gi)) ??
        (referenceOf(rest) ? askTitle(rest) : undefined)
      );
    },
  ],
  [
    pattern("(?:change|turn|update|edit|reword|correct) (.+)"),
    ([rest = ""]) => first(renamings(rest, / ?(?:->|=>|→) ?| (?:to|into) |: /gi)),
  ],
  [pattern("(?:replace|swap|substitute) (.+)"), ([rest = ""]) => first(renamings(rest, / (?:with|by|for) /gi))],
  [
    pattern("(?:call|make|title) ((?:task )?#?\\d+|it|this one|that one)(?: say| read| called)? (.+)"),
    ([said = "", title = ""]) => rename(said, title),
  ],
];

function understood(ways: Way[], heard: Heard): Intent | undefined {
  for (const [way, read] of ways) {
    const match = way.exec(heard.text);
    const intent = match && read(match.slice(1), heard);
    if (intent) return intent;
  }
  return undefined;
}

const endsWell = pattern(
  "(?:change|set|turn|move|mark) (.+?) (?:to|as|into) (?:an? )?(?:done|complete|completed|finished|open|pending|not done)",
);

/** Undefined when a message is about something else. */
export function changing(heard: Heard): Intent | undefined {
  if (endsWell.test(heard.text)) return undefined;
  // A day or a priority first: "change 3 to friday" does not rename.
  const change: Way = [pattern("(?:change|update|edit|set) (.+)"), ([rest = ""]) => move(rest, heard, false)];
  return understood([...descriptions, ...dueDates, ...priorities, change, ...titles, postponing], heard);
}

const statements: Way[] = [
  [
    pattern("(.+?) (?:is|are|should be|must be|needs to be|will be|has to be)(?: now)? due(?: on| by)? (.+)"),
    ([said = "", day = ""], { today }) => (isDay(day, today) ? update(said, { due_date: day }) : undefined),
  ],
  [
    pattern("(.+?) (?:is )?due(?: on| by|:)? (.+)|due (?:date )?(?:of )?((?:task )?#?\\d+):? (.+)"),
    ([said, day, other = "", otherDay = ""], { today }) =>
      isDay(day ?? otherDay, today) ? update(said ?? other, { due_date: day ?? otherDay }) : undefined,
  ],
  [
    pattern(`(.+?) (?:is|has|should have|gets)(?: now| really| very| a)* ${level}(?:[- ]priority)?`),
    ([said = "", word = ""]) => prioritise(said, word),
  ],
  [pattern(`((?:task )?#?\\d+) ${level}(?:[- ]priority)?`), ([said = "", word = ""]) => prioritise(said, word)],
];

/** What is said of a task rather than asked for: "3 is due friday". */
export const stating = (heard: Heard): Intent | undefined =>
  heard.isQuestion ? undefined : understood(statements, heard);
