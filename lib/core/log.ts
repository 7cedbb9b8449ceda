import pino, { type Logger } from "pino";
import pretty from "pino-pretty";
import { env } from "./env.ts";

const shared = globalThis as { stintLog?: Logger };

// Control characters above ASCII and bidi marks: JSON does not escape them, and a terminal that shows the log would
// interpret them.
const unprintable = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** Escapes characters in a line of JSON that JSON itself does not. */
export const escapeLine = (line: string): string =>
  line.replace(unprintable, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);

function createLog(): Logger {
  const { NODE_ENV, LOG_LEVEL } = env();
  const hooks = { streamWrite: escapeLine };
  const options = { level: NODE_ENV === "test" ? "silent" : LOG_LEVEL, base: undefined, hooks };
  if (NODE_ENV === "development") {
    return pino(options, pretty({ colorize: true, ignore: "pid,hostname", sync: true }));
  }
  // Buffered: a write for each request would cost more than the request's own queries.
  return pino(options, pino.destination({ dest: 1, sync: false, minLength: 4096, periodicFlush: 500 }));
}

/**
 * The process's log: JSON in production, readable lines in development, silent in tests. Never pass it a password,
 * token, cookie, query string or body.
 */
export function log(): Logger {
  shared.stintLog ??= createLog();
  return shared.stintLog;
}

/** Replaces the log; for tests that read its output. */
export function useLog(logger: Logger | undefined): void {
  shared.stintLog = logger;
}
