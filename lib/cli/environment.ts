import nextEnv from "@next/env";
import { DataFolderLocked } from "@/db/drivers/data-lock.ts";
import { DatabaseUnusable } from "@/db/drivers/database-folder.ts";
import { closeDatabase } from "@/db/index.ts";
import { MigrationError } from "@/db/migration-files.ts";
import { EnvError } from "@/lib/core/env.ts";
import { causes, isDatabaseAway } from "@/lib/core/errors.ts";
import { type Given, readCommandLine } from "./usage.ts";

/** A usage error or a failure of a command, explained by its message. */
export class CommandError extends Error {
  override name = "CommandError";
}

function explain(error: unknown): string {
  const known = [CommandError, EnvError, DataFolderLocked, DatabaseUnusable, MigrationError].some(
    (kind) => error instanceof kind,
  );
  if (known && error instanceof Error) return error.message;
  if (isDatabaseAway(error))
    return `The database cannot be reached: ${causes(error).at(-1)?.message || "no connection"}`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/**
 * Runs one command of the terminal: prints `usage` for `--help`, loads `.env` files as Next does, passes the arguments
 * after the command's name to `work`, closes the database at the end, and turns an error into one message and exit code
 * 1.
 * @param takes the words and options it accepts; others are rejected with the usage
 */
export async function command(
  usage: string,
  takes: Parameters<typeof readCommandLine>[1],
  work: (given: Given) => Promise<void>,
): Promise<void> {
  const given = readCommandLine(usage, takes);
  nextEnv.loadEnvConfig(process.cwd(), process.env.NODE_ENV !== "production");
  try {
    await work(given);
  } catch (error) {
    console.error(explain(error));
    process.exitCode = 1;
  } finally {
    await closeDatabase();
  }
}
