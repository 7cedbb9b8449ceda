/**
 * The joints of a figure in a box of 100 × 100: x to the right, y downwards, the ground at 92. Seen from the side a figure
 * faces right and its near limbs are its right ones; seen from the front it is as in a mirror, the near limbs to the right.
 * So a figure as it is written shows the right side of a pose, and `mirror` the left.
 */
export type Point = readonly [x: number, y: number];

/** Shoulder, elbow, wrist, fingertips; or hip, knee, ankle, toes. */
export type Limb = readonly [Point, Point, Point, Point];

export const limbs = ["farArm", "farLeg", "nearLeg", "nearArm"] as const;
export type LimbName = (typeof limbs)[number];

export type Joints = {
  /** Middle of the head, chin, root of the neck, middle of the spine, pelvis. */
  readonly trunk: readonly [head: Point, chin: Point, neck: Point, middle: Point, pelvis: Point];
  /**
   * How far in front a part is: below 0 behind the trunk and pale, above 0 before it and set off by a gap. Far limbs are at
   * −1, near ones at 1, the head at 0.
   */
  readonly layers?: Partial<Record<LimbName | "head", number>>;
  /** How much it is seen from above, lying on a mat: 0 or 1, and between them on the way. */
  readonly mat?: number;
  /** Where a wall stands, and how visible it is from 0 to 1. */
  readonly wall?: { readonly x: number; readonly shown: number };
} & { readonly [name in LimbName]: Limb };

export const ground = 92;

const layerOf = { farArm: -1, farLeg: -1, head: 0, nearLeg: 1, nearArm: 1 } as const;

/** How far in front a part is drawn. */
export const layer = (joints: Joints, name: LimbName | "head") => joints.layers?.[name] ?? layerOf[name];

function moved<Points extends readonly Point[]>(points: Points, change: (point: Point, index: number) => Point) {
  return points.map(change) as unknown as Points;
}

function changed(joints: Joints, change: (point: Point, part: "trunk" | LimbName, index: number) => Point) {
  return {
    trunk: moved(joints.trunk, (point, index) => change(point, "trunk", index)),
    farArm: moved(joints.farArm, (point, index) => change(point, "farArm", index)),
    farLeg: moved(joints.farLeg, (point, index) => change(point, "farLeg", index)),
    nearLeg: moved(joints.nearLeg, (point, index) => change(point, "nearLeg", index)),
    nearArm: moved(joints.nearArm, (point, index) => change(point, "nearArm", index)),
  };
}

/** The same pose on the other side. */
export function mirror(joints: Joints): Joints {
  const { wall } = joints;
  return {
    ...joints,
    ...changed(joints, ([x, y]) => [100 - x, y]),
    ...(wall && { wall: { ...wall, x: 100 - wall.x } }),
  };
}

const between = (a: number, b: number, t: number) => a + (b - a) * t;

/**
 * A figure on its way from one pose to another.
 * @param t from 0, which is `a` itself, to 1, which is `b` itself
 */
export function mix(a: Joints, b: Joints, t: number): Joints {
  if (t <= 0) return a;
  if (t >= 1) return b;
  const wall = a.wall ?? b.wall;
  return {
    ...changed(a, ([x, y], part, index) => {
      const [toX, toY] = b[part][index] ?? [x, y];
      return [between(x, toX, t), between(y, toY, t)];
    }),
    layers: Object.fromEntries(
      [...limbs, "head" as const].map((name) => [name, between(layer(a, name), layer(b, name), t)]),
    ),
    mat: between(a.mat ?? 0, b.mat ?? 0, t),
    ...(wall && {
      wall: {
        x: between(wall.x, b.wall?.x ?? wall.x, t),
        shown: between(a.wall?.shown ?? 0, b.wall?.shown ?? 0, t),
      },
    }),
  };
}
