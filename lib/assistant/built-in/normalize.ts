import { wordsOf } from "./spelling.ts";

/** Splits a message into tokens, without polite phrases around it. One pass over a line of bounded length. */

/** A word, a number, a punctuation mark or a URL in a line. */
export interface Token {
  /** The form the grammar compares: lower case, with spelling variants normalised. */
  word: string;
  /** Its offset in the line. */
  from: number;
  to: number;
  kind: "word" | "number" | "sign" | "link" | "repository";
}

/** The step budget for understanding one message; see {@link spend}. */
export interface Budget {
  left: number;
}

/** Some tokens of a line, and their context. */
export interface Message {
  line: string;
  tokens: Token[];
  /** The lines after the first one. */
  more: string;
  isQuestion: boolean;
  /** The user's date, `YYYY-MM-DD`. */
  today: string;
  weekStart: "monday" | "saturday" | "sunday";
  budget: Budget;
}

/** Longer commands are truncated: no title and no question is that long. */
const longestCommand = 600;

/** Steps of matching that one message may take: a hundred times what a typical one needs. */
export const wholeBudget = 500_000;

/** Thrown when a message needs more steps than it may take. */
export class TooComplicatedError extends Error {}

/**
 * Counts work in steps, not time, so that a message is understood alike on every machine.
 * @throws {TooComplicatedError}
 */
export function spend(budget: Budget, steps: number): void {
  budget.left -= steps;
  if (budget.left < 0) throw new TooComplicatedError("Understanding takes too many steps");
}

const invisible = /[\u00ad\u200b-\u200d\u2060\ufeff]/g;

/** Text with straight quotes and single spaces. */
export const plain = (text: string): string =>
  text
    .normalize("NFC")
    .replace(invisible, "")
    .replace(/[\u2018\u2019\u02bc]/g, "'")
    .replace(/[\u201c\u201d\u201e]/g, '"')
    .split(/\s/)
    .filter(Boolean)
    .join(" ");

const inWord = /^[\p{L}\p{M}\p{N}_]$/u;
const digits = /^#?\d{1,12}$/;
const clock = /^[\d:.]+(?:am|pm|h)?$/;
const repository = /^[\w.-]{1,100}\/[\w.-]{1,100}(?:#\d{1,10})?$|^[\w.-]{1,100}#\d{1,10}$/;
const isWordy = (char: string | undefined): boolean => char !== undefined && inWord.test(char);

/** Whether a character between two others splits a chunk. */
function parts(char: string, before: string | undefined, after: string | undefined): boolean {
  if (char === ":" || char === ".") return char === ":" && !(/\d/.test(before ?? "") && /\d/.test(after ?? ""));
  return /[,;=()"“”«»<>[\]{}|–—…!?→]/.test(char);
}

function pieceTokens(text: string, from: number): Token[] {
  const to = from + text.length;
  if (text === "") return [];
  if (digits.test(text)) return [{ word: text, from, to, kind: "number" }];
  if (!text.includes("/") || /^[\d/]+$/.test(text)) {
    const [one = "", other = "", ...more] = text.split("-");
    if (more.length === 0 && clock.test(one) && clock.test(other)) {
      const middle = from + one.length;
      const sign: Token = { word: "-", from: middle, to: middle + 1, kind: "sign" };
      return [...pieceTokens(one, from), sign, ...pieceTokens(other, middle + 1)];
    }
  }
  if (repository.test(text) && !/^[\d/]+$/.test(text)) return [{ word: text, from, to, kind: "repository" }];
  const words = wordsOf(text);
  const [first = text, second] = words;
  if (second === undefined) return [{ word: first, from, to, kind: "word" }];
  const middle = second.startsWith("'") && text.endsWith(second) ? to - second.length : to;
  return [
    { word: first, from, to: middle, kind: digits.test(first) ? "number" : "word" },
    { word: second, from: middle === to ? from : middle, to, kind: "word" },
  ];
}

const sign = (char: string, from: number): Token => ({
  word: char === "&" ? "and" : char,
  from,
  to: from + char.length,
  kind: "sign",
});

/** The tokens between two spaces. */
function chunkTokens(chunk: string, from: number): Token[] {
  const chars = Array.from(chunk);
  let [start, end] = [0, chars.length];
  const starts = (at: number) => isWordy(chars[at]) || (chars[at] === "#" && /\d/.test(chars[at + 1] ?? ""));
  while (start < end && !starts(start)) start++;
  while (end > start && !isWordy(chars[end - 1])) end--;
  const lengths = (first: number, last: number) => chars.slice(first, last).join("").length;
  const tokens: Token[] = [];
  let at = from;
  for (const char of chars.slice(0, start)) {
    tokens.push(sign(char, at));
    at += char.length;
  }
  const isLink =
    /^https?:\/\//i.test(chunk.slice(at - from)) || /^(?:www\.)?github\.com\//i.test(chunk.slice(at - from));
  if (isLink) {
    const to = at + lengths(start, end);
    tokens.push({ word: chunk.slice(at - from, to - from), from: at, to, kind: "link" });
    at = to;
  } else {
    let begin = at;
    for (let index = start; index < end; index++) {
      const char = chars[index] ?? "";
      if (!isWordy(char) && parts(char, chars[index - 1], chars[index + 1])) {
        tokens.push(...pieceTokens(chunk.slice(begin - from, at - from), begin), sign(char, at));
        begin = at + char.length;
      }
      at += char.length;
    }
    tokens.push(...pieceTokens(chunk.slice(begin - from, at - from), begin));
  }
  for (const char of chars.slice(end)) {
    tokens.push(sign(char, at));
    at += char.length;
  }
  return tokens;
}

/** The tokens of a line from {@link plain}. */
export function tokenize(line: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  for (const chunk of line.split(" ")) {
    tokens.push(...chunkTokens(chunk, at));
    at += chunk.length + 1;
  }
  return tokens;
}

/** The text of some tokens, as it was written. */
export function textOf({ line, tokens }: Message, from = 0, to = tokens.length): string {
  const [first, last] = [tokens[from], tokens[to - 1]];
  return first && last && from < to ? line.slice(first.from, last.to) : "";
}

/** A message of some of the tokens. */
export const part = (message: Message, from: number, to = message.tokens.length): Message => ({
  ...message,
  tokens: message.tokens.slice(from, to),
});

/** Another text, parsed as a message of its own that shares the budget. */
export const reread = (message: Message, text: string): Message => {
  const line = plain(text).slice(0, longestCommand);
  return { ...message, line, tokens: tokenize(line), more: "" };
};

const thanks = new Set("thanks cheers okay".split(" "));
const closing = new Set(["thank you", "will you", "would you"]);

/** The end of the message without its punctuation and polite phrases. */
function endOf(tokens: Token[]): { end: number; isQuestion: boolean } {
  let [end, isQuestion] = [tokens.length, false];
  for (; end > 0; end--) {
    const [word, before, third] = [tokens[end - 1]?.word ?? "", tokens[end - 2], tokens[end - 3]];
    if (word === "?") isQuestion = true;
    if (/^[.!,?]$/.test(word)) continue;
    if (word === "please" && before) continue;
    if (thanks.has(word) && before?.kind === "sign") continue;
    if (!closing.has(`${before?.word} ${word}`) || third?.kind !== "sign") break;
    end--;
  }
  return { end, isQuestion };
}

const openings = new Set(
  "hey hi hello okay well so now then and also please alright great thanks yes just stint assistant quickly".split(" "),
);

/** Phrases that introduce a request. */
const requests: string[][] = [
  ...["can", "could", "would", "will"].map((word) => [word, "you"]),
  ...["i want you to", "i 'd like you to", "i would like you to", "i want to", "i 'd like to", "i would like to"].map(
    (words) => words.split(" "),
  ),
  ...["let 's", "let us", "let me", "help me to", "help me", "go ahead and", "kindly"].map((words) => words.split(" ")),
];
// "I want to finish the report" is a task, not a request to complete one.
const duties = new Set(["finish", "complete"]);

function startOf(tokens: Token[], end: number): number {
  let start = 0;
  for (;;) {
    const word = tokens[start]?.word ?? "";
    const isThanks = word === "thank" && tokens[start + 1]?.word === "you";
    const isOpening = openings.has(word) && !(word === "so" && tokens[start + 1]?.word === "far");
    let next = isOpening || isThanks ? start + (isThanks ? 2 : 1) : start;
    if (next > start) while (next < end && /^[,!.:—-]$/.test(tokens[next]?.word ?? "")) next++;
    const request = requests.find((words) => words.every((each, index) => tokens[start + index]?.word === each));
    if (request) {
      const after = start + request.length;
      const isDuty = request[0] === "i" && request[1] !== "want you" && duties.has(tokens[after]?.word ?? "");
      if (!isDuty || request.includes("you")) next = after;
    }
    if (next === start || next >= end) return start;
    start = next;
  }
}

/** The context besides the message. */
export type Known = Pick<Message, "today" | "weekStart">;

/** Parses a message. `said` may be any text of any length. */
export function normalize(said: string, known: Known, budget: Budget = { left: wholeBudget }): Message {
  const text = said.slice(0, 20_000).trim();
  const cut = text.indexOf("\n");
  const first = cut < 0 ? text : text.slice(0, cut);
  const line = plain(first.slice(0, longestCommand * 2)).slice(0, longestCommand);
  const tokens = tokenize(line);
  const { end, isQuestion } = endOf(tokens);
  const more = cut < 0 ? "" : text.slice(cut + 1).trim();
  return { line, tokens: tokens.slice(startOf(tokens, end), end), more, isQuestion, ...known, budget };
}
