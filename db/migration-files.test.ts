import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { downStatements, type Migration, readMigrations, unwrittenDown } from "./migration-files.ts";
import { verifySnapshots } from "./verify-migrations.ts";

let folder: string;

const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "stint-migrations-"));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("every migration of the project has a down migration", () => {
  const migrations = readMigrations();
  expect(migrations.length).toBeGreaterThan(0);
  for (const migration of migrations) expect(downStatements(migration).length).toBeGreaterThan(0);
});

test("the project's migrations match db/schema", async () => {
  await expect(verifySnapshots()).resolves.toBeUndefined();
});

test("a .down.sql as migrate:create leaves it is refused by name", () => {
  write("0001_more.sql", "select 1;");
  write("0001_more.down.sql", unwrittenDown("0001_more"));
  const [migration] = readMigrations(folder) as [Migration];
  expect(() => downStatements(migration)).toThrow("0001_more.down.sql is not written yet.");
});

test("files that are not migrations, share a number or have an empty down migration are refused by name", () => {
  write("more.sql", "select 1;");
  expect(() => readMigrations(folder)).toThrow("more.sql is not named like a migration");
  rmSync(join(folder, "more.sql"));
  write("0001_more.sql", "select 1;");
  write("0001_other.sql", "select 1;");
  expect(() => readMigrations(folder)).toThrow("0001_more.sql and 0001_other.sql have the same number.");
  rmSync(join(folder, "0001_other.sql"));
  write("0002_gone.down.sql", "select 1;");
  expect(() => readMigrations(folder)).toThrow("0002_gone.down.sql undoes a migration that does not exist.");
  expect(() => readMigrations(join(folder, "nowhere"))).toThrow("is missing");
});
