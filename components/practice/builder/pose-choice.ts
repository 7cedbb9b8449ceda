import { type PoseCategory, plain } from "@/lib/practice/constants.ts";
import type { PoseFacts } from "./draft.ts";

/** A pose as the builder offers it. */
export interface PoseChoice extends PoseFacts {
  category: PoseCategory;
  typical_hold_seconds: number | null;
  target_areas: string[];
}

const textOf = ({ english_name, sanskrit_name, category, target_areas }: PoseChoice): string =>
  plain([english_name, sanskrit_name, category.replaceAll("_", " "), ...target_areas].join(" "));

/** Poses that have every word of a search in a name, their kind or an area, those first whose name it is, then those whose name begins with it. */
export function findPoses(poses: readonly PoseChoice[], query: string, category: PoseCategory | ""): PoseChoice[] {
  const wanted = plain(query).trim();
  const words = wanted.split(/[\s-]+/).filter(Boolean);
  const found = poses.filter((pose) => {
    const text = textOf(pose).replaceAll("-", " ");
    return (category === "" || pose.category === category) && words.every((word) => text.includes(word));
  });
  if (wanted === "") return found;
  const rank = ({ english_name, sanskrit_name }: PoseChoice): number => {
    const names = [plain(english_name), plain(sanskrit_name)];
    const spoken = names.map((name) => name.replace(/ pose$/, ""));
    if ([...names, ...spoken].includes(wanted)) return 0;
    if (names.some((name) => `${name} `.startsWith(`${wanted} `))) return 1;
    if (names.some((name) => name.startsWith(wanted))) return 2;
    return names.some((name) => name.includes(wanted)) ? 3 : 4;
  };
  return found.toSorted((a, b) => rank(a) - rank(b));
}
