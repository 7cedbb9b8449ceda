import { env } from "@/lib/core/env.ts";
import { log } from "@/lib/core/log.ts";
import { callerSignal, forNobody } from "./caller.ts";
import type { Database, DatabaseHandle, Statement } from "./handle.ts";

export type { Database, DatabaseHandle, Executor, Statement } from "./handle.ts";

// Next bundles this module several times in one process; the database must be one.
const shared = globalThis as { stintDatabase?: Promise<DatabaseHandle>; stintOpened?: DatabaseHandle };

/**
 * Opens the configured database as it is, without bringing it up to date; for the migration commands.
 * @param bounded whether it is for requests: a statement ends after 15 seconds, and the embedded database, which knows no
 * such bound, keeps no request waiting that does not need it
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
  // What is opened serves everybody, whoever came first.
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

/** True while this process opens its database, which takes seconds when the embedded one is made or brought up to date. */
export function databaseIsOpening(): boolean {
  return shared.stintDatabase !== undefined && shared.stintOpened === undefined;
}

/** Why the open database takes no writes at the moment; undefined while it takes them. */
export function writeRefusal(): string | undefined {
  return shared.stintOpened?.refusal?.();
}

/** False when the open database has been stuck since the last call, with something waiting for it. */
export function databaseIsAlive(): boolean {
  return shared.stintOpened?.alive?.() ?? true;
}

/** Drizzle on the open database. @throws an AbortError when the caller it reads for has left */
export async function db(): Promise<Database> {
  callerSignal()?.throwIfAborted();
  return (shared.stintOpened ?? (await database())).orm;
}

/** Runs one prepared statement outside any transaction. @throws an AbortError when the caller has left */
export async function run<Row>(statement: Statement, values: unknown[]): Promise<Row[]> {
  callerSignal()?.throwIfAborted();
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
