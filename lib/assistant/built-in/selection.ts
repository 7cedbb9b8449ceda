import type { ListedTask, Selection } from "./intents.ts";

/** Which tasks somebody means by "all my completed tasks" or "everything about milk". */

const noun = "(?:tasks|to-?dos|items|reminders|ones|things|stuff|task list|to-?do list|list|lists)";
const every = "(?:all|everything|every|each)";
const kinds =
  "(?:today's|this week's|completed|complete|done|finished|closed|checked|open|pending|incomplete|unfinished|active|overdue|late|past due|outstanding|remaining|high[- ]priority|medium[- ]priority|low[- ]priority|urgent|important|current|existing|single)";

const whole = new RegExp(
  `^(?:(${every})\\b(?: of)?)?(?: ?(?:my|the|these|those|of|our|your))*((?: ?${kinds}\\b(?:,| and)?)*) ?(${noun}|task|to-?do)?(.*)$`,
  "i",
);

// Kinds that say "tasks" by themselves: "clear completed".
const alone = /^(?:completed|done|finished|overdue|open|pending|unfinished)$/i;

const statusOf = (kind: string): "pending" | "completed" | undefined => {
  if (/\b(?:completed|complete|done|finished|closed|checked)\b/i.test(kind)) return "completed";
  return /\b(?:open|pending|incomplete|unfinished|active|overdue|late|past due|outstanding|remaining)\b/i.test(kind)
    ? "pending"
    : undefined;
};

export const priorityIn = (text: string): "high" | "medium" | "low" | undefined => {
  const word = /\b(high|medium|low|top|urgent|important)(?:[- ]priority|est priority)?\b/i
    .exec(text)?.[1]
    ?.toLowerCase();
  if (word === undefined) return undefined;
  return word === "medium" || word === "low" ? word : "high";
};

const subject =
  /^ ?(?:about|on|with|containing|mentioning|called|named|titled|for|that mention|that contain|matching|related to|like) (?:the )?(.+)$/i;
const due =
  /^ ?(?:that (?:is|are) |which (?:is|are) |i have |left )?(?:due )?(?:by |for |until |in |before )?(?:the )?(overdue|late|past due|today|today's|this week|this week's|the week|week|next 7 days|next seven days)$/i;
const state =
  /^ ?(?:(?:that|which) (?:is|are|i(?:'ve| have)) |i have |i've )(?:already )?(completed|complete|done|finished|closed|open|pending|not done|overdue|late)$/i;
const nothing =
  /^ ?(?:i have|there (?:is|are)|on (?:my|the) list|in (?:my|the) list|(?:from|off) (?:my|the) list|at once|together|now|please|left)?$/i;

// The list tool counts overdue tasks among those due today or this week; whoever changes them does not.
const onTime = (span: string, today: string) => (task: ListedTask) =>
  typeof task.due_date === "string" && (span === "today" ? task.due_date === today : task.due_date >= today);

/**
 * What a text selects; undefined when it means one task.
 * @param fallback which tasks are meant when the text does not say
 */
export function selectionOf(
  said: string,
  fallback: "all" | "pending" | "completed",
  today: string,
): Selection | undefined {
  const match = whole.exec(said.trim());
  if (!match) return undefined;
  const [, all, kind = "", named, rest = ""] = match;
  // "the task about milk", "tasks" and "important" are no selections; "all", "completed" and "my tasks" are.
  const isKind =
    kind.trim() !== "" && (named === undefined ? alone.test(kind.trim()) && rest === "" : /s$/i.test(named));
  const isOwn =
    /^(?:tasks|to-?dos|.*list)$/i.test(named ?? "") && (rest !== "" || /^(?:my|the)\b|list/i.test(said.trim()));
  if (!all && !isKind && !isOwn) return undefined;
  if (all && /^(?:each|every)$/i.test(all) && !named) return undefined;
  const input: Selection["input"] = { status: statusOf(kind) ?? fallback };
  const isLate = /\b(?:overdue|late|past due)\b/i.test(kind);
  if (isLate) Object.assign(input, { status: "pending", due: "overdue" });
  const priority = priorityIn(kind);
  const conditions: ((task: ListedTask) => boolean)[] = priority ? [(task) => task.priority === priority] : [];
  const [, when] = due.exec(/^ ?(today|this week)'s/i.exec(kind)?.[0] ?? rest) ?? [];
  const [, as] = state.exec(rest) ?? [];
  const [, about] = subject.exec(rest) ?? [];
  if (when !== undefined) {
    const span = /overdue|late|past/i.test(when) ? "overdue" : /today/i.test(when) ? "today" : "week";
    Object.assign(input, { status: "pending", due: span });
    if (span !== "overdue") conditions.push(onTime(span, today));
  } else if (as !== undefined) {
    if (/overdue|late/i.test(as)) Object.assign(input, { status: "pending", due: "overdue" });
    else input.status = statusOf(as.replace("not done", "open")) ?? fallback;
  } else if (about !== undefined) {
    input.q = about.replace(/["]/g, "").slice(0, 200);
  } else if (!nothing.test(rest)) {
    // "all milk tasks"
    const [, words] = /^ ?(.+?) (?:tasks|to-?dos|items|ones)$/i.exec(rest) ?? [];
    if (!all || words === undefined || named !== undefined) return undefined;
    input.q = words.slice(0, 200);
  }
  const where = (task: ListedTask) => conditions.every((holds) => holds(task));
  return { input, ...(conditions.length > 0 && { where }), name: nameOf(input, priority) };
}

function nameOf({ status, due: span, q }: Selection["input"], priority?: string): string {
  const words = [
    priority && `${priority}-priority`,
    span === "overdue" ? "overdue" : status === "completed" ? "completed" : status === "pending" ? "open" : "",
    "tasks",
    span === "today" ? "due today" : span === "week" ? "due within a week" : "",
    q ? `about "${q}"` : "",
  ];
  return words.filter(Boolean).join(" ");
}
