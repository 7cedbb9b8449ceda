import { spanInSentence } from "../day-names.ts";
import type { Intent, Selection } from "../intents.ts";
import { fits, match, pattern } from "../match.ts";
import { type Message, part, textOf } from "../normalize.ts";
import { periodAt, wholePeriod } from "../periods.ts";
import { referenceOf } from "../reference.ts";
import { Scan, wordCount } from "../scan.ts";
import { agendaWords, completed, selectionIn, starts, taskNouns } from "./task-words.ts";

/** Parses questions about tasks. */

type Style = Extract<Intent, { kind: "list" }>["style"];

const list = (selection: Selection, style: Style = "list"): Intent => ({ kind: "list", selection, style });

const articles = /^(?:the|my|a|an|any|all|some)$/;
const nouns = /^(?:tasks?|todos?|ones?|items?)$/;

/** The search words: tokens without the article before and the noun after them. */
function soughtIn(message: Message): string {
  const words = message.tokens.map(({ word }) => word);
  const from = words.length > 1 && articles.test(words[0] ?? "") ? 1 : 0;
  const to = words.length - from > 1 && nouns.test(words.at(-1) ?? "") ? words.length - 1 : words.length;
  return textOf(message, from, to).replaceAll('"', "").trim().slice(0, 200);
}

/** Tasks that have these words. */
function search(message: Message): Intent | undefined {
  const q = soughtIn(message);
  return q ? list({ input: { q }, name: `tasks about "${q}"` }) : undefined;
}

const byId = (id: number, style: Style = "list"): Intent =>
  list({ input: { status: "all" }, where: (task) => task.id === id, name: `task #${id}` }, style);

const next = pattern(
  "(so? (what|which one?) @is? (next|first|the next task|my next task|the most important task?|most urgent|should i (do|work on|start with|tackle|focus on)|to do|do i (do|work on|start with))|(tell|show) me what (is|'s)? next|what should i (do|work on|start with|tackle|focus on)) (next|now|first|today|right now|with)*|my? next task?|what now|where (do|should) i start|plan (my|the) day|prioritize my day|what (do|can) i do now|suggest (a task|something to do)|what should i be doing",
);
const agenda = pattern(
  "((my|the|today 's|tomorrow 's)? (agenda|todo list|to do list)|my day|((give|show) me)? (an|a|the|my)? overview|today|tomorrow|this week|next week|(show|list|give|tell) me? (all|everything) (of (it|them))?|((show|list|view|see|display) me? (the|my)?)? (completed|done|finished|overdue|upcoming|pending|due|unfinished|open|late) {more...}?|what ('s|is|have i got|do i have|do we have) (on|up|for|happening|planned|scheduled|going on)* for? (today|tomorrow|tonight|this week|next week|my plate|my list|my agenda|my todo list|the agenda|the list|on) {more...}?)",
);
const agendaMore =
  /^(?:ones|today|tomorrow|this|next|soon|on|by|from|in|last|yesterday|since|between|before|and|at|within|for|due|that|of)$/;
const searching = pattern(
  "(find|search|search for|look for|look up|where ('s|is)|search my @noun for) (me|my|the|all|every|any)* @noun? (about|with|for|containing|named|called|that mention|that mentions|mentioning|on|related to|matching)? {sought...}",
);
const having = pattern(
  "(do i have|is there|are there|have i got|did i (add|write|note|create)|have i added) already? (an|a|any|the|some|my)? @noun? (about|with|for|containing|named|called|that say|that says|to|on|matching|mentioning)+ {sought...}",
);
const added = pattern("did i add {sought} (to my list)?");
const single = pattern(
  "(@show me? |what @is? ((the (status|state) of)?)|tell me about|(what (is|'s))? the? (detail|details|status|state) (of|on|for))? the? (task|todo|number)? @number (about|again|say)?",
);
const whether = pattern(
  "(did i|have i|is|was|are) (i|already|ever)* (finish|finished|complete|completed|do|done|close|closed)? {sought} (done|finished|complete|completed|closed|open|still open|already|yet|due)*",
);
const dueOf = pattern("when (is|'s|are) {sought} due");
const named = pattern("(show|open|view|see|display|read|find) me? (the|my)? {sought} (task|todo|one) again?");
const noName = /^(?:next|first|last|all|every|any|open|completed|done|overdue|pending)$/;

/** Whether a message asks for a list of tasks. */
function isAbout(message: Message): boolean {
  const words = message.tokens.map(({ word }) => word);
  const has = (set: ReadonlySet<string>) => words.some((word) => set.has(word));
  const more = match(agenda, message);
  if (more && (!more.has("more") || agendaMore.test(more.get("more").tokens[0]?.word ?? ""))) return true;
  if (!starts.has(words[0] ?? "")) return false;
  const scan = new Scan(message);
  if (has(taskNouns) || scan.has("to do|dos")) return true;
  if (
    /^(?:what|which|show|list|tell)$/.test(words[0] ?? "") &&
    scan.has("i|'ve|have|i've", "finish|finished|complete|completed|do|did|done|get|got|achieved|check|checked")
  )
    return true;
  const isAsked = /^(?:is|are|what|which|am|do|have|any|anything|show|list|tell|give|see|how|count)$/.test(
    words[0] ?? "",
  );
  return (
    isAsked &&
    (has(agendaWords) ||
      scan.has("need|have to") ||
      scan.has("to do") ||
      (scan.has("how many") && (has(completed) || scan.has("do i have"))))
  );
}

const mostUnread = 3;

/** Undefined when a message is about something else. */
export function listing(message: Message): Intent | undefined {
  const { tokens, isQuestion, today } = message;
  const number = fits(single, message) ? tokens.find(({ kind }) => kind === "number")?.word : undefined;
  // A number alone answers a question.
  if (number !== undefined && (tokens.length > 1 || number.startsWith("#")))
    return byId(Number(number.replace("#", "")));
  if (fits(next, message)) return list({ input: { status: "pending" }, name: "open tasks" }, "next");
  const sought = match(searching, message)?.get("sought");
  if (sought) return search(sought);
  const shown = match(named, message)?.get("sought");
  if (shown && !(shown.tokens.length === 1 && noName.test(shown.tokens[0]?.word ?? ""))) return search(shown);
  const isHaving = isQuestion || /^(?:do i have|have i got|is there)/.test(tokens.map(({ word }) => word).join(" "));
  const written = isHaving ? match(added, message)?.get("sought") : undefined;
  if (written) return search(written);
  const had = isHaving ? match(having, message)?.get("sought") : undefined;
  if (had && had.tokens[0]?.word !== "due" && wholePeriod(had, true) === undefined) return search(had);
  const scanned = new Scan(message);
  const style: Style =
    scanned.has("how many") || scanned.has("number of") || tokens[0]?.word === "count" ? "count" : "list";
  if (isAbout(message)) {
    const { selection, scan, notes } = selectionIn(message);
    const unread = scan.rest();
    if (wordCount(unread) <= mostUnread)
      return { ...list(selection, style), ...(unread.length > 0 && { unread }), ...(notes.length > 0 && { notes }) };
  }
  return aboutOne(message, today);
}

/** "when is the report due?", "did I finish the report?". */
function aboutOne(message: Message, _today: string): Intent | undefined {
  const due = match(dueOf, message)?.get("sought");
  const isAsked = message.isQuestion || /^(?:did|have)$/.test(message.tokens[0]?.word ?? "");
  const asked = due === undefined && isAsked ? match(whether, message)?.get("sought") : undefined;
  const reference = referenceOf(due ?? asked ?? part(message, 0, 0));
  if (reference?.kind === "id") return byId(reference.id);
  const words = message.tokens.map(({ word }) => word);
  const isDone =
    (/^(?:did|have)$/.test(words[0] ?? "") &&
      words[1] === "i" &&
      /^(?:finish|finished|complete|completed|do|done)$/.test(
        words[2] === "already" ? (words[3] ?? "") : (words[2] ?? ""),
      )) ||
    /^(?:done|finished|complete|completed)$/.test(
      (/^(?:yet|already)$/.test(words.at(-1) ?? "") ? words.at(-2) : words.at(-1)) ?? "",
    );
  if (reference?.kind !== "words" || (due === undefined && !isDone)) return undefined;
  return (asked && finishedIn(asked)) ?? searchFor(reference.words);
}

/** "milk yesterday": the task, and when it was completed. */
function finishedIn(asked: Message): Intent | undefined {
  for (let at = 1; at < asked.tokens.length; at++) {
    const period = periodAt(asked, at, false);
    if (period?.end !== asked.tokens.length) continue;
    const { from, to } = period.span;
    const q = soughtIn(part(asked, 0, at));
    const input = { status: "completed" as const, q, ...(from && { completed_from: from }), completed_to: to };
    return q
      ? list({ input, name: `completed tasks about "${q}" ${spanInSentence(period.span, asked.today)}` })
      : undefined;
  }
  return undefined;
}

const searchFor = (words: string): Intent => {
  const q = words.slice(0, 200);
  return list({ input: { q }, name: `tasks about "${q}"` });
};
