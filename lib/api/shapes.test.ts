import { expect, test } from "vitest";
import { cleanLine, cleanProse, line, prose } from "./shapes.ts";

test("control characters are removed from text, and everything else stays as it was written", () => {
  const title = cleanLine(200);
  expect(title.parse(" a\u0000b\u0007c\u001b[31m\u0085 \r\n d\t<script>alert(1)</script> ")).toBe(
    "abc[31m   d <script>alert(1)</script>",
  );
  expect(title.parse("Ünïcödé 👩‍💻 \u200d \ufffd")).toBe("Ünïcödé 👩‍💻 \u200d \ufffd");
  expect(title.parse("\ud800x")).toBe("\ufffdx");
  expect(title.safeParse("\u0000\u0001 \n").success).toBe(false);
  expect(title.safeParse("x".repeat(200)).success).toBe(true);
  expect(title.safeParse("x".repeat(201)).success).toBe(false);
  expect(title.parse(`${"x".repeat(200)}\u0000`)).toHaveLength(200);
  expect(cleanProse(10).parse("a\nb\tc\u0000")).toBe("a\nb\tc");
  expect(cleanProse(10).parse("")).toBe("");
  expect(cleanProse(10, 1).safeParse(" \n").success).toBe(false);
});

test("text is stored in NFC, so that one word typed on two systems is one word", () => {
  const decomposed = "Zoe\u0308 cafe\u0301";
  for (const shape of [line(100), cleanLine(100), prose(100), cleanProse(100)]) {
    expect(shape.parse(decomposed)).toBe("Zo\u00eb caf\u00e9");
  }
  expect(line(1).parse("e\u0301")).toBe("\u00e9");
});

test("required text without a visible character is rejected", () => {
  const unseen = ["\u200b", "\u2060", "\u00ad", "\u3164", "\u2800", "\u202e\u202c", "\u2066 \u2069", "\u115f\uffa0"];
  for (const text of unseen) {
    for (const shape of [line(50), cleanLine(50), cleanProse(50, 1)]) {
      expect(shape.safeParse(text).success, JSON.stringify(text)).toBe(false);
    }
    expect(cleanProse(50).safeParse(text).success).toBe(true);
  }
  for (const text of ["👩‍💻", "\u200bx", "می‌خواهم", "\u05d0\u200f"])
    expect(line(50).safeParse(text).success).toBe(true);
});
