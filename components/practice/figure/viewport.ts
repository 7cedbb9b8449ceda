import { ground, type Joints, limbs } from "./joints.ts";

const closest = 68;

/**
 * The square that is shown: nearer to a small pose than to a tall one, but never by more than half, and the ground low in
 * it. It follows the joints, so it glides as they move. Units are those of the joints.
 */
export function viewportOf(joints: Joints) {
  const points = [...joints.trunk, ...limbs.flatMap((name) => joints[name])];
  const xs = points.map(([x]) => x);
  if (joints.wall) xs.push(joints.wall.x);
  const [left, right, top] = [Math.min(...xs), Math.max(...xs), Math.min(...points.map(([, y]) => y))];
  const mat = joints.mat ?? 0;
  const needed = Math.min(100, Math.max(closest, right - left + 17, ground - top + 15));
  const size = needed + (100 - needed) * mat;
  const spare = Math.max(0, size - (ground - top) - 15);
  const middle = ((left + right) / 2) * (1 - mat) + 50 * mat;
  const below = (8 + 0.3 * spare) * (1 - mat) + 10 * mat;
  const short = (value: number) => Math.round(value * 100) / 100;
  return { left: short(middle - size / 2), top: short(ground + below - size), size: short(size) };
}
