import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Side } from "@/lib/practice/constants.ts";
import { imbalancesOf, remedyOf } from "./balance.ts";
import { blankDraft, type Draft } from "./draft.ts";

type Told = [slug: string, side: Side | null, hold: number | null];

const draftOf = (...told: Told[]): Draft => ({
  ...blankDraft,
  steps: told.map(([pose_slug, side, hold_seconds], index) => ({
    key: String(index + 1),
    pose_slug,
    english_name: pose_slug.toUpperCase(),
    sanskrit_name: pose_slug,
    bilateral: pose_slug !== "mountain",
    hold_seconds,
    side,
    transition_seconds: 5,
    note: "",
  })),
});

const told = (draft: Draft) => draft.steps.map(({ pose_slug, side, hold_seconds }) => [pose_slug, side, hold_seconds]);

function putRight(draft: Draft): { act: string | undefined; after: Draft } {
  const [first] = imbalancesOf(draft);
  const remedy = first && remedyOf(draft, first);
  return { act: remedy?.act, after: remedy?.apply(draft) ?? draft };
}

test("a pose counts over the whole sequence, each with its own seconds", () => {
  expect(imbalancesOf(draftOf(["tree", "left", 30], ["mountain", null, 20], ["tree", "right", 30]))).toEqual([]);
  expect(imbalancesOf(draftOf(["tree", "both", 30], ["tree", "left", 10], ["lunge", "right", 5]))).toEqual([
    { pose_slug: "tree", english_name: "TREE", left: 40, right: 30 },
    { pose_slug: "lunge", english_name: "LUNGE", left: 0, right: 5 },
  ]);
});

test("nothing is said while a hold is being typed", () => {
  expect(imbalancesOf(draftOf(["tree", "left", 30], ["tree", "right", null]))).toEqual([]);
});

describe("one press puts it right", () => {
  test("by holding the short side longer where there is one", () => {
    const { act, after } = putRight(draftOf(["tree", "left", 100], ["tree", "right", 30]));
    expect([act, told(after)]).toEqual([
      "Hold the right 1 m 10 s longer",
      [
        ["tree", "left", 100],
        ["tree", "right", 100],
      ],
    ]);
  });

  test("by making a lone side both", () => {
    const { act, after } = putRight(draftOf(["mountain", null, 20], ["tree", "left", 30]));
    expect([act, told(after)]).toEqual([
      "Hold both sides",
      [
        ["mountain", null, 20],
        ["tree", "both", 30],
      ],
    ]);
  });

  test("by adding what is missing where neither does", () => {
    const { act, after } = putRight(draftOf(["tree", "left", 30], ["tree", "left", 10], ["mountain", null, 5]));
    expect(act).toBe("Add 40 s on the right");
    expect(told(after)).toEqual([
      ["tree", "left", 30],
      ["tree", "left", 10],
      ["tree", "right", 40],
      ["mountain", null, 5],
    ]);
  });

  test("whatever the steps are, without making any longer than it may be", () => {
    const step = fc.tuple(
      fc.constantFrom("tree", "lunge"),
      fc.constantFrom<Side | null>("left", "right", "both", null),
      fc.integer({ min: 1, max: 3600 }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 8 }), (steps) => {
        let draft = draftOf(...steps);
        // What is missing may be longer than one step can be.
        for (let press = 0; press < 20 && imbalancesOf(draft).length > 0; press++) draft = putRight(draft).after;
        expect(imbalancesOf(draft)).toEqual([]);
        expect(draft.steps.every(({ hold_seconds }) => (hold_seconds ?? 0) <= 3600)).toBe(true);
      }),
    );
  });
});
