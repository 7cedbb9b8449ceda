import { type Heard, pattern } from "./hear.ts";
import { call, type Intent, say } from "./intents.ts";
import { datesIn, isPeriod, periodIn } from "./periods.ts";

/** Understands questions about tracked time, the running session and practice. */

const running = pattern(
  "(?:(?:am i|are we|is (?:there )?(?:anything|something|a session|the session|my session|a timer|the timer|my timer|tracking|time|it)|is anything)(?: currently| now| still)?(?: being)? ?(?:running|tracking|tracked|on|active|working|going|recording)?(?: (?:right now|now|currently|at the moment|anything|something|time|a session|a timer))*|what(?:'s|s| is| am i| are we)(?: currently| now)? (?:running|tracking|working on|being tracked|i tracking|the current session|my current session|the running session|the timer at|active)(?: (?:right now|now|currently|at the moment|on))*|(?:show|tell|get|check|give)?(?: me)? ?(?:the |my )?(?:running|current|active)(?: (?:session|timer|tracking))|(?:running session|current session|session status|timer status|tracking status)|how long (?:have i been|am i|has (?:it|this|the|my|the current|this current|the running) ?(?:session|timer|one)? ?(?:been)?|is (?:the|my|this) (?:current )?(?:session|timer)) ?(?:working|tracking|running|going|been running|at it|on this|on it|in this session|on the current session)*(?: (?:so far|now|for|already|right now|today))*|what repo(?:sitory)? am i (?:on|in|working on|tracking)|when did (?:the current session|this session|my session|i) start(?: working)?)",
);

const practiceWords =
  /\b(?:streak|streaks|practi[cs]ed?|practi[cs]es|practi[cs]ing|yoga|stretch|stretched|stretching|stretches|meditat\w*|asanas?|poses|movement breaks?|moved)\b/i;
const practiceStart =
  /^(?:what|what's|whats|how|when|did|have|do|does|show|tell|give|get|is|am|my|the|check|see|list|streak|practi[cs]es?|longest|current|yoga|any|view|total|summary|stats)\b/i;

const spent =
  /\b(?:spent|spend|spending|tracked|track|worked|work|log|logged|put in|invested|use|used|clock|clocked|doing|review|reviewed|reviewing|code|coded|coding|devote|devoted|working|tracking|sessions)\b/i;
const timeWords =
  /^(?:(?:and |so |then )?(?:how long|how much time|how many hours|how many minutes|how many sessions|how much|(?:what|which) (?:did|have) i (?:do|done|been doing)|what(?:'s|s| is) (?:my|the) (?:total|tracked|time|hours)|total time|total hours|tracked time|time tracked|time spent|hours tracked|hours worked|hours spent|my hours|my time|hours|time report|time sheet|timesheet|time|show (?:me )?(?:my |the )?(?:tracked )?(?:time|hours|timesheet)|tell me how (?:long|much)|know how (?:long|much)|tell me (?:my|the) (?:time|hours)|give me (?:my|the) (?:tracked )?(?:time|hours)|list (?:my )?(?:tracked )?(?:time|hours)|(?:what|which) (?:did|have) i work(?:ed)? on|(?:what|which) repo(?:sitory|sitories|s)?|which project|where did (?:my|the) time go|where did i spend|did i (?:work|track|review)|have i (?:worked|tracked|reviewed)|how was my|sum up my (?:time|hours)|add up my (?:time|hours)))\b/i;
const mine = /\b(?:i|my|we|our)\b|\btracked\b|\bspent\b|^(?:time|hours|timesheet|total)\b/i;

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
  const named = periodIn(text);
  const dates = named ? undefined : datesIn(text, today);
  const rest = text.replace(named?.words ?? "", " ").replace(dates?.words ?? "", " ");
  const repository = repositoryIn(rest);
  return call("tracked_time", {
    ...(named && { period: named.period }),
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

const short =
  /^(?:and )?how (?:long|much|many hours)(?= \S+(?: \S+){0,2}$)|^(?:what|which) (?:did|have) i (?:do|done|been doing)\b(?= )/i;

const isAboutTime = (text: string): boolean =>
  (mine.test(text) && (spent.test(text) || timeNouns.test(text))) ||
  (span.test(text) && isPeriod(text)) ||
  (short.test(text) && periodIn(text.replace(short, "")) !== undefined);

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
