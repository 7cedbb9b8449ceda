import type { Joints, Limb, Point } from "./joints.ts";

/** The outlines of a body around its joints, as SVG path data. Pure. */

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
  return capsule(shoulder, elbow, 2.5, 1.85) + capsule(elbow, wrist, 1.85, 1.3) + capsule(wrist, fingers, 1.35, 0.8);
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
    capsule(hip, knee, 4.3, 2.7) +
    capsule(knee, calf, 2.6, 2.6) +
    capsule(calf, ankle, 2.6, 1.6) +
    capsule(ankle, heel, 1.6, 1.4) +
    capsule(ankle, toes, 1.6, 0.9) +
    capsule(heel, toes, 1.4, 0.9) +
    triangle(ankle, heel, toes)
  );
}

/** What lies behind a limb that crosses the body, a little wider than its lower part, to keep the two apart. */
export function gapOutline([root, middle, end, tip]: Limb, isLeg: boolean) {
  const wide = 0.75;
  const [upper, joint, last, point] = isLeg ? [3.5, 2.7, 1.6, 0.9] : [2.2, 1.85, 1.35, 0.8];
  return (
    capsule(along(root, middle, 0.55), middle, upper + wide - 0.5, joint + wide) +
    capsule(middle, end, joint + wide, last + wide) +
    capsule(end, tip, last + wide, point + wide)
  );
}

/** Half the width of a trunk seen from the side, from the root of the neck (0) to the pelvis (1). */
const profile: readonly Point[] = [
  [0, 2.4],
  [0.1, 3.7],
  [0.3, 5.1],
  [0.62, 4.4],
  [0.9, 5],
  [1, 4.9],
];

function profileAt(s: number) {
  const next = Math.max(
    1,
    profile.findIndex(([at]) => at >= s - 1e-9),
  );
  const [[from, a], [to, b]] = [profile[next - 1] ?? [0, 0], profile[next] ?? [1, 0]];
  const t = (s - from) / (to - from);
  return a + (b - a) * (t * t * (3 - 2 * t));
}

/** How much of a width at `peak` is felt at `s`. */
const near = (s: number, peak: number, reach: number) => {
  const t = Math.max(0, 1 - Math.abs(s - peak) / reach);
  return t * t * (3 - 2 * t);
};

/** A closed curve that touches the middles between the points. */
function smooth(points: readonly Point[]) {
  const middles = points.map((point, index) => along(point, points[(index + 1) % points.length] ?? point, 0.5));
  const start = middles.at(-1) ?? [0, 0];
  return `M${text(start)}${points.map((point, index) => `Q${text(point)} ${text(middles[index] ?? point)}`).join("")}Z`;
}

/** The trunk around its curved spine, as wide as shoulders and hips lie apart. */
export function trunkOutline({ trunk, nearArm, farArm, nearLeg, farLeg }: Joints) {
  const [, , neck, middle, pelvis] = trunk;
  const bend: Point = [2 * middle[0] - (neck[0] + pelvis[0]) / 2, 2 * middle[1] - (neck[1] + pelvis[1]) / 2];
  const steps = 16;
  const sides: [Point[], Point[]] = [[], []];
  for (let step = 0; step <= steps; step++) {
    const s = step / steps;
    const [from, to] = [along(neck, bend, s), along(bend, pelvis, s)];
    const length = distance(from, to) || 1;
    const at = along(from, to, s);
    const across: Point = [-(to[1] - from[1]) / length, (to[0] - from[0]) / length];
    const beyond = (point: Point, sign: number) =>
      Math.max(0, sign * ((point[0] - at[0]) * across[0] + (point[1] - at[1]) * across[1]));
    for (const [index, sign] of [-1, 1].entries()) {
      const shoulder = Math.max(beyond(nearArm[0], sign), beyond(farArm[0], sign)) + 2.4;
      const hip = Math.max(beyond(nearLeg[0], sign), beyond(farLeg[0], sign)) + 3.9;
      const base = profileAt(s);
      const width =
        base +
        Math.max(0, shoulder - base) * (s < 0.12 ? s / 0.12 : near(s, 0.12, 0.75)) +
        Math.max(0, hip - base) * near(s, 1, 0.6);
      sides[index]?.push([at[0] + sign * across[0] * width, at[1] + sign * across[1] * width]);
    }
  }
  return smooth([...sides[0], ...sides[1].reverse()]) + capsule(along(bend, pelvis, 0.9), pelvis, 4.9, 4.9);
}

const skull = (head: Point, chin: Point, wider: number) => capsule(head, chin, 4.4 + wider, 2 + wider);

/** What lies behind a head that hangs before the trunk. */
export const headGap = ({ trunk: [head, chin] }: Joints) => skull(head, chin, 0.75);

/** Head and neck. */
export function headOutline({ trunk: [head, chin, neck] }: Joints) {
  return skull(head, chin, 0) + capsule(along(neck, head, 0.1), along(neck, head, 0.7), 2.3, 1.9);
}
