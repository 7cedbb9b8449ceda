import type { Joints } from "./joints.ts";

/** Forward bends and twists. Each line is a part of the body from its root to its tip, in the order joints.ts names. */
export const bending: Record<string, Joints> = {};
