import { expect, test } from "vitest";
import { addStep, blankDraft, type Draft } from "./draft.ts";
import { parseDraft } from "./kept-drafts.ts";

const tree = { pose_slug: "tree-pose", english_name: "Tree Pose", sanskrit_name: "Vṛkṣāsana", bilateral: true };
const draft: Draft = addStep({ ...blankDraft, name: "Morning" }, tree, 40, null);
const kept = { at: 1000, version: 3, base: blankDraft, draft };

test("a draft comes back as it was kept", () => {
  expect(parseDraft(JSON.stringify({ shape: 1, ...kept }))).toEqual(kept);
  expect(parseDraft(JSON.stringify({ shape: 1, ...kept, version: null }))?.version).toBeNull();
});

test("what this Stint did not write is ignored", () => {
  const [step] = draft.steps;
  const bad: unknown[] = [
    null,
    "text",
    { ...kept },
    { shape: 2, ...kept },
    { shape: 1, ...kept, at: "now" },
    { shape: 1, ...kept, version: "3" },
    { shape: 1, ...kept, base: undefined },
    { shape: 1, ...kept, draft: { ...draft, style: "bikram" } },
    { shape: 1, ...kept, draft: { ...draft, steps: {} } },
    { shape: 1, ...kept, draft: { ...draft, steps: [{ ...step, hold_seconds: "30" }] } },
    { shape: 1, ...kept, draft: { ...draft, steps: [{ ...step, side: "up" }] } },
    { shape: 1, ...kept, draft: { ...draft, steps: [step, step] } },
  ];
  for (const value of bad) expect(parseDraft(JSON.stringify(value)), JSON.stringify(value)).toBeUndefined();
  for (const text of [null, "", "{", "undefined"]) expect(parseDraft(text)).toBeUndefined();
});
