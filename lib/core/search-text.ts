/** How every search compares texts: ignoring case, accents and invisible characters. Pure; safe for the browser. */

// Combining Diacritical Marks only: the marks of other scripts (dakuten, vowel signs) distinguish words.
// `fold_text` in the migration that creates it must strip the same.
const stripped = /[\u0300-\u036f]|[\ufe0e\ufe0f]|[\u00ad\u200b-\u200f\u2060\ufeff]/g;

// Letter by letter: for a whole text, JavaScript lowercases a final sigma differently from PostgreSQL.
const lower = (text: string): string =>
  /^[\p{ASCII}]*$/u.test(text)
    ? text.toLowerCase()
    : Array.from(text, (letter) => letter.toLowerCase())
        .join("")
        .replaceAll("ς", "σ");

/** A text as searches compare it: "Zoë’s ＡＰＩ" is "zoe’s api". The database's `fold_text` does the same. */
export const foldText = (text: string): string => lower(text.normalize("NFKD").replace(stripped, ""));

/** More words than these do not narrow any realistic search, and each costs the database another match. */
export const mostSearchTerms = 8;

/** The distinct words of a query, folded: the first eight of them. */
export const searchTerms = (question: string): string[] =>
  [...new Set(foldText(question).split(/\s+/))].filter((term) => term !== "").slice(0, mostSearchTerms);

/** A range of a text, by UTF-16 offsets; `to` is exclusive. */
export interface TextRange {
  from: number;
  to: number;
}

/** The folded text, and the offset in the original text of each of its UTF-16 units. */
function foldWithOffsets(text: string): { folded: string; starts: number[]; ends: number[] } {
  let folded = "";
  const [starts, ends]: [number[], number[]] = [[], []];
  let at = 0;
  for (const letter of text) {
    const part = foldText(letter);
    folded += part;
    for (let unit = 0; unit < part.length; unit++) {
      starts.push(at);
      ends.push(at + letter.length);
    }
    at += letter.length;
    // A mark belongs to the letter before it.
    if (part === "" && ends.length > 0) ends[ends.length - 1] = at;
  }
  return { folded, starts, ends };
}

/**
 * Ranges of a text that match one of the terms, in order and without overlaps; the longest term wins at each position.
 * @param terms from {@link searchTerms}
 */
export function findTerms(text: string, terms: readonly string[]): TextRange[] {
  const { folded, starts, ends } = foldWithOffsets(text);
  const byLength = [...terms].sort((one, other) => other.length - one.length);
  const next = byLength.map((term) => folded.indexOf(term));
  const ranges: TextRange[] = [];
  for (let at = 0; ; ) {
    let best = -1;
    for (const [index, term] of byLength.entries()) {
      if (next[index] !== -1 && (next[index] ?? 0) < at) next[index] = folded.indexOf(term, at);
      const found = next[index] ?? -1;
      if (found !== -1 && (best === -1 || found < (next[best] ?? 0))) best = index;
    }
    if (best === -1) return ranges;
    const [first, last] = [next[best] ?? 0, (next[best] ?? 0) + (byLength[best]?.length ?? 1) - 1];
    ranges.push({ from: starts[first] ?? 0, to: ends[last] ?? text.length });
    at = last + 1;
  }
}

const loneSurrogates = /\p{Surrogate}/gu;

/** The offset of the first match of any term, at a letter boundary; 0 without a match. Fast for long texts too. */
function firstTerm(text: string, terms: readonly string[]): number {
  const folded = foldText(text);
  const places = terms.map((term) => folded.indexOf(term)).filter((place) => place !== -1);
  const wanted = places.length > 0 ? Math.min(...places) : 0;
  // Folding changes lengths: bisect for the prefix that folds to the text before the match.
  let [low, high] = [0, text.length];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (foldText(text.slice(0, middle)).length <= wanted) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Text around the first matching term; its beginning without a match. About `length` characters. */
export function excerptAround(text: string, terms: readonly string[], length = 240): string {
  if (text.length <= length) return text;
  const first = firstTerm(text, terms);
  const wanted = Math.max(0, first - Math.floor(length / 3));
  // Starts at a word, unless there is no space nearby, as in Chinese.
  const space = wanted === 0 ? -1 : text.indexOf(" ", wanted);
  const from = space !== -1 && space < first ? space + 1 : wanted;
  const end = Math.min(text.length, from + length);
  const lastSpace = end === text.length ? end : text.lastIndexOf(" ", end);
  const to = lastSpace > from + (length * 2) / 3 ? lastSpace : end;
  return text.slice(from, to).replaceAll(loneSurrogates, "").trim();
}
