import { cpSync, mkdtempSync, readdirSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/pglite";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { causes, isDatabaseAway, isUniqueViolation } from "@/lib/errors.ts";
import { startChild } from "@/lib/testing/child.ts";
import type { DatabaseHandle } from "../handle.ts";
import { DataFolderLocked, lockTimes } from "./data-lock.ts";
import { DatabaseUnusable } from "./database-folder.ts";
import { openPglite } from "./pglite.ts";
import { drizzleParsers } from "./pglite-parsers.ts";
import { openPgliteThread } from "./pglite-thread.ts";

let folder: string;
let whole: string;
/** The same data, in this thread and in one of its own. */
let same: DatabaseHandle;
let own: DatabaseHandle;

const ask = (handle: DatabaseHandle, text: string, values: unknown[] = []) => handle.run({ name: "", text }, values);
const claims = (data: string) => readdirSync(join(data, "database.lock"));

function copy(name: string): string {
  cpSync(whole, join(folder, name), { recursive: true });
  return join(folder, name);
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "stint-thread-"));
  whole = join(folder, "whole");
  const handle = await openPglite(whole, { durability: "relaxed" });
  await ask(handle, "create table kept (id int primary key, note text unique)");
  await ask(handle, "insert into kept values (1, 'a')");
  await ask(handle, "create type colour as enum ('red', 'dark blue')");
  await handle.close();
  [same, own] = await Promise.all([openPglite(copy("same")), openPgliteThread(copy("own"))]);
}, 300_000);

afterEach(() => vi.restoreAllMocks());

afterAll(async () => {
  await Promise.all([same.close(), own.close()]);
  rmSync(folder, { recursive: true, force: true });
}, 120_000);

describe("what comes back is the same as in one thread", () => {
  const types = `select 9007199254740991::bigint as big, 7::int as whole, 3::smallint as small, true as yes, 'é'::text as words,
    null::text as nothing, date '2024-02-29' as day, timestamp '2024-02-29 12:30:15.123456' as local,
    timestamptz '2024-02-29 12:30:15.123456+00' as moment, '{"a": [1, null], "b": "x"}'::jsonb as json,
    'c9a5d1de-0000-4000-8000-000000000001'::uuid as id, 'dark blue'::colour as colour, 1.50::numeric as exact,
    array['a', null, 'b,"c']::text[] as tags, array[1, 2]::bigint[] as bigs, array['red']::colour[] as colours,
    array[timestamptz '2024-02-29 00:00+00'] as moments, 2.5::float8 as float, interval '1 day' as span,
    '\\x00ff'::bytea as bytes, array[1.50]::numeric[] as exacts, array[date '2024-02-29'] as days`;

  test("of every type, by a statement and by Drizzle, the first time, prepared and again", async () => {
    for (let time = 0; time < 3; time++) {
      expect(await ask(own, types)).toStrictEqual(await ask(same, types));
      const [mine, others] = await Promise.all([own.orm.execute(sql.raw(types)), same.orm.execute(sql.raw(types))]);
      expect((mine as unknown as { rows: unknown }).rows).toStrictEqual((others as unknown as { rows: unknown }).rows);
      const fields = {
        day: sql`date '2024-02-29'`,
        at: sql`now() - now()`,
        tags: sql`array['a']`,
        json: sql`'{"a":1}'::jsonb`,
      };
      expect(await own.orm.select(fields).from(sql`kept`)).toStrictEqual(await same.orm.select(fields).from(sql`kept`));
    }
  });

  test.each([
    ["bigint", 12],
    ["bigint", 12n],
    ["text", "it's"],
    ["boolean", false],
    ["int", null],
    ["text", undefined],
    ["timestamptz", new Date(1_700_000_000_123)],
    ["date", "2024-02-29"],
    ["jsonb", { a: [1], at: new Date(0) }],
    ["jsonb", [1, { b: 2 }]],
    ["text[]", ["a", 'b"c', null]],
    ["bigint[]", [1, 2]],
    ["bytea", Buffer.from("small")],
    ["text", new URL("https://a.example/")],
    ["float8", 0.1],
  ])("of a %s that was given as %o", async (type, value) => {
    const text = `select $1::${type} as value`;
    for (let time = 0; time < 3; time++)
      expect(await ask(own, text, [value])).toStrictEqual(await ask(same, text, [value]));
  });

  test("of every kind of refusal, with all that PostgreSQL says", async () => {
    const refused = [
      "insert into kept values (1, 'b')",
      "insert into kept values (2, 'a')",
      "insert into kept values (null, 'b')",
      "selec 1",
      "select * from missing",
      "select 'x'::int",
      "select 1 / (select 0)",
    ];
    for (const text of [...refused, ...refused, ...refused]) {
      const of = (handle: DatabaseHandle) => ask(handle, text).catch((error: object) => error);
      const [mine, others] = await Promise.all([of(own), of(same)]);
      expect(mine).toBeInstanceOf(Error);
      const told = [
        "message",
        "code",
        "severity",
        "detail",
        "hint",
        "constraint",
        "table",
        "column",
        "schema",
        "position",
      ];
      for (const key of told)
        expect(Reflect.get(mine, key), `${key} of ${text}`).toBe(Reflect.get(others as object, key));
    }
    expect(isUniqueViolation(await ask(own, refused[1] as string).catch((error) => error), "kept_note_key")).toBe(true);
    const wrapped = await own.orm.execute(sql.raw(refused[0] as string)).catch((error) => error);
    expect(isUniqueViolation(wrapped, "kept_pkey")).toBe(true);
  });

  test("by the parsers that Drizzle's driver gives", async () => {
    const given: { rowMode: string; parsers: Record<string, (value: string) => unknown> }[] = [];
    const query = async (_text: string, _values: unknown[], options: (typeof given)[number]) => {
      given.push(options);
      return { rows: [] };
    };
    const fake = drizzle({ client: { query } as never });
    await fake.execute(sql`select 1`);
    await fake.select({ one: sql`1` }).from(sql`kept`);
    expect(given.map(({ rowMode }) => rowMode)).toEqual(["object", "array"]);
    for (const { parsers } of given) {
      expect(Object.keys(parsers)).toEqual(Object.keys(drizzleParsers));
      for (const parser of Object.values(parsers)) expect(parser("{x}")).toBe("{x}");
    }
  });
});

test("a value that cannot be sent fails its own statement only", async () => {
  const [bad, good] = await Promise.allSettled([ask(own, "select $1::text", [() => {}]), ask(own, "select 1 as one")]);
  expect(bad.status).toBe("rejected");
  expect(good).toEqual({ status: "fulfilled", value: [{ one: 1 }] });
});

describe("a transaction", () => {
  const counter = (handle: DatabaseHandle) => ask(handle, "select note from kept where id = 10");

  test("keeps statements of others waiting until it is over, and sees its own at once", async () => {
    const order: string[] = [];
    const inside = Promise.withResolvers<void>();
    const transaction = own.orm.transaction(async (mine) => {
      await mine.execute(sql`insert into kept values (10, 'one')`);
      inside.resolve();
      await new Promise((done) => setTimeout(done, 100));
      await mine.execute(sql`update kept set note = 'two' where id = 10`);
      order.push("transaction");
    });
    await inside.promise;
    const plain = counter(own).then((rows) => {
      order.push("plain");
      return rows;
    });
    await transaction;
    expect(await plain).toEqual([{ note: "two" }]);
    expect(order).toEqual(["transaction", "plain"]);
  });

  test("of which many are begun at once loses no update", async () => {
    await ask(own, "update kept set note = '0' where id = 10");
    const add = () =>
      own.orm.transaction(async (mine) => {
        const found = (await mine.execute(sql`select note from kept where id = 10`)) as unknown as {
          rows: { note: string }[];
        };
        await mine.execute(sql`update kept set note = ${String(Number(found.rows[0]?.note) + 1)} where id = 10`);
      });
    await Promise.all(Array.from({ length: 20 }, add));
    expect(await counter(own)).toEqual([{ note: "20" }]);
  });

  test.each([
    ["its owner fails", () => Promise.reject(new Error("changed my mind")), "changed my mind"],
    [
      "a statement of it is refused",
      (run: (text: string) => Promise<unknown>) => run("select 1 / (select 0)"),
      "division by zero",
    ],
  ])("leaves nothing when %s, and the next one begins", async (_, fail, message) => {
    const failing = own.orm.transaction(async (mine) => {
      await mine.execute(sql`insert into kept values (11, 'gone')`);
      await fail((text) => mine.execute(sql.raw(text)));
    });
    const error = await failing.catch((thrown) => thrown);
    expect(causes(error).map((each) => each.message)).toContain(message);
    expect(await ask(own, "select 1 from kept where id = 11")).toEqual([]);
    await own.orm.transaction((mine) => mine.execute(sql`select 1`));
  });

  test("whose refused statement was passed over is not told as kept", async () => {
    const swallowing = own.orm.transaction(async (mine) => {
      await mine.execute(sql`insert into kept values (12, 'gone')`);
      await mine.execute(sql`select 1 / (select 0)`).catch(() => {});
    });
    await expect(swallowing).rejects.toMatchObject({ code: "25P02" });
    expect(await ask(own, "select 1 from kept where id = 12")).toEqual([]);
  });

  test("within a transaction goes back to where it began", async () => {
    await own.orm.transaction(async (mine) => {
      await mine.execute(sql`insert into kept values (13, 'outer')`);
      await mine
        .transaction(async (inner) => {
          await inner.execute(sql`insert into kept values (14, 'inner')`);
          throw new Error("inner");
        })
        .catch(() => {});
    });
    expect(await ask(own, "select id from kept where id in (13, 14)")).toEqual([{ id: 13 }]);
  });
});

describe("the data folder", () => {
  test("is refused to a second one, and free again after the close, which waits for what runs", async () => {
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

  test("that is not whole is refused with what is missing, and given back", async () => {
    const data = copy("broken");
    renameSync(join(data, "database", "PG_VERSION"), join(data, "aside"));
    const refusal = await openPgliteThread(data).catch((error) => error);
    expect(refusal).toBeInstanceOf(DatabaseUnusable);
    expect(refusal.message).toContain("is not complete, and nothing in it was changed: PG_VERSION is missing");
    expect(claims(data)).toEqual([]);
  });

  test("that was taken over takes no write any more", async () => {
    const replaced: string[] = [];
    const data = copy("taken");
    // No heartbeat while this runs: the first one without a claim would soon end the process.
    const lock = { times: { ...lockTimes, beatMs: 600_000 }, onReplaced: (message: string) => replaced.push(message) };
    const handle = await openPgliteThread(data, { lock });
    for (const name of claims(data)) rmSync(join(data, "database.lock", name));
    await expect(ask(handle, "insert into kept values (2, 'later')")).rejects.toThrow(DataFolderLocked);
    expect(replaced[0]).toContain("Another process has taken over the data folder");
    await handle.close();
  });

  test("is given back by a process that ends without closing it, and is not held open by the thread", {
    timeout: 120_000,
  }, async () => {
    const data = copy("left");
    const child = startChild("lib/testing/leave-open.ts", [data]);
    expect(await child.line()).toBe('[{"note":"a"}]');
    expect((await child.ended).code).toBe(0);
    expect(claims(data)).toEqual([]);
  });
});

test("a thread that dies is told to what waits and to what comes later, and to the process", async () => {
  const told: string[] = [];
  const handle = await openPgliteThread(copy("dead"), {}, (message) => told.push(message));
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
  expect(told).toEqual([expect.stringMatching(/has stopped\. Stint ends; start it again\.$/)]);
  await handle.close();
});

test("a statement that keeps the thread for long is a database that is not alive", async () => {
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
