import { sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { db } from "@/db/index.ts";
import { resetLimits } from "@/lib/api/limits.ts";
import { resetEnv } from "@/lib/core/env.ts";
import { newUser } from "@/lib/testing/accounts.ts";
import type { Refusal } from "@/lib/testing/practice.ts";
import { type TaskPage, tasking } from "@/lib/testing/tasks.ts";

let me: Awaited<ReturnType<typeof newUser>>;

const { send, add, list, titles } = tasking(() => me.token);
const complete = (id: number) => send("POST", `/tasks/${id}/complete`);

/** All titles, page by page. */
async function walk(limit: number, query = "", between: () => Promise<unknown> = async () => {}): Promise<string[]> {
  const found: string[] = [];
  let cursor: string | null = "";
  while (cursor !== null) {
    const { body }: { body: TaskPage } = await send<TaskPage>(
      "GET",
      `/tasks?limit=${limit}&${query}${cursor && `&cursor=${cursor}`}`,
    );
    expect(body.has_more).toBe(body.next_cursor !== null);
    found.push(...body.tasks.map(({ title }) => title));
    cursor = body.next_cursor;
    await between();
  }
  return found;
}

beforeEach(async () => {
  resetEnv({ RATE_LIMIT_PER_MINUTE: "100000" });
  resetLimits();
  vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-11-18T12:00:00Z") });
  me = await newUser();
});
afterEach(() => void vi.useRealTimers());

describe("lists", () => {
  test("have open tasks by due date, then priority, then the oldest; completed ones after them, the latest first", async () => {
    for (const [title, due_date, priority] of [
      ["no date", null, null],
      ["no date, high", null, "high"],
      ["later", "2026-12-01", "low"],
      ["today", "2026-11-18", null],
      ["today, low", "2026-11-18", "low"],
      ["today, high", "2026-11-18", "high"],
      ["today, high, second", "2026-11-18", "high"],
      ["today, medium", "2026-11-18", "medium"],
      ["late", "1970-01-01", null],
      ["far", "9999-12-31", "high"],
      ["done first", "2026-11-17", "high"],
      ["done last", null, null],
      ["done between", null, null],
    ] as const) {
      await add(title, { due_date, priority });
    }
    for (const id of [11, 13, 12]) {
      await complete(id);
      vi.setSystemTime(Date.now() + 60_000);
    }
    const wanted = [
      ...["late", "today, high", "today, high, second", "today, medium", "today, low", "today", "later", "far"],
      ...["no date, high", "no date", "done last", "done between", "done first"],
    ];
    expect(await titles()).toEqual(wanted);
    for (const limit of [1, 2, 3, 5, 13]) expect([limit, await walk(limit)]).toEqual([limit, wanted]);
    expect((await list()).total).toBe(13);
    const { tasks, offset } = (await send<TaskPage>("GET", "/tasks?limit=2&offset=9")).body;
    expect([tasks.map(({ title }) => title), offset]).toEqual([["no date", "done last"], 9]);
  });

  test("continue at a cursor where many were completed at one instant", async () => {
    const ids: number[] = [];
    for (let count = 0; count < 7; count++) ids.push((await add(`Task ${count}`)).id);
    await send("POST", "/tasks/change", { action: "complete", task_ids: ids });
    expect(await walk(2)).toEqual(ids.map((_, index) => `Task ${index}`));
  });

  test("neither skip nor repeat one while others are added and deleted", async () => {
    for (let count = 0; count < 6; count++) await add(`Task ${count}`, { due_date: "2026-11-20" });
    let extra = 0;
    const found = await walk(2, "", async () => {
      await add(`Soon ${extra++}`, { due_date: "2026-11-19" });
      if (extra === 1) await send("DELETE", "/tasks/1");
    });
    expect(found).toEqual(["Task 0", "Task 1", "Task 2", "Task 3", "Task 4", "Task 5"]);
  });

  test("are empty for a new user, and beyond the end", async () => {
    expect(await list()).toEqual({ tasks: [], total: 0, limit: 100, offset: 0, has_more: false, next_cursor: null });
    await add("One");
    expect((await send<TaskPage>("GET", "/tasks?offset=9007199254740991")).body).toMatchObject({ tasks: [], total: 1 });
  });

  test("reject an invalid cursor, and say where", async () => {
    const cursorOf = (text: string) => Buffer.from(text).toString("base64url");
    for (const cursor of [
      "x",
      cursorOf("1.1"),
      cursorOf("shelf.1.1.1"),
      cursorOf("todo.1.9999999999999999.1"),
      cursorOf("todo.9999999999.0.1"),
      cursorOf("todo.1.0.9999999999999999"),
      "%00",
    ]) {
      const { status, body } = await send<Refusal>("GET", `/tasks?cursor=${cursor}`);
      expect([cursor, status, body.detail?.[0]?.loc]).toEqual([cursor, 422, ["query", "cursor"]]);
    }
    // A well-formed one that matches no row is a position like any other.
    const beyond = cursorOf("todo.2147483647.0.9007199254740991");
    expect((await send<TaskPage>("GET", `/tasks?cursor=${beyond}`)).body.tasks).toEqual([]);
  });

  test.each(["status=done", "due=soon", "due=2026-02-30", "q=", "q=%00", `q=${"x".repeat(201)}`, "limit=0", "limit=x"])(
    "reject %s",
    async (query) => {
      expect((await send("GET", `/tasks?${query}`)).status).toBe(422);
    },
  );
});

describe("lists are filtered", () => {
  test("by status", async () => {
    await add("open");
    await complete((await add("done")).id);
    expect(await titles("status=all")).toEqual(["open", "done"]);
    expect(await titles("status=pending")).toEqual(["open"]);
    expect(await titles("status=completed")).toEqual(["done"]);
    expect((await list("status=completed")).total).toBe(1);
  });

  test("by due date; a completed task is no longer overdue", async () => {
    for (const [title, due_date] of [
      ["late", "2026-11-17"],
      ["late, done", "2026-11-17"],
      ["today", "2026-11-18"],
      ["today, done", "2026-11-18"],
      ["in a week", "2026-11-25"],
      ["in eight days", "2026-11-26"],
      ["none", null],
    ] as const) {
      const { id } = await add(title, { due_date });
      if (title.endsWith("done")) await complete(id);
    }
    expect(await titles("due=overdue")).toEqual(["late"]);
    expect(await titles("due=today")).toEqual(["late", "today", "today, done"]);
    expect(await titles("due=today&status=pending")).toEqual(["late", "today"]);
    expect(await titles("due=week&status=pending")).toEqual(["late", "today", "in a week"]);
    expect(await titles("due=any&status=pending")).toEqual(["late", "today", "in a week", "in eight days"]);
    expect(await titles("due=none")).toEqual(["none"]);
    expect(await titles("due=2026-11-25")).toEqual(["in a week"]);
    expect(await titles("due=2026-11-17")).toEqual(["late", "late, done"]);
  });

  test.each([
    ["Pacific/Auckland", "2026-11-19"],
    ["America/Los_Angeles", "2026-11-18"],
    ["UTC", "2026-11-18"],
  ])("by the current date in %s", async (timezone, date) => {
    vi.setSystemTime(new Date("2026-11-18T23:30:00Z"));
    me = await newUser({ timezone });
    for (const due_date of ["2026-11-17", "2026-11-18", "2026-11-19", "2026-11-20"]) await add(due_date, { due_date });
    expect((await titles("due=today")).at(-1)).toBe(date);
    expect((await titles("due=overdue")).every((due) => due < date)).toBe(true);
    expect(await titles("due=overdue")).toHaveLength(date === "2026-11-19" ? 2 : 1);
  });

  test("by words of title and description, in any order and ignoring case and accents", async () => {
    await add("Café mit Zoë besuchen", { description: "Bring the Überweisung" });
    await add("Задача про Молоко");
    await add("50% off [a-z]+ (really)? \\d");
    const first = ["Café mit Zoë besuchen"];
    for (const q of ["café", "CAFE", "zoe CAFÉ", "besuch", "uberweisung zoë", "the CAFÉ", "ZOË"]) {
      expect([q, await titles(`q=${encodeURIComponent(q)}`)]).toEqual([q, first]);
    }
    for (const q of ["молоко", "МОЛОКО задача"]) {
      expect([q, await titles(`q=${encodeURIComponent(q)}`)]).toEqual([q, ["Задача про Молоко"]]);
    }
    for (const q of ["50%", "[a-z]+", "(really)?", "\\d", "% off", "OFF"]) {
      expect([q, await titles(`q=${encodeURIComponent(q)}`)]).toEqual([q, ["50% off [a-z]+ (really)? \\d"]]);
    }
    for (const q of ["tea", "café tea", ".*", "_", "'", "^", "a|b"]) {
      expect([q, await titles(`q=${encodeURIComponent(q)}`)]).toEqual([q, []]);
    }
  });

  test("by all of these at once, with pages", async () => {
    for (let count = 0; count < 5; count++) await add(`Pay ${count}`, { due_date: "2026-11-18" });
    await add("Pay later", { due_date: "2026-12-18" });
    await add("Call", { due_date: "2026-11-18" });
    await complete(1);
    expect(await walk(2, "q=PAY&due=today&status=pending")).toEqual(["Pay 1", "Pay 2", "Pay 3", "Pay 4"]);
    expect((await list("q=PAY&due=today&status=pending")).total).toBe(4);
  });
});

test("a page of a long list is read from the index, not sorted", async () => {
  const orm = await db();
  await orm.execute(sql`insert into tasks (user_id, id, title, due_date, completed_at)
    select ${me.id}::bigint, n, 'Task ' || n, case when n % 3 = 0 then date '2026-11-18' + n % 100 end,
      case when n % 2 = 0 then now() - n * interval '1 minute' end from generate_series(1, 5000) n`);
  await orm.execute(sql`analyze tasks`);
  const found = await walk(100);
  expect(new Set(found).size).toBe(5000);
  const plan = await orm.execute(sql`explain select * from tasks where user_id = ${me.id}::bigint and deleted_at is null
    order by place, completed_at desc nulls last, id limit 51`);
  expect(JSON.stringify(plan)).toContain("tasks_in_order");
  expect(JSON.stringify(plan)).not.toContain("Sort");
});
