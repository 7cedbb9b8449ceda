import { type Heard, pattern } from "./hear.ts";
import type { Intent } from "./intents.ts";
import { addOne, addSeveral, priorityOf } from "./new-task.ts";

/** Understands that something is to be put on the list. */

const noun = "(?:to-?do|to do|task|reminder|item)(?: item)?";
const plural = "(?:to-?dos|to dos|tasks|reminders|items|things)";
const make = "add|create|make|set up|put down|insert|new|another";
const kinds = "(?:new|another|quick|small|short|(?:high|medium|low|top)[- ]priority|urgent|important|critical|minor)";
const list =
  "(?:(?:my|the|our) )?(?:to-?do |to do |task |shopping |grocery |work |daily )?(?:lists?|tasks|to-?dos|to dos)";

const oneTask = pattern(
  `(?:${make})(?: (?:an?|the|one|my|me an?))?((?: ${kinds})*) ?${noun}(?: (?:to|on|in|onto) ${list})?\\b(.*)`,
);
const someTasks = pattern(
  `(?:${make})(?: (?:these|the|the following|following|some|a few|two|three|four|five|several|\\d|my|new|all))* ?${plural}(?: (?:to|on|in|onto) ${list})?\\b(.*)`,
);
const labelled = pattern(
  `(?:(?:an?|new|my|another|next) )?(?:${noun}|remember|note to self|note)s?(?: to add)?(?: ?[:=] ?| [–—-] )(.+)`,
);
const todo = pattern("(?:to-?do) (.+)");
const boxed = pattern("(?:[-*+•] \\[ ?\\] ?|\\[ ?\\] ?|[-*+•] )(.+)");
const reminding = pattern(
  `(?:(?:remind me|set (?:me )?a reminder|make a note|take a note|note to self|don't forget|do not forget|don't let me forget|do not let me forget|be sure to remind me|remember|make sure (?:that )?i|i want you to remind me)(?: that i (?:need|have|want|ought))?)(?:,|:)? (?:to |about |of |that )?(.+)`,
);
const needing = pattern(
  "(?:(?:(?:tomorrow|today|later) )?(?:i|we)(?:'ve| have)?|(?=gotta|need to|must|have to))(?:(?: really| still| also| probably| definitely)? )?(?:need to|needs to|have to|got to|gotta|must|should|ought to|had better|mustn't forget to|should not forget to|shouldn't forget to|need to remember to|have to remember to|want to|wanna|would like to|'d like to)(?: really| also| probably)? (.+)",
);
const onList = pattern(
  `(?:add|put|place|get|stick|throw|include|note|have)(?: down)? (.+?) (?:to|on|onto|in|into) ${list}(?: (.+))?`,
);
const bare = pattern("(?:add|jot down|write down|note down|note|put down|queue|take down|append) (.+)");
const scheduled = pattern("(?:schedule|plan|book|pencil in) (.+)");

const leads =
  /^\s*(?:[:,–—-]+\s*|(?:to|about|called|named|titled|saying|which says|that says|with the title|with title|for (?:me )?to|for|of|which is|that i)\b:?\s*)?/i;
const notTasks =
  /^(?:up\b|lists?$|(?:an? |the |some )?(?:time|session|hours?|minutes?|practice|sequence|user|account|repo|repository)s?\b|(?:it|that|this)$)/i;

/** Priority words that stood before "task". */
function known(kindsSaid: string): { priority?: string } {
  const word = /highest|high|top|medium|low|urgent|important|critical|minor/i.exec(kindsSaid)?.[0];
  const priority = word && priorityOf(word);
  return priority ? { priority } : {};
}

const askWhat = (priority: { priority?: string }): Intent => ({
  kind: "ask",
  question: 'What is to be done? For example "review the auth PR tomorrow".',
  fill: (answer, today) => addOne(answer, "", today, priority),
});

/** Undefined when a message is about something else. */
export function adding({ text, more, today, isQuestion }: Heard): Intent | undefined {
  if (isQuestion && /^(?:what|which|how|when|should|do|did|is|are)\b/i.test(text)) return undefined;
  const [, many] = someTasks.exec(text) ?? [];
  if (many !== undefined) {
    const rest = many.replace(leads, "");
    return addSeveral(rest, more, today) ?? askWhat({});
  }
  const [single, adjectives = "", said = ""] = oneTask.exec(text) ?? [];
  if (single !== undefined) {
    return addOne(said.replace(leads, ""), more, today, known(adjectives)) ?? askWhat(known(adjectives));
  }
  const [, title, after] = onList.exec(text) ?? [];
  if (title !== undefined) return addOne(after ? `${title} ${after}` : title, more, today);
  if (/^(?:add|remind me|new|create|remember)$/i.test(text)) return askWhat({});
  for (const way of [labelled, boxed, todo, reminding]) {
    const [, rest] = way.exec(text) ?? [];
    if (rest !== undefined && !(way === todo && notTasks.test(rest)) && !(isQuestion && way === reminding))
      return addOne(rest, more, today);
  }
  const [, planned] = scheduled.exec(text) ?? [];
  if (planned !== undefined && !/^(?:my|the) (?:day|week|month)\b/i.test(planned)) {
    const intent = addOne(planned, more, today);
    // Only with a day: "plan a trip for me" is not a task yet.
    return intent?.kind === "call" && intent.calls.every(({ input }) => "due_date" in input) ? intent : undefined;
  }
  const [, rest] = bare.exec(text) ?? [];
  return rest === undefined || notTasks.test(rest) ? undefined : addOne(rest, more, today);
}

/** "I need to …" is a task unless what follows is a command or a question of its own. */
export function needed({ text }: Heard): string | undefined {
  return needing.exec(text)?.[1];
}
