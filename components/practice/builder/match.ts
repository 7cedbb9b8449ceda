import type { DraftStep } from "./draft.ts";

/** Which step of a sequence became which: the server keeps no names for steps, only their order. Pure. */

export interface Matched {
  /** Undefined for one that was added. */
  was?: DraftStep;
  /** Undefined for one that was removed. */
  now?: DraftStep;
  /** Places from 0; -1 where there is none. */
  from: number;
  to: number;
  /** It stands elsewhere among those that stayed. */
  moved: boolean;
}

/** How much of two steps is alike: nothing for different poses, more where nothing else differs. */
function likeness(one: DraftStep, other: DraftStep): number {
  if (one.pose_slug !== other.pose_slug) return 0;
  const alike = [
    one.hold_seconds === other.hold_seconds,
    one.side === other.side,
    one.transition_seconds === other.transition_seconds,
    one.note.trim() === other.note.trim(),
  ].filter(Boolean).length;
  // One more pose in its place outweighs any likeness of the rest.
  return 1000 + alike;
}

/** The pairs of places that keep their order and are most alike together. */
function inOrder(before: DraftStep[], after: DraftStep[]): [number, number][] {
  const best = Array.from({ length: before.length + 1 }, () => new Array<number>(after.length + 1).fill(0));
  const at = (row: number, column: number): number => best[row]?.[column] ?? 0;
  const pair = (row: number, column: number): number => {
    const [one, other] = [before[row], after[column]];
    const alike = one && other ? likeness(one, other) : 0;
    return alike === 0 ? 0 : alike + at(row + 1, column + 1);
  };
  for (let row = before.length - 1; row >= 0; row--) {
    for (let column = after.length - 1; column >= 0; column--) {
      const line = best[row];
      if (line) line[column] = Math.max(pair(row, column), at(row + 1, column), at(row, column + 1));
    }
  }
  const pairs: [number, number][] = [];
  for (let row = 0, column = 0; row < before.length && column < after.length; ) {
    if (pair(row, column) > 0 && pair(row, column) === at(row, column)) pairs.push([row++, column++]);
    else if (at(row + 1, column) >= at(row, column + 1)) row++;
    else column++;
  }
  return pairs;
}

/** Every step of both, matched: what stayed and what was added in the order it has now, then what was removed. */
export function matchSteps(before: DraftStep[], after: DraftStep[]): Matched[] {
  const stayed = new Map(inOrder(before, after).map(([from, to]) => [to, from]));
  const left = new Set(before.keys());
  for (const from of stayed.values()) left.delete(from);
  const matched = after.map((now, to): Matched => {
    const from = stayed.get(to);
    const was = from === undefined ? undefined : before[from];
    if (from !== undefined && was) return { was, now, from, to, moved: false };
    const [best] = [...left].sort((a, b) => likenessAt(before, b, now) - likenessAt(before, a, now));
    const found = best === undefined ? undefined : before[best];
    if (best === undefined || !found || likeness(found, now) === 0) return { now, from: -1, to, moved: false };
    left.delete(best);
    return { was: found, now, from: best, to, moved: true };
  });
  return [...matched, ...[...left].map((from) => ({ was: before[from], from, to: -1, moved: false }) as Matched)];
}

function likenessAt(steps: DraftStep[], place: number, to: DraftStep): number {
  const step = steps[place];
  return step ? likeness(step, to) : 0;
}
