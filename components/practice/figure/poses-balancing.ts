import type { Written } from "./written.ts";

/** Poses of balance: on one leg, on the arms, upside down. Each line is a part of the body from its root to its tip, as joints.ts describes. */
export const balancing: Record<string, Written> = {
  "tree-pose": {
    trunk: "50,24 50,27.1 50,31.8 50,43.3 50,54.8",
    farArm: "44.4,35.1 41.9,23.9 49.2,16 49.6,11.8",
    farLeg: "46.6,54.8 46.5,72.3 48.2,89 47.2,91.8",
    nearLeg: "53.4,54.8 67.1,61.1 51,66 50.5,71.3",
    nearArm: "55.6,33.5 59.3,22.6 50.8,16 50.4,11.8",
    layers: { farArm: 1, farLeg: 1 },
  },
  "downward-facing-dog": {
    trunk: "69.5,63.8 66.8,65.3 64.7,57.6 56.2,49.9 47,43",
    farArm: "62.9,55.9 69,65.7 73.4,75.5 77.6,76.1",
    farLeg: "47,43 37.6,57.8 30.2,72.9 36.1,76",
    nearLeg: "47,43 37,57.4 29,72.2 34.8,75.3",
    nearArm: "62.9,55.9 69.4,65.4 74.3,75 78.4,75.6",
  },
};
