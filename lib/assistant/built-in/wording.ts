import { longestTitle } from "@/lib/tasks/words.ts";
import { pattern } from "./hear.ts";
import { type Intent, say } from "./intents.ts";
import { referenceOf } from "./reference.ts";
import { cuts, update, type Way } from "./ways.ts";

/** Understands what a task is to say: its title and its description. */

const unquoted = (title: string): string => title.trim().replace(/^"(.+)"$/, "$1");

const explain = (said: string, description: string): Intent | undefined =>
  update(said, { description: unquoted(description) });

const details = "(?:description|note|notes|comment|details?|text)";

/** "add a note to 3: …". */
export const descriptions: Way[] = [
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
  [
    pattern(`(?:remove|delete|clear|erase|drop) (?:the |its )?${details} (?:of|from|for|on) (.+)`),
    ([said = ""]) => update(said, { description: "" }),
  ],
  [pattern("describe (.+?)(?: as|:| with) (.+)"), ([said = "", text = ""]) => explain(said.replace(/:$/, ""), text)],
  [
    pattern(`${details} (?:of|for|on) ((?:task )?#?\\d+)(?: is|:) (.+)`),
    ([said = "", text = ""]) => explain(said, text),
  ],
  [pattern(`(?:add|put|attach) (.+) to (?:the )?${details} of (.+)`), ([text = "", said = ""]) => explain(said, text)],
];

function rename(said: string, title: string): Intent | undefined {
  if (!/[^\s\p{P}]/u.test(title)) return undefined;
  if (title.length > longestTitle) return say(`A title has at most ${longestTitle} characters.`);
  return update(said, { title: unquoted(title) });
}

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

/** "rename 3 to …". */
export const titles: Way[] = [
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
