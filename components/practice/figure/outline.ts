import type { Joints, Limb, Point } from "./joints.ts";

/** The outlines of a body around its joints, as SVG path data; the figure rounds them with a stroke. Pure. */

/** How wide that stroke is. */
export const rounding = 0.6;

const round = (value: number) => Math.round(value * 100) / 100;
const text = ([x, y]: Point) => `${round(x)} ${round(y)}`;
const along = (a: Point, b: Point, t: number): Point => [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t];
const distance = (a: Point, b: Point) => Math.hypot(b[0] - a[0], b[1] - a[1]);

function circle([x, y]: Point, r: number) {
  return `M${text([x - r, y])}a${r} ${r} 0 1 1 ${round(2 * r)} 0a${r} ${r} 0 1 1 ${round(-2 * r)} 0Z`;
}

/** Two circles and what a band around both would hold; always drawn clockwise, so that overlapping ones add up. */
function capsule(a: Point, b: Point, ra: number, rb: number) {
  const length = distance(a, b);
  if (length <= Math.abs(ra - rb) + 0.01) return circle(ra > rb ? a : b, Math.max(ra, rb));
  const direction = Math.atan2(b[1] - a[1], b[0] - a[0]);
  const spread = Math.acos((ra - rb) / length);
  const at = (centre: Point, r: number, angle: number): Point => [
    centre[0] + r * Math.cos(angle),
    centre[1] + r * Math.sin(angle),
  ];
  const [first, second] = [direction - spread, direction + spread];
  const large = spread < Math.PI / 2 ? 1 : 0;
  return [
    `M${text(at(a, ra, first))}L${text(at(b, rb, first))}`,
    `A${rb} ${rb} 0 ${1 - large} 1 ${text(at(b, rb, second))}`,
    `L${text(at(a, ra, second))}A${ra} ${ra} 0 ${large} 1 ${text(at(a, ra, first))}Z`,
  ].join("");
}

function triangle(a: Point, b: Point, c: Point) {
  const clockwise = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]) > 0;
  return `M${text(a)}L${text(clockwise ? b : c)}L${text(clockwise ? c : b)}Z`;
}

/** An arm from the shoulder to the fingertips. */
export function armOutline([shoulder, elbow, wrist, fingers]: Limb) {
  return capsule(shoulder, elbow, 2.3, 1.6) + capsule(elbow, wrist, 1.6, 1.1) + capsule(wrist, fingers, 1.15, 0.6);
}

/** A leg from the hip to the toes; the heel lies behind the ankle, away from knee and toes. */
export function legOutline([hip, knee, ankle, toes]: Limb) {
  const shin = distance(knee, ankle) || 1;
  const foot = distance(ankle, toes) || 1;
  const heel: Point = [
    ankle[0] + ((ankle[0] - knee[0]) / shin) * 0.9 - ((toes[0] - ankle[0]) / foot) * 1.3,
    ankle[1] + ((ankle[1] - knee[1]) / shin) * 0.9 - ((toes[1] - ankle[1]) / foot) * 1.3,
  ];
  const calf = along(knee, ankle, 0.3);
  return (
    capsule(hip, knee, 4.1, 2.35) +
    capsule(knee, calf, 2.35, 2.35) +
    capsule(calf, ankle, 2.35, 1.4) +
    capsule(ankle, heel, 1.4, 1.2) +
    capsule(ankle, toes, 1.4, 0.7) +
    capsule(heel, toes, 1.2, 0.7) +
    triangle(ankle, heel, toes)
  );
}

/** What lies behind a limb that crosses the body, a little wider than its lower part, to keep the two apart. */
export function gapOutline([root, middle, end, tip]: Limb, isLeg: boolean, wide: number) {
  const [upper, joint, last, point] = isLeg ? [3.5, 2.7, 1.6, 0.9] : [2.2, 1.85, 1.35, 0.8];
  return (
    capsule(along(root, middle, 0.55), middle, upper + wide - 0.5, joint + wide) +
    capsule(middle, end, joint + wide, last + wide) +
    capsule(end, tip, last + wide, point + wide)
  );
}

type Curve = readonly Point[];

/** Half the width of a trunk seen from the side, from the root of the neck (0) to the pelvis (1). */
const profile: Curve = [
  [0, 2.4],
  [0.1, 3.7],
  [0.3, 5.1],
  [0.62, 4.4],
  [0.9, 5],
  [1, 4.9],
];

/** What share of the width of the shoulders, or of the hips, a trunk has on the same way. */
const shouldersFelt: Curve = [
  [0, 0.3],
  [0.12, 1],
  [0.36, 0.84],
  [0.64, 0.71],
  [1, 0.5],
];
const hipsFelt: Curve = [
  [0, 0.3],
  [0.45, 0.66],
  [0.64, 0.8],
  [0.88, 0.96],
  [1, 0.76],
];

function valueAt(curve: Curve, s: number) {
  const next = Math.max(
    1,
    curve.findIndex(([at]) => at >= s - 1e-9),
  );
  const [[from, a], [to, b]] = [curve[next - 1] ?? [0, 0], curve[next] ?? [1, 0]];
  const t = (s - from) / (to - from);
  return a + (b - a) * (t * t * (3 - 2 * t));
}

/** A closed curve that touches the middles between the points. */
function smooth(points: readonly Point[]) {
  const middles = points.map((point, index) => along(point, points[(index + 1) % points.length] ?? point, 0.5));
  const start = middles.at(-1) ?? [0, 0];
  return `M${text(start)}${points.map((point, index) => `Q${text(point)} ${text(middles[index] ?? point)}`).join("")}Z`;
}

/** A place on the spine and the direction across it. */
function station(neck: Point, bend: Point, pelvis: Point, s: number) {
  const [from, to] = [along(neck, bend, s), along(bend, pelvis, s)];
  const length = distance(from, to) || 1;
  const across: Point = [(to[1] - from[1]) / length, (from[0] - to[0]) / length];
  return { at: along(from, to, s), across };
}

/** How far points lie beyond a station, to one side of the spine and to the other. */
function reach({ at, across }: ReturnType<typeof station>, points: readonly Point[], more: number) {
  const offsets = points.map(([x, y]) => (x - at[0]) * across[0] + (y - at[1]) * across[1]);
  return [Math.max(0, ...offsets) + more, Math.min(0, ...offsets) - more] as const;
}

const steps = 12;

/**
 * The trunk and the neck around the curved spine, as wide as shoulders and hips lie apart. Two paths: the skin may cross
 * itself where the spine bends, and the flesh fills what is left out there.
 */
export function trunkOutline({ trunk, nearArm, farArm, nearLeg, farLeg }: Joints) {
  const [head, , neck, middle, pelvis] = trunk;
  const bend: Point = [2 * middle[0] - (neck[0] + pelvis[0]) / 2, 2 * middle[1] - (neck[1] + pelvis[1]) / 2];
  const shoulders = reach(station(neck, bend, pelvis, 0.12), [nearArm[0], farArm[0]], 2.3);
  const hips = reach(station(neck, bend, pelvis, 1), [nearLeg[0], farLeg[0]], 3.9);
  const stations = Array.from({ length: steps + 1 }, (_, step) => {
    const s = step / steps;
    const { at, across } = station(neck, bend, pelvis, s);
    const radius = valueAt(profile, s);
    const edge = (side: 0 | 1): Point => {
      const widths = [shoulders[side] * valueAt(shouldersFelt, s), hips[side] * valueAt(hipsFelt, s)];
      const width = side ? Math.min(-radius, ...widths) : Math.max(radius, ...widths);
      return [at[0] + across[0] * width, at[1] + across[1] * width];
    };
    return { at, edges: [edge(0), edge(1)] as const, radius };
  });
  const skin = smooth([...stations.map(({ edges }) => edges[0]), ...stations.map(({ edges }) => edges[1]).reverse()]);
  const flesh = stations.flatMap(({ at, radius }, index) => {
    const next = stations[index + 2];
    return next && index % 2 === 0 ? capsule(at, next.at, radius, next.radius) : [];
  });
  const slopes = [nearArm[0], farArm[0]].map((shoulder) => capsule(along(neck, head, 0.18), shoulder, 1.6, 2.4));
  const throat = capsule(along(neck, bend, 0.06), head, 2.6, 1.7);
  const seat = capsule(nearLeg[0], farLeg[0], 4.2, 4.2);
  return { skin, flesh: [...flesh, ...slopes, throat, seat].join("") };
}

/** The head, and as much of the neck as joins it to the trunk; `wider` for what keeps it apart from what lies behind. */
export function headOutline({ trunk: [head, chin, neck] }: Joints, wider = 0) {
  const skull = capsule(head, chin, 4.3 + wider, 2 + wider);
  return wider ? skull : skull + capsule(along(neck, head, 0.35), head, 2, 1.8);
}
