import type { Joints } from "./joints.ts";

/** Seated poses. Each line is a part of the body from its root to its tip, in the order joints.ts names. */
export const sitting: Record<string, Joints> = {};
