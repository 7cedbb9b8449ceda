import type { Span } from "../date-words.ts";
import { spanInSentence } from "../day-names.ts";
import type { ListedTask, Selection } from "../intents.ts";
import { type Message, spend, textOf } from "../normalize.ts";
import { periodAt } from "../periods.ts";
import { Scan } from "../scan.ts";
import { dueIn, priorityIn } from "../selection.ts";

/** The filters in a question about tasks: state, due date, priority, subject. */

export const setOf = (words: string): ReadonlySet<string> => new Set(words.split(" "));

export const taskNouns = setOf("task tasks todo todos item items reminder reminders list lists");
export const completed = setOf("completed complete done finished closed achieved");
const late = setOf("overdue late behind missed");
const open = setOf("open pending unfinished incomplete");
export const starts = setOf(
  "show list display view see get give tell read print open pull bring check look what which do are any anything how " +
    "count is my all pending completed done finished overdue late today tomorrow the task tasks todo todos upcoming " +
    "remaining outstanding everything high medium low urgent important unfinished incomplete active closed number have did due am to",
);
export const agendaWords = setOf(
  "due overdue late left open pending outstanding plate agenda upcoming coming unfinished must behind urgent important remains",
);
const keywords = setOf(
  "show list lists display view see get give tell read print open pull up bring check look what which do i have there any " +
    "anything something everything all every how many much count number of task tasks todo todos item items reminder " +
    "reminders agenda plate due overdue late left pending outstanding upcoming coming unfinished need must still to be " +
    "urgent important high highest medium low lowest top priority completed complete done finished closed did finish get " +
    "got on for by with without in from until before within first my me active remaining behind remains soon happening " +
    "planned scheduled going incomplete off checked check achieved created added add create week days next few that was " +
    "has past missed no date dates deadline deadlines undated unscheduled not work working should tackle will are it them things ones only does",
);
const about =
  /^(?:about|containing|mentioning|named|called|titled|matching|related|mention|mentions|contain|contains)$/;
const aboutAfterNoun = /^(?:with|on|for|from|to)$/;

interface Asked {
  q?: string;
  periods: Span[];
  isBy: boolean;
  undated: boolean;
  soon: boolean;
}

/** The end of a subject that begins at a token: before "that are" or "due". */
function subjectEnd(scan: Scan, from: number): number {
  for (let at = from + 1; at < scan.length; at++) {
    if (scan.word(at) === "due" || (/^(?:that|which)$/.test(scan.word(at)) && /^(?:are|is|i)$/.test(scan.word(at + 1))))
      return at;
  }
  return scan.length;
}

/** The subject of tasks: "about auth", "tasks for the launch". */
function subjectAt(scan: Scan, at: number): { q: string; end: number } | undefined {
  const word = scan.word(at);
  const isAfterNoun = /^(?:tasks?|todos?|items?|reminders?|anything|something|everything|list)$/.test(
    scan.word(at - 1),
  );
  if (!about.test(word) && !(isAfterNoun && aboutAfterNoun.test(word))) return undefined;
  let from = at + 1;
  while (/^(?:to|the|my|a|an)$/.test(scan.word(from))) from++;
  if (from >= scan.length || (keywords.has(scan.word(from)) && !about.test(word))) return undefined;
  const end = subjectEnd(scan, from);
  const q = textOf(scan.message, from, end).replaceAll('"', "").slice(0, 200);
  return q ? { q, end } : undefined;
}

const undatedWords = [
  "without a due date",
  "without due date",
  "without a due dates",
  "without a date",
  "without date",
  "without any due date",
  "without any date",
  "with no due date",
  "with no date",
  "no due date",
  "no date",
  "no deadline",
  "without a deadline",
  "without deadline",
];

function readTasks(scan: Scan, ahead: boolean): Asked {
  const asked: Asked = {
    periods: [],
    isBy: false,
    undated: scan.has("undated|unscheduled"),
    soon: scan.has("soon") || scan.has("coming up") || scan.has("upcoming"),
  };
  for (let at = 0; at < scan.length; ) {
    spend(scan.message.budget, 10);
    const undated = undatedWords.find((words) => scan.says(at, words));
    const period = undated ? undefined : periodAt(scan.message, at, ahead);
    const subject = undated || period ? undefined : subjectAt(scan, at);
    let end = at + 1;
    if (undated) {
      asked.undated = true;
      end = at + undated.split(" ").length;
    } else if (period) {
      asked.isBy = asked.isBy || (/^(?:by|until|before)$/.test(scan.word(at)) && period.end > at + 1);
      asked.periods.push(period.span);
      end = period.end;
    } else if (subject && asked.q === undefined) {
      asked.q = subject.q;
      end = subject.end;
    } else if (!keywords.has(scan.word(at))) {
      at++;
      continue;
    }
    scan.take(at, end);
    at = end;
  }
  return asked;
}

/** From the first day of some periods to the last one. */
function outermost(periods: readonly Span[]): { from?: string; to: string } {
  const [to = ""] = periods.map((each) => each.to).sort((one, other) => (one < other ? 1 : -1));
  const [from] = periods.map((each) => each.from ?? "").sort();
  return { ...(from && { from }), to };
}

/** When a task was created, in the user's zone as far as days allow. */
const createdIn =
  ({ from, to }: Span) =>
  ({ created_at }: ListedTask): boolean =>
    typeof created_at === "string" &&
    created_at.slice(0, 10) <= to &&
    (from === undefined || created_at.slice(0, 10) >= from);

function statusOf(scan: Scan, hasSubject: boolean): Selection["input"]["status"] {
  const has = (set: ReadonlySet<string>) => scan.words.some((word) => set.has(word));
  const isDone =
    has(completed) || scan.has("did i", "do|finish|complete") || scan.has("checked off") || scan.has("get done");
  if (isDone && !scan.has("not done|completed|complete|finished")) return "completed";
  const isOpen = has(open) || scan.has("due|overdue|left");
  if (scan.has("all|everything|every") && !isOpen) return "all";
  return !hasSubject || has(open) ? "pending" : undefined;
}

const nameOf = (span: Span, isBy: boolean, today: string): string =>
  `due ${isBy ? spanInSentence({ to: span.to }, today).replace("until", "by") : spanInSentence(span, today)}`;

/** The filters in the words of a question about tasks. */
export function selectionIn(message: Message): { selection: Selection; scan: Scan; notes: string[] } {
  const scan = new Scan(message);
  const isDone = statusOf(scan, false) === "completed";
  const isMade = scan.has("added|created|add|create");
  const asked = readTasks(scan, !isDone && !isMade);
  const status = statusOf(scan, asked.q !== undefined);
  const input: Selection["input"] = { ...(status && { status }) };
  const conditions: ((task: ListedTask) => boolean)[] = [];
  const name: string[] = [];
  const { periods } = asked;
  const [period] = periods;
  const spans = (asked.isBy ? periods.map(({ to, unit }) => ({ to, unit })) : periods).map(dueIn);
  if (status === "completed") name.push("completed");
  else if (scan.words.some((word) => late.has(word)) || scan.has("past due")) {
    Object.assign(input, { status: "pending", due: "overdue" });
    name.push("overdue");
  }
  const priority = priorityIn(scan.words);
  if (priority) {
    conditions.push((task) => task.priority === priority);
    name.push(`${priority}-priority`);
  }
  if (input.status === "pending" && !input.due && name.length === 0 && !isMade) name.push("open");
  name.push("tasks");
  if (asked.undated) {
    conditions.push(({ due_date }) => !due_date);
    name.push("without a due date");
  } else if (period && status === "completed") {
    const all = { ...outermost(periods), unit: period.unit };
    Object.assign(input, { ...(all.from && { completed_from: all.from }), completed_to: all.to });
    name.push(spanInSentence(all, message.today));
  } else if (period && isMade) {
    input.status = "all";
    conditions.push((task) => periods.some((each) => createdIn(each)(task)));
    name.push(`added ${spanInSentence(period, message.today)}`);
  } else if (periods.length === 1 && period?.name === "today" && !asked.isBy && input.due === undefined) {
    Object.assign(input, { status: "pending", due: "today" });
    name.push("due by today");
  } else if (
    ((periods.length === 1 && period?.name === "this_week") || (!period && asked.soon)) &&
    input.due === undefined &&
    status !== "completed"
  ) {
    Object.assign(input, { status: "pending", due: "week" });
    name.push("due within a week");
  } else if (period) {
    conditions.push((task) => spans.some((holds) => holds(task)));
    name.push(periods.map((each) => nameOf(each, asked.isBy, message.today)).join(" or "));
  }
  if (asked.q !== undefined) {
    input.q = asked.q;
    name.push(`about "${asked.q}"`);
  }
  const where = (task: ListedTask) => conditions.every((holds) => holds(task));
  const notes = period?.partOfDay
    ? [`Tasks are due on whole days, so this covers more than "${period.partOfDay}".`]
    : [];
  return { selection: { input, ...(conditions.length > 0 && { where }), name: name.join(" ") }, scan, notes };
}
