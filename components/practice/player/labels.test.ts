import { expect, test } from "vitest";
import { formatLeft, formatStretch } from "./labels.ts";
import { segmentsOf } from "./segments.ts";

test("a second that has begun is still left, and minutes are not padded", () => {
  expect([0, 1, 1000, 1001, 59_999, 60_000, 725_000].map(formatLeft)).toEqual([
    ...["0:00", "0:01", "0:01", "0:02"],
    ...["1:00", "1:00", "12:05"],
  ]);
});

test("a stretch is said with its side, where it has one", () => {
  const step = { pose_slug: "tree-pose", english_name: "Tree Pose", sanskrit_name: "Vṛkṣāsana", hold_seconds: 20 };
  const steps = [
    { ...step, side: "both" as const, transition_seconds: 5, note: null },
    { ...step, english_name: "Mountain Pose", side: null, transition_seconds: 0, note: null },
  ];
  expect(segmentsOf(steps).map((segment) => formatStretch(segment, steps))).toEqual([
    "Tree Pose, left side",
    "Tree Pose, left side",
    "Tree Pose, right side",
    "Mountain Pose",
  ]);
  expect(formatStretch(undefined, steps)).toBe("");
});
