import { AsyncLocalStorage } from "node:async_hooks";

/**
 * Whether somebody still waits for what is read. Kept on globalThis, as this module is bundled several times in one
 * process.
 */
const shared = globalThis as { stintCaller?: AsyncLocalStorage<AbortSignal | undefined> };

const storage = (): AsyncLocalStorage<AbortSignal | undefined> => {
  shared.stintCaller ??= new AsyncLocalStorage();
  return shared.stintCaller;
};

/** Runs reads for a caller: once `signal` is aborted, none begins, and a long one is given up. */
export const forCaller = <T>(signal: AbortSignal, work: () => T): T => storage().run(signal, work);

/** Runs work that goes on whether or not its caller waits. */
export const forNobody = <T>(work: () => T): T => storage().run(undefined, work);

/** The signal of the caller that the running work is for, if it may be given up. */
export const callerSignal = (): AbortSignal | undefined => storage().getStore();
