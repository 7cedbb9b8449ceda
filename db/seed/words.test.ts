import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { poseWords } from "./pose-words.ts";
import { sequenceWords } from "./sequence-words.ts";

const read = (name: string) => JSON.parse(readFileSync(new URL(name, import.meta.url), "utf8"));
const poses: { slug: string; bilateral: boolean }[] = read("./poses.json");
const outlines: { name: string }[] = read("./sequences.json");

const slugOf = (name: string): string => name.toLowerCase().replaceAll(" ", "-");

describe("the texts of poses", () => {
  it("exist for each of them, and for nothing else", () => {
    expect(Object.keys(poseWords).sort()).toEqual(poses.map(({ slug }) => slug).sort());
  });

  it("describe each pose in one distinct sentence", () => {
    const descriptions = Object.values(poseWords).map(({ description }) => description);
    expect(new Set(descriptions).size).toBe(descriptions.length);
    for (const description of descriptions) expect(description).toMatch(/^[A-Z][^.!?]{39,139}\.$/);
  });

  it("instruct in three to six short steps", () => {
    for (const [slug, { instructions }] of Object.entries(poseWords)) {
      expect(instructions.length, slug).toBeGreaterThanOrEqual(3);
      expect(instructions.length, slug).toBeLessThanOrEqual(6);
      expect(new Set(instructions).size, slug).toBe(instructions.length);
      for (const step of instructions) expect(step, slug).toMatch(/^[A-Z].{10,120}\.$/);
    }
  });

  it("change sides last where a pose has sides, and nowhere else", () => {
    for (const { slug, bilateral } of poses) {
      const steps = poseWords[slug]?.instructions ?? [];
      expect(steps.slice(0, -1), slug).not.toContain("Change sides.");
      expect(steps.at(-1) === "Change sides.", slug).toBe(bilateral);
    }
  });

  it("name neither left nor right, as either may be shown beside them", () => {
    for (const words of Object.values(poseWords)) {
      for (const line of [words.description, ...words.instructions]) expect(line).not.toMatch(/\b(?:left|right)\b/i);
    }
  });

  it("promise two or three simple benefits, and no cure", () => {
    for (const [slug, { benefits }] of Object.entries(poseWords)) {
      expect(benefits.length, slug).toBeGreaterThanOrEqual(2);
      expect(benefits.length, slug).toBeLessThanOrEqual(3);
      for (const benefit of benefits) expect(benefit, slug).toMatch(/^[A-Z][^.]{9,59}$/);
    }
    expect(JSON.stringify(poseWords)).not.toMatch(/\b(?:cure|heal|relie[fv]|treat|therap|detox|pain|pressure|hormon)/i);
  });
});

describe("the texts of sequences", () => {
  it("exist for each of them, and for nothing else", () => {
    expect(Object.keys(sequenceWords).sort()).toEqual(outlines.map(({ name }) => slugOf(name)).sort());
  });

  it("are distinct and short", () => {
    const descriptions = Object.values(sequenceWords).map(({ description }) => description);
    expect(new Set(descriptions).size).toBe(descriptions.length);
    for (const description of descriptions) expect(description).toMatch(/^[A-Z].{49,159}\.$/);
  });
});
