import fc from "fast-check";
import { expect, it } from "vitest";
import { normalize, plain, textOf, tokenize, wholeBudget } from "./normalize.ts";
import { understand } from "./understand.ts";

const known = { today: "2026-11-21", weekStart: "monday" as const };

it("reports a message as too complicated once its steps are used up, and takes the same steps each time", () => {
  const text = "set the milk to high and due friday";
  expect(understand(text, known)).toMatchObject({ kind: "one" });
  for (let time = 0; time < 2; time++)
    expect(understand(text, known, 50)).toMatchObject({ kind: "say", text: expect.stringMatching(/too complicated/) });
});

it("takes steps in proportion to the length of a message", () => {
  const stepsOf = (said: string) => {
    const budget = { left: wholeBudget };
    normalize(said, known, budget);
    let [low, high] = [0, wholeBudget];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      const intent = understand(said, known, middle);
      const isTooFew = intent.kind === "say" && intent.text.includes("too complicated");
      if (isTooFew) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  for (const piece of ["all my ", "a ", "is done ", "and it ", "open on "]) {
    const [short, long] = [stepsOf(`show ${piece.repeat(10)}x`), stepsOf(`show ${piece.repeat(40)}x`)];
    expect(long, piece).toBeLessThan(short * 8);
  }
});

it("splits a line into tokens that cover all of it, in order and with correct offsets", () => {
  const part = fc.constantFrom(
    ..."what's i've #12 3's acme/web#4 https://github.com/a/b/pull/3, 9:30-10 1-10 (x) \"y\" to-do — é ＃ 2026-05-18. it's! re-open".split(
      " ",
    ),
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.array(part).map((parts) => parts.join(" ")),
        fc.string({ unit: "grapheme" }),
      ),
      (text) => {
        const line = plain(text);
        const tokens = tokenize(line);
        let at = 0;
        for (const { from, to } of tokens) {
          expect(line.slice(at, Math.max(at, from)).trim()).toBe("");
          expect(to).toBeGreaterThanOrEqual(from);
          at = Math.max(at, to);
        }
        expect(at).toBe(line.length);
        const message = { line, tokens, more: "", isQuestion: false, ...known, budget: { left: 1 } };
        expect(textOf(message)).toBe(line);
      },
    ),
    { numRuns: 500 },
  );
});
