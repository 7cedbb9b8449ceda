import type { Written } from "./written.ts";

/** Seated poses. Each line is a part of the body from its root to its tip, as joints.ts describes. */
export const sitting: Record<string, Written> = {};
