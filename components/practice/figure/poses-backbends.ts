import type { Joints } from "./joints.ts";

/** Backbends. Each line is a part of the body from its root to its tip, in the order joints.ts names. */
export const backbends: Record<string, Joints> = {};
