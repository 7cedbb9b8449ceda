import { dayOf } from "@/lib/tasks/days.ts";
import { addDays, datesOfWeek } from "@/lib/time.ts";
import { type Heard, pattern } from "./hear.ts";
import type { Intent, ListedTask, Selection } from "./intents.ts";
import { referenceOf } from "./reference.ts";
import { priorityIn } from "./selection.ts";

/** Understands questions about tasks. */

type Style = Extract<Intent, { kind: "list" }>["style"];

const list = (selection: Selection, style: Style = "list"): Intent => ({ kind: "list", selection, style });

/** Tasks that have these words. */
const search = (words: string): Intent | undefined => {
  const q = words
    .replace(/^(?:the|my|a|an|any|all|some) /i, "")
    .replace(/"/g, "")
    .replace(/ (?:tasks?|to-?dos?|one|ones|items?)$/i, "")
    .trim()
    .slice(0, 200);
  return q ? list({ input: { q }, name: `tasks about "${q}"` }) : undefined;
};

const noun = "(?:tasks?|to-?dos?|to do list|to-?do list|task list|list|items?|reminders?)";
const show =
  "(?:show|list|display|view|see|get|give|tell|read|print|open|pull up|bring up|check|look at|what about|review)";

const next = pattern(
  "(?:(?:so )?(?:what(?:'s|s| is| are)?|which(?: one)?(?: is)?|tell me what|show me what) (?:next|first|the next task|my next task|the most important(?: task)?|most urgent|should i (?:do|work on|start with|tackle|focus on)|to do|do i (?:do|work on|start with))(?: (?:next|now|first|today|right now|with))*|(?:my )?next(?: task)?|what now|where (?:do|should) i start|plan (?:my|the) day|prioriti[sz]e my day|what (?:do|can) i do now|suggest (?:a task|something to do)|what should i be doing)",
);
const agenda = pattern(
  "(?:(?:my |the |today's |tomorrow's )?(?:agenda|to-?do list)|my day|(?:(?:give|show) me )?(?:an? |the |my )?overview|today|tomorrow|this week|next week|(?:show|list|give|tell)(?: me)? (?:all|everything)(?: of (?:it|them))?|(?:(?:show|list|view|see|display)(?: me)?(?: the| my)? )?(?:completed|done|finished|overdue|upcoming|pending|due|unfinished|open|late)(?: (?:ones|today|tomorrow|this week|soon|on .+|by .+))?|what(?:'s|s| is| have i got| do i have| do we have)(?: on| up| for| happening| planned| scheduled| going on)*(?: for)? (?:today|tomorrow|tonight|this week|my plate|my list|my agenda|my to-?do list|the agenda|the list|on)(?: .*)?)",
);
const asks =
  /^(?:is there|are there|is anything|what|what's|whats|which|am i|do i|have i|any|anything|show|list|tell|give|see|how many|count)\b/i;
const agendaWords =
  /\b(?:due|overdue|late|left|open|pending|outstanding|to do|on my plate|on my list|agenda|upcoming|coming up|unfinished|need to do|have to do|must i do|must do|still have to|do i have to|behind|urgent|important|remains)\b/i;
const searching = pattern(
  `(?:find|search|search for|look for|look up|where(?:'s| is)|search my ${noun} for)(?: (?:me|my|the|all|every|any))*(?: ${noun})?(?: (?:about|with|for|containing|named|called|that mention|that mentions|mentioning|on|related to|matching))? (.+)`,
);
const having = pattern(
  `(?:do i have|is there|are there|have i got|did i (?:add|write|note|create)|have i added)(?: already)?(?: an?| any| the| some| my)?(?: ${noun})?(?: (?:about|with|for|containing|named|called|that says?|to|on|matching|mentioning))+ (.+)|did i add (.+?)(?: to my list)?`,
);
const subject = new RegExp(
  `\\b(?:${noun}|anything|something|everything)(?: (?:i have|there is|there are))? (?:about|with|containing|mentioning|named|called|titled|related to|matching|that mentions?|that contains?|on|for|from) (?:the )?(.+)$`,
  "i",
);
const whether = pattern(
  "(?:did i|have i|is|was|are)(?: (?:i|already|ever))* ?(?:finish|finished|complete|completed|do|done|close|closed)? (.+?)(?: (?:done|finished|complete|completed|closed|open|still open|already|yet|due))*",
);
const single = pattern(
  `(?:(?:${show}(?: me)?|what(?:'s|s| is| was)(?: the (?:status|state) of)?) #?(\\d{1,10})|(?:${show}(?: me)? |what(?:'s|s| is| was) |tell me about |(?:what(?:'s|s| is) )?(?:the )?(?:details?|status|state) (?:of|on|for) )?(?:the )?(?:(?:task|to-?do|number) #?(\\d{1,10})|#(\\d{1,10})))(?: about| again| say)?`,
);
const dueOf = pattern("when(?:'s| is) (.+?) due");
const named = pattern(
  "(?:show|open|view|see|display|read|find)(?: me)? (?:the |my )?(.+?) (?:task|to-?do|one)(?: again)?",
);

const starts =
  /^(?:show|list|display|view|see|get|give|tell|read|print|open|pull up|bring up|check|look at|what|what's|whats|which|do i|are there|any|anything|how many|how much|count|is there|my|all|pending|completed|done|finished|overdue|late|today's|tomorrow's|the|tasks?|to-?dos?|to-?do list|list|upcoming|remaining|outstanding|everything|high|medium|low|urgent|important|unfinished|incomplete|active|closed|number of|have i|did i|due|task list)\b/i;
const mentions = new RegExp(`\\b${noun}\\b`, "i");

const finishedWhat =
  /^(?:what|which|show me what|show what|tell me what|list what)(?: (?:things?|ones?|tasks?|all))? (?:(?:have|did|has) i|i've|i have|i)(?: already| all)? (?:finish|finished|complete|completed|do|did|done|get done|got done|achieved|check(?:ed)? off)\b/i;
const counted = /\b(?:completed?|finished?|done|do i have)\b/i;

const undated =
  /\b(?:without (?:a |any )?(?:due ?)?(?:date|deadline)s?|with no (?:due ?)?(?:date|deadline)s?|no (?:due ?date|deadline)s?|undated|unscheduled)\b/i;

/** The day that a question about tasks names. */
function dayIn(text: string, today: string): string | undefined {
  const [, said = ""] =
    /\b(?:due|for|on|by|until|before|have|to do|tasks?) (?:(?:on|by|for|to do|due) )*((?:next |this |the )?[\p{L}\d][\p{L}\d ./-]{2,30})$/iu.exec(
      text,
    ) ?? [];
  const possible = [
    said.replace(/^(?:due|for|on|by|until|before|to do) /i, ""),
    /\b(tomorrow|(?:mon|tues|wednes|thurs|fri|satur|sun)day)(?:'s)?\b/i.exec(text)?.[1] ?? "",
  ];
  return possible
    .map((words) => (words && !/week|overdue|tasks?$/i.test(words) ? dayOf(words, today) : undefined))
    .find((day) => typeof day === "string");
}

/** What a question about tasks selects, out of the words in it. */
function selectionIn({ text, today }: Heard): Selection {
  const input: Selection["input"] = {};
  const conditions: ((task: ListedTask) => boolean)[] = [];
  const name: string[] = [];
  const [, found] = subject.exec(text) ?? [];
  const about = found?.replace(/ (?:that|which) (?:are|is|i have)\b.*$| due\b.*$/i, "");
  const aboutDay = about === undefined ? undefined : dayOf(about.replace(/^(?:due )/i, ""), today);
  const isSubject =
    about !== undefined &&
    aboutDay === undefined &&
    !/^(?:today|this week|the week|next week|me|now|overdue|(?:high|medium|low)\b.*|(?:no|a) (?:due ?)?date.*|due .*)$/i.test(
      about,
    );
  const rest = isSubject ? text.replace(about, " ") : text;
  if (
    /\b(?:completed|complete|done|finished|closed|checked off|get done|did i (?:do|finish|complete)|i did|have i done|i've done|achieved)\b/i.test(
      rest,
    ) &&
    !/\bnot (?:done|completed?|finished)\b/i.test(rest)
  )
    input.status = "completed";
  else if (
    /\b(?:all|everything|every)\b/i.test(rest) &&
    !/\b(?:open|pending|due|overdue|left|unfinished|incomplete)\b/i.test(rest)
  )
    input.status = "all";
  else if (!isSubject || /\b(?:open|pending|unfinished)\b/i.test(rest)) input.status = "pending";
  const day = dayIn(rest, today);
  if (input.status === "completed") name.push("completed");
  else if (/\b(?:overdue|late|past due|behind|missed)\b/i.test(rest)) {
    input.due = "overdue";
    name.push("overdue");
  }
  const priority = priorityIn(rest);
  if (priority) {
    conditions.push((task) => task.priority === priority);
    name.push(`${priority}-priority`);
  }
  if (input.status === "pending" && !input.due && name.length === 0) name.push("open");
  name.push("tasks");
  if (undated.test(rest)) {
    conditions.push((task) => !task.due_date);
    name.push("without a due date");
  } else if (input.due === undefined && input.status !== "completed") {
    if (/\b(?:today|today's|tonight|my day|this morning|this afternoon)\b/i.test(rest) || day === today) {
      Object.assign(input, { status: "pending", due: "today" });
      name.push("due by today");
    } else if (day !== undefined) {
      conditions.push((task) => task.due_date === day);
      name.push(`due on ${day}`);
    } else if (/\bnext week\b/i.test(rest)) {
      const days = datesOfWeek(addDays(today, 7), "monday");
      conditions.push(({ due_date }) => days.includes(due_date ?? ""));
      name.push("due next week");
    } else if (/\b(?:week|7 days|seven days|soon|coming up|upcoming|next few days)\b/i.test(rest)) {
      Object.assign(input, { status: "pending", due: "week" });
      name.push("due within a week");
    }
  }
  if (isSubject) {
    input.q = about.replace(/"/g, "").slice(0, 200);
    name.push(`about "${input.q}"`);
  }
  const where = (task: ListedTask) => conditions.every((holds) => holds(task));
  return { input, ...(conditions.length > 0 && { where }), name: name.join(" ") };
}

/** Undefined when a message is about something else. */
export function listing(heard: Heard): Intent | undefined {
  const { text, isQuestion } = heard;
  const number = single.exec(text)?.slice(1).find(Boolean);
  if (number) {
    const id = Number(number);
    return list({ input: { status: "all" }, where: (task) => task.id === id, name: `task #${id}` });
  }
  if (next.test(text)) return list({ input: { status: "pending" }, name: "open tasks" }, "next");
  const [, sought] = searching.exec(text) ?? [];
  if (sought !== undefined) return search(sought);
  const [, shown] = named.exec(text) ?? [];
  if (shown !== undefined && !/^(?:next|first|last|all|every|any|open|completed|done|overdue|pending)$/i.test(shown))
    return search(shown);
  const [, had, added] =
    isQuestion || /^(?:do i have|have i got|is there)/i.test(text) ? (having.exec(text) ?? []) : [];
  if (added !== undefined) return search(added);
  const isDay =
    had !== undefined && (dayOf(had, heard.today) !== undefined || /^(?:today|this week|due\b.*)$/i.test(had));
  if (had !== undefined && !isDay) return search(had);
  const style: Style = /^(?:how many|count|(?:what is |what's |tell me )?(?:the )?number of)\b/i.test(text)
    ? "count"
    : "list";
  const isAbout =
    agenda.test(text) || (asks.test(text) && (agendaWords.test(text) || (style === "count" && counted.test(text))));
  if ((isAbout && text.length < 120) || (starts.test(text) && mentions.test(text) && text.length < 200)) {
    return list(selectionIn(heard), style);
  }
  if (finishedWhat.test(text)) return list(selectionIn(heard), style);
  const [, due] = dueOf.exec(text) ?? [];
  const [, asked] = due === undefined && isQuestion ? (whether.exec(text) ?? []) : [];
  const reference = referenceOf(due ?? asked ?? "");
  if (reference?.kind === "id")
    return list({ input: { status: "all" }, where: (task) => task.id === reference.id, name: `task #${reference.id}` });
  const isSearch =
    due !== undefined ||
    /^(?:did i|have i) (?:already )?(?:finish|finished|complete|completed|do|done)\b|\b(?:done|finished|completed?)(?: yet| already)?$/i.test(
      text,
    );
  return reference?.kind === "words" && isSearch ? search(reference.words) : undefined;
}
