import { env } from "@/lib/env.ts";
import { log } from "@/lib/log.ts";
import type { Database, DatabaseHandle, Statement } from "./handle.ts";

export type { Database, DatabaseHandle, Executor, Statement } from "./handle.ts";

// Next bundles this module several times in one process; the database must be one.
const shared = globalThis as { stintDatabase?: Promise<DatabaseHandle>; stintOpened?: DatabaseHandle };

/** Opens the configured database as it is, without bringing it up to date; for the migration commands. */
export async function openDatabase(): Promise<DatabaseHandle> {
  const { DATABASE_DRIVER, DATABASE_URL = "", DATABASE_POOL_SIZE, DATA_DIR, NEON_WS_PROXY } = env();
  const onError = (error: Error) => log().warn({ error: error.message }, "an idle database connection was lost");
  if (DATABASE_DRIVER === "postgres") {
    return (await import("./drivers/postgres.ts")).openPostgres(DATABASE_URL, DATABASE_POOL_SIZE, onError);
  }
  if (DATABASE_DRIVER === "neon") {
    return (await import("./drivers/neon.ts")).openNeon(DATABASE_URL, DATABASE_POOL_SIZE, NEON_WS_PROXY, onError);
  }
  return (await import("./drivers/pglite.ts")).openPglite(DATA_DIR);
}

async function open(): Promise<DatabaseHandle> {
  const handle = await openDatabase();
  if (handle.driver !== "pglite") return handle;
  // The embedded database has no operator: it brings itself up to date whenever it is opened.
  const { bringUpToDate } = await import("./migrate.ts");
  try {
    await bringUpToDate(handle);
  } catch (error) {
    await handle.close();
    throw error;
  }
  return handle;
}

/** The open database of this process; opened, and when embedded also migrated, by the first call. */
export async function database(): Promise<DatabaseHandle> {
  if (shared.stintOpened) return shared.stintOpened;
  shared.stintDatabase ??= open().then(
    (handle) => {
      shared.stintOpened = handle;
      return handle;
    },
    (error) => {
      shared.stintDatabase = undefined;
      throw error;
    },
  );
  return shared.stintDatabase;
}

/** Drizzle on the open database. */
export async function db(): Promise<Database> {
  return (shared.stintOpened ?? (await database())).orm;
}

/** Runs one prepared statement outside any transaction. */
export async function run<Row>(statement: Statement, values: unknown[]): Promise<Row[]> {
  return (shared.stintOpened ?? (await database())).run<Row>(statement, values);
}

/** Puts an already open database in place; for tests. */
export function useDatabase(handle: DatabaseHandle): void {
  shared.stintOpened = handle;
}

/** Closes the database of this process, if it was opened. */
export async function closeDatabase(): Promise<void> {
  const opening = shared.stintDatabase;
  const handle = shared.stintOpened ?? (await opening);
  shared.stintDatabase = undefined;
  shared.stintOpened = undefined;
  await handle?.close();
}
