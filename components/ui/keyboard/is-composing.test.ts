import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { isComposing } from "./is-composing.ts";

test("a key that an input method takes is composing, in React's events and the browser's, and in Safari's last Enter", () => {
  expect(isComposing({ keyCode: 13, isComposing: true })).toBe(true);
  expect(isComposing({ keyCode: 13, nativeEvent: { isComposing: true } })).toBe(true);
  expect(isComposing({ keyCode: 229, isComposing: false })).toBe(true);
  expect(isComposing({ keyCode: 229, nativeEvent: { isComposing: false } })).toBe(true);
  expect(isComposing({ keyCode: 13, isComposing: false })).toBe(false);
  expect(isComposing({ keyCode: 27, nativeEvent: { isComposing: false } })).toBe(false);
});

test("every component that acts on Enter or Escape asks for it, but for those without a text field", () => {
  const root = join(import.meta.dirname, "../..");
  const withoutField = ["today/timeline/timeline-track.tsx", "ui/tooltip.tsx"];
  const sources = readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((file) => /(?<!\.test)\.tsx?$/.test(file) && !withoutField.includes(file))
    .map((file) => ({ file, text: readFileSync(join(root, file), "utf8") }));
  const acting = sources.filter(({ text }) => /key [!=]== "(?:Enter|Escape)"/.test(text));
  expect(acting.length).toBeGreaterThan(8);
  expect(acting.filter(({ text }) => !text.includes("isComposing(event)")).map(({ file }) => file)).toEqual([]);
});
