import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { database } from "@/db/index.ts";
import { startChild } from "@/lib/testing/child.ts";
import { testDriver } from "@/lib/testing/driver.ts";
import { type ScratchDatabase, scratchDatabase } from "@/lib/testing/scratch-database.ts";
import type { DatabaseHandle } from "./handle.ts";
import { checkMigrations, MigrationError, migrateDown, migrateUp, migrationStatus } from "./migrate.ts";
import { readMigrations } from "./migration-files.ts";
import { dumpSchema } from "./schema-dump.ts";
import { verifyRoundTrip } from "./verify-migrations.ts";

const own = readMigrations().map((migration) => migration.name);
const newest = own.at(-1) ?? "";
const next = "9000_extra";

let scratch: ScratchDatabase;
let handle: DatabaseHandle;
let folder: string;

const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);

const rows = <Row>(text: string): Promise<Row[]> => handle.connection((query) => query<Row>(text));

const insertUser = () => rows("insert into users (email, name) values ('a@example.com', 'Ada') returning id");

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "stint-migrations-"));
  cpSync("drizzle", folder, { recursive: true });
  scratch = await scratchDatabase("empty");
  handle = scratch.handle;
});

afterEach(async () => {
  await scratch.drop();
  rmSync(folder, { recursive: true, force: true });
});

test("each test file starts on a migrated database of the project's driver, without rows", async () => {
  const open = await database();
  expect(open.driver).toBe(testDriver());
  expect(await migrationStatus(open)).toEqual({ schema_version: newest, applied: own, pending: [] });
  expect(await open.connection((query) => query("select id from users"))).toEqual([]);
});

describe("migrating up and down", () => {
  test("the project's migrations lead to the same schema after up, down and up", async () => {
    const schema = await verifyRoundTrip(handle);
    expect(schema.some((line) => line.startsWith("table users"))).toBe(true);
    expect(schema).toEqual(await dumpSchema(await database()));
  });

  test("the status lists what is pending before, between and after", async () => {
    expect(await migrationStatus(handle)).toEqual({ schema_version: null, applied: [], pending: own });
    expect(await migrateUp(handle)).toEqual(own);
    expect(await migrateUp(handle)).toEqual([]);
    write(`${next}.sql`, "create table extra (id int)");
    expect(await migrationStatus(handle, folder)).toEqual({ schema_version: newest, applied: own, pending: [next] });
    expect(await migrateUp(handle, { folder })).toEqual([next]);
    expect((await migrationStatus(handle, folder)).schema_version).toBe(next);
  });

  test("a step down and up again keeps the rows of every other table", async () => {
    write(
      `${next}.sql`,
      'create table extra (id int);\n--> statement-breakpoint\nalter table users add column "nickname" text;',
    );
    write(`${next}.down.sql`, 'alter table users drop column "nickname";\n--> statement-breakpoint\ndrop table extra;');
    await migrateUp(handle, { folder });
    const [user] = await insertUser();
    await rows("insert into extra values (1)");
    expect(await migrateDown(handle, { folder })).toEqual([next]);
    expect(await rows("select id from users")).toEqual([user]);
    await migrateUp(handle, { folder });
    expect(await rows("select id, name, nickname from users")).toEqual([
      { ...(user as object), name: "Ada", nickname: null },
    ]);
    expect(await rows("select * from extra")).toEqual([]);
  });

  test("all the way down leaves tables alone that no migration created", async () => {
    await rows("create table theirs (id int)");
    await rows("insert into theirs values (7)");
    await migrateUp(handle);
    expect(await migrateDown(handle, { steps: 99 })).toEqual([...own].reverse());
    expect(await rows("select id from theirs")).toEqual([{ id: 7 }]);
    expect((await dumpSchema(handle)).filter((line) => line.startsWith("table"))).toHaveLength(1);
  });

  test("three concurrent runs all succeed, and each migration is applied once", async () => {
    const done = await Promise.all([migrateUp(handle), migrateUp(handle), migrateUp(handle)]);
    expect(done.flat().sort()).toEqual(own);
    expect(await rows("select name from schema_migrations order by name")).toEqual(own.map((name) => ({ name })));
  });

  if (testDriver() !== "pglite") {
    test("three processes that start at once all succeed", async () => {
      const start = () => startChild("lib/cli/migrate.ts", ["up"], scratch.environment);
      const ends = await Promise.all([start(), start(), start()].map((child) => child.ended));
      expect(ends).toEqual(Array.from({ length: 3 }, () => ({ code: 0, errors: "" })));
      expect((await migrationStatus(handle)).pending).toEqual([]);
    });
  }
});

describe("a migration that cannot be applied", () => {
  const refusal = async (work: Promise<unknown>): Promise<string> => {
    const error = await work.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(MigrationError);
    return (error as MigrationError).message;
  };

  test("leaves nothing behind when a statement fails, and is named", async () => {
    await migrateUp(handle);
    const before = await dumpSchema(handle);
    await insertUser();
    write(
      `${next}.sql`,
      "create table extra (id int);\n--> statement-breakpoint\ndelete from users;\n--> statement-breakpoint\nselect nonsense;",
    );
    expect(await refusal(migrateUp(handle, { folder }))).toMatch(
      /^9000_extra\.sql failed, .*"nonsense" does not exist/,
    );
    expect(await dumpSchema(handle)).toEqual(before);
    expect(await rows("select name from users")).toEqual([{ name: "Ada" }]);
    expect((await migrationStatus(handle, folder)).pending).toEqual([next]);
    write(`${next}.sql`, "create table extra (id int);");
    expect(await migrateUp(handle, { folder })).toEqual([next]);
  });

  test("is refused by name when it was edited after it was applied", async () => {
    await migrateUp(handle, { folder });
    const file = `${own[0]}.sql`;
    write(file, `${readFileSync(join(folder, file), "utf8")}\n-- a late thought`);
    for (const work of [migrateUp, migrateDown]) {
      expect(await refusal(work(handle, { folder, steps: 99 }))).toContain(`${file} was edited after it was applied`);
    }
    expect(await refusal(checkMigrations(handle, folder))).toContain(file);
    expect((await migrationStatus(handle)).applied.length).toBeGreaterThan(0);
  });

  test("does not count as edited when only its line endings changed", async () => {
    await migrateUp(handle, { folder });
    const file = `${own[0]}.sql`;
    write(file, readFileSync(join(folder, file), "utf8").replaceAll("\n", "\r\n"));
    await checkMigrations(handle, folder);
  });

  test("is refused by name when it is older than one that is applied, and is not run", async () => {
    write(`${next}.sql`, "create table extra (id int);");
    await migrateUp(handle, { folder });
    write("8000_late.sql", "create table late (id int);");
    expect(await refusal(migrateUp(handle, { folder }))).toContain(`8000_late.sql is older than ${next}.sql`);
    expect((await dumpSchema(handle)).some((line) => line.includes("table late"))).toBe(false);
  });

  test("is refused by name when it is applied and its file is missing", async () => {
    write(`${next}.sql`, "create table extra (id int);");
    await migrateUp(handle, { folder });
    rmSync(join(folder, `${next}.sql`));
    for (const work of [migrateUp, migrateDown]) {
      expect(await refusal(work(handle, { folder }))).toContain(`${next}.sql is applied to this database`);
    }
  });

  test("is not rolled back without a written .down.sql", async () => {
    write(`${next}.sql`, "create table extra (id int);");
    await migrateUp(handle, { folder });
    expect(await refusal(migrateDown(handle, { folder }))).toContain(`${next}.down.sql is missing`);
    write(`${next}.down.sql`, "-- nothing yet\n");
    expect(await refusal(migrateDown(handle, { folder }))).toContain(`${next}.down.sql is empty`);
    expect(readdirSync(folder)).toContain(`${next}.down.sql`);
    expect(await rows("select * from extra")).toEqual([]);
  });

  test("is not applied while its file is empty", async () => {
    write(`${next}.sql`, "-- Custom SQL migration file, put your code below! --");
    expect(await refusal(migrateUp(handle, { folder }))).toBe(`${next}.sql is empty.`);
    expect((await migrationStatus(handle, folder)).pending).toEqual([next]);
  });

  test("is detected when its .down.sql forgets a part", async () => {
    write(
      `${next}.sql`,
      "create table extra (id int);\n--> statement-breakpoint\ncreate index users_name on users (name);",
    );
    write(`${next}.down.sql`, "drop table extra;");
    expect(await refusal(verifyRoundTrip(handle, folder))).toMatch(
      /9000_extra\.down\.sql does not undo .*\n {2}\+ index users_name/,
    );
  });
});
