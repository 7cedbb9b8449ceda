import { call, type Intent, type Known, say } from "../intents.ts";
import { fits, pattern } from "../match.ts";
import { type Message, part, spend, textOf } from "../normalize.ts";
import type { Json } from "../prompt.ts";
import { Scan } from "../scan.ts";
import { clockAt, lengthAt, type Time, timeAt } from "./clock-words.ts";
import { answered } from "./shared.ts";
import { type Asked, partAt } from "./time-words.ts";

/** Parses requests to start, end or add tracked time, and questions about the running session. */

const running = pattern(
  "((am i|are we|is there? (anything|something|a session|the session|my session|a timer|the timer|my timer|tracking|time|it)) (currently|now|still)? being? (running|tracking|tracked|on|active|working|going|recording)? (right now|now|currently|at the moment|anything|something|time|a session|a timer)*|what ('s|is|am i|are we)? (currently|now)? (running|tracking|working on|being tracked|i tracking|the current session|my current session|the running session|the timer at|active) (right now|now|currently|at the moment|on)*|(show|tell|get|check|give)? me? (the|my)? (running|current|active) (session|timer|tracking)|(running session|current session|session status|timer status|tracking status)|how long (have i been|am i|has (it|this|the|my|the current|this current|the running) (session|timer|one)? been?|is (the|my|this) current? (session|timer)) (working|tracking|running|going|been running|at it|on this|on it|in this session|on the current session)* (so far|now|for|already|right now)*|what (repo|repository) am i (on|in|working on|tracking)|when did (the current session|this session|my session|the running session) (start|begin))",
);

/** Questions about the running session. */
export const askingRunning = (message: Message): Intent | undefined =>
  fits(running, message) &&
  (message.tokens.length > 2 || message.tokens.some(({ word }) => /^(?:session|timer|running|tracking)$/.test(word)))
    ? call("running_session")
    : undefined;

const nouns = "(session|timer|tracking|time|clock|work|working|pomodoro|review|reviewing|time tracking)";
const skipped = "(a|an|the|my|this|new|another|running|current|work|review|tracking)*";

const ending = pattern(
  `((stop|end|finish|quit|close) ${skipped} ${nouns} (now|right now|here|there)?|stop it now|clock (out|off)|(stop|end) (what i am|what i 'm) (tracking|working on))`,
);
const endingOne = pattern(
  "(stop|end|finish|quit) (tracking|working on|reviewing|the session on|the timer on|work on) {rest...}",
);
const pausing = pattern(`(pause|hold|interrupt) ${skipped} ${nouns} {rest...}?`);
const discarding = pattern(`(cancel|discard|abort) ${skipped} ${nouns} {rest...}?`);
const starting = pattern(
  `((start|begin|restart|resume|continue) ${skipped} ${nouns}|clock in|track (my|the)? (time|work)) {rest...}?`,
);
const startingOn = pattern("(start|begin|track|resume|continue|review) {rest...}");

/** The parts of a pull request in tokens, and whether they contain anything else. */
function pullRequestIn(message: Message): { repository?: string; pr_number?: number; rest: string[] } {
  const [scan, asked] = [new Scan(message), { periods: [] } as Asked];
  for (let at = 0; at < scan.length; ) {
    spend(message.budget, 5);
    const isPart = scan.message.tokens[at]?.kind !== "word" || /^(?:prs?|pull)$/.test(scan.word(at));
    const end = isPart ? partAt(scan, at, asked) : undefined;
    const isNumber =
      end === undefined &&
      scan.message.tokens[at]?.kind === "number" &&
      asked.repository !== undefined &&
      asked.pr_number === undefined;
    if (isNumber) asked.pr_number = Number(scan.word(at));
    else if (
      end === undefined &&
      !/^(?:on|for|of|in|at|to|with|pr|pull|request|repo|repository|work|working|time|tracking|my|now|reviewing|review|reviews)$/.test(
        scan.word(at),
      )
    ) {
      at++;
      continue;
    }
    scan.take(at, end ?? at + 1);
    at = end ?? at + 1;
  }
  const { repository, pr_number } = asked;
  return {
    ...(repository && { repository }),
    ...(pr_number && { pr_number }),
    rest: [...scan.rest(), ...asked.periods.map(() => "when")],
  };
}

const named = (tool: string, found: Json): Intent => ({ kind: "call", calls: [{ tool, input: found }] });

const unclear = (rest: readonly string[]): Intent =>
  say(
    `I did not understand "${rest.join('", "')}", so I changed nothing. Try again without it, or use **Today** or **Tracking**.`,
  );

/** Asks for the missing part of a pull request, and continues once it is known. */
function withPullRequest(tool: string, input: Json, found: { repository?: string; pr_number?: number }): Intent {
  const { repository, pr_number } = found;
  if (repository !== undefined && pr_number !== undefined) return named(tool, { repository, pr_number, ...input });
  return {
    kind: "ask",
    question: `Which pull request${repository ? ` of ${repository}` : ""}? Write it as vercel/next.js#123 or paste a GitHub link.`,
    fill: (answer, known) => {
      const parsed = pullRequestIn(answered(answer, known));
      const alone = /^#?(\d{1,10})$/.exec(answer.trim())?.[1];
      const number = parsed.pr_number ?? (alone === undefined ? undefined : Number(alone));
      const both = {
        ...found,
        ...(parsed.repository && { repository: parsed.repository }),
        ...(number && { pr_number: number }),
      };
      const isMore = both.repository !== found.repository || both.pr_number !== found.pr_number;
      return isMore ? withPullRequest(tool, input, both) : undefined;
    },
  };
}

const sessionWords = new Set(
  "log add record track enter put a an the another session sessions time of for on in at to work working review reviewing my me yesterday's i tracked worked manually past spent by hand".split(
    " ",
  ),
);

/** "log 2 hours on acme/web#12 yesterday at 14:00". */
function addingTime(message: Message): Intent | undefined {
  const isTold =
    message.tokens[0]?.word === "i" && /^(?:worked|spent|tracked|reviewed)$/.test(message.tokens[1]?.word ?? "");
  const scan = new Scan(isTold ? part(message, 1) : message);
  if ((!isTold && !/^(?:log|add|record|track|enter)$/.test(scan.word(0))) || scan.has("task|tasks|todo|list|reminder"))
    return undefined;
  const first =
    /^(?:an|a|the|another|my|some)$/.test(scan.word(1)) && scan.word(1) !== "an" && scan.word(1) !== "a" ? 2 : 1;
  const skip = /^(?:a|an|another|the|my|some)$/.test(scan.word(1)) ? 2 : 1;
  const isSession =
    /^sessions?$/.test(scan.word(skip)) ||
    /^sessions?$/.test(scan.word(skip + 1)) ||
    (scan.word(skip) === "time" && scan.word(0) !== "track");
  if (!isSession && !lengthAt(scan, first) && !lengthAt(scan, 1)) return undefined;
  const [asked, time]: [Asked, Time] = [{ periods: [] }, {}];
  let note: string | undefined;
  for (let at = 1; at < scan.length; ) {
    spend(message.budget, 10);
    const { tokens } = scan.message;
    if (/^(?:note|saying|description)$/.test(scan.word(at)) && at + 1 < scan.length) {
      const begin = scan.word(at + 1) === ":" ? at + 2 : at + 1;
      note = textOf(scan.message, begin).replaceAll('"', "").trim();
      scan.take(at, scan.length);
      break;
    }
    const isPull =
      tokens[at]?.kind === "repository" ||
      tokens[at]?.kind === "link" ||
      /^(?:prs?|pull)$/.test(scan.word(at)) ||
      /^#\d/.test(scan.word(at));
    const isNumber = tokens[at]?.kind === "number" && asked.repository !== undefined && asked.pr_number === undefined;
    const end = timeAt(scan, at, time) ?? (isPull ? partAt(scan, at, asked) : undefined);
    if (end === undefined && isNumber) asked.pr_number = Number(scan.word(at));
    if (end !== undefined || isNumber || sessionWords.has(scan.word(at)) || scan.word(at) === "with")
      scan.take(at, end ?? at + 1);
    at = end ?? at + 1;
  }
  scan.take(0);
  const rest = scan.rest();
  if (rest.length > 0) return unclear(rest);
  return whenAsked(time, { ...(note && { note }) }, asked, message);
}

/** The session once its time is known; otherwise asks. */
function whenAsked(time: Time, input: Json, asked: Asked, known: Known): Intent {
  const { minutes, start, end, date } = time;
  const isFixed =
    (start !== undefined && (end !== undefined || minutes !== undefined)) ||
    (end !== undefined && minutes !== undefined) ||
    (minutes !== undefined && date === undefined);
  if (isFixed) {
    const sessionInput = {
      ...((start ?? end) !== undefined && { date: date ?? known.today }),
      ...(start && { start_local: start }),
      ...(end && { end_local: end }),
      ...(minutes !== undefined && (start === undefined || end === undefined) && { duration_minutes: minutes }),
      ...input,
    };
    return withPullRequest("add_session", sessionInput, asked);
  }
  return {
    kind: "ask",
    question:
      minutes === undefined ? "From when to when? For example 9:00 to 10:30." : "When did it start? For example 14:00.",
    fill: (answer, person) => {
      const scan = new Scan(answered(answer, person));
      const more: Time = { ...time };
      for (let at = 0; at < scan.length; ) {
        const clock = Object.keys(more).length > 0 || /^\d/.test(scan.word(at)) ? clockAt(scan, at) : undefined;
        const end = timeAt(scan, at, more);
        if (end === undefined && clock && more.start === undefined) more.start = clock.time;
        at = end ?? clock?.end ?? at + 1;
      }
      const isMore = JSON.stringify(more) !== JSON.stringify(time);
      return isMore ? whenAsked(more, input, asked, person) : undefined;
    },
  };
}

const toStart = (message: Message): Intent | undefined => {
  const words = message.tokens.map(({ word }) => word);
  if (fits(starting, message)) {
    const from = words.findIndex((word, at) => at > 0 && /^(?:on|for|of|with|pr|pull)$/.test(word));
    const direct = message.tokens.findIndex(
      ({ kind }, at) => at > 0 && (kind === "repository" || kind === "link" || kind === "number"),
    );
    const begin = from > 0 ? from : direct > 0 ? direct : words.length;
    const found = pullRequestIn(part(message, begin));
    const before = words
      .slice(1, begin)
      .filter(
        (word) =>
          !/^(?:a|an|the|my|this|new|another|running|current|work|review|tracking|session|timer|time|clock|working|pomodoro|reviewing|in)$/.test(
            word,
          ),
      );
    const rest = [...before, ...found.rest];
    return rest.length > 0 ? unclear(rest) : withPullRequest("start_session", {}, found);
  }
  if (!fits(startingOn, message)) return undefined;
  const found = pullRequestIn(part(message, 1));
  if (found.repository === undefined && found.pr_number === undefined) return undefined;
  if (words[0] === "review" && (found.repository === undefined || found.rest.length > 0)) return undefined;
  if (found.rest.length > 0) return words[0] === "review" ? undefined : unclear(found.rest);
  return withPullRequest("start_session", {}, found);
};

/** Undefined when a message is about something else. */
export function tracking(message: Message): Intent | undefined {
  if (message.isQuestion && !/^(?:start|stop|end|log|add|track|begin)$/.test(message.tokens[0]?.word ?? ""))
    return undefined;
  if (fits(ending, message)) return call("end_session");
  if (fits(endingOne, message))
    return say('I can only end the running session, not one pull request by name. Say "stop the timer".');
  if (fits(pausing, message))
    return say("I can't pause a session. End it (“stop the timer”) and start the pull request again after the break.");
  if (fits(discarding, message)) return say("I can't discard a session. You can delete or correct it in **Tracking**.");
  return addingTime(message) ?? toStart(message);
}
