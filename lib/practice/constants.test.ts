import { describe, expect, test } from "vitest";
import { askedWords, plainWords, poseSearchText, searchText, totalSeconds } from "./constants.ts";

const step = { hold_seconds: 30, side: null, transition_seconds: 0 };

describe("the duration of steps", () => {
  test("counts each side that is held, and the transition into a step once", () => {
    const steps = [step, { ...step, side: "left" as const }, { ...step, side: "both" as const, transition_seconds: 5 }];
    expect(totalSeconds(steps)).toBe(30 + 30 + 65);
  });
});

describe("the words of a search", () => {
  test("are without accents, case and punctuation, each once", () => {
    expect(plainWords("Tāḍāsana, TADASANA; Adho-Mukha (Śvānāsana)!")).toEqual([
      "tadasana",
      "adho",
      "mukha",
      "svanasana",
    ]);
    expect(plainWords("  ?!… 🧘 ")).toEqual([]);
  });

  test("are eight at most, so that no query is expensive", () => {
    expect(askedWords(Array.from({ length: 50 }, (_, index) => `w${index}`).join(" "))).toHaveLength(8);
  });

  test("contain nothing that PostgreSQL's tsquery syntax would interpret", () => {
    expect(plainWords("a' | !b & (c):* \\d <-> 'e'").join(" ")).toBe("a b c d e");
  });

  test("are single letters in scripts without spaces", () => {
    expect(plainWords("朝の yoga ヨガ")).toEqual(["朝", "の", "yoga", "ヨ", "カ"]);
  });

  test("stay short enough for an index, even for long text without a space", () => {
    expect(
      searchText("x".repeat(5000), "𝒳".repeat(300), "\u{20000}".repeat(500))
        .split(" ")
        .map((word) => word.length),
    ).toEqual([100, 2]);
  });

  test("of a pose include its name in English spelling", () => {
    expect(poseSearchText("Tree Pose", "Vṛkṣāsana", ["hip-flexors"])).toBe(
      "tree pose vrksasana vrikshasana hip flexors",
    );
  });
});
