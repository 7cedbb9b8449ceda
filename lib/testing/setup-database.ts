import { randomUUID } from "node:crypto";
import { openAsBlob } from "node:fs";
import { afterAll, beforeAll, inject } from "vitest";
import { openPglite } from "@/db/drivers/pglite.ts";
import { openPostgres } from "@/db/drivers/postgres.ts";
import { closeDatabase, type DatabaseHandle, openDatabase, useDatabase } from "@/db/index.ts";
import { resetEnv } from "@/lib/env.ts";
import { testDriver } from "./driver.ts";

const name = `test_${randomUUID().replaceAll("-", "")}`;

async function onServer(statement: string): Promise<void> {
  const handle = openPostgres(inject("postgresUrl"), 1, () => {});
  try {
    await handle.orm.execute(statement);
  } finally {
    await handle.close();
  }
}

async function openEmpty(): Promise<DatabaseHandle> {
  if (testDriver() === "pglite") return openPglite(undefined, await openAsBlob(inject("snapshotFile")));
  await onServer(`create database ${name} template stint_template`);
  const url = new URL(inject("postgresUrl"));
  url.pathname = name;
  resetEnv({ DATABASE_URL: url.href, DATABASE_DRIVER: testDriver(), NEON_WS_PROXY: inject("webSocketProxy") });
  return openDatabase();
}

// Each test file has a migrated database of its own, without rows.
beforeAll(async () => {
  useDatabase(await openEmpty());
}, 60_000);

afterAll(async () => {
  await closeDatabase();
  if (testDriver() !== "pglite") await onServer(`drop database if exists ${name} with (force)`);
});
