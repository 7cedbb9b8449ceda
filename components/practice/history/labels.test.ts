import { expect, it } from "vitest";
import type { Practice } from "@/lib/practice/shapes.ts";
import { formatHeld } from "./labels.ts";

const held = (duration_seconds: number, total_seconds: number, completed_poses: number, pose_count = 2) =>
  formatHeld({ duration_seconds, total_seconds, completed_poses, pose_count } as Practice);

it.each([
  ["only how long it was when all poses were done, whose ways to each other nobody holds", held(30, 40, 2), "30 s"],
  ["how much of it where a pose is missing", held(30, 90, 1), "30 s of 1 m"],
  ["only how long it was where both are said the same", held(61, 90, 1), "1 m"],
])("says %s", (_, said, expected) => expect(said).toBe(expected));
