/**
 * The joints of a figure in a box of 100 × 100: x to the right, y downwards, the ground at 92. Seen from the side a figure
 * faces right and its near limbs are its right ones; seen from the front it is as in a mirror, the near limbs to the right.
 * Seen from above it lies with its head to the left, its near limbs downwards. So a figure as it is written shows the right
 * side of a pose, and `mirror` the left.
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

/** The line along which bodies lie that are seen from above. */
export const matMiddle = 60;

const layerOf = { farArm: -1, farLeg: -1, head: 0, nearLeg: 1, nearArm: 1 } as const;

const layered = [...limbs, "head"] as const;

/** How far in front a part is drawn. */
export const layer = (joints: Joints, name: LimbName | "head") => joints.layers?.[name] ?? layerOf[name];

function moved<Points extends readonly Point[]>(points: Points, change: (point: Point) => Point) {
  return points.map((point) => change(point)) as unknown as Points;
}

function changed(joints: Joints, change: (point: Point) => Point) {
  return {
    trunk: moved(joints.trunk, change),
    farArm: moved(joints.farArm, change),
    farLeg: moved(joints.farLeg, change),
    nearLeg: moved(joints.nearLeg, change),
    nearArm: moved(joints.nearArm, change),
  };
}

/** A body seen from above stays where it lies: what its right limbs did, its left ones do. */
function rolled(joints: Joints): Joints {
  const { trunk, farArm, farLeg, nearLeg, nearArm } = changed(joints, ([x, y]) => [x, 2 * matMiddle - y]);
  const layers = {
    farArm: layer(joints, "nearArm"),
    farLeg: layer(joints, "nearLeg"),
    head: layer(joints, "head"),
    nearLeg: layer(joints, "farLeg"),
    nearArm: layer(joints, "farArm"),
  };
  return { ...joints, trunk, farArm: nearArm, farLeg: nearLeg, nearLeg: farLeg, nearArm: farArm, layers };
}

/** The same pose on the other side. */
export function mirror(joints: Joints): Joints {
  if (joints.mat) return rolled(joints);
  const { wall } = joints;
  return {
    ...joints,
    ...changed(joints, ([x, y]) => [100 - x, y]),
    ...(wall && { wall: { ...wall, x: 100 - wall.x } }),
  };
}

const between = (a: number, b: number, t: number) => a + (b - a) * t;
const pointBetween = (a: Point, b: Point, t: number): Point => [between(a[0], b[0], t), between(a[1], b[1], t)];
const plus = (a: Point, b: Point, times = 1): Point => [a[0] + b[0] * times, a[1] + b[1] * times];
const minus = (a: Point, b: Point) => plus(a, b, -1);

/** A bone on its way: it turns the shorter way round, so that it keeps its length. */
function bone([fromA, toA]: readonly [Point, Point], [fromB, toB]: readonly [Point, Point], t: number): Point {
  const [a, b] = [minus(toA, fromA), minus(toB, fromB)];
  const first = Math.atan2(a[1], a[0]);
  const turn = Math.atan2(b[1], b[0]) - first;
  const angle = first + (turn - 2 * Math.PI * Math.round(turn / (2 * Math.PI))) * t;
  const length = between(Math.hypot(...a), Math.hypot(...b), t);
  return [length * Math.cos(angle), length * Math.sin(angle)];
}

/** A limb on its way. A hand or foot that hardly moves stays where it stands instead of swinging out. */
function limbBetween(a: Limb, b: Limb, root: Point, t: number): Limb {
  const middle = plus(root, bone([a[0], a[1]], [b[0], b[1]], t));
  const end = plus(middle, bone([a[1], a[2]], [b[1], b[2]], t));
  const tip = plus(end, bone([a[2], a[3]], [b[2], b[3]], t));
  const still = Math.min(1, Math.max(0, (16 - Math.hypot(...minus(b[2], a[2]))) / 12));
  const back = minus(pointBetween(a[2], b[2], t), end);
  return [root, plus(middle, back, still / 2), plus(end, back, still), plus(tip, back, still)];
}

function trunkBetween(a: Joints["trunk"], b: Joints["trunk"], t: number): Joints["trunk"] {
  const pelvis = pointBetween(a[4], b[4], t);
  const middle = plus(pelvis, bone([a[4], a[3]], [b[4], b[3]], t));
  const neck = plus(middle, bone([a[3], a[2]], [b[3], b[2]], t));
  const head = plus(neck, bone([a[2], a[0]], [b[2], b[0]], t));
  return [head, plus(head, bone([a[0], a[1]], [b[0], b[1]], t)), neck, middle, pelvis];
}

/**
 * A figure on its way from one pose to another: each bone turns, nothing sinks into the ground.
 * @param t from 0, which is `a` itself, to 1, which is `b` itself
 */
export function mix(a: Joints, b: Joints, t: number): Joints {
  if (t <= 0) return a;
  if (t >= 1) return b;
  const trunk = trunkBetween(a.trunk, b.trunk, t);
  const limb = (name: LimbName) => {
    const holds = name === "nearArm" || name === "farArm" ? 2 : 4;
    const offset = pointBetween(minus(a[name][0], a.trunk[holds]), minus(b[name][0], b.trunk[holds]), t);
    return limbBetween(a[name], b[name], plus(trunk[holds], offset), t);
  };
  const way = {
    trunk,
    farArm: limb("farArm"),
    farLeg: limb("farLeg"),
    nearLeg: limb("nearLeg"),
    nearArm: limb("nearArm"),
  };
  const wall = a.wall ?? b.wall;
  return {
    ...changed(way, ([x, y]) => [x, Math.min(ground, y)]),
    layers: Object.fromEntries(layered.map((part) => [part, between(layer(a, part), layer(b, part), t)])),
    mat: between(a.mat ?? 0, b.mat ?? 0, t),
    ...(wall && {
      wall: {
        x: between(wall.x, b.wall?.x ?? wall.x, t),
        shown: between(a.wall?.shown ?? 0, b.wall?.shown ?? 0, t),
      },
    }),
  };
}
