import fc from "fast-check";
import { expect, test } from "vitest";
import { excerptAround, findTerms, foldText, mostSearchTerms, searchTerms } from "./search-text.ts";

test("texts that differ in case, accents, width and invisible characters fold to the same", () => {
  const same = [
    ["Zoë", "zoe", "ZOE\u0308", "z\u00adoe"],
    ["ＡＰＩ", "api"],
    ["ΟΔΟΣ", "οδος", "Οδός"],
    ["ПРИВЕТ", "привет"],
    ["❤️", "❤"],
    ["e\u0301tude", "étude", "etude"],
  ];
  for (const group of same) expect(new Set(group.map(foldText)).size, group.join(" ")).toBe(1);
  // Marks that distinguish words stay: ga is not ka.
  expect(foldText("が")).not.toBe(foldText("か"));
});

test("a query has each word once, and at most eight", () => {
  expect(searchTerms("  Review the REVIEW of Zoë\u200b ")).toEqual(["review", "the", "of", "zoe"]);
  expect(searchTerms(Array.from({ length: 99 }, (_, index) => `w${index}`).join(" "))).toHaveLength(mostSearchTerms);
  expect(searchTerms("\u200b \u00ad")).toEqual([]);
});

test("search terms are found in the text as it was written", () => {
  const found = (text: string, q: string) =>
    findTerms(text, searchTerms(q)).map(({ from, to }) => text.slice(from, to));
  expect(found("Zoe\u0308’s review of the ﬁle", "zoë fil")).toEqual(["Zoe\u0308", "ﬁl"]);
  expect(found("明日は全体会議があります", "会議")).toEqual(["会議"]);
  expect(found("done 🎉🎉 done", "🎉")).toEqual(["🎉", "🎉"]);
  expect(found("aaa", "aa a")).toEqual(["aa", "a"]);
  expect(found("nothing", "else")).toEqual([]);
});

test("ranges are in order, do not overlap, and fold to one of the terms", () => {
  const text = fc.string({ unit: "grapheme", maxLength: 60 });
  fc.assert(
    fc.property(
      text,
      fc.array(fc.string({ unit: "grapheme", minLength: 1, maxLength: 3 }), { maxLength: 4 }),
      (all, words) => {
        const terms = searchTerms(words.join(" "));
        let before = 0;
        for (const { from, to } of findTerms(all, terms)) {
          expect(from).toBeGreaterThanOrEqual(before);
          expect(to).toBeGreaterThan(from);
          const folded = foldText(all.slice(from, to));
          expect(terms.some((term) => folded.includes(term))).toBe(true);
          before = to;
        }
        expect(findTerms(all, terms).length > 0).toBe(terms.some((term) => foldText(all).includes(term)));
      },
    ),
  );
});

test("an excerpt shows the first matching term, also in long texts without spaces", () => {
  const long = `${"É".repeat(5000)} needle ${"x ".repeat(5000)}`;
  for (const text of [long, long.replaceAll(" ", "")]) {
    const excerpt = excerptAround(text, ["needle"]);
    expect(excerpt).toContain("needle");
    expect(excerpt.length).toBeLessThanOrEqual(240);
  }
  expect(excerptAround("short", ["x"])).toBe("short");
  expect(excerptAround("🎉".repeat(500), ["x"]).isWellFormed()).toBe(true);
});
