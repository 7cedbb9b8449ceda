import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/pglite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { causes, isUniqueViolation } from "@/lib/core/errors.ts";
import type { DatabaseHandle } from "../handle.ts";
import { openPglite } from "./pglite.ts";
import { drizzleParsers } from "./pglite-parsers.ts";
import { openPgliteThread } from "./pglite-thread.ts";

let folder: string;
let whole: string;
/** The same data, on this thread and on one of its own. */
let same: DatabaseHandle;
let own: DatabaseHandle;

const ask = (handle: DatabaseHandle, text: string, values: unknown[] = []) => handle.run({ name: "", text }, values);

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

afterAll(async () => {
  await Promise.all([same.close(), own.close()]);
  rmSync(folder, { recursive: true, force: true });
}, 120_000);

describe("results are the same as on one thread", () => {
  const types = `select 9007199254740991::bigint as big, 7::int as whole, 3::smallint as small, true as yes, 'é'::text as words,
    null::text as nothing, date '2024-02-29' as day, timestamp '2024-02-29 12:30:15.123456' as local,
    timestamptz '2024-02-29 12:30:15.123456+00' as moment, '{"a": [1, null], "b": "x"}'::jsonb as json,
    'c9a5d1de-0000-4000-8000-000000000001'::uuid as id, 'dark blue'::colour as colour, 1.50::numeric as exact,
    array['a', null, 'b,"c']::text[] as tags, array[1, 2]::bigint[] as bigs, array['red']::colour[] as colours,
    array[timestamptz '2024-02-29 00:00+00'] as moments, 2.5::float8 as float, interval '1 day' as span,
    '\\x00ff'::bytea as bytes, array[1.50]::numeric[] as exacts, array[date '2024-02-29'] as days`;

  test("for every type, by a statement and by Drizzle, the first time, prepared and again", async () => {
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
    ["text[]", [new URL("https://a.example/")]],
    ["float8", 0.1],
  ])("for a %s passed as %o", async (type, value) => {
    const text = `select $1::${type} as value`;
    for (let time = 0; time < 3; time++)
      expect(await ask(own, text, [value])).toStrictEqual(await ask(same, text, [value]));
  });

  test("for every kind of error, with all of PostgreSQL's fields", async () => {
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
      const results = [
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
      for (const key of results)
        expect(Reflect.get(mine, key), `${key} of ${text}`).toBe(Reflect.get(others as object, key));
    }
    expect(isUniqueViolation(await ask(own, refused[1] as string).catch((error) => error), "kept_note_key")).toBe(true);
    const wrapped = await own.orm.execute(sql.raw(refused[0] as string)).catch((error) => error);
    expect(isUniqueViolation(wrapped, "kept_pkey")).toBe(true);
  });

  test("for the parsers that Drizzle's driver passes", async () => {
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

test("a value that cannot be sent fails only its own statement", async () => {
  const [bad, good] = await Promise.allSettled([ask(own, "select $1::text", [() => {}]), ask(own, "select 1 as one")]);
  expect(bad.status).toBe("rejected");
  expect(good).toEqual({ status: "fulfilled", value: [{ one: 1 }] });
});

describe("a transaction", () => {
  const counter = (handle: DatabaseHandle) => ask(handle, "select note from kept where id = 10");

  test("keeps other statements waiting until it is over, and runs its own at once", async () => {
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

  test("started many times concurrently loses no update", async () => {
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
    ["its callback fails", () => Promise.reject(new Error("changed my mind")), "changed my mind"],
    [
      "one of its statements fails",
      (run: (text: string) => Promise<unknown>) => run("select 1 / (select 0)"),
      "division by zero",
    ],
  ])("leaves nothing when %s, and the next one starts", async (_, fail, message) => {
    const failing = own.orm.transaction(async (mine) => {
      await mine.execute(sql`insert into kept values (11, 'gone')`);
      await fail((text) => mine.execute(sql.raw(text)));
    });
    const error = await failing.catch((thrown) => thrown);
    expect(causes(error).map((each) => each.message)).toContain(message);
    expect(await ask(own, "select 1 from kept where id = 11")).toEqual([]);
    await own.orm.transaction((mine) => mine.execute(sql`select 1`));
  });

  test("that ignored a failed statement is not reported as committed", async () => {
    const swallowing = own.orm.transaction(async (mine) => {
      await mine.execute(sql`insert into kept values (12, 'gone')`);
      await mine.execute(sql`select 1 / (select 0)`).catch(() => {});
    });
    await expect(swallowing).rejects.toMatchObject({ code: "25P02" });
    expect(await ask(own, "select 1 from kept where id = 12")).toEqual([]);
  });

  test("within a transaction rolls back to its savepoint", async () => {
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
