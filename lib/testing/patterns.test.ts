import { isSafePattern } from "redos-detector";
import { type AnalysisResult, analyse } from "scslre";
import { expect, it } from "vitest";
import { type FoundPattern, patternsIn, productPatterns } from "./find-patterns.ts";

/** No regular expression takes more than linear time over external text. */

/** Exceptions, and why they are harmless. */
const allowed: Record<string, string> = {
  "/\\bVersion\\/[\\d.]+.*\\bSafari\\//":
    "Runs over a User-Agent header, which Node bounds at 16 kB: some milliseconds",
  "/^(\\S+)(.*)$/": "Runs over a time that Stint has written itself",
  "/[?#].*$/": "Runs over an address that the browser has parsed, in the browser in which it was typed",
};

type Pattern = AnalysisResult["parsed"]["pattern"];
type Node = Pattern | Pattern["alternatives"][number] | Pattern["alternatives"][number]["elements"][number];

function partsOf(node: Node): Node[] {
  if ("elements" in node) return node.elements as Node[];
  if ("element" in node) return [node.element];
  return "alternatives" in node ? (node.alternatives as Node[]) : [];
}

const some = (node: Node, is: (node: Node) => boolean): boolean =>
  is(node) || partsOf(node).some((part) => some(part, is));

const isChoice = (node: Node): boolean =>
  node.type === "Quantifier" || ("alternatives" in node && node.alternatives.length > 1);

/**
 * Whether something with alternatives is repeated: text that two alternatives match doubles the work with each round.
 */
const repeatsChoices = (pattern: Node): boolean =>
  some(pattern, (node) => node.type === "Quantifier" && node.max > 5 && some(node.element, isChoice));

const seen = new Map<string, string[]>();

function findDangers(source: string, flags: string): string[] {
  const { reports, parsed } = analyse({ source, flags });
  const found = reports.map(({ type, character }) => `${type} of "${character.pick}"`);
  if (!repeatsChoices(parsed.pattern)) return found;
  // The checker reads only one of the flags; where text is compared with both, the pattern is written out in lower
  // case.
  const unicode = /[uv]/.test(flags);
  const caseInsensitive = !unicode && flags.includes("i");
  const limits = { maxSteps: 3000, timeout: Number.POSITIVE_INFINITY };
  return isSafePattern(source, { unicode, caseInsensitive, ...limits }).safe
    ? found
    : [...found, "ambiguous repetition"];
}

/** What can make a pattern take more than linear time. */
function dangersOf({ source, flags }: NonNullable<FoundPattern["literal"]>): string[] {
  const key = `/${source}/${flags}`;
  const known = seen.get(key) ?? findDangers(source, flags);
  seen.set(key, known);
  return known;
}

const isDangerous = ({ literal }: FoundPattern): boolean => literal === undefined || dangersOf(literal).length > 0;

it("no regular expression takes more than linear time, and every exception is needed", () => {
  const patterns = productPatterns();
  expect(patterns.length).toBeGreaterThan(300);
  const dangerous = patterns.filter(isDangerous);
  const unknown = dangerous.filter(({ text }) => !Object.hasOwn(allowed, text));
  expect(unknown.map(({ file, text, literal }) => `${file}: ${text} ${literal ? dangersOf(literal) : ""}`)).toEqual([]);
  const needed = new Set(dangerous.map(({ text }) => text));
  expect(Object.keys(allowed).filter((text) => !needed.has(text))).toEqual([]);
});

it("the check finds what has once blocked the server, however the pattern is written", () => {
  const code = String.raw`
    const word = "my|the";
    const one = /(?:[\s,]+(?:please|pls)|[,.!?]\s*(?:thanks|thank you|ok)|[\s.!,])+$/i;
    const two = new RegExp("^(?:delete)(?: (?:my|the|all(?: of)?(?: my| the)?))* ?(?:account)$", "i");
    const three = new RegExp(["x", String.raw${"`"}(?: (?:${"$"}{word}|all(?: my)?))*y${"`"}].join("|"));
    const four = new RegExp(somethingElse());
  `;
  expect(patternsIn("old.ts", code).map(isDangerous)).toEqual([true, true, true, true]);
  expect(patternsIn("fine.ts", String.raw`const fine = /^\d{4}-\d{2}$/;`).map(isDangerous)).toEqual([false]);
});
