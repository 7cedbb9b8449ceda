import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { csvLines, inert, joinWords } from "./csv.ts";

/** Removes the apostrophes again, as `inert` describes. */
const plain = (text: string): string =>
  text.replaceAll(/^'(?=(?:[^\S\r\n\u2028\u2029]|')*[=+\-@\uFF0B\uFF0D\uFF1D\uFF20])/gm, "");

// Built from troublesome characters: signs, blanks, line breaks, separators, quotation marks, and ordinary text.
const piece = fc.constantFrom(
  "=",
  "+",
  "-",
  "@",
  "＝",
  "＋",
  "－",
  "＠",
  " ",
  "\t",
  "\u00A0",
  "\r",
  "\n",
  "\r\n",
  '"',
  ",",
  ";",
  "'",
  "Zoë",
  "1+1",
  "🐛",
  "a",
);
const trouble = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(""));
const word = fc
  .array(piece, { minLength: 1, maxLength: 6 })
  .map((pieces) =>
    pieces
      .join("")
      .replaceAll(/[\r\n\t]/g, " ")
      .trim(),
  )
  .filter((text) => text !== "");

const read = (text: string, options: object = {}): string[][] =>
  parse(text, { record_delimiter: "\r\n", relax_column_count: false, ...options });

describe("CSV", () => {
  test("round-trips cell by cell, whatever text it holds", () => {
    fc.assert(
      fc.property(fc.array(fc.record({ note: trouble, title: trouble }), { minLength: 1, maxLength: 4 }), (records) => {
        const rows = read(csvLines(["note", "title"], records), { skip_empty_lines: false });
        expect(rows.map(([note = "", title = ""]) => ({ note: plain(note), title: plain(title) }))).toEqual(records);
      }),
      { numRuns: 1000 },
    );
  });

  test("has no cell, and no line of a cell, that a spreadsheet would execute", () => {
    fc.assert(
      fc.property(trouble, (text) => {
        for (const line of inert(text).split(/[\r\n]/)) expect(line.trimStart()).not.toMatch(/^[=+\-@＝＋－＠]/);
      }),
      { numRuns: 1000 },
    );
  });

  test.each([
    ["=HYPERLINK(1)", "'=HYPERLINK(1)"],
    ["harmless\n=HYPERLINK(1)", "harmless\n'=HYPERLINK(1)"],
    ["harmless\r=1\r\n \t@x", "harmless\r'=1\r\n' \t@x"],
    ["\u00A0＝1", "'\u00A0＝1"],
    ["a-b = c\n2 + 2", "a-b = c\n2 + 2"],
    ["it's", "it's"],
    ["'=1", "''=1"],
  ])("escapes %j as %j", (text, expected) => {
    expect(inert(text)).toBe(expected);
    expect(plain(expected)).toBe(text);
  });

  test("handles a run of line separators in linear time", () => {
    expect(inert("\u2028".repeat(200_000))).toHaveLength(200_000);
    expect(inert(`${" '".repeat(100_000)}=`)).toHaveLength(200_002);
  });

  test("keeps words that hold commas and quotation marks apart", () => {
    expect(joinWords(["api", "a, b", 'say "hi"'])).toBe('api, "a, b", "say ""hi"""');
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 4 }), (words) => {
        const [[cell = ""] = []] = read(csvLines(["tags"], [{ tags: joinWords(words) }]));
        expect(read(plain(cell), { ltrim: true })[0]).toEqual(words);
      }),
      { numRuns: 500 },
    );
  });
});
