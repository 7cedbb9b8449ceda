import type { Written } from "./written.ts";

/** Poses near the ground: prone, supine and restorative. Each line is a part of the body from its root to its tip, as joints.ts describes. */
export const lying: Record<string, Written> = {
  "childs-pose": {
    trunk: "62.3,82.5 62.3,85.6 54.9,80.1 43.7,77.7 33,82",
    farArm: "52.4,79.6 63.8,81.2 74.6,81.2 78.8,81.4",
    farLeg: "33,82 43.7,95.9 28,89.8 21.4,89.6",
    nearLeg: "33,82 42.2,96.9 27,89.8 20.4,89.6",
    nearArm: "52.4,79.6 63.7,81.9 74.5,81.9 78.7,82.2",
  },
};
