import { focusAreas, styles } from "@/lib/practice/constants.ts";
import type { Span } from "../date-words.ts";
import { countNamed } from "../date-words.ts";
import type { Call, Focus, Intent } from "../intents.ts";
import { type Message, part, spend, textOf } from "../normalize.ts";
import { periodAt } from "../periods.ts";
import type { Json } from "../prompt.ts";
import { Scan, wordCount } from "../scan.ts";
import { periodInput } from "./time-question.ts";

/** Parses questions about practice, and requests to start or suggest one. */

const setOf = (words: string): ReadonlySet<string> => new Set(words.split(" "));

const practice = setOf(
  "practice practices practiced practicing yoga stretch stretched stretching stretches meditate meditated meditation " +
    "asana asanas moved exercise exercises exercised",
);
const work = setOf(
  "work working worked tracking tracked track review reviews reviewed reviewing coding session sessions time",
);
const starters = setOf(
  "what how when did have do does show tell give get is am my the check see list streak streaks practice practices longest " +
    "current yoga any view total summary stats which last compare was days",
);
const keywords = setOf(
  "practice practices practiced practicing yoga stretch stretched stretching stretches meditate meditated meditation " +
    "asana asanas exercise exercises exercised moved what how when did have do does done doing show tell give get is am my the check see list " +
    "streak streaks longest current any view total totals summary stats statistics which last time times long much many " +
    "i we spent spend often minutes hours sessions session days day row in a on for with at by of practise ever latest " +
    "more less than and compare compared to vs since movement break breaks been keep going number happened sequence did most recent recently go",
);

interface Read {
  scan: Scan;
  periods: Span[];
}

function readPractice(message: Message): Read {
  const scan = new Scan(message);
  const periods: Span[] = [];
  for (let at = 0; at < scan.length; ) {
    spend(message.budget, 10);
    const found = periodAt(message, at, false);
    if (found) periods.push(found.span);
    else if (!keywords.has(scan.word(at))) {
      at++;
      continue;
    }
    const end = found?.end ?? at + 1;
    scan.take(at, end);
    at = end;
  }
  return { scan, periods };
}

const partly = (scan: Scan, periods: readonly Span[] = []): Pick<Intent, "unread" | "notes"> => {
  const unread = scan.rest();
  const notes = periods.flatMap(({ partOfDay }) =>
    partOfDay ? [`I can only report whole days, so this covers more than "${partOfDay}".`] : [],
  );
  return { ...(unread.length > 0 && { unread }), ...(notes.length > 0 && { notes }) };
};

const mostUnread = 3;

/** Streaks and totals; undefined when a message is about something else. */
export function askingPractice(message: Message): Intent | undefined {
  const { scan, periods } = readPractice(message);
  if (!starters.has(scan.word(0)) || wordCount(scan.rest()) > mostUnread) return undefined;
  const has = (set: ReadonlySet<string>) => scan.words.some((word) => set.has(word));
  const isStreak = scan.has("streak|streaks") || scan.has("days in a row");
  const isPractice = has(practice) || scan.has("movement break|breaks");
  if (!isPractice && !isStreak) return undefined;
  const ofWork = isStreak && has(work) && !isPractice;
  const focus: Focus | undefined = isStreak
    ? "streak"
    : scan.has("when") || scan.has("last time") || scan.has("last practice|session")
      ? "when"
      : undefined;
  const spans = periods.slice(0, 6);
  const totals: Call[] = (spans.length > 0 ? spans : [undefined]).map((span) => ({
    tool: "practice_totals",
    input: span ? periodInput(span) : {},
  }));
  // A streak without further words: tracking's and practice's are returned, as either may be meant.
  const streak: Call[] = isStreak && (ofWork || !isPractice) ? [{ tool: "tracking_streak", input: {} }] : [];
  const calls = [...streak, ...(ofWork ? [] : totals)];
  return { kind: "call", calls, ...(focus && { focus }), ...partly(scan, periods) };
}

const sequenceNouns = setOf(
  "practice practices yoga sequence sequences stretch stretches stretching meditation break routine flow exercise exercises pose poses",
);
const suggesting = setOf("suggest recommend propose find need want show give any");
const hurting = setOf("stiff sore tight tense aching hurts hurt aches pain painful tired");
const suggestKeywords = setOf(
  "suggest recommend propose find need want show give any practice practices yoga sequence sequences stretch stretches " +
    "stretching meditation break routine flow exercise exercises what which is good for my i do can help helps against with on of a an the " +
    "something some short quick stiff sore tight tense aching hurts hurt aches pain painful tired minutes minute under in " +
    "have has got me to up most longer than no more less within from begin start movement best feel feeling after before work working day new there are",
);
const parts: Record<string, string> = {
  back: "back",
  spine: "spine",
  neck: "neck",
  shoulder: "shoulders",
  arm: "arms",
  wrist: "wrists",
  hand: "wrists",
  chest: "chest",
  hip: "hips",
  glute: "glutes",
  quad: "quads",
  hamstring: "hamstrings",
  calf: "calves",
  calve: "calves",
  ankle: "ankles",
  core: "core",
  leg: "hamstrings",
};

/** The part of the body of a word, in the library's terms. */
const partNamed = (word: string): string | undefined => {
  const one = word.endsWith("ss") ? word : word.replace(/s$/, "");
  return Object.hasOwn(parts, one) ? parts[one] : focusAreas.find((area) => area === word);
};

/** The criteria of a suggestion: parts of the body, a style, a length. */
function readSuggestion(message: Message): { scan: Scan; input: Json } {
  const scan = new Scan(message);
  const [sought, input]: [string[], Json] = [[], {}];
  for (let at = 0; at < scan.length; at++) {
    const word = scan.word(at);
    const minutes = /^(\d{1,3})(?:min|mins|minute|minutes|m)?$/.exec(word)?.[1] ?? String(countNamed(word) ?? "");
    const isLength =
      /^\d{1,3}(?:min|mins|m)$/.test(word) ||
      (minutes !== "" && scan.word(at + 1) === "minutes") ||
      /^\d{1,3}-(?:min|minute)$/.test(word);
    const area = partNamed(word);
    if (isLength || /^\d{1,3}-(?:min|minute|minutes)$/.test(word)) {
      input.max_minutes = Number(minutes || Number.parseInt(word, 10));
      scan.take(at, scan.word(at + 1) === "minutes" ? at + 2 : at + 1);
      if (scan.word(at + 1) === "minutes") at++;
    } else if (word === "lower" && scan.word(at + 1) === "back") {
      sought.push("lower back");
      scan.take(at, at + 2);
      at++;
    } else if (area) {
      sought.push(area);
      scan.take(at);
    } else if ((styles as readonly string[]).includes(word)) {
      input.style = word;
      scan.take(at);
    } else if (word === "relax" || word === "relaxing" || word === "relaxation") {
      input.focus_area = "relaxation";
      scan.take(at);
    } else if (suggestKeywords.has(word)) scan.take(at);
  }
  if (sought.length > 0) input.q = sought.join(" ");
  return { scan, input };
}

/** "suggest a practice for a stiff neck", "my wrists hurt". */
export function suggestingPractice(message: Message): Intent | undefined {
  const { scan, input } = readSuggestion(message);
  const has = (set: ReadonlySet<string>) => scan.words.some((word) => set.has(word));
  const unread = scan.rest();
  const isRead = Object.keys(input).length > 0;
  const isNamed = has(sequenceNouns) || input.q !== undefined;
  if (
    !isNamed ||
    scan.has("task|tasks|todo|todos") ||
    scan.has("need|have|want|got to") ||
    wordCount(unread) > mostUnread
  )
    return undefined;
  const isHurting = has(hurting) && input.q !== undefined && unread.length === 0;
  const isSuggested = /^(?:suggest|recommend|propose)$/.test(scan.word(0));
  const isAsked =
    (suggesting.has(scan.word(0)) && (isRead || scan.has("a|some|an"))) ||
    (/^(?:what|which)$/.test(scan.word(0)) &&
      isRead &&
      (scan.has("good|best for") || scan.has("can|should|could i do") || scan.has("for|against|help|helps"))) ||
    (scan.word(0) === "i" && scan.has("want|need")) ||
    (scan.word(0) === "something" && isRead);
  if (!isHurting && !isAsked && !isSuggested) return undefined;
  // A word that is no part of the body may be part of a sequence's name.
  if (unread.length > 0 && input.q === undefined) return suggestion({ ...input, q: unread.join(" ") }, []);
  return suggestion(input, unread);
}

const suggestion = (input: Json, unread: string[]): Intent => ({
  kind: "call",
  calls: [{ tool: "suggest_practice", input }],
  ...(unread.length > 0 && { unread }),
});

const beginning = setOf("start begin do play open launch run practice resume");
const articles = setOf("a an the my some me new quick short");
const general = setOf(
  "practice practices yoga sequence sequences session of stretch stretches stretching meditation exercise exercises now",
);

/** "start the desk break", "do some yoga". */
export function practising(message: Message): Intent | undefined {
  const words = message.tokens.map(({ word }) => word);
  if (!beginning.has(words[0] ?? "") || message.isQuestion) return undefined;
  if (
    !words.slice(1).some((word) => sequenceNouns.has(word)) ||
    words.some((word) => /^(?:tracking|timer|task|tasks)$/.test(word))
  )
    return undefined;
  let from = 1;
  while (articles.has(words[from] ?? "")) from++;
  let to = words.length;
  if (/^(?:now|today|please)$/.test(words[to - 1] ?? "")) to--;
  const rest = words.slice(from, to);
  if (rest.length === 0) return undefined;
  const { scan, input } = readSuggestion(part(message, from, to));
  if (rest.every((word) => general.has(word))) return suggestion({}, []);
  // "a practice for my neck" does not name one.
  const isAny =
    words.slice(1, from).some((word) => /^(?:a|an|some|me)$/.test(word)) ||
    rest.includes("for") ||
    rest.includes("minutes");
  if (isAny && Object.keys(input).length > 0 && scan.rest().length === 0) return suggestion(input, []);
  const last = /^(?:practice|sequence|session)$/.test(words[to - 1] ?? "") && to - from > 1 ? to - 1 : to;
  const first =
    /^(?:practice|sequence)$/.test(words[from] ?? "") && last - from > 1
      ? from + (/^(?:called|named)$/.test(words[from + 1] ?? "") ? 2 : 1)
      : from;
  const sequence = textOf(message, first, last).replaceAll('"', "").slice(0, 200);
  return { kind: "call", calls: [{ tool: "begin_practice", input: { sequence } }] };
}
