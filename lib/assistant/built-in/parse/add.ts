import type { Intent } from "../intents.ts";
import { firstOf, match, pattern, type Way } from "../match.ts";
import { type Message, part, textOf } from "../normalize.ts";
import { periodAt } from "../periods.ts";
import { priorityOf } from "./changes.ts";
import { addOne, addSeveral } from "./new-task.ts";

/** Parses requests to add tasks. */

const make = "(add|create|make|set up|put down|insert|new|another)";
const kinds =
  "(new|another|quick|small|short|high priority|medium priority|low priority|top priority|high|medium|low|top|urgent|important|critical|minor)*";
const onto = "((to|on|in|onto) @list)?";

const leads = new Set("to about called named titled saying for of".split(" "));
const longLeads = ["which says", "that says", "with the title", "with title", "which is", "that i"];
const signs = new Set([":", ",", "–", "—", "-"]);

/** The rest of "called: buy milk" and the like. */
function withoutLead(message: Message): Message {
  const words = message.tokens.map(({ word }) => word);
  let at = 0;
  while (signs.has(words[at] ?? "")) at++;
  const long = longLeads.find((lead) => lead === words.slice(at, at + lead.split(" ").length).join(" "));
  if (long) at += long.split(" ").length;
  else if (words[at] === "for" && words[at + 1] === "me" && words[at + 2] === "to") at += 3;
  else if (words[at] === "for" && words[at + 1] === "to") at += 2;
  // "for tomorrow: buy milk" gives the date.
  else if (leads.has(words[at] ?? "") && !(words[at] === "for" && periodAt(message, at + 1, true))) at += 1;
  if (words[at] === ":") at++;
  return part(message, at);
}

const nouns = /^(?:time|session|hours|minutes|practice|sequence|user|account|repo|repository|timer)s?$/;

/** Whether the object of "add" is not a task: "add up", "add a session". */
function isNoTask({ tokens }: Message): boolean {
  const words = tokens.map(({ word }) => word);
  const first = /^(?:an|a|the|some)$/.test(words[0] ?? "") ? 1 : 0;
  return (
    words[0] === "up" ||
    nouns.test(words[first] ?? "") ||
    (words.length === 1 && /^(?:lists?|it|that|this)$/.test(words[0] ?? ""))
  );
}

/** Priority words before "task". */
function known({ tokens }: Message): { priority?: string } {
  const priority = tokens.map(({ word }) => priorityOf(word)).find(Boolean);
  return priority ? { priority } : {};
}

const askWhat = (priority: { priority?: string }): Intent => ({
  kind: "ask",
  question: 'What is the task? For example "review the auth PR tomorrow".',
  fill: (answer, person) => addOne(answer, "", person, priority),
});

const add = (rest: Message, message: Message, priority = {}): Intent | undefined =>
  addOne(textOf(rest), message.more, message, priority);

const someTasks = [
  pattern(
    `${make} (these|the|the following|following|some|a few|two|three|four|five|several|@number|my|new|all)* (@tasks|things) ${onto}`,
  ),
  pattern(
    `${make} (these|the|the following|following|some|a few|two|three|four|five|several|@number|my|new|all)* (@tasks|things) ${onto} {rest...}`,
  ),
];

const oneTask = [
  pattern(`${make} (an|a|the|one|my|me an|me a)? ${kinds} @task ${onto}`),
  pattern(`${make} (an|a|the|one|my|me an|me a)? ${kinds} @task ${onto} {rest...}`),
];

function kindsIn(message: Message, rest: Message): Message {
  return part(message, 0, message.tokens.length - rest.tokens.length);
}

const simple: Way<Intent>[] = [
  [pattern("(add|remind me|new|create|remember)"), () => askWhat({})],
  [
    pattern(
      "(an|a|new|my|another|next)? (@task|tasks|todos|reminders|remember|note to self|note|notes) (to add)? (:|=|–|—|-) {rest...}",
    ),
    (slots, message) => add(slots.get("rest"), message),
  ],
  [pattern("@bullet \\[ \\]? {rest...}"), (slots, message) => add(slots.get("rest"), message)],
  [pattern("\\[ \\] {rest...}"), (slots, message) => add(slots.get("rest"), message)],
  [pattern("@bullet {rest...}"), (slots, message) => add(slots.get("rest"), message)],
  [
    pattern("todo {rest...}"),
    (slots, message) => (isNoTask(slots.get("rest")) ? undefined : add(slots.get("rest"), message)),
  ],
  [
    pattern(
      "(remind me|set me? a reminder|make a note|take a note|note to self|don't forget|do not forget|don't let me forget|do not let me forget|be sure to remind me|remember|make sure that? i|i want you to remind me) (that i (need|have|want|ought))? (,|:)? (to|about|of|that)? {rest...}",
    ),
    (slots, message) => (message.isQuestion ? undefined : add(slots.get("rest"), message)),
  ],
];

const onList = [
  pattern("(add|put|place|get|stick|throw|include|note|have) down? {title} (to|on|onto|in|into) @list"),
  pattern("(add|put|place|get|stick|throw|include|note|have) down? {title} (to|on|onto|in|into) @list {rest...}"),
];
const scheduled = pattern("(schedule|plan|book|pencil in) {rest...}");
const bare = pattern("(add|jot down|write down|note down|note|put down|queue|take down|append) {rest...}");
const questions = new Set("what which how when should do did is are".split(" "));

/** Undefined when a message is about something else. */
export function adding(message: Message): Intent | undefined {
  const { isQuestion, tokens } = message;
  if (isQuestion && questions.has(tokens[0]?.word ?? "")) return undefined;
  for (const way of someTasks) {
    const slots = match(way, message);
    if (slots) return addSeveral(textOf(withoutLead(slots.get("rest"))), message.more, message) ?? askWhat({});
  }
  for (const way of oneTask) {
    const slots = match(way, message);
    if (!slots) continue;
    const priority = known(kindsIn(message, slots.get("rest")));
    return add(withoutLead(slots.get("rest")), message, priority) ?? askWhat(priority);
  }
  for (const way of onList) {
    const slots = match(way, message);
    if (!slots) continue;
    const rest = slots.text("rest");
    return addOne(rest ? `${slots.text("title")} ${rest}` : slots.text("title"), message.more, message);
  }
  const simpleIntent = firstOf(simple, message);
  if (simpleIntent) return simpleIntent;
  const planned = match(scheduled, message)?.get("rest");
  if (planned) {
    const words = planned.tokens.map(({ word }) => word);
    if (/^(?:my|the)$/.test(words[0] ?? "") && /^(?:day|week|month)$/.test(words[1] ?? "")) return undefined;
    const intent = add(planned, message);
    // Only with a day: "plan a trip for me" is not a task yet.
    return intent?.kind === "call" && intent.calls.every(({ input }) => "due_date" in input) ? intent : undefined;
  }
  const rest = match(bare, message)?.get("rest");
  return rest === undefined || isNoTask(rest) ? undefined : add(rest, message);
}

const needing = pattern(
  "((tomorrow|today|later)? (i|we) ('ve|have)?)? (really|still|also|probably|definitely)? (need to|needs to|have to|got to|gotta|must|should|ought to|had better|mustn't forget to|should not forget to|shouldn't forget to|need to remember to|have to remember to|want to|would like to|'d like to) (really|also|probably)? {rest...}",
);
const bareDuties = new Set("gotta need must have i we tomorrow today later".split(" "));

/** "I need to …" is a task unless a command or a question follows. */
export function needed(message: Message): Message | undefined {
  return bareDuties.has(message.tokens[0]?.word ?? "") ? match(needing, message)?.get("rest") : undefined;
}
