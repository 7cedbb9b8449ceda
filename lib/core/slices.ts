import { setImmediate as nextTurn } from "node:timers/promises";

/** Maximum rows of one statement or one slice of computation; about ten milliseconds of either. */
export const sliceSize = 100;

/** Yields to the event loop, so that a request, a heartbeat or a probe can run first. */
export const yieldTurn = (): Promise<void> => nextTurn();

/**
 * Processes `items` in slices of at most {@link sliceSize}, and yields to the event loop after each.
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
