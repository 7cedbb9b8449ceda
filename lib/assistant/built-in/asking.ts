import { Chrono, casual } from "chrono-node/en";
import { type Heard, pattern } from "./hear.ts";
import { call, type Intent, say } from "./intents.ts";

/** Understands questions about tracked time, the running session and practice. */

const running = pattern(
  "(?:(?:am i|are we|is (?:there )?(?:anything|something|a session|the session|my session|a timer|the timer|my timer|tracking|time|it)|is anything)(?: currently| now| still)?(?: being)? ?(?:running|tracking|tracked|on|active|working|going|recording)?(?: (?:right now|now|currently|at the moment|anything|something|time|a session|a timer))*|what(?:'s|s| is| am i| are we)(?: currently| now)? (?:running|tracking|working on|being tracked|i tracking|the current session|my current session|the running session|the timer at|active)(?: (?:right now|now|currently|at the moment|on))*|(?:show|tell|get|check|give)?(?: me)? ?(?:the |my )?(?:running|current|active)(?: (?:session|timer|tracking))|(?:running session|current session|session status|timer status|tracking status)|how long (?:have i been|am i|has (?:it|this|the|my|the current|this current|the running) ?(?:session|timer|one)? ?(?:been)?|is (?:the|my|this) (?:current )?(?:session|timer)) ?(?:working|tracking|running|going|been running|at it|on this|on it|in this session|on the current session)*(?: (?:so far|now|for|already|right now|today))*|what repo(?:sitory)? am i (?:on|in|working on|tracking)|when did (?:the current session|this session|my session|i) start(?: working)?)",
);

const practiceWords =
  /\b(?:streak|streaks|practi[cs]ed?|practi[cs]es|practi[cs]ing|yoga|stretch|stretched|stretching|stretches|meditat\w*|asanas?|poses|movement breaks?|moved)\b/i;
const practiceStart =
  /^(?:what|what's|whats|how|when|did|have|do|does|show|tell|give|get|is|am|my|the|check|see|list|streak|practi[cs]es?|longest|current|yoga|any|view|total|summary|stats)\b/i;

const spent =
  /\b(?:spent|spend|spending|tracked|track|worked|work|log|logged|put in|invested|use|used|clock|clocked|doing|review|reviewed|reviewing|code|coded|coding|devote|devoted)\b/i;
const timeWords =
  /^(?:(?:and |so |then )?(?:how long|how much time|how many hours|how many minutes|how much|what(?:'s|s| is) (?:my|the) (?:total|tracked|time|hours)|total time|total hours|tracked time|time tracked|time spent|hours tracked|hours worked|hours spent|my hours|my time|hours|time report|time sheet|timesheet|time|show (?:me )?(?:my |the )?(?:tracked )?(?:time|hours|timesheet)|tell me how (?:long|much)|know how (?:long|much)|tell me (?:my|the) (?:time|hours)|give me (?:my|the) (?:tracked )?(?:time|hours)|list (?:my )?(?:tracked )?(?:time|hours)|(?:what|which) (?:did|have) i work(?:ed)? on|(?:what|which) repo(?:sitory|sitories|s)?|which project|where did (?:my|the) time go|where did i spend|did i (?:work|track|review)|have i (?:worked|tracked|reviewed)|how was my|sum up my (?:time|hours)|add up my (?:time|hours)))\b/i;
const mine = /\b(?:i|my|we|our)\b|\btracked\b|\bspent\b|^(?:time|hours|timesheet|total)\b/i;

type PeriodName = [pattern: RegExp, period: string];

const periods: PeriodName[] = [
  [/\b(?:so far )?today\b|\bthis (?:morning|afternoon|evening)\b/i, "today"],
  [/\byesterday\b/i, "yesterday"],
  [/\b(?:last|past|previous) (?:7|seven) days\b|\bpast week\b/i, "last_7_days"],
  [/\b(?:last|past|previous) (?:30|thirty) days\b|\bpast month\b/i, "last_30_days"],
  [/\b(?:last|previous) week(?:'s)?\b|\bthe week before\b/i, "last_week"],
  [/\b(?:this|the|current) week(?:'s)?\b|\bweekly\b/i, "this_week"],
  [/\b(?:last|previous) month(?:'s)?\b/i, "last_month"],
  [/\b(?:this|the|current) month(?:'s)?\b|\bmonthly\b/i, "this_month"],
  [/\b(?:last|previous) year(?:'s)?\b/i, "last_year"],
  [/\b(?:this|the|current) year(?:'s)?\b/i, "this_year"],
  [
    /\b(?:ever|all time|in all|overall|altogether|in total|of all time|since the beginning|all together)\b/i,
    "all_time",
  ],
];

const chrono = new Chrono(casual);
const isoOf = (date: { get(part: "year" | "month" | "day"): number | null }): string =>
  [date.get("year"), date.get("month"), date.get("day")].map((part) => String(part ?? 1).padStart(2, "0")).join("-");

const monthNames =
  /\b(?:in|during|for|of) (january|february|march|april|may|june|july|august|september|october|november|december)(?: (\d{4}))?\b/i;
const names = "january february march april may june july august september october november december".split(" ");

/** A month that is named, the latest one that has begun. */
function monthIn(text: string, today: string): { from: string; to: string; words: string } | undefined {
  const [words, name, year] = monthNames.exec(text) ?? [];
  if (!words || !name) return undefined;
  const month = names.indexOf(name.toLowerCase()) + 1;
  const thisYear = Number(today.slice(0, 4));
  const told = year ? Number(year) : month <= Number(today.slice(5, 7)) ? thisYear : thisYear - 1;
  const two = String(month).padStart(2, "0");
  const last = new Date(Date.UTC(told, month, 0)).getUTCDate();
  return { from: `${told}-${two}-01`, to: `${told}-${two}-${String(last).padStart(2, "0")}`, words };
}

/** Dates that are named: one day, from one to another, or since one. */
function datesIn(text: string, today: string): { from: string; to: string; words: string } | undefined {
  const month = monthIn(text, today);
  if (month) return month;
  const [year = 0, number = 1, day = 1] = today.split("-").map(Number);
  const found = chrono
    .parse(text, new Date(year, number - 1, day, 12))
    .filter(({ start }) => (start.isCertain("day") || start.isCertain("weekday")) && !start.isCertain("hour"));
  const [one, other] = found;
  if (!one) return undefined;
  // A weekday without more is the latest one.
  const back = (date: string) =>
    date > today && one.start.isCertain("weekday") && !one.start.isCertain("day")
      ? new Date(Date.parse(`${date}T12:00:00Z`) - 7 * 86_400_000).toISOString().slice(0, 10)
      : date;
  const from = back(isoOf(one.start));
  const since = /\b(?:since|from)\s*(?:the )?(?:last )?$/i.test(text.slice(0, one.index));
  const until = one.end ? isoOf(one.end) : other ? back(isoOf(other.start)) : since ? today : from;
  const last = one.end || !other ? one : other;
  const words = text.slice(one.index, last.index + last.text.length);
  return from <= until ? { from, to: until, words } : { from: until, to: from, words };
}

const generic =
  /^(?:reviews?|reviewing|code|code reviews?|prs?|pull requests?|work|working|tasks?|everything|anything|it|this|that|them|all|average|total|the|my|a|an|time|me|so|far|now|each|every|which|what|first|week|month|day|year|coding|projects?|repos?|repositories|repository|and|or|of|by|per|days?|hours|last|past|dates?|between|detail|sessions?)$/i;

/** The repository that a question names. */
function repositoryIn(text: string): string | undefined {
  const [, full] = /(?:^|\s)([\w.-]+\/[\w.-]*\w)\b/.exec(text) ?? [];
  if (full) return full;
  const [, named, before] =
    /\b(?:repo(?:sitory)?|project) (?:called |named )?([\w.-]*\w)|\b([\w.-]*\w) (?:repo(?:sitory)?|project)\b/i.exec(
      text,
    ) ?? [];
  if (named && !generic.test(named)) return named;
  if (before && !generic.test(before)) return before;
  for (const [, word = ""] of text.matchAll(/\b(?:on|in|for|with|at|into|reviewing|to) (?:the |my )?([\w.-]*\w)/gi)) {
    if (!generic.test(word) && /[a-z]/i.test(word)) return word;
  }
  return undefined;
}

function tracked({ text, today }: Heard): Intent {
  const named = periods.find(([words]) => words.test(text));
  const dates = named ? undefined : datesIn(text, today);
  const rest = text.replace(named?.[0] ?? "", " ").replace(dates?.words ?? "", " ");
  const repository = repositoryIn(rest);
  return call("tracked_time", {
    ...(named && { period: named[1] }),
    ...(dates && { from: dates.from, to: dates.to }),
    ...(repository && { repository }),
  });
}

const following = /^(?:and |what about |how about |and what about |and how about )+/i;

/** "and last week?" after a question about time. */
export const askedFurther = (heard: Heard): Intent | undefined =>
  following.test(heard.text) || heard.isQuestion || heard.text.split(" ").length <= 4
    ? tracked({ ...heard, text: heard.text.replace(following, "") })
    : undefined;

const controlling = pattern(
  "(?:start|stop|pause|resume|end|begin|restart|finish|cancel)(?: (?:a|the|my|this|tracking|new|running|current|work|another))* ?(?:session|timer|tracking|time|clock|work|working|pomodoro|break)(?: .*)?|track (?:my )?(?:time|work)(?: .*)?|(?:log|add|record|track) (?:\\d|an?|some|half).*(?:hours?|minutes?|session|time)\\b.*",
);
const practising = pattern(
  "(?:start|begin|do|play|open|let me do|create|make)(?: (?:a|an|the|my|some|me|new|quick|short))* ?(?:practi[cs]e|yoga|sequence|stretch|stretching|session of yoga|meditation|break)(?: .*)?",
);

const timeNouns = /\b(?:time|hours|minutes|timesheet|repo\w*|project|week|day|month)\b/i;
const span = /\b(?:how long (?:on|for|in|with)|how much time|how many (?:hours|minutes)|time|hours)\b/i;

const isAboutTime = (text: string): boolean =>
  (mine.test(text) && (spent.test(text) || timeNouns.test(text))) ||
  (span.test(text) && (monthNames.test(text) || periods.some(([words]) => words.test(text))));

/** Undefined when a message is about something else. */
export function asking(heard: Heard): Intent | undefined {
  const { text } = heard;
  if (practising.test(text))
    return say(
      "I cannot start a practice for you. Open **Practice**, choose a sequence and press its play button. I can tell you about your streak and totals.",
    );
  if (controlling.test(text))
    return say(
      "I cannot start, stop or change sessions. That is one press on **Today**; **Tracking** lets you add or correct one. I can tell you what is running and how long you worked.",
    );
  if (text.length > 300) return undefined;
  if (practiceWords.test(text) && practiceStart.test(text)) return call("practice_totals");
  if (running.test(text)) return call("running_session");
  return timeWords.test(text) && isAboutTime(text) ? tracked(heard) : undefined;
}
