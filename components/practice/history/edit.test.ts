import { describe, expect, it } from "vitest";
import { draftOf, readDraft } from "./edit.ts";

const base = { duration_seconds: 290, mood: "calm", note: null };

describe("the draft of a practice", () => {
  it("that was not touched changes nothing, not even seconds", () => {
    expect(draftOf(base)).toEqual({ duration: "4 m 50 s", mood: "calm", note: "" });
    expect(readDraft(draftOf(base), base)).toEqual({ changes: {}, problems: {} });
  });

  it.each([
    ["5", 300],
    ["4 m 30 s", 270],
    ["45 s", 45],
    ["1 h", 3600],
    ["0", 0],
  ])("with the duration %s holds %i seconds", (duration, duration_seconds) => {
    expect(readDraft({ ...draftOf(base), duration }, base)).toEqual({ changes: { duration_seconds }, problems: {} });
  });

  it("says what is wrong with what cannot be read, beside its field", () => {
    const { changes, problems } = readDraft({ duration: "long", mood: "x".repeat(51), note: "a\u0000" }, base);
    expect(changes).toEqual({});
    expect(problems).toEqual({
      duration: "Enter a time such as 4 m 30 s, or 5 for minutes",
      mood: "At most 50 characters",
      note: "Control characters are not allowed",
    });
    expect(readDraft({ ...draftOf(base), duration: "25 h" }, base).problems.duration).toBe("At most 24 hours");
  });

  it("takes away what was emptied, and trims what was written", () => {
    expect(readDraft({ ...draftOf(base), mood: " ", note: " Felt long. \n" }, base).changes).toEqual({
      mood: null,
      note: "Felt long.",
    });
  });
});
