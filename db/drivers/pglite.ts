import { existsSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { drizzle } from "drizzle-orm/pglite";
import type { Database, DatabaseHandle, Query } from "../handle.ts";
import { lockDataFolder } from "./data-lock.ts";

const int8 = 20;
const date = 1082;
const parsers = { [int8]: Number, [date]: (value: string) => value };

/**
 * The embedded database: PGlite in `dataDir/database`, or in memory without a folder (tests).
 * @throws {DataFolderLocked} when another process has the folder open
 */
export function openPglite(dataDir: string | undefined, snapshot?: Blob): DatabaseHandle {
  const unlock = dataDir === undefined ? () => {} : lockDataFolder(dataDir);
  const folder = dataDir === undefined ? "memory://" : join(dataDir, "database");
  if (dataDir !== undefined) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    // PG_VERSION tells PGlite that a database is there, pg_ident.conf is written last: between the two the making of it
    // was cut short, before any row. Without the first it is made anew.
    if (!existsSync(join(folder, "pg_ident.conf"))) rmSync(join(folder, "PG_VERSION"), { force: true });
  }
  const client = new PGlite(folder, { parsers, ...(snapshot && { loadDataDir: snapshot }) });
  return {
    driver: "pglite",
    orm: drizzle({ client }) as unknown as Database,
    async run<Row>(statement: { text: string }, values: unknown[]) {
      return (await client.query<Row>(statement.text, values)).rows;
    },
    // There is one connection; statements of others between ours are harmless, transactions go through `orm`.
    connection(work) {
      const query: Query = async <Row>(text: string, values: unknown[] = []) =>
        (await client.query<Row>(text, values)).rows;
      return work(query);
    },
    async close() {
      if (!client.closed) await client.close();
      unlock();
    },
  };
}
