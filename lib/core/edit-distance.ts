/** Edit distance between two words. Pure; safe for the browser. */

/**
 * Whether at most `most` letters must be changed, inserted, removed or swapped with the next to turn one word into the
 * other. Only cells of the table that can still be that small are computed (Ukkonen 1985), so long words are cheap.
 * @param most a small number: the work is `length × (2 × most + 1)`
 */
export function isWithinDistance(one: string, other: string, most: number): boolean {
  if (one === other) return true;
  if (most < 1 || Math.abs(one.length - other.length) > most) return false;
  const far = most + 1;
  let before: number[] = [];
  let leastOfLast = 0;
  let last = Array.from({ length: other.length + 1 }, (_, column) => Math.min(column, far));
  for (let row = 1; row <= one.length; row++) {
    const now = new Array<number>(other.length + 1).fill(far);
    if (row <= most) now[0] = row;
    let least = now[0] ?? far;
    for (let column = Math.max(1, row - most); column <= Math.min(other.length, row + most); column++) {
      const isSame = one[row - 1] === other[column - 1];
      const isSwapped =
        row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      const value = Math.min(
        (last[column] ?? far) + 1,
        (now[column - 1] ?? far) + 1,
        (last[column - 1] ?? far) + (isSame ? 0 : 1),
        isSwapped ? (before[column - 2] ?? far) + 1 : far,
      );
      now[column] = value;
      least = Math.min(least, value);
    }
    // A swap may still refer back across one row.
    if (least > most && leastOfLast > most) return false;
    [before, last, leastOfLast] = [last, now, least];
  }
  return (last[other.length] ?? far) <= most;
}
