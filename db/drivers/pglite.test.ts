import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { NodeFS } from "@electric-sql/pglite/nodefs";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { DatabaseHandle } from "../handle.ts";
import { DataFolderLocked, lockTimes } from "./data-lock.ts";
import { DatabaseUnusable, mustCreate, prepareFolder } from "./database-folder.ts";
import { openPglite } from "./pglite.ts";
import { DurableFiles, probeDurability, startParameters } from "./pglite-files.ts";

let folder: string;
/** A data folder whose database was closed, with a table `kept` of one row. */
let whole: string;

const readKept = (handle: DatabaseHandle) => handle.connection((query) => query("select note from kept"));

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "stint-pglite-"));
  whole = join(folder, "whole");
  const handle = await openPglite(whole);
  await handle.connection((query) => query("create table kept as select 'a' as note"));
  await handle.close();
}, 300_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }), 120_000);

test("a new database's files are readable by its owner alone, and an old one's become so", async () => {
  const open = (path: string) =>
    readdirSync(path, { recursive: true, encoding: "utf8" }).filter(
      // Files PostgreSQL rewrites from its catalogue at each start, with the process's umask.
      (name) => !name.endsWith("pg_internal.init") && (statSync(join(path, name)).mode & 0o077) !== 0,
    );
  expect(open(join(whole, "database"))).toEqual([]);
  const old = join(folder, "old-modes");
  cpSync(whole, old, { recursive: true });
  for (const name of ["PG_VERSION", "base/1/1259", "pg_wal"]) chmodSync(join(old, "database", name), 0o777);
  const handle = await openPglite(old);
  expect(await readKept(handle)).toEqual([{ note: "a" }]);
  await handle.close();
  expect(open(join(old, "database"))).toEqual([]);
});

/** Each file and folder below `path`, such as `base/5/1259`, with its size. */
function tree(path: string): string[] {
  const names = readdirSync(path, { recursive: true, encoding: "utf8" });
  return names.map((name) => `${name} ${statSync(join(path, name)).size}`).sort();
}

/** A copy of `whole` for one test. */
function copy(name: string): string {
  const target = join(folder, name);
  cpSync(whole, target, { recursive: true });
  return target;
}

describe("the embedded database", () => {
  test("stores its rows, and refuses other processes while it is open", async () => {
    const warnings: string[] = [];
    const first = await openPglite(whole, { onWarning: (message) => warnings.push(message) });
    await expect(openPglite(whole)).rejects.toThrow(DataFolderLocked);
    expect(await readKept(first)).toEqual([{ note: "a" }]);
    await first.close();
    expect(warnings).toEqual([]);
  });

  test("acknowledges no more writes once its data folder was taken over", async () => {
    const replaced: string[] = [];
    const data = copy("taken");
    // No heartbeat while this runs: the first one without a claim would soon exit the process.
    const times = { ...lockTimes, beatMs: 600_000 };
    const handle = await openPglite(data, { lock: { times, onReplaced: (message) => replaced.push(message) } });
    const claims = join(data, "database.lock");
    const write = handle.orm.transaction(async (transaction) => {
      await transaction.execute("insert into kept values ('before')");
      for (const name of readdirSync(claims)) rmSync(join(claims, name));
      await transaction.execute("insert into kept values ('after')");
    });
    await expect(write).rejects.toThrow();
    await expect(handle.run({ name: "", text: "insert into kept values ('later')" }, [])).rejects.toThrow(
      DataFolderLocked,
    );
    expect(replaced[0]).toContain("Another process has taken over the data folder");
    await handle.close();
  });

  test("opens a folder of an earlier version, which does not have our mark", async () => {
    rmSync(join(whole, "database", "stint.state"));
    const handle = await openPglite(whole);
    expect(await readKept(handle)).toEqual([{ note: "a" }]);
    await handle.close();
  });
});

describe("a folder that holds any part of a database is never recreated", () => {
  test("whichever file or folder of it is missing or empty, or is the only one left", () => {
    const database = join(whole, "database");
    const names = readdirSync(database).filter((name) => name !== "stint.state");
    names.push("global/pg_control", "global/pg_filenode.map", "base/1", "base/4", "base/5", "base/5/PG_VERSION");
    names.push("pg_wal/000000010000000000000001", "pg_xact/0000", "pg_multixact/offsets", "pg_multixact/members/0000");
    names.push("pg_logical/snapshots");
    expect(names.length).toBeGreaterThan(30);
    const lone = join(folder, "lone");
    const aside = join(folder, "aside");
    for (const name of names) {
      const path = join(database, name);
      renameSync(path, aside);
      const before = tree(database);
      expect(() => mustCreate(database), `without ${name}`).toThrow(DatabaseUnusable);
      expect(() => mustCreate(database), `without ${name}`).toThrow(name.split("/")[0]);
      if (statSync(aside).isFile()) {
        writeFileSync(path, "");
        expect(() => mustCreate(database), `with an empty ${name}`).toThrow(/is empty/);
        rmSync(path);
      }
      expect(tree(database)).toEqual(before);
      renameSync(aside, path);
      mkdirSync(lone);
      cpSync(path, join(lone, name.split("/").at(-1) ?? ""), { recursive: true });
      expect(() => mustCreate(lone), `with nothing but ${name}`).toThrow(DatabaseUnusable);
      rmSync(lone, { recursive: true });
    }
    expect(mustCreate(database)).toBe(false);
  });

  test("is refused with what is missing and what to do, and left unchanged", async () => {
    const database = join(whole, "database");
    const names = ["PG_VERSION", "pg_ident.conf"];
    for (const name of names) renameSync(join(database, name), join(folder, name));
    const before = tree(database);
    await expect(openPglite(whole)).rejects.toThrow(
      /is not complete, and nothing in it was changed: PG_VERSION is missing, pg_ident.conf is missing\..*docs\/data\.md/,
    );
    expect(tree(database)).toEqual(before);
    for (const name of names) renameSync(join(folder, name), join(database, name));
  });

  test("unless it is empty, or its mark says that its creation was interrupted", async () => {
    const database = join(folder, "cut-short");
    expect(mustCreate(database)).toBe(true);
    mkdirSync(join(database, "lost+found"), { recursive: true });
    expect(mustCreate(database)).toBe(true);
    await prepareFolder(database, "full");
    writeFileSync(join(database, "PG_VERSION"), "18\n");
    expect(mustCreate(database)).toBe(true);
    await prepareFolder(database, "full");
    expect(readdirSync(database)).toEqual(["lost+found", "stint.state"]);
  });
});

describe("a failed open says why and releases the folder", () => {
  const damages: [string, RegExp, (database: string) => void][] = [
    [
      "pg_control is overwritten",
      /could not be opened: database files are incompatible with server/,
      (database) => writeFileSync(join(database, "global", "pg_control"), Buffer.alloc(8192, 7)),
    ],
    [
      "the log is cut off",
      /could not be opened: could not locate a valid checkpoint record/,
      (database) => truncateSync(join(database, "pg_wal", "000000010000000000000001"), 8192),
    ],
    [
      "a table has no file",
      /is not complete.*base\/5\/\d+ \(kept\) is missing/,
      (database) => {
        const tables = readdirSync(join(database, "base", "5")).filter((name) => Number(name) >= 16_384);
        rmSync(join(database, "base", "5", tables.sort().at(0) ?? ""));
      },
    ],
  ];
  test.each(damages)("when %s, twice", async (name, message, damage) => {
    const data = copy(name);
    damage(join(data, "database"));
    for (let attempt = 0; attempt < 2; attempt++) {
      await expect(openPglite(data)).rejects.toSatisfy(
        (error: Error) => error instanceof DatabaseUnusable && message.test(error.message),
      );
      expect(readdirSync(join(data, "database.lock"))).toEqual([]);
    }
  });
});

describe("full durability", () => {
  test("forces each commit to the disk with this version of PGlite", async () => {
    const files = new DurableFiles(join(whole, "database"));
    const client = new PGlite({ fs: files, startParams: startParameters("full") ?? [] });
    await client.query("create table notes (id int)");
    const before = files.syncs;
    for (let id = 0; id < 20; id++) await client.query("insert into notes values ($1)", [id]);
    expect(files.syncs - before).toBeGreaterThanOrEqual(20);
    expect(await probeDurability(client, () => files.syncs)).toBeUndefined();
    // Simulates a version that no longer calls our additions to its file system.
    expect(await probeDurability(client, () => 0)).toBe("a commit did not reach fsync");
    await client.close();
  });

  test("reports at startup when it is not in effect", async () => {
    // Simulates a version whose file system has another structure.
    const init = vi.spyOn(DurableFiles.prototype, "init").mockImplementation(NodeFS.prototype.init);
    const warnings: string[] = [];
    const handle = await openPglite(whole, { onWarning: (message) => warnings.push(message) });
    init.mockRestore();
    await handle.close();
    expect(warnings).toEqual([expect.stringMatching(/power cut.*a commit did not reach fsync/)]);
  });

  test("flushes earlier writes to the disk, and records when that is no longer certain", async () => {
    const state = join(whole, "database", "stint.state");
    const open = async (durability: "full" | "relaxed") => (await openPglite(whole, { durability })).close();
    await open("relaxed");
    expect(readFileSync(state, "utf8")).toBe("relaxed\n");
    await open("full");
    expect(readFileSync(state, "utf8")).toBe("synced\n");
  });
});
