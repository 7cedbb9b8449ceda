import { firstOf, fits, pattern, type Way } from "./match.ts";
import { type Message, part, textOf } from "./normalize.ts";

/** Parses references to tasks. */

export type Reference =
  | { kind: "id"; id: number }
  | { kind: "ids"; ids: number[] }
  /** Words of a title, for the tool to match. */
  | { kind: "words"; words: string }
  /** The nth of those shown last, from 1; -1 for the last one. */
  | { kind: "nth"; nth: number }
  /** The one mentioned last. */
  | { kind: "it" }
  /** All that were shown last. */
  | { kind: "them" };

const mostIds = 20;
const highestId = 2_147_483_647;
const longestWords = 250;

const ordinals = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];
const figures = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

const number = "(#|no|nr|number|no .|nr .)? @number";

const positionOf = (word: string): number => {
  const named = ordinals.indexOf(word);
  if (named !== -1) return named + 1;
  return word === "last" ? -1 : Number.parseInt(word, 10);
};

function idsIn({ tokens }: Message): number[] {
  const ids = tokens.flatMap(({ kind, word }) => (kind === "number" ? [Number(word.replace("#", ""))] : []));
  return [...new Set(ids)].filter((id) => id > 0 && id <= highestId);
}

const nothing = "none";

/** The forms of a reference; `none` for words that refer to no task. */
const ways: Way<Reference | typeof nothing>[] = [
  [
    pattern(`(the|my)? @noun? ${number} (.|\\))?`),
    (_, message) => {
      const [id] = idsIn(message);
      return id === undefined ? nothing : { kind: "id", id };
    },
  ],
  [
    pattern(`(the|my)? @noun? ${number} (((, and)|,|and) @noun? ${number})+`),
    (_, message) => {
      const ids = idsIn(message);
      return ids.length > 0 && ids.length <= mostIds ? { kind: "ids", ids } : nothing;
    },
  ],
  [
    pattern("(the|my)? (@noun|number|@noun number) (one|two|three|four|five|six|seven|eight|nine|ten)"),
    (_, { tokens }) => ({ kind: "id", id: figures.indexOf(tokens.at(-1)?.word ?? "") + 1 }),
  ],
  [
    pattern("(it|this|that|this (one|task)|that (one|task)|the (same|task|last task)|the same (one|task))"),
    () => ({ kind: "it" }),
  ],
  [
    pattern(
      "(them|these|those|them all|all of (them|these|those)|both|both of them|all of it|each of them|every one|these tasks|those tasks)",
    ),
    () => ({ kind: "them" }),
  ],
  [
    pattern("the? {nth} (one|@noun)? (of (them|those))?"),
    (slots) => {
      const said = slots.get("nth").tokens;
      const word = said[0]?.word ?? "";
      const isPlace =
        said.length === 1 && (ordinals.includes(word) || word === "last" || /^\d{1,2}(?:st|nd|rd|th)$/.test(word));
      return isPlace ? { kind: "nth", nth: positionOf(word) } : undefined;
    },
  ],
  [
    pattern("(the|my)? (task|todo|one)? (\"|'|«) {title...} (\"|'|») (task|one)?"),
    (slots) => ({ kind: "words", words: slots.text("title") }),
  ],
  [pattern("(the|my|a|any|some)? (one|@noun)"), () => nothing],
  [
    pattern("(the|my)? (one|@noun) (about|called|named|titled|with|for|that says|saying|:) (\"|')? {title...}"),
    (slots) => ({ kind: "words", words: bare(unquoted(slots.get("title"))) }),
  ],
];

const quotes = new Set(['"', "'", "»", "”"]);

/** A title without its enclosing quotes. */
export function unquoted(message: Message): Message {
  const { tokens } = message;
  const start = quotes.has(tokens[0]?.word ?? "") && tokens.length > 2 ? 1 : 0;
  const end = tokens.length > 1 && quotes.has(tokens.at(-1)?.word ?? "") ? -1 : undefined;
  return { ...message, tokens: tokens.slice(start, end) };
}

const before = new Set("the my a an this that task todo".split(" "));
const after = new Set("task one todo item reminder".split(" "));

/** Words of a title without filler words: "the milk one" is "milk". */
function bare(message: Message): string {
  const { tokens } = message;
  let [from, to] = [0, tokens.length];
  while (from < to && before.has(tokens[from]?.word ?? "")) from++;
  if (to - from > 1 && after.has(tokens[to - 1]?.word ?? "")) to--;
  return textOf(message, from, to) || textOf(message);
}

const closing = /^[,;:]$/;

/** The task that some tokens refer to; undefined when they refer to none. */
export function referenceOf(message: Message): Reference | undefined {
  let end = message.tokens.length;
  while (end > 0 && closing.test(message.tokens[end - 1]?.word ?? "")) end--;
  const said = part(message, 0, end);
  const text = textOf(said);
  if (!/[\p{L}\p{N}]/u.test(text) || text.length > longestWords) return undefined;
  const named = firstOf(ways, said);
  if (named === nothing) return undefined;
  return named ?? { kind: "words", words: bare(said) };
}

const several = pattern("{one} ((, and)|,|and) {rest...}");

/** The items that "milk, eggs and bread" names, each with its words; undefined when it names one. */
export function partsOf(message: Message): { parts: Message[]; hasComma: boolean } | undefined {
  if (message.tokens.some(({ word }) => word === '"' || word === "(") || !fits(several, message)) return undefined;
  const parts: Message[] = [];
  let from = 0;
  for (let at = 0; at <= message.tokens.length; at++) {
    const word = message.tokens[at]?.word;
    if (at < message.tokens.length && word !== "," && word !== "and") continue;
    if (at > from) parts.push(part(message, from, at));
    from = at + 1;
  }
  const hasComma = message.tokens.some(({ word }) => word === ",");
  return parts.length > 1 && parts.length <= mostIds ? { parts, hasComma } : undefined;
}

/** Whether a reference is by number or position, and therefore unambiguous. */
export const isDefinite = ({ kind }: Reference): boolean => kind !== "words";
