import { type ClassValue, clsx } from "clsx";
// Not from the package's main file: what the assistant's page uses of that would come with every page.
import { createTailwindMerge } from "tailwind-merge/es5";
import { classGroups } from "./class-groups.ts";

const merge = createTailwindMerge(() => classGroups);

/** Joins class names; of two that set the same thing, the later wins. */
export const cn = (...names: ClassValue[]): string => merge(clsx(names));
