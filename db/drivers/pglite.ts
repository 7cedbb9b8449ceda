import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { drizzle } from "drizzle-orm/pglite";
import type { Database, DatabaseHandle, Query } from "../handle.ts";
import { type LockOptions, lockDataFolder } from "./data-lock.ts";
import type { Durability } from "./pglite-files.ts";
import { extensions, openFolder } from "./pglite-folder.ts";
import { ownParsers } from "./pglite-parsers.ts";

export interface PgliteChoices {
  /** Whether an acknowledged write survives a power cut; `full` by default. */
  durability?: Durability;
  /** Called with warnings for the operator: that a power cut may lose rows, that the disk is almost full. */
  onWarning?: (message: string) => void;
  lock?: LockOptions;
}

/** What a handle needs of PGlite, on this thread or on another one. */
export type PgliteClient = Pick<PGlite, "query" | "close" | "closed">;

/**
 * The handle of an embedded database.
 * @param client with all that Drizzle's driver for PGlite uses
 * @param release called when the client is closed
 */
export function handleOf(client: PgliteClient, release: () => void | Promise<void>): DatabaseHandle {
  return {
    driver: "pglite",
    orm: drizzle({ client: client as PGlite }) as unknown as Database,
    async run<Row>(statement: { text: string }, values: unknown[]) {
      return (await client.query<Row>(statement.text, values)).rows;
    },
    // There is one connection; other callers' statements between ours are harmless, transactions go through `orm`.
    connection(work) {
      const query: Query = async <Row>(text: string, values: unknown[] = []) =>
        (await client.query<Row>(text, values)).rows;
      return work(query);
    },
    async close() {
      try {
        if (!client.closed) await client.close();
      } finally {
        await release();
      }
    },
  };
}

/** An embedded database in memory, a copy of `snapshot` if given; for tests and scratch work. */
export async function openMemory(snapshot?: Blob): Promise<DatabaseHandle> {
  const client = new PGlite("memory://", {
    parsers: ownParsers,
    extensions,
    ...(snapshot && { loadDataDir: snapshot }),
  });
  await client.waitReady;
  return handleOf(client, () => {});
}

/**
 * The embedded database: PGlite in `dataDir/database`, on this thread. A server runs it on another one
 * (`pglite-thread.ts`), where its statements do not block requests.
 * @throws {DataFolderLocked} when another process has the folder open
 * @throws {DatabaseUnusable} when the folder is not complete, or cannot be opened; it is released then
 */
export async function openPglite(dataDir: string, choices: PgliteChoices = {}): Promise<DatabaseHandle> {
  const { durability = "full", onWarning } = choices;
  const lock = await lockDataFolder(dataDir, choices.lock);
  const release = () => lock.release();
  try {
    const { client, guards } = await openFolder(join(dataDir, "database"), durability, () => lock.confirm(), {
      onWarning,
    });
    const close = () => {
      guards.stop();
      release();
    };
    return { ...handleOf(client, close), refusal: () => guards.refusal };
  } catch (error) {
    release();
    throw error;
  }
}
