import { findTerms, searchTerms } from "@/lib/core/search-text.ts";

/** A piece of text, and whether it is one of the words that were looked for. */
export interface Mark {
  /** Where it begins. */
  at: number;
  part: string;
  isFound: boolean;
}

/** Cuts text where the words of a search begin and end, as the server finds them: without case and accents. */
export function findHighlights(text: string, q: string): Mark[] {
  const marks: Mark[] = [];
  let at = 0;
  const cut = (to: number, isFound: boolean) => {
    if (to > at) marks.push({ at, part: text.slice(at, to), isFound });
    at = to;
  };
  for (const { from, to } of findTerms(text, searchTerms(q))) {
    cut(from, false);
    cut(to, true);
  }
  cut(text.length, false);
  return marks;
}

const [longestBefore, shownBefore] = [40, 24];

/** Text from shortly before the first word that was looked for, so that the word is among what is seen of it. */
export function fromFound(text: string, q: string): string {
  const at = findHighlights(text, q).find(({ isFound }) => isFound)?.at ?? 0;
  if (at <= longestBefore) return text;
  const space = text.indexOf(" ", at - shownBefore);
  return `…${text.slice(space === -1 || space >= at ? at : space + 1)}`;
}
