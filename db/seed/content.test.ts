import { describe, expect, test } from "vitest";
import { conditions } from "@/lib/practice/conditions.ts";
import { difficulties, poseCategories, styles, targetAreas, unverifiedFields } from "@/lib/practice/constants.ts";
import { shipped } from "./content.ts";

const { poses, sequences, achievements } = shipped;

const unique = (values: string[]) => new Set(values).size === values.length;

describe("the poses that Stint ships", () => {
  test("are sixty, each with its own slug and words", () => {
    expect(poses).toHaveLength(60);
    expect(unique(poses.map(({ slug }) => slug))).toBe(true);
    for (const pose of poses) {
      expect(pose.slug).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
      expect(pose.description, pose.slug).not.toBe("");
      expect(pose.instructions.length, pose.slug).toBeGreaterThan(0);
    }
  });

  test("have only values that the columns and the API know", () => {
    for (const pose of poses) {
      expect(poseCategories).toContain(pose.category);
      expect(difficulties).toContain(pose.difficulty);
      for (const area of pose.target_areas) expect(targetAreas).toContain(area);
      for (const field of pose.unverified) expect(unverifiedFields).toContain(field);
      expect(pose.typical_hold_seconds).toBeGreaterThan(0);
    }
  });

  test("have no caution that could be omitted", () => {
    const known = Object.values(conditions).flatMap(({ cautions }) => cautions);
    expect(poses.flatMap(({ cautions }) => cautions).filter((caution) => !known.includes(caution))).toEqual([]);
  });

  test("keep values with a single source apart", () => {
    const doubts = (slug: string) => poses.find((pose) => pose.slug === slug)?.unverified;
    expect(doubts("mountain-pose")).toEqual([]);
    expect(doubts("cat-pose")).toEqual(["hold", "diacritics"]);
    expect(doubts("reclining-hand-to-big-toe")).toEqual(["difficulty", "hold", "cautions", "diacritics"]);
    expect(poses.filter((pose) => pose.unverified.length > 0)).toHaveLength(32);
  });
});

describe("the sequences that Stint ships", () => {
  test("last as many minutes as their names say, both sides counted", () => {
    expect(sequences).toHaveLength(12);
    for (const sequence of sequences) {
      expect([sequence.name, sequence.total_seconds]).toEqual([sequence.name, Number.parseInt(sequence.name, 10) * 60]);
    }
  });

  test("have known styles and poses, sides only where a pose has them, and words", () => {
    const bilateral = new Map(poses.map((pose) => [pose.slug, pose.bilateral]));
    for (const { slug, style, steps, description } of sequences) {
      expect(styles).toContain(style);
      expect(description, slug).not.toBe("");
      for (const { pose_slug, side } of steps) {
        expect(bilateral.has(pose_slug), pose_slug).toBe(true);
        if (side !== null) expect([slug, pose_slug, bilateral.get(pose_slug)]).toEqual([slug, pose_slug, true]);
      }
    }
  });

  test("have the desk break first", () => {
    const [first] = sequences.toSorted((a, b) => b.position - a.position);
    expect(first?.slug).toBe("5-minute-desk-break");
    expect(unique(sequences.map(({ position }) => String(position)))).toBe(true);
  });
});

test("the achievements that Stint ships are at least fifteen, each with its own slug", () => {
  expect(achievements.length).toBeGreaterThanOrEqual(15);
  expect(unique(achievements.map(({ slug }) => slug))).toBe(true);
});
