import type { Step } from "@/lib/practice/shapes.ts";
import type { Segment } from "./segments.ts";

/** How the player says things. */

/** A clock that runs down: `0:42`, `12:05`. A begun second counts as a whole one. */
export function formatLeft(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** `Left side`, or nothing for a pose that has none. */
export const formatSide = (side: Segment["side"]): string =>
  side === null ? "" : side === "left" ? "Left side" : "Right side";

/** A stretch as a voice says it: `Tree Pose, left side`. */
export function formatStretch(segment: Segment | undefined, steps: readonly Step[]): string {
  const name = steps[segment?.step ?? -1]?.english_name;
  if (!segment || name === undefined) return "";
  return segment.side === null ? name : `${name}, ${formatSide(segment.side).toLowerCase()}`;
}
