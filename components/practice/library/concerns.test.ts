import { expect, it } from "vitest";
import { formatConcerns } from "./concerns.ts";

const pigeon = { pose_slug: "pigeon-pose", english_name: "Pigeon Pose" };
const plank = { pose_slug: "plank-pose", english_name: "Plank Pose" };

it("has nothing to say about a sequence in which nothing was found", () => {
  expect(formatConcerns([])).toBeNull();
});

it("names the poses, and what each is bad for where there are several things", () => {
  expect(formatConcerns([{ ...pigeon, conditions: ["knees"] }])).toEqual({
    head: "1 pose has a caution for: Knees",
    poses: "Pigeon Pose",
  });
  expect(
    formatConcerns([
      { ...pigeon, conditions: ["knees", "hips"] },
      { ...plank, conditions: ["wrists"] },
    ]),
  ).toEqual({
    head: "2 poses have a caution for: Knees, Hips and groin, Wrists",
    poses: "Pigeon Pose (knees, hips and groin), Plank Pose (wrists)",
  });
});

it("counts the names for which there is no room, when there are at least two", () => {
  const concern = { ...pigeon, conditions: ["knees" as const] };
  expect(formatConcerns([concern, concern, concern], 1)?.poses).toBe("Pigeon Pose and 2 more");
  expect(formatConcerns([concern, concern, concern], 2)?.poses).toBe("Pigeon Pose, Pigeon Pose, Pigeon Pose");
});
