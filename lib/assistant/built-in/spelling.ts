/** Spelling variants, and filler words. */

/** Words with several spellings, and the grammar's form of them. */
const regular: Record<string, string> = {
  ...{ tmrw: "tomorrow", tmr: "tomorrow", tmw: "tomorrow", tmrrw: "tomorrow", tomorow: "tomorrow" },
  ...{ tommorow: "tomorrow", tommorrow: "tomorrow", "2moro": "tomorrow", "2morrow": "tomorrow" },
  ...{ yday: "yesterday", yest: "yesterday", yesterdays: "yesterday", tday: "today", "2day": "today", tdy: "today" },
  ...{ wk: "week", wks: "weeks", yr: "year", yrs: "years", mth: "month", mths: "months", qtr: "quarter" },
  ...{ min: "minutes", mins: "minutes", minute: "minutes", hr: "hours", hrs: "hours", hour: "hours" },
  ...{ sec: "seconds", secs: "seconds", second_: "seconds" },
  ...{ prio: "priority", pls: "please", plz: "please", plese: "please", u: "you", ur: "your", thx: "thanks" },
  ...{ "to-do": "todo", "to-dos": "todos", "re-open": "reopen", "un-complete": "uncomplete", "e-mail": "email" },
  ...{ "time-sheet": "timesheet", "pull-request": "pr", "pull-requests": "prs", "de-prioritize": "deprioritize" },
  ...{ "high-priority": "high", "top-priority": "high", "medium-priority": "medium", "low-priority": "low" },
  ...{ practise: "practice", practised: "practiced", practising: "practicing", practises: "practices" },
  ...{ prioritise: "prioritize", deprioritise: "deprioritize", "de-prioritise": "deprioritize" },
  ...{ summarise: "summarize", finalise: "finalize", ok: "okay", k: "okay", "&": "and", til: "until", till: "until" },
  ...{ versus: "vs", "vs.": "vs", repositry: "repository", avg: "average", dont: "don't", doesnt: "doesn't" },
  ...{ didnt: "didn't", havent: "haven't", hasnt: "hasn't", isnt: "isn't", arent: "aren't", wasnt: "wasn't" },
  ...{ wont: "won't", cant: "can't", cannot: "can't", shouldnt: "shouldn't", wouldnt: "wouldn't", mustnt: "mustn't" },
};

/** Contractions that are read as two words. */
const joined: Record<string, [string, string]> = {
  ...{ whats: ["what", "'s"], wats: ["what", "'s"], wheres: ["where", "'s"], whens: ["when", "'s"] },
  ...{ hows: ["how", "'s"], whos: ["who", "'s"], thats: ["that", "'s"], theres: ["there", "'s"], lets: ["let", "'s"] },
  ...{ im: ["i", "'m"], ive: ["i", "'ve"], lemme: ["let", "me"], gimme: ["give", "me"], wanna: ["want", "to"] },
};

const suffixes = ["'s", "'m", "'ve", "'d", "'ll", "'re"];

/** The grammar's words for one written word. */
export function wordsOf(written: string): string[] {
  const word = written.toLowerCase();
  const two = Object.hasOwn(joined, word) ? joined[word] : undefined;
  if (two) return two;
  if (Object.hasOwn(regular, word)) return [regular[word] ?? word];
  const suffix = suffixes.find((end) => word.length > end.length && word.endsWith(end));
  if (suffix === undefined) return [word];
  const stem = word.slice(0, -suffix.length);
  return [Object.hasOwn(regular, stem) ? (regular[stem] ?? stem) : stem, suffix];
}

/** Articles, polite words and others that do not change a question. */
const empty = new Set(
  (
    "a an the please kindly just now so then well hey hi me us you can could would will do does did " +
    "'d 'll 've 'm 're 's is are was were am be been being have has had i we my our mine your it its of to exactly " +
    "actually currently really quickly briefly roughly about approximately again too also already yet still altogether_ " +
    "there here this_ thanks okay alone only ever_ far and or that those these them , . ; : ! ? - ( ) \" ' … – —"
  ).split(" "),
);

/** Whether an unconsumed word may be ignored. */
export const isEmptyWord = (word: string): boolean => empty.has(word);
