import type { Written } from "./written.ts";

/** Forward bends and twists. Each line is a part of the body from its root to its tip, as joints.ts describes. */
export const bending: Record<string, Written> = {};
