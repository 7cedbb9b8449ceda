import { countNamed, type Span, weekdayNamed } from "../date-words.ts";
import { type Focus, type Intent, say } from "../intents.ts";
import { type Message, spend, textOf } from "../normalize.ts";
import { periodAt } from "../periods.ts";
import type { Json } from "../prompt.ts";
import { Scan, wordCount } from "../scan.ts";
import { isEmptyWord } from "../spelling.ts";
import { type Asked, partAt, type Subject } from "./time-words.ts";

/** Parses questions about tracked time. */

const setOf = (words: string): ReadonlySet<string> => new Set(words.split(" "));

/** Words of questions about time. */
const keywords = setOf(
  "how long much many time times hours minutes session sessions total totals tracked track tracking spent spend " +
    "spending work worked working review reviewed reviewing reviews code coded coding log logged put into invested use " +
    "used clock clocked doing done did do i my we our what which when where go went show tell give list get sum up add " +
    "know timesheet repo repos repository repositories project projects pr prs pull request requests stats " +
    "statistics summary breakdown compare compared compares better worse busier comparison more less fewer average mean longest biggest " +
    "busiest most least active day days date first last latest recent previous start started begin began " +
    "beginning stop stopped finish finished end ended take took taken lasted streak streaks row devote devoted split " +
    "grouped broken down figure numbers number amount on in for with at by per each top best productive spends out " +
    "ago today's into everything anything something check see view display have has had am so far and was were than " +
    "usual normal duration length average's worth as of from to overall overview between get all per-day it since",
);

const starters = setOf(
  "how what which when where did have has am do is was time hours total tracked worked timesheet show tell give list get " +
    "compare comparison average longest last latest first recent previous my sum session sessions most busiest top " +
    "breakdown know daily weekly monthly streak the summary stats statistics number see view",
);
const orders = setOf("show tell give list get see view know number");
/** Words of questions about tasks and of requests. */
const foreign = setOf("should need must task tasks todo todos due overdue remind reminder reminders plate agenda");

const spent = setOf(
  "spent spend spending tracked track worked work log logged put invested use used clock clocked doing review reviewed " +
    "reviewing reviews code coded coding devote devoted working tracking session sessions took lasted",
);
const nouns = setOf(
  "session time hours total totals average minutes timesheet repo repos repository repositories project projects pr prs streak",
);
const mine = setOf("i my we our");

const places = setOf("on in for with at reviewing");
const unnamed = setOf("what which how when then so and but or i my we it this that did do was is");

/** Unknown words: the name of a repository, after "on" and the like or before "repo". */
function repositoryAt(scan: Scan, at: number, asked: Asked): number | undefined {
  if (asked.repository !== undefined) return undefined;
  const isNoun = /^(?:repo|repository|project)$/.test(scan.word(at));
  let start = at + 1;
  if (!isNoun && !places.has(scan.word(at))) return undefined;
  while (/^(?:the|my|our|called|named|repo|repository|project|pr|prs)$/.test(scan.word(start))) start++;
  const isName = (index: number) => {
    const token = scan.message.tokens[index];
    return (
      token !== undefined &&
      token.kind === "word" &&
      !keywords.has(token.word) &&
      !unnamed.has(token.word) &&
      !isEmptyWord(token.word) &&
      // "on mondays" is a time, though not one that tools can filter by.
      weekdayNamed(token.word.replace(/s$/, "")) === undefined &&
      /\p{L}/u.test(token.word)
    );
  };
  let end = start;
  while (end < start + 3 && isName(end) && partAt(scan, end, emptyAsked()) === undefined) end++;
  if (end === start) return undefined;
  asked.repository = textOf(scan.message, start, end);
  asked.guess = [start, end];
  return /^(?:repo|repository|project)$/.test(scan.word(end)) ? end + 1 : end;
}

const emptyAsked = (): Asked => ({ periods: [] });

/** "the web repo": the name comes before its noun. */
function namedBefore(scan: Scan, at: number, asked: Asked): number | undefined {
  const word = scan.word(at);
  if (asked.repository !== undefined || keywords.has(word) || isEmptyWord(word)) return undefined;
  if (!/^(?:repo|repository|project)$/.test(scan.word(at + 1)) || scan.message.tokens[at]?.kind !== "word")
    return undefined;
  asked.repository = textOf(scan.message, at, at + 1);
  asked.guess = [at, at + 1];
  return at + 2;
}

/** Parses the whole question. */
export function readTime(message: Message): { scan: Scan; asked: Asked } {
  const [scan, asked] = [new Scan(message), emptyAsked()];
  for (let at = 0; at < scan.length; ) {
    spend(message.budget, 10);
    const end = partAt(scan, at, asked) ?? namedBefore(scan, at, asked) ?? repositoryAt(scan, at, asked);
    if (end !== undefined && end > at) {
      scan.take(at, end);
      at = end;
      continue;
    }
    const isCount = /^\d{1,2}$/.test(scan.word(at)) && scan.word(at + 1) === "sessions";
    if (isCount || keywords.has(scan.word(at))) scan.take(at);
    at++;
  }
  for (const [from, to] of asked.released ?? []) scan.release(from, to);
  return { scan, asked };
}

/** The tools' input for a period. */
export const periodInput = ({ name, from, to }: Span): Json =>
  name !== undefined ? { period: name } : { ...(from !== undefined && { from }), to };

const about = ({ repository, pr_number }: Subject): Json => ({
  ...(repository !== undefined && { repository }),
  ...(pr_number !== undefined && { pr_number }),
});

function focusOf(scan: Scan, { per, group }: Asked): Focus | undefined {
  const ofSessions = scan.has("session|sessions") || per === "session";
  if (scan.has("average|mean") || scan.has("usually")) return ofSessions ? "average_session" : "average_day";
  if (scan.has("longest|biggest session")) return "longest_session";
  if (scan.has("many|number|of days")) return "active_days";
  if (scan.has("many|of sessions")) return "sessions";
  if (scan.has("least")) return "least";
  if (scan.has("most|busiest|best|top|longest|biggest")) return "most";
  return group && scan.has("many|of") ? "count" : undefined;
}

/** Questions about single sessions: the last one, the first of a day, when work began. */
function sessionsAsked(scan: Scan, asked: Asked): Intent | undefined {
  const [period] = asked.periods;
  const where = { ...(period && periodInput(period)), ...about(asked) };
  const list = (input: Json, focus?: Focus): Intent => ({
    kind: "call",
    calls: [{ tool: "list_sessions", input: { ...where, ...input } }],
    ...(focus && { focus }),
  });
  const day = period ? {} : { period: "today" };
  const isWhen = scan.has("when") || scan.has("what time");
  if (isWhen && scan.has("last|previously")) return list({ limit: 1 }, "when");
  if (isWhen && scan.has("start|started|begin|began")) return list({ ...day, order: "oldest", limit: 1 }, "start");
  if (isWhen && scan.has("stop|stopped|finish|finished|end|ended"))
    return list({ ...day, order: "newest", limit: 1 }, "end");
  if (!period && scan.has("last|latest|previous pr|pull|repo|repository|project")) return list({ limit: 1 }, "when");
  const which = scan.find("last|latest|recent|previous|first");
  const noun = scan.find("session|sessions", which + 1);
  const isFirst = scan.word(which) === "first";
  if (which >= 0 && noun > which && noun <= which + 3) {
    const order = isFirst ? { order: "oldest" } : {};
    const said = scan.word(which + 1);
    const count = countNamed(said);
    if (scan.word(noun) === "session") return list({ ...order, limit: 1 });
    return list({ ...order, limit: Math.max(1, Math.min(20, count ?? 5)) });
  }
  const lists =
    scan.has("show|list|give|tell|get|see|view|display|which|what", "sessions") ||
    scan.word(0) === "sessions" ||
    scan.says(0, "my sessions");
  return lists && !scan.has("how many") && !scan.has("number of") && asked.per === undefined
    ? list({ limit: 20 })
    : undefined;
}

/** Limits of a list of sessions: it has one period and one subject, and no comparison. */
const beyondSessions = ({ periods, others = [], compare, per, group }: Asked): string[] => [
  ...periods.slice(1).flatMap(({ words }) => words ?? []),
  ...others.map(({ repository = "", pr_number }) => `${repository}${pr_number === undefined ? "" : `#${pr_number}`}`),
  ...(compare === undefined ? [] : ["compared"]),
  ...((per ?? group) === undefined || per === "session" ? [] : [`by ${per ?? group}`]),
];

/** A table has one grouping: the others requested. */
const beyondGroups = ({ per, group, more = [] }: Asked): string[] => [
  ...more.map((each) => `by ${each.replace("_", " ")}`),
  ...(per !== undefined && per !== "session" && group !== undefined && per !== group
    ? [`by ${per.replace("_", " ")}`]
    : []),
];

const sameSpan = (one: Span, other: Span): boolean => one.from === other.from && one.to === other.to;

/** The comparison as the tool's input. */
function comparison(asked: Asked, main: Span | undefined, isBefore: (one: Span, other: Span) => boolean): Json {
  const { compare } = asked;
  if (compare === undefined) return {};
  if (typeof compare === "string") return { compare };
  if (main && isBefore(compare, main)) return { compare: "previous" };
  return { ...(compare.from && { compare_from: compare.from }), compare_to: compare.to };
}

const isPrevious = (earlier: Span, { name }: Span): boolean =>
  (name === "today" && earlier.name === "yesterday") ||
  (name === "this_week" && earlier.name === "last_week") ||
  (name === "this_month" && earlier.name === "last_month") ||
  (name === "this_year" && earlier.name === "last_year");

function isAboutTime(scan: Scan, asked: Asked, rest: readonly string[]): boolean {
  const has = (set: ReadonlySet<string>) => scan.words.some((word) => set.has(word));
  const first = scan.word(0);
  const isPeriodFirst = asked.periods.length > 0 && periodAt(scan.message, 0, false) !== undefined;
  if (has(foreign) || (!starters.has(first) && !nouns.has(first) && !isPeriodFirst && !scan.says(0, "add up")))
    return false;
  if (orders.has(first) && rest.length > 0 && asked.periods.length === 0) return false;
  const isGrouped = asked.per !== undefined || asked.group !== undefined;
  const isNamed = asked.periods.length > 0 || asked.repository !== undefined || asked.pr_number !== undefined;
  return (
    (has(spent) && (has(mine) || isNamed || has(nouns) || scan.length <= 3)) ||
    (has(nouns) && (isNamed || has(mine) || isGrouped || scan.length <= 2)) ||
    ((scan.has("how long|much") || scan.has("how many hours|minutes|sessions|days")) && isNamed) ||
    (scan.has("what|which did|have i do|done|been") && isNamed) ||
    (has(mine) && isGrouped && isNamed) ||
    (/^(?:average|compare|busiest|longest|daily|weekly|monthly)$/.test(first) && (isNamed || isGrouped)) ||
    scan.has("last|first|latest|longest|recent", "session|sessions") ||
    (has(mine) &&
      (scan.has("when") || scan.has("what time")) &&
      (scan.has("start|started|begin|began|stop|stopped|end|ended|quit") ||
        (rest.length === 0 && scan.has("finish|finished")))) ||
    (asked.compare !== undefined && (has(mine) || asked.periods.length > 0 || first === "compare" || isPeriodFirst))
  );
}

const vague = ({ periods }: Asked): string[] =>
  periods.flatMap(({ partOfDay }) =>
    partOfDay ? [`I can only report whole days, so this covers more than "${partOfDay}".`] : [],
  );

/** The calls for a parsed question. */
function trackedTime(scan: Scan, asked: Asked): Intent {
  const focus = focusOf(scan, asked);
  const isAverage = focus === "average_day" || focus === "average_session";
  const per = asked.per === "session" ? undefined : asked.per;
  const group = focus === "active_days" || (isAverage && per === "day") ? undefined : (asked.group ?? per);
  // Every answer already includes the repositories.
  const grouped = group === undefined || group === "repository" ? {} : { group_by: group };
  const [first, ...others] = asked.periods.filter(
    (each, index, all) => all.findIndex((one) => sameSpan(one, each)) === index,
  );
  const isCompared = others.length === 1 && scan.has("compare|compared|more|less|vs");
  const [main, than] = isCompared && first && others[0] ? ordered(first, others[0]) : [first, undefined];
  const compared = than ? { ...asked, compare: than } : asked;
  const period = main ? periodInput(main) : isAverage ? { period: "last_30_days" } : {};
  const input = { ...period, ...about(asked), ...grouped, ...comparison(compared, main, isPrevious) };
  const inputs = [input, ...(than ? [] : others.map((other) => ({ ...input, ...unset, ...periodInput(other) })))];
  const subjects: Subject[] = [asked, ...(asked.others ?? [])];
  const all = subjects.flatMap((subject) =>
    inputs.map((each) => clean({ ...each, repository: undefined, pr_number: undefined, ...about(subject) })),
  );
  if (all.length > mostCalls) return say(`That is too much at once. Ask for at most ${mostCalls} at a time.`);
  return {
    kind: "call",
    calls: all.map((each) => ({ tool: "tracked_time", input: each })),
    ...(focus && { focus }),
    ...(asked.limit !== undefined && { limit: asked.limit }),
  };
}

const mostCalls = 6;
const unset = { period: undefined, from: undefined, to: undefined };
const clean = (input: Json): Json =>
  Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));

// "compare this week and last week": the later one is the period, the earlier one the comparison.
const ordered = (one: Span, other: Span): [Span, Span] =>
  (one.from ?? "") >= (other.from ?? "") ? [one, other] : [other, one];

const mostUnread = 3;

/** Undefined when a message is about something else. */
export function askingTime(message: Message): Intent | undefined {
  const { scan, asked } = readTime(message);
  const rest = scan.rest();
  if (wordCount(rest) > mostUnread || !isAboutTime(scan, asked, rest)) return undefined;
  if (rest.length > 0 && asked.periods.length === 0 && wordCount(rest) * 2 > scan.length) return undefined;
  const notes = vague(asked);
  const ofSessions = sessionsAsked(scan, asked);
  const unread = [...rest, ...(ofSessions ? beyondSessions(asked) : beyondGroups(asked))];
  const intent = ofSessions ?? trackedTime(scan, asked);
  return { ...intent, ...(unread.length > 0 && { unread }), ...(notes.length > 0 && { notes }) };
}

/** "and last week?" after a question about time: only the differences. */
export function askedFurther(message: Message): { input: Json; rest: string[] } | undefined {
  const { scan, asked } = readTime(message);
  const [period] = asked.periods;
  const group = asked.group ?? (asked.per === "session" ? undefined : asked.per);
  const input = {
    ...(period && periodInput(period)),
    ...about(asked),
    ...(group && { group_by: group }),
    ...comparison(asked, period, isPrevious),
  };
  return Object.keys(input).length > 0 ? { input, rest: scan.rest() } : undefined;
}
