import nextEnv from "@next/env";
import { DataFolderLocked } from "@/db/drivers/data-lock.ts";
import { closeDatabase } from "@/db/index.ts";
import { MigrationError } from "@/db/migration-files.ts";
import { EnvError } from "@/lib/env.ts";
import { causes, isDatabaseAway } from "@/lib/errors.ts";

/** A command that was called or went wrong in a way its message explains. */
export class CommandError extends Error {
  override name = "CommandError";
}

function explain(error: unknown): string {
  const known = [CommandError, EnvError, DataFolderLocked, MigrationError].some((kind) => error instanceof kind);
  if (known && error instanceof Error) return error.message;
  if (isDatabaseAway(error))
    return `The database cannot be reached: ${causes(error).at(-1)?.message || "no connection"}`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/**
 * Runs one command of the terminal: loads `.env` files as Next does, gives `work` the words after the command's name,
 * closes the database at the end, and turns an error into one message and exit code 1.
 */
export async function command(work: (words: string[]) => Promise<void>): Promise<void> {
  nextEnv.loadEnvConfig(process.cwd(), process.env.NODE_ENV !== "production");
  try {
    await work(process.argv.slice(2));
  } catch (error) {
    console.error(explain(error));
    process.exitCode = 1;
  } finally {
    await closeDatabase();
  }
}
