import type { Written } from "./written.ts";

/** Backbends. Each line is a part of the body from its root to its tip, as joints.ts describes. */
export const backbends: Record<string, Written> = {};
