import { pattern } from "./hear.ts";
import type { Intent } from "./intents.ts";
import { priorityOf } from "./new-task.ts";
import { isDefinite, referenceOf } from "./reference.ts";
import { update, updateOrAsk, type Way } from "./ways.ts";

/** Understands how important a task is to be. */

const level = "(highest|high|top|urgent|important|critical|medium|normal|lowest|low)";

const prioritise = (said: string, word: string | null): Intent | undefined => {
  const priority = word === null ? null : priorityOf(word);
  return priority === undefined ? undefined : update(said, { priority });
};

/** "make 3 high priority". */
export const priorities: Way[] = [
  [
    pattern("(?:remove|clear|delete|drop|unset|erase) (?:the |its |any )?priority (?:of|for|from|on) (.+)"),
    ([said = ""]) => updateOrAsk(said, { priority: null }),
  ],
  [pattern("(?:remove|clear|drop|unset) (.+?)'s priority"), ([said = ""]) => prioritise(said, null)],
  [pattern("no priority for (.+)"), ([said = ""]) => prioritise(said, null)],
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

/** What is said of a priority: "3 is urgent". */
export const priorityStatements: Way[] = [
  [pattern("(.+?) has no priority"), ([said = ""]) => prioritise(said, null)],
  [
    pattern(`(.+?) (?:is|has|should have|gets)(?: now| really| very| a)* ${level}([- ]priority)?`),
    ([said = "", word = "", priority]) => {
      const reference = referenceOf(said);
      // "the coffee is low" is about no task.
      const isMeant = priority !== undefined || /^[uic]/i.test(word) || (reference && isDefinite(reference));
      return isMeant ? prioritise(said, word) : undefined;
    },
  ],
  [pattern(`((?:task )?#?\\d+) ${level}(?:[- ]priority)?`), ([said = "", word = ""]) => prioritise(said, word)],
];
