import { createParser, type SingleParserBuilder } from "nuqs/server";

/**
 * What a page shows as a part of its address. What makes no sense in a hand-made address counts as missing, and
 * {@link problemsIn} says why. Page and browser read it alike.
 */

/** What is wrong with the text of a part, as it goes on after that part: "is not a date …". Null when nothing is. */
export type Wrong = (text: string) => string | null;

// As the server: no control characters, no half of a character.
const unprintable = /\p{Cc}/u;

export const wrongText =
  (max: number): Wrong =>
  (text) => {
    if (unprintable.test(text) || !text.isWellFormed()) return "contains invalid characters";
    return text.trim().length > max ? `is longer than ${max} characters` : null;
  };

/** @param what is chosen, as "an order: newest or oldest" */
export const wrongChoice =
  (choices: readonly string[], what: string): Wrong =>
  (text) =>
    choices.includes(text.trim()) ? null : `is not ${what}`;

/** A part of the address, for nuqs. */
export const urlParam = <T>(wrong: Wrong, read: (text: string) => T): SingleParserBuilder<T> =>
  createParser({
    parse: (text: string) => (text.trim() === "" || wrong(text) !== null ? null : read(text.trim())),
    serialize: String,
  });

/** A part of an address that was left out. */
export interface Problem {
  name: string;
  text: string;
  /** Goes on after the part: "is not a date …". */
  why: string;
}

const shownLength = 40;

/** A part of an address as a notice can show it. */
export function problemOf(name: string, text: string, why: string): Problem {
  const printable = [...text.replaceAll(/\p{Cc}/gu, "\u{FFFD}")];
  const cut = printable.length > shownLength ? `${printable.slice(0, shownLength).join("")}…` : printable.join("");
  return { name, text: cut, why };
}

/** What of an address was left out, and why. */
export function problemsIn(wrongs: Record<string, Wrong>, search: Pick<URLSearchParams, "get">): Problem[] {
  return Object.entries(wrongs).flatMap(([name, wrong]) => {
    const text = search.get(name) ?? "";
    const why = text.trim() === "" ? null : wrong(text);
    return why === null ? [] : [problemOf(name, text, why)];
  });
}

/** The query of an address, with `?` in front where there is one. */
export function searchOf(values: Record<string, string | number | boolean | null | undefined>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (value !== null && value !== undefined) search.set(name, String(value));
  }
  return search.size > 0 ? `?${search}` : "";
}
