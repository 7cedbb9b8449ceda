/**
 * The longest time the main thread ran without yielding, in milliseconds of its own CPU time: no other request is
 * handled during it. Wall-clock time would include a busy machine's other work.
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
