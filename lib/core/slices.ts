import { setImmediate as nextTurn } from "node:timers/promises";

/** Rows that one statement or one stretch of computing takes at most; about ten milliseconds of either. */
export const sliceSize = 100;

/** Lets whatever else waits for the event loop run first: a request, a heartbeat, a probe. */
export const yieldTurn = (): Promise<void> => nextTurn();

/**
 * Works through `items` in slices of at most {@link sliceSize}, and yields the event loop after each.
 * @param work is awaited before the next slice begins
 */
export async function inSlices<Item>(
  items: readonly Item[],
  work: (slice: Item[]) => Promise<void> | void,
): Promise<void> {
  for (let at = 0; at < items.length; at += sliceSize) {
    await work(items.slice(at, at + sliceSize));
    await yieldTurn();
  }
}
