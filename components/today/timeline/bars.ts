import type { Stretch } from "@/components/tracking/week/week.ts";
import { placeOf } from "./axis.ts";

/** Where the things of a day lie on its timeline. Pure; places and lengths are in percent of the axis. */

/** Something that took a stretch of the day. */
export interface Mark extends Stretch {
  key: string;
}

export interface Bar {
  key: string;
  left: number;
  width: number;
  /** Its row, from 0, and how many rows it shares the height with. */
  lane: number;
  lanes: number;
  /** It goes on beyond the edge of the axis. */
  cutStart: boolean;
  cutEnd: boolean;
}

/** Rows thinner than this many make could not be told apart; what is over is drawn over others. */
const mostLanes = 6;
/** What takes less is drawn this long, so that it can be seen. */
const leastWidth = 0.4;

function barOf({ key, from, to }: Mark, axis: Stretch): Bar {
  const left = Math.min(placeOf(Math.max(from, axis.from), axis), 100 - leastWidth);
  const width = Math.max(placeOf(Math.min(to, axis.to), axis) - left, leastWidth);
  return { key, left, width, lane: 0, lanes: 1, cutStart: from < axis.from, cutEnd: to > axis.to };
}

/**
 * Cuts each mark at the edges of the axis, and gives those that overlap rows of their own; the others keep all of the
 * height.
 * @param marks in the order in which they began
 */
export function barsOf(marks: Mark[], axis: Stretch): Bar[] {
  const bars = marks.map((mark) => barOf(mark, axis));
  let group: Bar[] = [];
  /** Where the last bar of each row of the group ends. */
  let ends: number[] = [];
  for (const bar of bars) {
    if (bar.left >= Math.max(0, ...ends)) [group, ends] = [[], []];
    const free = ends.findIndex((end) => end <= bar.left);
    const next = ends.length < mostLanes ? ends.length : ends.indexOf(Math.min(...ends));
    bar.lane = free >= 0 ? free : next;
    ends[bar.lane] = Math.max(ends[bar.lane] ?? 0, bar.left + bar.width);
    group.push(bar);
    for (const each of group) each.lanes = ends.length;
  }
  return bars;
}

/**
 * The bar that a pointer position means: the nearest one, and among equally near ones that of its row.
 * @param height from 0, the upper edge, to 1
 * @param reach how far off one may point
 */
export function barAt(bars: Bar[], place: number, height: number, reach: number): Bar | undefined {
  const distance = ({ left, width }: Bar): number => Math.max(0, left - place, place - left - width);
  const offRow = ({ lane, lanes }: Bar): number => Math.abs((lane + 0.5) / lanes - height);
  return bars
    .filter((bar) => distance(bar) <= reach)
    .sort((a, b) => distance(a) - distance(b) || offRow(a) - offRow(b))[0];
}
