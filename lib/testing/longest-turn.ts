/**
 * The longest that the main thread worked without a pause, in milliseconds of its own CPU time: what nobody else's
 * request is answered in. The wall clock would tell of a busy machine, too.
 */
export async function longestTurn(work: () => Promise<unknown>): Promise<number> {
  const used = (): number => {
    const { user, system } = process.threadCpuUsage();
    return (user + system) / 1000;
  };
  let [longest, before, isWatching] = [0, used(), true];
  const look = (): void => {
    const now = used();
    longest = Math.max(longest, now - before);
    before = now;
    if (isWatching) setImmediate(look);
  };
  setImmediate(look);
  try {
    await work();
  } finally {
    isWatching = false;
    look();
  }
  return longest;
}
