/** Which task somebody means. */

export type Reference =
  | { kind: "id"; id: number }
  | { kind: "ids"; ids: number[] }
  /** Words of a title, for the tool to match. */
  | { kind: "words"; words: string }
  /** The nth of those shown last, from 1; -1 for the last one. */
  | { kind: "nth"; nth: number }
  /** The one that was spoken of last. */
  | { kind: "it" }
  /** All that were shown last. */
  | { kind: "them" };

const mostIds = 20;
const highestId = 2_147_483_647;

const ordinals = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];

const figures = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

const noun = "(?:tasks?|to-?dos?|items?|reminders?)";
const number = "(?:#|no\\.? ?|nr\\.? ?|number )?\\d{1,10}";
const one = new RegExp(`^(?:the |my )?(?:${noun} )?(?:${number})[.)]?$`, "i");
const spelled = new RegExp(`^(?:the |my )?(?:${noun}|number|${noun} number) (${figures.join("|")})$`, "i");
const several = new RegExp(`^(?:the |my )?(?:${noun} )?${number}(?:(?: ?[,&] ?(?:and )?| and | )${number})+$`, "i");
const it = /^(?:it|this|that|this (?:one|task)|that (?:one|task)|the (?:same|task|last task)|the same (?:one|task))$/i;
const them =
  /^(?:them|these|those|them all|all of (?:them|these|those)|both|both of them|all of it|each of them|every one|these tasks|those tasks)$/i;
const nth = new RegExp(
  `^(?:the )?(${ordinals.join("|")}|last|\\d{1,2}(?:st|nd|rd|th))(?: (?:one|${noun}))?(?: of (?:them|those))?$`,
  "i",
);
const quoted = /^(?:the |my )?(?:(?:task|to-?do|one) )?["“«](.+)["”»](?: (?:task|one))?$/i;
const about = new RegExp(
  `^(?:the |my )?(?:one|${noun}) (?:about|called|named|titled|with|for|that says|saying|:) ?(.+)$`,
  "i",
);

function positionOf(word: string): number {
  const named = ordinals.indexOf(word.toLowerCase());
  if (named !== -1) return named + 1;
  return /^last$/i.test(word) ? -1 : Number.parseInt(word, 10);
}

/** Words of a title without what people put around them: "the milk one" is "milk". */
function bare(text: string): string {
  const words = text
    .replace(/^(?:(?:the|my|a|an|this|that|task|to-?do) )+/i, "")
    .replace(/ (?:task|one|to-?do|item|reminder)$/i, "")
    .trim();
  return words || text;
}

/** What a text means as a task; undefined when it says none. */
export function referenceOf(said: string): Reference | undefined {
  const text = said
    .trim()
    .replace(/[,;:]+$/, "")
    .trim();
  if (!/[\p{L}\p{N}]/u.test(text) || text.length > 250) return undefined;
  if (one.test(text)) {
    const id = Number(/\d+/.exec(text)?.[0]);
    return id > 0 && id <= highestId ? { kind: "id", id } : undefined;
  }
  if (several.test(text)) {
    const ids = [...new Set((text.match(/\d+/g) ?? []).map(Number))].filter((id) => id > 0 && id <= highestId);
    return ids.length > 0 && ids.length <= mostIds ? { kind: "ids", ids } : undefined;
  }
  const [, figure] = spelled.exec(text) ?? [];
  if (figure !== undefined) return { kind: "id", id: figures.indexOf(figure.toLowerCase()) + 1 };
  if (it.test(text)) return { kind: "it" };
  if (them.test(text)) return { kind: "them" };
  const [, position] = nth.exec(text) ?? [];
  if (position !== undefined) return { kind: "nth", nth: positionOf(position) };
  const [, exact] = quoted.exec(text) ?? [];
  if (exact !== undefined) return { kind: "words", words: exact };
  if (new RegExp(`^(?:(?:the|my|a|any|some) )?(?:one|${noun})$`, "i").test(text)) return undefined;
  const [, subject] = about.exec(text) ?? [];
  return { kind: "words", words: bare(subject?.replace(/^"(.+)"$/, "$1") ?? text) };
}

/** Whether a reference names tasks by number or place, so that it can be nothing else. */
export const isDefinite = ({ kind }: Reference): boolean => kind !== "words";
