import { AsyncLocalStorage } from "node:async_hooks";

/**
 * The running work's caller, who may have disconnected. Stored on globalThis, as this module is bundled several times
 * in one process.
 */
const shared = globalThis as { stintCaller?: AsyncLocalStorage<AbortSignal | undefined> };

const storage = (): AsyncLocalStorage<AbortSignal | undefined> => {
  shared.stintCaller ??= new AsyncLocalStorage();
  return shared.stintCaller;
};

/** Runs reads for a caller: once `signal` is aborted, no new one starts, and a long one is cancelled. */
export const forCaller = <T>(signal: AbortSignal, work: () => T): T => storage().run(signal, work);

/** Runs work that continues whether or not its caller waits. */
export const forNobody = <T>(work: () => T): T => storage().run(undefined, work);

/** The signal of the caller that the running work is for, if the work may be cancelled. */
export const callerSignal = (): AbortSignal | undefined => storage().getStore();
