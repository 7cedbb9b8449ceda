import "server-only";
import { describeError } from "./describe-error.ts";
import { log } from "./log.ts";

const levels = { error: "error", warn: "warn", log: "info", info: "info", debug: "debug", trace: "debug" } as const;
const longest = 500;

/** The loggable part of a value that a library prints: text and numbers; of anything else only its type. */
function describe(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value === "object" && value !== null) return `[${value.constructor?.name ?? "object"}]`;
  return typeof value === "symbol" || typeof value === "function" ? `[${typeof value}]` : String(value);
}

/**
 * Redirects libraries' `console` output to the log. The framework prints messages that quote headers and bodies of
 * requests: in the log they are JSON, truncated, and errors carry no values from the database.
 */
export function logConsole(target: Pick<Console, keyof typeof levels> = console): void {
  for (const [method, level] of Object.entries(levels) as [
    keyof typeof levels,
    "error" | "warn" | "info" | "debug",
  ][]) {
    target[method] = (...values: unknown[]) => {
      const error = values.find((value) => value instanceof Error);
      const text = values.filter((value) => !(value instanceof Error)).map(describe);
      log()[level](error ? describeError(error) : {}, text.join(" ").trim().slice(0, longest) || "an error");
    };
  }
}
