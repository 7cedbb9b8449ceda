import { dueDates, dueStatements, move, postponing } from "./due-dates.ts";
import { type Heard, pattern } from "./hear.ts";
import { type Intent, say } from "./intents.ts";
import { priorities, priorityStatements } from "./priorities.ts";
import { isDefinite, referenceOf } from "./reference.ts";
import { understood, type Way } from "./ways.ts";
import { descriptions, titles } from "./wording.ts";

/** Understands that a task is to say something else: its title, description, due date or priority. */

const endsWell = pattern(
  "(?:change|set|turn|move|mark) (.+?) (?:to|as|into) (?:an? )?(?:done|complete|completed|finished|open|pending|not done)",
);

// A day or a priority first: "change 3 to friday" does not rename.
const change: Way = [pattern("(?:change|update|edit|set) (.+)"), ([rest = ""], heard) => move(rest, heard, false)];

const unsaid: Way = [
  pattern("(?:change|update|edit|modify) (.+)"),
  ([rest = ""]) => {
    const reference = referenceOf(rest);
    const examples = '"rename 3 to Write the report", "move 3 to friday" or "make 3 high priority"';
    return reference && isDefinite(reference) ? say(`What shall I change? For example ${examples}.`) : undefined;
  },
];

/** Undefined when a message is about something else. */
export function changing(heard: Heard): Intent | undefined {
  if (endsWell.test(heard.text)) return undefined;
  return understood([...descriptions, ...dueDates, ...priorities, change, ...titles, postponing, unsaid], heard);
}

const asked =
  /^(?:what|which|how|when|where|who|why|show|list|is|are|do|does|did|tell|give|find|search|count|any|anything|all|my|tasks?)\b(?! #?\d)/i;

/** What is said of a task rather than asked for: "3 is due friday". */
export const stating = (heard: Heard): Intent | undefined =>
  heard.isQuestion || asked.test(heard.text) ? undefined : understood([...dueStatements, ...priorityStatements], heard);
