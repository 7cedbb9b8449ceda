import { describe, expect, test } from "vitest";
import source from "@/db/seed/poses.json" with { type: "json" };
import { allFigures, figureOf } from "./figures.ts";
import { ground, type Joints, layer, limbs, mirror, mix, type Point } from "./joints.ts";
import { viewportOf } from "./viewport.ts";

const slugs = source.map(({ slug }) => slug);

const pose = (slug: string): Joints => {
  const joints = figureOf(slug);
  if (!joints) throw new Error(`${slug} has no figure`);
  return joints;
};

const pointsOf = (joints: Joints): Point[] => [...joints.trunk, ...limbs.flatMap((name) => joints[name])];

/** How long the bones of the one body are. */
const lengths = {
  spine: 11.5,
  neck: 7.8,
  upperArm: 11.5,
  forearm: 10.8,
  hand: 4.2,
  thigh: 17.5,
  shin: 16.8,
  foot: 6.6,
};
type Bone = keyof typeof lengths;

function bones({ trunk: [head, , neck, middle, pelvis], ...joints }: Joints): [Bone, number][] {
  const between = (a: Point, b: Point) => Math.hypot(a[0] - b[0], a[1] - b[1]);
  const limb = (name: (typeof limbs)[number], [first, second, third]: [Bone, Bone, Bone]): [Bone, number][] => {
    const [root, middle, end, tip] = joints[name];
    return [
      [first, between(root, middle)],
      [second, between(middle, end)],
      [third, between(end, tip)],
    ];
  };
  return [
    ["spine", between(pelvis, middle)],
    ["spine", between(middle, neck)],
    ["neck", between(neck, head)],
    ...limb("nearArm", ["upperArm", "forearm", "hand"]),
    ...limb("farArm", ["upperArm", "forearm", "hand"]),
    ...limb("nearLeg", ["thigh", "shin", "foot"]),
    ...limb("farLeg", ["thigh", "shin", "foot"]),
  ];
}

/** Bones that point towards the reader, and so look shorter than they are. */
const foreshortened: Record<string, Bone[]> = {
  "garland-pose": ["thigh"],
  "eagle-pose": ["thigh", "shin"],
  "wide-legged-forward-bend": ["spine", "upperArm", "hand"],
  "wide-angle-seated-forward-bend": ["spine", "neck", "hand"],
  "head-to-knee-pose": ["thigh", "shin"],
  "half-lord-of-the-fishes": ["shin"],
  "cow-face-pose": ["thigh", "shin"],
  "pigeon-pose": ["shin"],
};

describe("the figures", () => {
  test("are there for each pose that Stint ships, and for no other", () => {
    expect(Object.keys(allFigures).sort()).toEqual([...slugs].sort());
    expect(figureOf("a-pose-of-somebody")).toBeUndefined();
  });

  test("are all different", () => {
    expect(new Set(slugs.map((slug) => JSON.stringify(pose(slug)))).size).toBe(slugs.length);
  });

  test.each(slugs)("%s stays in its box, above the ground", (slug) => {
    for (const [x, y] of pointsOf(pose(slug))) {
      expect(x).toBeGreaterThanOrEqual(2);
      expect(x).toBeLessThanOrEqual(98);
      expect(y).toBeGreaterThanOrEqual(3);
      expect(y).toBeLessThanOrEqual(ground);
    }
  });

  test.each(slugs)("%s is drawn of the one body", (slug) => {
    for (const [bone, length] of bones(pose(slug))) {
      expect(length / lengths[bone], bone).toBeLessThanOrEqual(1.15);
      const least = foreshortened[slug]?.includes(bone) || bone === "foot" ? 0.1 : 0.8;
      expect(length / lengths[bone], bone).toBeGreaterThanOrEqual(least);
    }
  });
});

describe("the other side", () => {
  test.each(slugs)("of the other side of %s is the side itself", (slug) => {
    const back = mirror(mirror(pose(slug)));
    pointsOf(pose(slug)).forEach(([x, y], index) => {
      expect(pointsOf(back)[index]?.[0]).toBeCloseTo(x, 9);
      expect(pointsOf(back)[index]?.[1]).toBeCloseTo(y, 9);
    });
    expect([back.wall, back.mat]).toEqual([pose(slug).wall, pose(slug).mat]);
    for (const part of [...limbs, "head"] as const) expect(layer(back, part)).toBe(layer(pose(slug), part));
  });

  test("faces the other way, the wall included", () => {
    expect(mirror(pose("legs-up-the-wall")).wall?.x).toBeCloseTo(100 - (pose("legs-up-the-wall").wall?.x ?? 0), 9);
    expect(mirror(pose("warrior-1")).nearLeg[2][0]).toBeCloseTo(100 - pose("warrior-1").nearLeg[2][0], 9);
  });
});

test("a body seen from above lies still and lets its knees fall to the other side", () => {
  const [right, left] = [pose("supine-spinal-twist"), mirror(pose("supine-spinal-twist"))];
  expect(left.trunk[0][0]).toBe(right.trunk[0][0]);
  expect(Math.abs(left.nearArm[2][1] - right.nearArm[2][1])).toBeLessThan(3);
  expect(right.nearLeg[1][1]).toBeGreaterThan(right.trunk[4][1] + 5);
  expect(left.farLeg[1][1]).toBeLessThan(left.trunk[4][1] - 5);
});

describe("the way from one pose to another", () => {
  const [plank, dog] = [pose("plank-pose"), pose("downward-facing-dog")];
  const [mountain, salute] = [pose("mountain-pose"), pose("upward-salute")];

  test("begins and ends with the poses themselves", () => {
    expect(mix(plank, dog, 0)).toBe(plank);
    expect(mix(plank, dog, 1)).toBe(dog);
    expect(mix(plank, dog, -0.1)).toBe(plank);
    expect(mix(plank, dog, 1.1)).toBe(dog);
  });

  test("comes near to each of them without a jump", () => {
    for (const slug of slugs) {
      for (const [t, other] of [
        [0.0001, plank],
        [0.9999, pose(slug)],
      ] as const) {
        const points = pointsOf(other);
        pointsOf(mix(plank, pose(slug), t)).forEach(([x, y], index) => {
          expect(Math.hypot(x - (points[index]?.[0] ?? 0), y - (points[index]?.[1] ?? 0)), slug).toBeLessThan(0.1);
        });
      }
    }
  });

  test("moves every joint that differs", () => {
    const half = pointsOf(mix(plank, pose("upward-salute"), 0.5));
    for (const [index, point] of pointsOf(plank).entries()) expect(half[index]).not.toEqual(point);
  });

  test("turns an arm instead of shrinking it", () => {
    const [shoulder, elbow] = mix(mountain, salute, 0.5).nearArm;
    expect(Math.hypot(elbow[0] - shoulder[0], elbow[1] - shoulder[1])).toBeCloseTo(11.5, 0);
    expect(elbow[0]).toBeGreaterThan(salute.nearArm[1][0] + 3);
  });

  test("leaves a hand where it stands", () => {
    const [, , wrist] = mix(plank, { ...dog, nearArm: plank.nearArm }, 0.5).nearArm;
    expect(wrist[0]).toBeCloseTo(plank.nearArm[2][0], 9);
    expect(wrist[1]).toBeCloseTo(plank.nearArm[2][1], 9);
  });

  test("never leads below the ground", () => {
    const low = slugs.flatMap((from) => slugs.map((to) => mix(pose(from), pose(to), 0.5)).flatMap(pointsOf));
    expect(low.filter(([, y]) => y > ground)).toEqual([]);
  });

  test("lets the wall and the mat come and go", () => {
    const wall = pose("legs-up-the-wall");
    expect(mix(plank, wall, 0.25).wall).toEqual({ x: wall.wall?.x, shown: 0.25 });
    expect(mix(wall, plank, 0.25).wall).toEqual({ x: wall.wall?.x, shown: 0.75 });
    expect(mix(plank, pose("corpse-pose"), 0.25).mat).toBe(0.25);
  });

  test("brings limbs to the front little by little", () => {
    expect(mix(plank, mountain, 0.5).layers?.farLeg).toBe(0);
  });
});

describe("what is shown of a figure", () => {
  test.each(slugs)("holds all of %s", (slug) => {
    const { left, top, size } = viewportOf(pose(slug));
    for (const [x, y] of pointsOf(pose(slug))) {
      expect(x).toBeGreaterThan(left + 2);
      expect(x).toBeLessThan(left + size - 2);
      expect(y).toBeGreaterThan(top + 2);
      expect(y).toBeLessThan(top + size - 2);
    }
    expect(size).toBeGreaterThanOrEqual(68);
    expect(size).toBeLessThanOrEqual(100);
  });

  test("comes nearer to a small pose, and is the same on the other side", () => {
    expect(viewportOf(pose("childs-pose")).size).toBeLessThan(viewportOf(pose("upward-salute")).size);
    const [one, other] = [viewportOf(pose("childs-pose")), viewportOf(mirror(pose("childs-pose")))];
    expect(other.left).toBeCloseTo(100 - one.left - one.size, 1);
    expect(other.top).toBe(one.top);
  });
});
