import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { type Side, sides } from "@/lib/practice/constants.ts";
import { sequenceInput } from "@/lib/practice/shapes.ts";
import { blankDraft, changeStep, type Draft, type DraftStep, inputOf } from "./draft.ts";
import { hasProblems, joined, noProblems, problemsAfter, problemsOf, problemsOfApi } from "./problems.ts";

const step = (key: string, change: Partial<DraftStep> = {}): DraftStep => ({
  key,
  pose_slug: "tree-pose",
  english_name: "Tree Pose",
  sanskrit_name: "Vrksasana",
  bilateral: true,
  hold_seconds: 30,
  side: "both",
  transition_seconds: 5,
  note: "",
  ...change,
});
const good: Draft = { ...blankDraft, name: "Morning", steps: [step("1"), step("2")] };

describe("the rules of the server", () => {
  test("have their words beside the field", () => {
    expect(problemsOf(good)).toEqual(noProblems);
    expect(problemsOf({ ...good, name: "  ", steps: [] }).fields).toEqual({
      name: "Enter a name",
      steps: "Add at least one pose",
    });
    const steps = [
      step("a", { hold_seconds: 0 }),
      step("b", { hold_seconds: 36_000 }),
      step("c", { hold_seconds: null }),
    ];
    expect(problemsOf({ ...good, steps }).steps).toEqual({
      a: { hold_seconds: "At least 1 s" },
      b: { hold_seconds: "At most one hour (3600 s)" },
      c: { hold_seconds: "Enter whole seconds" },
    });
    const many = Array.from({ length: 103 }, (_, index) => step(String(index)));
    expect(problemsOf({ ...good, steps: many }).fields.steps).toContain("At most 100 poses; remove 3");
  });

  test("are the builder's own: what it finds no fault with the contract takes, and nothing else", () => {
    const text = (most: number) =>
      fc.oneof(
        fc.string({ maxLength: 8 }),
        fc.integer({ min: most - 1, max: most + 1 }).map((length) => "a".repeat(length)),
      );
    const seconds = fc.oneof(fc.integer({ min: -2, max: 3602 }), fc.constantFrom(0, 1, 120, 121, 3600, 3601, 1.5));
    const steps = fc.array(
      fc.record({
        hold_seconds: seconds,
        transition_seconds: seconds,
        side: fc.constantFrom<Side | null>(...sides, null),
        note: text(500),
      }),
      { maxLength: 3 },
    );
    const contract = z.object(sequenceInput);
    fc.assert(
      fc.property(text(100), text(50), text(2000), steps, (name, focus_area, description, given) => {
        const draft = {
          ...good,
          name,
          focus_area,
          description,
          steps: given.map((change, at) => step(String(at), change)),
        };
        expect(hasProblems(problemsOf(draft))).toBe(!contract.safeParse(inputOf(draft)).success);
      }),
    );
  });

  test("know of sides, which the contract cannot tell from a pose's name", () => {
    const draft = { ...good, steps: [step("1", { bilateral: false, side: "left" })] };
    expect(problemsOf(draft).steps).toEqual({ "1": { side: "This pose has no sides" } });
  });
});

describe("what the server found wrong", () => {
  test("stands beside the step it is about", () => {
    const told = {
      poses: "No such pose",
      "poses.1.pose_slug": "No such pose",
      "poses.0.note": "Too odd",
      name: "Taken",
    };
    expect(problemsOfApi(told, good)).toEqual({
      fields: { name: "Taken" },
      steps: { "2": { pose_slug: "No such pose" }, "1": { note: "Too odd" } },
    });
    expect(problemsOfApi({ poses: "Too many" }, good).fields).toEqual({ steps: "Too many" });
  });

  test("goes away with a change of that field or the step, and with no other", () => {
    const told = problemsOfApi({ "poses.1.note": "Too odd", name: "Taken" }, good);
    const elsewhere = changeStep(good, "1", { note: "x" });
    expect(problemsAfter(told, good, elsewhere)).toEqual(told);
    expect(problemsAfter(told, good, changeStep(good, "2", { note: "x" }))).toEqual({
      fields: { name: "Taken" },
      steps: {},
    });
    expect(problemsAfter(told, good, { ...good, steps: good.steps.slice(0, 1) }).steps).toEqual({});
    expect(problemsAfter(told, good, { ...good, name: "Evening" }).fields).toEqual({});
  });

  test("stands together with what the builder finds", () => {
    const mine = problemsOf({ ...good, name: "" });
    expect(joined(mine, problemsOfApi({ "poses.0.note": "Too odd" }, good))).toEqual({
      fields: { name: "Enter a name" },
      steps: { "1": { note: "Too odd" } },
    });
  });
});
