import { describe, expect, it } from "vitest";
import { findHighlights, fromFound } from "@/components/ui/highlight.ts";
import { idIn } from "./conversations/paths.ts";
import { markdownToText } from "./messages/markdown-to-text.ts";

describe("what a screen reader hears", () => {
  it("is the text without the signs of Markdown", () => {
    const markdown = "## Done\n\nYou have **2 tasks**:\n\n1. `Milk`\n2. [Bread](https://example.com)\n\n> *soon*";
    expect(markdownToText(markdown)).toBe("Done\n\nYou have 2 tasks:\n\nMilk\nBread\n\n*soon*");
  });

  it("has what was escaped as it was meant", () => {
    expect(markdownToText("Added \\<script\\> and 5\\*5")).toBe("Added <script> and 5*5");
  });
});

describe("marks", () => {
  const found = (text: string, q: string) =>
    findHighlights(text, q).flatMap(({ part, isFound }) => (isFound ? [part] : []));

  it("stand where the server finds the words: inside others too, in any case, without accents", () => {
    expect(found("Auth and the AUTHOR of oauth, Áuth", "auth")).toEqual(["Auth", "AUTH", "auth", "Áuth"]);
    expect(found("明日は全体会議です", "会議")).toEqual(["会議"]);
  });

  it("leave the text as it was, whatever was looked for", () => {
    for (const q of ["", "  ", "(", ".*", "a(b", "\\", "🙂", "t"]) {
      const text = "a (test) of 🙂 .* text";
      expect(
        findHighlights(text, q)
          .map(({ part }) => part)
          .join(""),
      ).toBe(text);
    }
  });
});

describe("an excerpt", () => {
  it("begins shortly before the word, and only where that is far", () => {
    const far = `${"one two three four ".repeat(5)}buy milk today`;
    expect(fromFound(far, "milk")).toMatch(/^….{0,24}milk today$/);
    expect(fromFound("buy milk today", "milk")).toBe("buy milk today");
    expect(fromFound(far, "nothing")).toBe(far);
    expect(fromFound(`${"a".repeat(80)} milk`, "milk")).toBe("…milk");
  });
});

describe("the conversation of a path", () => {
  it("is its number, or none", () => {
    expect(idIn("/assistant")).toBeNull();
    expect(idIn("/assistant/12")).toBe(12);
    for (const path of ["/assistant/0", "/assistant/x", "/assistant/1/2", "/tasks"]) expect(idIn(path)).toBeNull();
  });
});
