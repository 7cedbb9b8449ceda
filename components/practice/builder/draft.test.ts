import { describe, expect, test } from "vitest";
import {
  addStep,
  blankDraft,
  changeStep,
  type Draft,
  duplicateStep,
  formatSeconds,
  inputOf,
  isSame,
  moveStep,
  type PoseFacts,
  removeStep,
  totalOf,
} from "./draft.ts";

const mountain: PoseFacts = {
  pose_slug: "mountain-pose",
  english_name: "Mountain Pose",
  sanskrit_name: "Tāḍāsana",
  bilateral: false,
};
const tree: PoseFacts = {
  pose_slug: "tree-pose",
  english_name: "Tree Pose",
  sanskrit_name: "Vṛkṣāsana",
  bilateral: true,
};

const of = (...poses: PoseFacts[]): Draft => poses.reduce((draft, pose) => addStep(draft, pose, 40, null), blankDraft);
const slugs = ({ steps }: Draft) => steps.map(({ pose_slug }) => pose_slug);
const keys = ({ steps }: Draft) => steps.map(({ key }) => key);

describe("adding a pose", () => {
  test("puts it at the end, or behind the step that is named", () => {
    expect(slugs(addStep(of(mountain, mountain), tree, null, null))).toEqual([
      "mountain-pose",
      "mountain-pose",
      "tree-pose",
    ]);
    expect(slugs(addStep(of(mountain, mountain), tree, null, "1"))).toEqual([
      "mountain-pose",
      "tree-pose",
      "mountain-pose",
    ]);
    expect(slugs(addStep(of(mountain), tree, null, "gone"))).toEqual(["mountain-pose", "tree-pose"]);
  });

  test("is on both sides only where the pose has sides, and takes time to get into", () => {
    const [one, other] = addStep(of(mountain), tree, null, null).steps;
    expect([one?.side, one?.hold_seconds, one?.transition_seconds]).toEqual([null, 40, 5]);
    expect([other?.side, other?.hold_seconds]).toEqual(["both", 30]);
  });

  test("gives a key that no other step has, also after one was removed", () => {
    const draft = addStep(removeStep(of(mountain, tree, tree), "1"), mountain, null, null);
    expect(new Set(keys(draft)).size).toBe(3);
  });
});

test("moving keeps every step, and stops at the ends", () => {
  const draft = of(mountain, tree, mountain);
  expect(keys(moveStep(draft, "3", 0))).toEqual(["3", "1", "2"]);
  expect(keys(moveStep(draft, "1", 2))).toEqual(["2", "3", "1"]);
  expect(keys(moveStep(draft, "1", 99))).toEqual(["2", "3", "1"]);
  expect(moveStep(draft, "1", -1)).toBe(draft);
  expect(moveStep(draft, "gone", 1)).toBe(draft);
});

test("a copy stands behind its step and is one of its own", () => {
  const draft = changeStep(duplicateStep(of(tree, mountain), "1"), "3", { side: "left" });
  expect(slugs(draft)).toEqual(["tree-pose", "tree-pose", "mountain-pose"]);
  expect(draft.steps.map(({ side }) => side)).toEqual(["both", "left", null]);
});

test("the total counts both sides, each transition once, and an empty field as nothing", () => {
  const draft = of(mountain, tree);
  expect(totalOf(draft)).toBe(40 + 5 + 80 + 5);
  expect(totalOf(changeStep(draft, "2", { side: "left", hold_seconds: null }))).toBe(40 + 5 + 5);
  expect([formatSeconds(0), formatSeconds(45), formatSeconds(425), formatSeconds(3750)]).toEqual([
    "0 s",
    "45 s",
    "7 m 05 s",
    "1 h 02 m 30 s",
  ]);
});

test("what is sent has no key, and no note where there is none", () => {
  const { poses } = inputOf(changeStep(of(tree), "1", { note: "  " }));
  expect(poses).toEqual([
    { pose_slug: "tree-pose", hold_seconds: 40, side: "both", transition_seconds: 5, note: null },
  ]);
});

test("drafts are the same when they would be saved alike", () => {
  const draft = of(mountain, tree);
  const rekeyed = { ...draft, steps: draft.steps.map((step) => ({ ...step, key: `x${step.key}` })) };
  expect(isSame(draft, rekeyed)).toBe(true);
  expect(isSame(draft, { ...draft, focus_area: " Full Body" })).toBe(true);
  expect(isSame(draft, changeStep(draft, "1", { note: " " }))).toBe(true);
  expect(isSame(draft, changeStep(draft, "1", { hold_seconds: 41 }))).toBe(false);
  expect(isSame(draft, moveStep(draft, "1", 1))).toBe(false);
  expect(isSame(draft, { ...draft, is_public: true })).toBe(false);
});
