import { randomUUID } from "node:crypto";
import { openAsBlob } from "node:fs";
import { join } from "node:path";
import { inject } from "vitest";
import { openMemory } from "@/db/drivers/pglite.ts";
import { openPostgres } from "@/db/drivers/postgres.ts";
import { type DatabaseHandle, openDatabase } from "@/db/index.ts";
import { resetEnv } from "@/lib/core/env.ts";
import { testDriver } from "./driver.ts";

/** A separate database on the project's driver. */
export interface ScratchDatabase {
  handle: DatabaseHandle;
  /** The environment a separate process needs to open it; empty for PGlite in memory. */
  environment: Record<string, string>;
  /** Closes the handle and removes the database. */
  drop(): Promise<void>;
}

async function onServer(statement: string): Promise<void> {
  const handle = openPostgres(inject("postgresUrl"), 1, () => {});
  try {
    await handle.orm.execute(statement);
  } finally {
    await handle.close();
  }
}

/**
 * Opens a new database. The environment of this process refers to it from then on, where possible.
 * @param kind `migrated` has every table and no row, `empty` has nothing at all
 */
export async function scratchDatabase(kind: "migrated" | "empty"): Promise<ScratchDatabase> {
  if (testDriver() === "pglite") {
    const handle = await openMemory(await openAsBlob(join(inject("snapshotFolder"), `${kind}.tar`)));
    return { handle, environment: {}, drop: () => handle.close() };
  }
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  await onServer(`create database ${name} template ${kind === "migrated" ? "stint_template" : "template0"}`);
  const url = new URL(inject("postgresUrl"));
  url.pathname = name;
  const environment = {
    DATABASE_URL: url.href,
    DATABASE_DRIVER: testDriver(),
    NEON_WS_PROXY: inject("webSocketProxy"),
  };
  resetEnv(environment);
  const handle = await openDatabase();
  return {
    handle,
    environment,
    async drop() {
      await handle.close();
      await onServer(`drop database if exists ${name} with (force)`);
    },
  };
}
