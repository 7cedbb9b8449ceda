import { type ClassValue, clsx } from "clsx";
import { createTailwindMerge } from "tailwind-merge";
import { classGroups } from "./class-groups.ts";

const merge = createTailwindMerge(() => classGroups);

/** Joins class names; of two that set the same thing, the later wins. */
export const cn = (...names: ClassValue[]): string => merge(clsx(names));
