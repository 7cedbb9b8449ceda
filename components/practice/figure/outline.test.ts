import { expect, test } from "vitest";
import { allFigures } from "./figures.ts";
import { type Joints, mix } from "./joints.ts";
import { armOutline, gapOutline, headOutline, legOutline, trunkOutline } from "./outline.ts";

const outlinesOf = (joints: Joints) => {
  const { skin, flesh } = trunkOutline(joints);
  const arms = [joints.nearArm, joints.farArm].flatMap((arm) => [armOutline(arm), gapOutline(arm, false, 1)]);
  const legs = [joints.nearLeg, joints.farLeg].flatMap((leg) => [legOutline(leg), gapOutline(leg, true, 1)]);
  return [skin, flesh, headOutline(joints), headOutline(joints, 1), ...arms, ...legs];
};

/** The numbers of closed path data, which is all that an outline may be. */
function numbersOf(outline: string) {
  if (!/^(?:M[-\d. ]+(?:[LQAa][-\d. ]+)+Z)+$/.test(outline)) throw new Error(`No outline: ${outline}`);
  return (outline.match(/-?\d+(?:\.\d+)?/g) ?? []).map(Number);
}

test("a body can be drawn in each pose and on its way to the next", () => {
  const figures = Object.values(allFigures);
  for (const [index, from] of figures.entries()) {
    for (const t of [0, 0.3, 0.5, 0.8]) {
      const outlines = outlinesOf(mix(from, figures[(index + 1) % figures.length] ?? from, t));
      expect(Math.max(...outlines.flatMap(numbersOf).map(Math.abs))).toBeLessThan(200);
    }
  }
});

test("a body whose joints fall together can be drawn too", () => {
  const point = [50, 50] as const;
  const limb = [point, point, point, point] as const;
  const nowhere = {
    trunk: [point, point, point, point, point],
    nearArm: limb,
    farArm: limb,
    nearLeg: limb,
    farLeg: limb,
  };
  for (const outline of outlinesOf(nowhere as unknown as Joints)) numbersOf(outline);
});
