/** A piece of text, and whether it is one of the words that were looked for. */
export interface Mark {
  /** Where it begins. */
  at: number;
  part: string;
  isFound: boolean;
}

const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&");

/** Cuts text where the words of a search begin and end; a word is found where another begins with it. */
export function marksIn(text: string, q: string): Mark[] {
  const words = q.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "");
  if (words.length === 0) return [{ at: 0, part: text, isFound: false }];
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(${words.map(escaped).join("|")})`, "giu");
  let at = 0;
  return text.split(pattern).flatMap((part, index) => {
    const mark = { at, part, isFound: index % 2 === 1 };
    at += part.length;
    return part === "" ? [] : [mark];
  });
}

const [longestBefore, shownBefore] = [40, 24];

/** Text from shortly before the first word that was looked for, so that the word is among what is seen of it. */
export function fromFound(text: string, q: string): string {
  const at = marksIn(text, q).find(({ isFound }) => isFound)?.at ?? 0;
  if (at <= longestBefore) return text;
  const space = text.indexOf(" ", at - shownBefore);
  return `…${text.slice(space === -1 || space >= at ? at : space + 1)}`;
}
