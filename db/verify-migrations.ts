import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { DatabaseHandle } from "./handle.ts";
import { migrateDown, migrateUp } from "./migrate.ts";
import { downStatements, MigrationError, migrationFolder, readMigrations } from "./migration-files.ts";
import { compareSchemas, dumpSchema } from "./schema-dump.ts";

function expectSame(before: string[], after: string[], what: string): void {
  const difference = compareSchemas(before, after);
  if (difference.length > 0) throw new MigrationError(`${what}:\n${difference.map((line) => `  ${line}`).join("\n")}`);
}

/**
 * Migrates an empty database up and down: first step by step (up, down, up), then all the way down and up again, and
 * compares the whole schema at each step.
 * @returns the lines of the final schema
 * @throws {MigrationError} that names the file and the parts of the schema that differ
 */
export async function verifyRoundTrip(handle: DatabaseHandle, folder: string = migrationFolder()): Promise<string[]> {
  const migrations = readMigrations(folder);
  // All of them first: report a step that cannot be rolled back before running ten others.
  for (const migration of migrations) downStatements(migration);
  const empty = await dumpSchema(handle);
  let schema = empty;
  for (const { name } of migrations) {
    const before = schema;
    await migrateUp(handle, { folder, steps: 1 });
    schema = await dumpSchema(handle);
    await migrateDown(handle, { folder });
    expectSame(before, await dumpSchema(handle), `${name}.down.sql does not undo ${name}.sql`);
    await migrateUp(handle, { folder, steps: 1 });
    expectSame(schema, await dumpSchema(handle), `${name}.sql does something else the second time`);
  }
  await migrateDown(handle, { folder, steps: migrations.length });
  expectSame(empty, await dumpSchema(handle), "All the way down is not the empty schema");
  await migrateUp(handle, { folder });
  expectSame(schema, await dumpSchema(handle), "All the way down and up is another schema");
  return schema;
}

const readJson = (file: string): unknown => JSON.parse(readFileSync(file, "utf8"));

/**
 * Checks drizzle-kit's metadata beside the migrations: its journal lists the same files, and its newest snapshot
 * matches `db/schema`.
 * @throws {MigrationError} that names a file, or asks for `migrate:create`
 */
export async function verifySnapshots(folder: string = migrationFolder()): Promise<void> {
  const names = readMigrations(folder).map((migration) => migration.name);
  const journal = readJson(path.join(folder, "meta", "_journal.json")) as { entries: { tag: string }[] };
  const listed = journal.entries.map((entry) => entry.tag);
  const stray = [...names.filter((name) => !listed.includes(name)), ...listed.filter((name) => !names.includes(name))];
  if (stray[0]) throw new MigrationError(`${stray[0]}.sql and drizzle/meta/_journal.json disagree about it.`);
  const snapshot = path.join(folder, "meta", `${names.at(-1)?.slice(0, 4)}_snapshot.json`);
  if (!existsSync(snapshot)) throw new MigrationError(`${snapshot} is missing.`);
  const { generateDrizzleJson } = await import("drizzle-kit/api");
  const now = { ...generateDrizzleJson({ ...(await import("./schema/index.ts")) }), id: "", prevId: "" };
  const then = { ...(readJson(snapshot) as object), id: "", prevId: "" };
  if (!isDeepStrictEqual(JSON.parse(JSON.stringify(now)), then)) {
    throw new MigrationError("db/schema says something the migrations do not: npm run migrate:create <name>");
  }
}
