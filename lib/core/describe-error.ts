import "server-only";
import { causes } from "./errors.ts";

const text = (error: Error, name: string): string | undefined => {
  const value = (error as unknown as Record<string, unknown>)[name];
  return typeof value === "string" ? value : undefined;
};

// JSON.parse quotes its input, which may be a body with a password.
const messageOf = (error: Error): string =>
  (error instanceof SyntaxError ? (error.message.split(/["']/)[0] ?? "") : error.message).slice(0, 500);

/**
 * The loggable part of an unknown error. Messages of database errors quote values (Drizzle's even all parameters), so
 * only their names and codes are logged.
 */
export function describeError(error: unknown): Record<string, unknown> {
  const chain = causes(error).map((item) => {
    const fromDatabase = text(item, "query") !== undefined || text(item, "severity") !== undefined;
    return {
      name: item.name,
      code: text(item, "code"),
      ...(fromDatabase
        ? { constraint: text(item, "constraint"), table: text(item, "table"), routine: text(item, "routine") }
        : { message: messageOf(item) }),
    };
  });
  const frames = causes(error)
    .at(-1)
    ?.stack?.split("\n")
    .filter((frame) => frame.startsWith("    at "))
    .slice(0, 12);
  return { errors: chain, frames };
}
