import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { migrateUp, migrationStatus } from "../migrate.ts";
import { DataFolderLocked } from "./data-lock.ts";
import { openPglite } from "./pglite.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "stint-pglite-"));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("the embedded database keeps its rows, and lets nobody else in while it is open", {
  timeout: 60_000,
}, async () => {
  const first = openPglite(folder);
  await migrateUp(first);
  await first.connection((query) => query("insert into users (email) values ('a@example.com')"));
  expect(() => openPglite(folder)).toThrow(DataFolderLocked);
  await first.close();
  const second = openPglite(folder);
  expect((await migrationStatus(second)).pending).toEqual([]);
  expect(await second.connection((query) => query("select email from users"))).toEqual([{ email: "a@example.com" }]);
  await second.close();
});

test("a first start that was killed before its files were complete is made again", { timeout: 60_000 }, async () => {
  const first = openPglite(folder);
  await first.connection((query) => query("select 1"));
  await first.close();
  for (const file of ["postgresql.conf", "postgresql.auto.conf", "pg_hba.conf", "pg_ident.conf"]) {
    rmSync(join(folder, "database", file));
  }
  const second = openPglite(folder);
  await migrateUp(second);
  expect((await migrationStatus(second)).pending).toEqual([]);
  await second.close();
});
