import { isWithinDistance } from "@/lib/core/edit-distance.ts";

/** Resolves a repository from words. Pure; safe for the browser. */

/** Normalises a name: `my-repo`, `My Repo` and `my_repo` are equal. */
const bare = (text: string): string => text.toLowerCase().replaceAll(/[^\p{L}\p{N}/]/gu, "");

/** The name in `the api repo` or in a link to it. */
const normalized = (words: string): string =>
  words
    .trim()
    .replace(/^https?:\/\/(www\.)?github\.com\//i, "")
    .replace(/^(the|my|our)\s+/i, "")
    .replace(/(?<!\s)\s+(repo|repository|project)$/i, "")
    .replace(/\.git$|\/$/i, "");

/** Typing errors that a word of this length may have. */
const forgiven = (length: number): number => (length < 4 ? 0 : length < 8 ? 1 : 2);

const isAlmost = (text: string, wanted: string): boolean =>
  isWithinDistance(text, wanted, forgiven(Math.min(text.length, wanted.length)));

/**
 * The repositories that `words` may mean: an exact name before a normalised one, before a part of a name, before one
 * with a typing error. One is resolved, several are ambiguous, none is unknown.
 * @param names as `owner/name`
 */
export function resolveRepositories(words: string, names: string[]): string[] {
  const wanted = normalized(words);
  const [small, plain] = [wanted.toLowerCase(), bare(wanted)];
  const nameOf = (full: string) => full.slice(full.indexOf("/") + 1);
  const either = (is: (text: string) => boolean) => (full: string) => is(full) || is(nameOf(full));
  const steps: ((full: string) => boolean)[] = [
    either((text) => text === wanted),
    either((text) => text.toLowerCase() === small),
    either((text) => bare(text) === plain),
    (full) => bare(nameOf(full)).startsWith(plain),
    (full) => bare(full).includes(plain),
    either((text) => isAlmost(bare(text), plain)),
  ];
  if (plain === "" || plain === "/") return [];
  for (const step of steps) {
    const found = names.filter(step);
    if (found.length > 0) return found;
  }
  return [];
}

/** A repository written in full, as `owner/name` or its GitHub URL; undefined for anything else. */
export function parseRepository(words: string): string | undefined {
  const name = normalized(words);
  return /^[A-Za-z0-9_.-]{1,100}\/[A-Za-z0-9_.-]{1,100}$/.test(name) ? name : undefined;
}
