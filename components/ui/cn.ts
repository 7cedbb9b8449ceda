import { type ClassValue, clsx } from "clsx";
import { extendTailwindMerge } from "tailwind-merge";

// The type scale is Stint's own; without its names, a size would be taken for a colour and lost.
const merge = extendTailwindMerge({ extend: { theme: { text: ["xs", "sm", "base", "lg", "xl", "2xl"] } } });

/** Joins class names; of two that set the same thing, the later wins. */
export const cn = (...names: ClassValue[]): string => merge(clsx(names));
