import { cpSync, mkdtempSync, readdirSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { isDatabaseAway } from "@/lib/core/errors.ts";
import { startChild } from "@/lib/testing/child.ts";
import type { DatabaseHandle } from "../handle.ts";
import { DataFolderLocked, lockTimes } from "./data-lock.ts";
import { DatabaseUnusable } from "./database-folder.ts";
import { openPglite } from "./pglite.ts";
import { openPgliteThread } from "./pglite-thread.ts";

let folder: string;
let whole: string;

const ask = (handle: DatabaseHandle, text: string) => handle.run({ name: "", text }, []);
const claims = (data: string) => readdirSync(join(data, "database.lock"));

function copy(name: string): string {
  cpSync(whole, join(folder, name), { recursive: true });
  return join(folder, name);
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "stint-thread-life-"));
  whole = join(folder, "whole");
  const handle = await openPglite(whole, { durability: "relaxed" });
  await ask(handle, "create table kept (id int primary key, note text unique)");
  await ask(handle, "insert into kept values (1, 'a')");
  await handle.close();
}, 300_000);

afterEach(() => vi.restoreAllMocks());

afterAll(() => rmSync(folder, { recursive: true, force: true }), 120_000);

describe("the data folder", () => {
  test("is refused to a second one, and released after the close, which waits for running statements", async () => {
    const data = copy("closed");
    const first = await openPgliteThread(data);
    await expect(openPgliteThread(data)).rejects.toThrow(DataFolderLocked);
    const running = ask(first, "insert into kept select n, n::text from generate_series(100, 5000) n returning id");
    await Promise.all([first.close(), first.close()]);
    expect(await running).toHaveLength(4901);
    expect(claims(data)).toEqual([]);
    await expect(ask(first, "select 1")).rejects.toThrow("is closed");
    const second = await openPgliteThread(data);
    expect(await ask(second, "select count(*)::int as rows from kept")).toEqual([{ rows: 4902 }]);
    await second.close();
  });

  test("that is incomplete is refused with what is missing, and released", async () => {
    const data = copy("broken");
    renameSync(join(data, "database", "PG_VERSION"), join(data, "aside"));
    const refusal = await openPgliteThread(data).catch((error) => error);
    expect(refusal).toBeInstanceOf(DatabaseUnusable);
    expect(refusal.message).toContain("is not complete, and nothing in it was changed: PG_VERSION is missing");
    expect(claims(data)).toEqual([]);
  });

  test("that was taken over accepts no more writes", async () => {
    const replaced: string[] = [];
    const data = copy("taken");
    // No heartbeat while this runs: the first one without a claim would soon exit the process.
    const lock = { times: { ...lockTimes, beatMs: 600_000 }, onReplaced: (message: string) => replaced.push(message) };
    const handle = await openPgliteThread(data, { lock });
    for (const name of claims(data)) rmSync(join(data, "database.lock", name));
    await expect(ask(handle, "insert into kept values (2, 'later')")).rejects.toThrow(DataFolderLocked);
    expect(replaced[0]).toContain("Another process has taken over the data folder");
    await handle.close();
  });

  test("is released by a process that exits without closing it, and is not kept open by the thread", {
    timeout: 120_000,
  }, async () => {
    const data = copy("left");
    const child = startChild("lib/testing/leave-open.ts", [data]);
    expect(await child.line()).toBe('[{"note":"a"}]');
    expect((await child.ended).code).toBe(0);
    expect(claims(data)).toEqual([]);
  });
});

test("a crash of the thread fails pending and later calls, and notifies the process", async () => {
  const messages: string[] = [];
  const handle = await openPgliteThread(copy("dead"), {}, (message) => messages.push(message));
  const posts = vi.spyOn(Worker.prototype, "postMessage");
  const waiting = [
    ask(handle, "select count(*) from generate_series(1, 30000000)"),
    handle.orm.transaction((mine) => mine.execute(sql`select 1`)),
  ].map((each) => each.catch((error) => error));
  await new Promise((done) => setTimeout(done, 50));
  expect(handle.alive?.()).toBe(true);
  await (posts.mock.contexts[0] as Worker).terminate();
  for (const error of await Promise.all(waiting)) expect(isDatabaseAway(error)).toBe(true);
  await expect(ask(handle, "select 1")).rejects.toThrow(/^Connection terminated: .*has stopped/);
  expect(messages).toEqual([expect.stringMatching(/has stopped\. Stint ends; start it again\.$/)]);
  await handle.close();
});

test("a statement that blocks the thread for long makes the database count as stuck", async () => {
  const handle = await openPgliteThread(copy("stuck"), {}, () => {});
  expect(handle.alive?.()).toBe(true);
  const long = ask(handle, "select count(*) from generate_series(1, 200000000)").catch(() => {});
  await new Promise((done) => setTimeout(done, 300));
  handle.alive?.();
  await new Promise((done) => setTimeout(done, 300));
  expect(handle.alive?.()).toBe(false);
  const posts = vi.spyOn(Worker.prototype, "postMessage");
  const other = ask(handle, "select 1").catch(() => {});
  await Promise.resolve();
  await (posts.mock.contexts[0] as Worker).terminate();
  await Promise.all([long, other]);
  await handle.close();
  expect(handle.alive?.()).toBe(true);
});
