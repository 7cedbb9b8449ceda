import pino, { type Logger } from "pino";
import pretty from "pino-pretty";
import { env } from "./env.ts";

const shared = globalThis as { stintLog?: Logger };

function createLog(): Logger {
  const { NODE_ENV, LOG_LEVEL } = env();
  const options = { level: NODE_ENV === "test" ? "silent" : LOG_LEVEL, base: undefined };
  if (NODE_ENV === "development") {
    return pino(options, pretty({ colorize: true, ignore: "pid,hostname", sync: true }));
  }
  // Buffered: a write for each request would cost more than the request's own queries.
  return pino(options, pino.destination({ dest: 1, sync: false, minLength: 4096, periodicFlush: 500 }));
}

/**
 * The process's log: JSON in production, readable lines in development, silent in tests.
 * Never give it a password, token, cookie, query string or body.
 */
export function log(): Logger {
  shared.stintLog ??= createLog();
  return shared.stintLog;
}

/** Replaces the log; for tests that read what was written. */
export function useLog(logger: Logger | undefined): void {
  shared.stintLog = logger;
}
