import { env } from "@/lib/core/env.ts";
import { log } from "@/lib/core/log.ts";
import { callerSignal, forNobody } from "./caller.ts";
import type { Database, DatabaseHandle, Statement } from "./handle.ts";

export type { Database, DatabaseHandle, Executor, Statement } from "./handle.ts";

// Next bundles this module several times in one process; there must be only one database.
const shared = globalThis as { stintDatabase?: Promise<DatabaseHandle>; stintOpened?: DatabaseHandle };

/**
 * Opens the configured database as it is, without migrating it; for the migration commands.
 * @param bounded whether it is for requests: a statement times out after 15 seconds, and the embedded database, which
 * has no such timeout, runs on its own thread so that it does not block other requests
 */
export async function openDatabase(bounded = false): Promise<DatabaseHandle> {
  const {
    DATABASE_DRIVER,
    DATABASE_URL = "",
    DATABASE_POOL_SIZE,
    NEON_WS_PROXY,
    DATA_DIR,
    EMBEDDED_DURABILITY,
    STINT_DATABASE_THREAD,
  } = env();
  const onError = (error: Error) => log().warn({ error: error.message }, "an idle database connection was lost");
  if (DATABASE_DRIVER === "postgres") {
    return (await import("./drivers/postgres.ts")).openPostgres(DATABASE_URL, DATABASE_POOL_SIZE, onError, bounded);
  }
  if (DATABASE_DRIVER === "neon") {
    return (await import("./drivers/neon.ts")).openNeon(
      DATABASE_URL,
      DATABASE_POOL_SIZE,
      NEON_WS_PROXY,
      onError,
      bounded,
    );
  }
  const onWarning = (message: string) => log().warn(message);
  const choices = { durability: EMBEDDED_DURABILITY, onWarning };
  // A command has nobody to keep waiting.
  if (!bounded || STINT_DATABASE_THREAD === "off") {
    return (await import("./drivers/pglite.ts")).openPglite(DATA_DIR, choices);
  }
  return (await import("./drivers/pglite-thread.ts")).openPgliteThread(DATA_DIR, choices);
}

async function open(): Promise<DatabaseHandle> {
  const handle = await openDatabase(true);
  if (handle.driver !== "pglite") return handle;
  // The embedded database has no operator: it migrates itself whenever it is opened.
  const { bringUpToDate } = await import("./migrate.ts");
  try {
    await bringUpToDate(handle);
  } catch (error) {
    await handle.close();
    throw error;
  }
  return handle;
}

/** The open database of this process; the first call opens it and, when embedded, migrates it. */
export async function database(): Promise<DatabaseHandle> {
  if (shared.stintOpened) return shared.stintOpened;
  // The opened database serves everybody, so opening must not depend on the first caller.
  shared.stintDatabase ??= forNobody(open).then(
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

/** True while this process opens its database, which takes seconds when the embedded one is created or migrated. */
export function databaseIsOpening(): boolean {
  return shared.stintDatabase !== undefined && shared.stintOpened === undefined;
}

/** Why the open database is read-only at the moment; undefined while it is writable. */
export function writeRefusal(): string | undefined {
  return shared.stintOpened?.refusal?.();
}

/** False when the open database has been stuck since the last call, with something waiting for it. */
export function databaseIsAlive(): boolean {
  return shared.stintOpened?.alive?.() ?? true;
}

/** Drizzle on the open database. @throws an AbortError when the caller it reads for has disconnected */
export async function db(): Promise<Database> {
  callerSignal()?.throwIfAborted();
  return (shared.stintOpened ?? (await database())).orm;
}

/** Runs one prepared statement outside any transaction. @throws an AbortError when the caller has disconnected */
export async function run<Row>(statement: Statement, values: unknown[]): Promise<Row[]> {
  callerSignal()?.throwIfAborted();
  return (shared.stintOpened ?? (await database())).run<Row>(statement, values);
}

/** Sets an already open database; for tests. */
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
