import { formatDuration, formatTicking } from "@/lib/core/format.ts";
import type { Side } from "@/lib/practice/constants.ts";

/** How pages say the words of practice. */

/** A word of the tables as people read it: `forward_bend` is `Forward bend`. */
export function formatLabel(word: string): string {
  const words = word.replaceAll(/[_-]/g, " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** How long a pose is held, to the second: `45 s`, `1 m`, `1 m 30 s`. */
export function formatHold(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  const rest = seconds % 60;
  const parts = [minutes > 0 && `${minutes} m`, (rest > 0 || minutes === 0) && `${rest} s`];
  return parts.filter(Boolean).join(" ");
}

/** How long a sequence takes, as exactly as the builder says it: `5 m`, `7 m 40 s`, `1 h 02 m 30 s`. */
export const formatTotal = (seconds: number): string =>
  seconds % 60 === 0 ? formatDuration(seconds) : formatTicking(seconds).filter(Boolean).join(" ");

/** Which side a step is done on. */
export const formatSide = (side: Side): string => (side === "both" ? "Both sides" : `${formatLabel(side)} side`);
