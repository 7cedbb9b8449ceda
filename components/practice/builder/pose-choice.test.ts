import { expect, test } from "vitest";
import type { PoseCategory } from "@/lib/practice/constants.ts";
import { findPoses, type PoseChoice } from "./pose-choice.ts";

const pose = (
  english_name: string,
  sanskrit_name: string,
  category: PoseCategory,
  target_areas: string[],
): PoseChoice => ({
  pose_slug: english_name.toLowerCase(),
  english_name,
  sanskrit_name,
  bilateral: false,
  category,
  typical_hold_seconds: null,
  target_areas,
});
const poses = [
  pose("Extended Mountain", "Uttāna", "standing", ["spine"]),
  pose("Mountain Pose", "Tāḍāsana", "standing", ["ankles", "lower-back"]),
  pose("Seated Twist", "Ardha Matsyendrāsana", "twist", ["spine"]),
  pose("Standing Forward Bend", "Uttānāsana", "forward_bend", ["hamstrings"]),
];
const names = (query: string, category: PoseCategory | "" = "") =>
  findPoses(poses, query, category).map(({ english_name }) => english_name);

test("accents and capitals do not matter", () => {
  expect(names("tadasana")).toEqual(["Mountain Pose"]);
  expect(names("TĀḌĀ")).toEqual(["Mountain Pose"]);
});

test("each word may stand in a name, the kind or an area", () => {
  expect(names("spine twist")).toEqual(["Seated Twist"]);
  expect(names("forward bend")).toEqual(["Standing Forward Bend"]);
  expect(names("lower back")).toEqual(["Mountain Pose"]);
  expect(names("spine hamstrings")).toEqual([]);
});

test("a name that begins with it comes first; nothing asked is everything in its order", () => {
  expect(names("mountain")).toEqual(["Mountain Pose", "Extended Mountain"]);
  expect(names("  ")).toHaveLength(4);
  expect(names("", "twist")).toEqual(["Seated Twist"]);
});

test("the pose that is called so comes before those whose name goes on", () => {
  const cows = [
    pose("Cow Face Pose", "Gomukhāsana", "seated", []),
    pose("Cowherd Pose", "Gopala", "seated", []),
    pose("Cow Pose", "Bitilāsana", "backbend", []),
  ];
  const found = (query: string) => findPoses(cows, query, "").map(({ english_name }) => english_name);
  expect(found("cow")).toEqual(["Cow Pose", "Cow Face Pose", "Cowherd Pose"]);
  expect(found("cow pose")[0]).toBe("Cow Pose");
  expect(found("bitilasana")).toEqual(["Cow Pose"]);
});
