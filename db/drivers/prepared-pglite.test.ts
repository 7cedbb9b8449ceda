import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { PreparedPGlite } from "./prepared-pglite.ts";

let client: PreparedPGlite;
const calls: string[] = [];
const guard = {
  before: (text: string) => void calls.push(text),
  after: () => void calls.push("after"),
  translate: (error: unknown) => error,
};

const preparedCount = async () =>
  (await client.query<{ statement: string }>("select statement from pg_prepared_statements")).rows.map(
    ({ statement }) => statement,
  );
const three = async (text: string, values: unknown[] = []) => {
  for (let time = 0; time < 3; time++) await client.query(text, values);
};

beforeAll(async () => {
  client = new PreparedPGlite(guard, {});
  await client.query("create table notes (id int primary key, text text)");
  await client.query("insert into notes values (1, 'a')");
}, 300_000);

afterAll(() => client.close(), 120_000);

test("a statement is prepared from the second time on, and returns the same", async () => {
  const text = "select * from notes where id = $1";
  for (const count of [0, 1, 1]) {
    const { rows, fields } = await client.query(text, [1]);
    expect(rows).toEqual([{ id: 1, text: "a" }]);
    expect(fields.map(({ name }) => name)).toEqual(["id", "text"]);
    expect((await preparedCount()).filter((each) => each === text)).toHaveLength(count);
  }
});

test("prepared statements are discarded when a table may have changed, within a transaction as well", async () => {
  await three("select * from notes");
  await client.query("alter table notes add column more int default 7");
  expect((await client.query("select * from notes")).rows).toEqual([{ id: 1, text: "a", more: 7 }]);
  await three("select * from notes");
  await client.transaction(async (transaction) => {
    await transaction.exec("alter table notes drop column more");
    expect((await transaction.query("select * from notes")).rows).toEqual([{ id: 1, text: "a" }]);
  });
  await three("select * from notes");
});

test("a failed statement can be run again, and the next one is not affected", async () => {
  const insert = "insert into notes values ($1, 'b') returning id";
  for (let time = 0; time < 4; time++) {
    await expect(client.query(insert, [1])).rejects.toMatchObject({ code: "23505", constraint: "notes_pkey" });
    await expect(client.query("select 1 / $1::int", [0])).rejects.toMatchObject({ code: "22012" });
    await expect(client.query("select * from notes where id = $1", ["x"])).rejects.toMatchObject({ code: "22P02" });
    expect((await client.query(insert, [time + 2])).rows).toEqual([{ id: time + 2 }]);
  }
  expect((await client.query("select count(*)::int as count from notes")).rows).toEqual([{ count: 5 }]);
});

test("the guard is called before each statement and after each commit, however often it ran", async () => {
  for (let time = 0; time < 4; time++) {
    calls.length = 0;
    await client.query("update notes set text = 'c' where id = 1");
    expect(calls[0]).toMatch(/^update notes set/);
    expect(calls.at(-1)).toBe("after");
  }
});

test("a guard that refuses prevents a prepared statement from running", async () => {
  const text = "update notes set text = 'never' where id = 1";
  await three("select text from notes where id = 1");
  const before = vi.spyOn(guard, "before").mockImplementation(() => {
    throw new Error("not now");
  });
  for (let time = 0; time < 3; time++) await expect(client.query(text)).rejects.toThrow("not now");
  before.mockRestore();
  expect((await client.query("select text from notes where id = 1")).rows).toEqual([{ text: "c" }]);
});

test("of very many statements PostgreSQL keeps a bounded number prepared", async () => {
  for (let number = 0; number < 700; number++) {
    for (let time = 0; time < 2; time++) await client.query(`select ${number} as number`);
  }
  expect((await preparedCount()).length).toBeLessThanOrEqual(302);
});
