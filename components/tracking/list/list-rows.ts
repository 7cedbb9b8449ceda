import { dateIn } from "@/lib/core/dates.ts";
import type { Session } from "@/lib/tracking/shapes.ts";
import type { Sort } from "./filters.ts";

/** The list as it is drawn: days with their rows, one below the other. Pure. */

/** Sessions that stand under one head. */
export interface Day {
  /** Null where the order has no days; then there is no head. */
  date: string | null;
  sessions: Session[];
  seconds: number;
  /** Places of its first item and its last among those of the list. */
  first: number;
  last: number;
}

/** What takes up room in the list: the head of a day, or one of its sessions. */
export interface Item {
  day: Day;
  session: Session | null;
}

/** Cuts a list that is in order into its days; the longest first know no days. */
export function daysOf(sessions: Session[], sort: Sort, zone: string): Day[] {
  const days: Day[] = [];
  for (const session of sessions) {
    const date = sort === "longest" ? null : dateIn(zone, session.start_time);
    let day = days.at(-1);
    if (!day || day.date !== date) {
      const first = day ? day.last + 1 : 0;
      day = { date, sessions: [], seconds: 0, first, last: date === null ? first - 1 : first };
      days.push(day);
    }
    day.sessions.push(session);
    day.seconds += session.duration_seconds ?? 0;
    day.last++;
  }
  return days;
}

/** Heads and rows, from the top to the bottom. */
export const itemsOf = (days: Day[]): Item[] =>
  days.flatMap((day): Item[] => [
    ...(day.date === null ? [] : [{ day, session: null }]),
    ...day.sessions.map((session) => ({ day, session })),
  ]);

/** What an item goes by while others come and go. */
export const keyOf = ({ day, session }: Item): string => (session ? `session ${session.id}` : `day ${day.date}`);

/** An item that is to be drawn, and where the list has it, in pixels. */
interface Placed {
  index: number;
  start: number;
  end: number;
}

/** A day of which at least a part is drawn. */
export interface DrawnDay {
  day: Day;
  /** Room above it, for days that are not drawn. */
  above: number;
  rows: { index: number; session: Session; above: number }[];
  /** Room for its rows after the last that is drawn. */
  below: number;
}

/**
 * Lays what a virtual list wants drawn into its days, with room for everything else: every row stands in the flow of its
 * day, and the day's head can stick to the top for as long as the day lasts.
 * @param placed in the order of the list
 * @param boundsOf where the list has any item
 * @param top where the list begins
 */
export function drawnDays(
  items: Item[],
  placed: Placed[],
  boundsOf: (index: number) => { start: number; end: number },
  top: number,
): DrawnDay[] {
  const drawn: DrawnDay[] = [];
  let at = top;
  const finish = (day: DrawnDay | undefined) => {
    if (!day) return;
    const { end } = boundsOf(day.day.last);
    day.below = Math.max(0, end - at);
    at = end;
  };
  for (const { index, start, end } of placed) {
    const item = items[index];
    if (!item) continue;
    const { day, session } = item;
    let current = drawn.at(-1);
    if (current?.day !== day) {
      finish(current);
      const first = boundsOf(day.first);
      current = { day, above: Math.max(0, first.start - at), rows: [], below: 0 };
      drawn.push(current);
      at = day.date === null ? first.start : first.end;
    }
    if (!session) continue;
    current.rows.push({ index, session, above: Math.max(0, start - at) });
    at = end;
  }
  finish(drawn.at(-1));
  return drawn;
}
