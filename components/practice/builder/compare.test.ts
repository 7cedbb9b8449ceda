import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { changesElsewhere, combine, stepsClash } from "./compare.ts";
import { blankDraft, changeStep, type Draft, type DraftStep, isSame, moveStep, removeStep } from "./draft.ts";

const names: Record<string, string> = { tree: "Tree Pose", chair: "Chair Pose", child: "Child's Pose" };
const step = (slug: string, key: string, change: Partial<DraftStep> = {}): DraftStep => ({
  key,
  pose_slug: slug,
  english_name: names[slug] ?? slug,
  sanskrit_name: slug,
  bilateral: slug === "tree",
  hold_seconds: 30,
  side: slug === "tree" ? "both" : null,
  transition_seconds: 5,
  note: "",
  ...change,
});
const base: Draft = {
  ...blankDraft,
  name: "Morning",
  steps: [step("chair", "1"), step("tree", "2"), step("child", "3")],
};
const words = (theirs: Draft, mine = base) => changesElsewhere(base, mine, theirs).map((change) => change.words);

describe("what was changed elsewhere is told in words", () => {
  test("nothing, when nothing was", () => {
    expect(words({ ...base, steps: base.steps.map((each) => ({ ...each, key: `x${each.key}` })) })).toEqual([]);
  });

  test("of the sequence", () => {
    expect(words({ ...base, name: "Evening", is_public: true, description: "d".repeat(80) })).toEqual([
      "Name: Morning → Evening",
      `Description: empty → ${"d".repeat(60)}…`,
      "Visibility: only you → everyone here",
    ]);
  });

  test("of a step, with its place and pose", () => {
    const theirs = changeStep(base, "2", { hold_seconds: 45, side: "left", note: "Look ahead" });
    expect(words(theirs)).toEqual(["Step 2, Tree Pose: 30 s → 45 s, both sides → left, note empty → Look ahead"]);
    expect(words(changeStep(base, "1", { transition_seconds: 0 }))).toEqual([
      "Step 1, Chair Pose: transition 5 s → 0 s",
    ]);
  });

  test("of their order, naming only what moved", () => {
    expect(
      words({ ...base, steps: [step("chair", "1"), step("tree", "2"), step("chair", "4"), step("child", "3")] }),
    ).toEqual(["Added Chair Pose as step 3"]);
    expect(words(removeStep(base, "1"))).toEqual(["Removed Chair Pose, step 1"]);
    expect(words(moveStep(base, "3", 0))).toEqual(["Moved Child's Pose from place 3 to 1"]);
    expect(words(changeStep(moveStep(base, "3", 0), "3", { hold_seconds: 60 }))).toEqual([
      "Moved Child's Pose from place 3 to 1",
      "Step 1, Child's Pose: 30 s → 60 s",
    ]);
  });

  test("with yours beside it where that differs too", () => {
    const changes = changesElsewhere(
      base,
      { ...base, name: "Noon", style: "yin" },
      { ...base, name: "Evening", style: "yin" },
    );
    expect(changes).toEqual([{ words: "Name: Morning → Evening", yours: "Noon" }, { words: "Style: Hatha → Yin" }]);
  });
});

describe("both sides' changes", () => {
  test("stand together where they touch different things", () => {
    const mine = { ...base, name: "Noon" };
    const theirs = changeStep({ ...base, style: "yin" as const }, "2", { hold_seconds: 45 });
    const both = combine(base, mine, theirs);
    expect([both?.name, both?.style, both?.steps[1]?.hold_seconds]).toEqual(["Noon", "yin", 45]);
    const mySteps = combine(base, changeStep(base, "2", { hold_seconds: 45 }), { ...base, name: "Evening" });
    expect([mySteps?.name, mySteps?.steps[1]?.hold_seconds]).toEqual(["Evening", 45]);
  });

  test("do not where they made two things of one", () => {
    expect(combine(base, { ...base, name: "Noon" }, { ...base, name: "Evening" })).toBeNull();
    const [mine, theirs] = [changeStep(base, "2", { hold_seconds: 45 }), changeStep(base, "1", { hold_seconds: 10 })];
    expect([combine(base, mine, theirs), stepsClash(base, mine, theirs)]).toEqual([null, true]);
    expect(combine(base, mine, mine)?.steps).toBe(mine.steps);
  });
});

test("whatever was done to the steps, something is told exactly when they differ", () => {
  const steps = fc.array(fc.tuple(fc.constantFrom("tree", "chair", "child"), fc.constantFrom(30, 45)), {
    maxLength: 7,
  });
  const draft = (told: [string, number][]): Draft => ({
    ...base,
    steps: told.map(([slug, hold_seconds], at) => step(slug, String(at + 1), { hold_seconds })),
  });
  fc.assert(
    fc.property(steps, steps, (before, after) => {
      const [was, now] = [draft(before), draft(after)];
      expect(changesElsewhere(was, was, now).length === 0).toBe(isSame(was, now));
    }),
  );
});
