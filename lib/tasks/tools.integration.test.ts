import { sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { db } from "@/db/index.ts";
import { resetLimits } from "@/lib/api/limits.ts";
import { resetEnv } from "@/lib/core/env.ts";
import { useLog } from "@/lib/core/log.ts";
import { newUser } from "@/lib/testing/accounts.ts";
import { callTool, missingTask, storedTasks, tasking } from "@/lib/testing/tasks.ts";
import { mostTasks } from "./rules.ts";
import { taskTools } from "./tools.ts";

let me: Awaited<ReturnType<typeof newUser>>;
const { send, add } = tasking(() => me.token);
const tool = (name: string, sent: unknown = {}) => callTool(me.token, name, sent);

/** A Wednesday. */
beforeEach(async () => {
  resetEnv({ RATE_LIMIT_PER_MINUTE: "100000" });
  resetLimits();
  vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-11-18T12:00:00Z") });
  me = await newUser();
});
afterEach(() => {
  useLog(undefined);
  vi.useRealTimers();
});

test("the tools of tasks are these, and only those that delete or change many need a confirmation", () => {
  expect(taskTools.map(({ name, effect }) => [name, effect])).toEqual([
    ["list_tasks", "read"],
    ["add_task", "write"],
    ["update_task", "write"],
    ["delete_task", "destructive"],
    ["complete_task", "write"],
    ["reopen_task", "write"],
    ["change_tasks", "destructive"],
  ]);
  for (const { input } of taskTools) expect(Object.keys(input.shape)).not.toContain("user_id");
});

describe("add_task", () => {
  test("adds a task, with its day in words", async () => {
    const sent = {
      title: "Review the auth PR",
      due_date: "tomorrow",
      priority: "high",
      description: "The tokens first",
    };
    expect(await tool("add_task", sent)).toEqual({
      ...{ status: "created", task_id: 1, title: "Review the auth PR", due_date: "2026-11-19", priority: "high" },
    });
    expect(await tool("add_task", { title: "Pay rent", description: null, due_date: null, priority: null })).toEqual({
      ...{ status: "created", task_id: 2, title: "Pay rent", due_date: null, priority: null },
    });
    expect((await send("GET", "/tasks/1")).body).toMatchObject({ ...sent, due_date: "2026-11-19" });
  });

  test.each([
    ["Pacific/Auckland", "2026-11-20"],
    ["America/Los_Angeles", "2026-11-19"],
  ])("resolves days in the user's zone: %s", async (timezone, due_date) => {
    vi.setSystemTime(new Date("2026-11-18T23:30:00Z"));
    me = await newUser({ timezone });
    expect(await tool("add_task", { title: "Pay rent", due_date: "tomorrow" })).toMatchObject({ due_date });
  });

  test("adds nothing when the day is not understood, and says what would be", async () => {
    expect(await tool("add_task", { title: "Pay rent", due_date: "sometime" })).toEqual({
      status: "error",
      code: "DATE_NOT_UNDERSTOOD",
      message: expect.stringContaining('"sometime"'),
      details: { due_date: "sometime" },
    });
    expect(await storedTasks(me.id)).toEqual([]);
  });

  test.each([
    [{}],
    [{ title: "" }],
    [{ title: "\u0000 " }],
    [{ title: "x".repeat(201) }],
    [{ title: 7 }],
    [{ title: "a", priority: "urgent" }],
    [{ title: "a", due_date: 7 }],
    [{ title: "a", description: "x".repeat(2001) }],
    [null],
    ["add"],
    [[]],
  ])("says what it does not accept: %j", async (sent) => {
    expect(await tool("add_task", sent)).toMatchObject({ status: "error", code: "VALIDATION_ERROR", details: {} });
    expect(await storedTasks(me.id)).toEqual([]);
  });

  test("stores text as it was written, without control characters", async () => {
    expect(await tool("add_task", { title: "<script>alert(1)</script>" })).toMatchObject({
      title: "<script>alert(1)</script>",
    });
    expect(await tool("add_task", { title: "a\u0000b\nc" })).toMatchObject({ title: "ab c" });
    expect(await tool("add_task", { title: "x".repeat(200) })).toMatchObject({ title: "x".repeat(200) });
  });

  test("adds for its caller, whatever user is named", async () => {
    const other = await newUser();
    await tool("add_task", { title: "Mine", user_id: other.id, id: 99 });
    expect((await storedTasks(me.id)).map(({ id }) => id)).toEqual([1]);
    expect(await storedTasks(other.id)).toEqual([]);
  });

  test("says when the maximum is reached", async () => {
    await (await db()).execute(sql`insert into tasks (user_id, id, title)
      select ${me.id}::bigint, n, 'Task' from generate_series(1, ${mostTasks}::int) n`);
    await (await db()).execute(sql`update users set last_task_id = ${mostTasks} where id = ${me.id}`);
    expect(await tool("add_task", { title: "One more" })).toMatchObject({ status: "error", code: "CONFLICT" });
  });
});

describe("list_tasks", () => {
  test("lists what matters first, with the total count", async () => {
    await add("Pay rent", { due_date: "2026-11-20", priority: "high" });
    await add("Call Ann");
    await send("POST", "/tasks/2/complete");
    const at = "2026-11-18T12:00:00.000Z";
    const rent = {
      ...{ id: 1, title: "Pay rent", description: null, completed: false, status: "pending" },
      ...{ due_date: "2026-11-20", priority: "high", created_at: at, completed_at: null },
    };
    const call = {
      ...{ id: 2, title: "Call Ann", description: null, completed: true, status: "completed" },
      ...{ due_date: null, priority: null, created_at: at, completed_at: at },
    };
    expect(await tool("list_tasks")).toEqual({ status: "ok", tasks: [rent, call], total: 2 });
    expect(await tool("list_tasks", { status: "all", q: "" })).toEqual({ status: "ok", tasks: [rent, call], total: 2 });
    expect(await tool("list_tasks", { status: "completed" })).toEqual({ status: "ok", tasks: [call], total: 1 });
    expect(await tool("list_tasks", { due: "week" })).toEqual({ status: "ok", tasks: [rent], total: 1 });
    expect(await tool("list_tasks", { due: "overdue" })).toEqual({ status: "ok", tasks: [], total: 0 });
    expect(await tool("list_tasks", { q: "RENT \u0000pay" })).toEqual({ status: "ok", tasks: [rent], total: 1 });
    expect(await tool("list_tasks", { status: "done" })).toMatchObject({ code: "VALIDATION_ERROR" });
  });

  test("lists what is due on a day or by it, given in words and in the user's zone", async () => {
    vi.setSystemTime(new Date("2026-11-18T23:30:00Z"));
    me = await newUser({ timezone: "Pacific/Auckland" });
    for (const day of ["18", "19", "20", "27"]) await add(day, { due_date: `2026-11-${day}` });
    await add("none");
    const listed = async (due: string) =>
      (await callTool<{ tasks: { title: string }[] }>(me.token, "list_tasks", { due })).tasks.map(({ title }) => title);
    expect(await listed("tomorrow")).toEqual(["20"]);
    expect(await listed("on friday")).toEqual(["20"]);
    expect(await listed("2026-11-27")).toEqual(["27"]);
    expect(await listed("Today")).toEqual(["18", "19"]);
    expect(await listed("overdue")).toEqual(["18"]);
    expect(await listed("this week")).toEqual(["18", "19", "20"]);
    expect(await listed("none")).toEqual(["none"]);
    expect(await listed("any")).toHaveLength(4);
    expect(await listed("")).toHaveLength(5);
    for (const due of ["banana", "next week", "this month", "2026-02-30"]) {
      expect(await tool("list_tasks", { due })).toMatchObject({ code: "DATE_NOT_UNDERSTOOD", details: { due } });
    }
  });

  test("lists what was completed on some days of the user's zone, as the API does", async () => {
    me = await newUser({ timezone: "Pacific/Auckland" });
    const moments = ["2026-11-15T10:59:00Z", "2026-11-15T11:00:00Z", "2026-11-17T10:59:00Z", "2026-11-17T11:00:00Z"];
    for (const [index, moment] of moments.entries()) {
      await add(`Task ${index}`);
      vi.setSystemTime(new Date(moment));
      await send("POST", `/tasks/${index + 1}/complete`);
    }
    await add("Open");
    const titles = async (days: object) =>
      (await callTool<{ tasks: { title: string }[] }>(me.token, "list_tasks", days)).tasks.map(({ title }) => title);
    expect(await titles({ completed_from: "2026-11-16", completed_to: "2026-11-17" })).toEqual(["Task 2", "Task 1"]);
    expect(await titles({ completed_from: "2026-11-18" })).toEqual(["Task 3"]);
    expect(await titles({ completed_to: "2026-11-15", status: null, q: null })).toEqual(["Task 0"]);
    expect(await titles({ completed_to: "9999-12-31" })).toHaveLength(4);
    const asked = await send("GET", "/tasks?completed_from=2026-11-16&completed_to=2026-11-17");
    expect(asked.body).toMatchObject({ total: 2, tasks: [{ title: "Task 2" }, { title: "Task 1" }] });
    expect((await send("GET", "/tasks?completed_from=2026-11-17&completed_to=2026-11-16")).status).toBe(422);
    expect(await tool("list_tasks", { completed_from: "2026-11-17", completed_to: "2026-11-16" })).toMatchObject({
      code: "VALIDATION_ERROR",
    });
  });

  test("lists a hundred of more, and says how many more", async () => {
    for (let count = 0; count < 102; count++) await add(`Task ${count}`);
    const list = await callTool<{ tasks: unknown[]; total: number }>(me.token, "list_tasks");
    expect([list.tasks.length, list.total]).toEqual([100, 102]);
  });
});

describe("a change of one task", () => {
  beforeEach(() => add("Pay rent", { description: "Cash", due_date: "2026-11-20", priority: "low" }));

  test("is reported with a status, its id and its title", async () => {
    const named = { task_id: 1, title: "Pay rent" };
    expect(await tool("complete_task", { task_id: 1 })).toEqual({ status: "completed", ...named });
    expect(await tool("complete_task", { task_id: 1 })).toEqual({ status: "completed", ...named, already: true });
    expect(await tool("reopen_task", { task_id: 1 })).toEqual({ status: "reopened", ...named });
    expect(await tool("reopen_task", { task_id: 1 })).toEqual({ status: "reopened", ...named, already: true });
    expect(await tool("delete_task", { task_id: 1 })).toEqual({ status: "deleted", ...named });
    expect(await tool("delete_task", { task_id: 1 })).toEqual(missingTask(1, []));
  });

  test("by update_task is reported with the previous values, so that it can be undone", async () => {
    const edit = { title: "Pay the rent", due_date: "next friday", priority: "high", description: "By card" };
    expect(await tool("update_task", { task_id: "rent", ...edit })).toEqual({
      ...{ status: "updated", task_id: 1, title: "Pay the rent", due_date: "2026-11-27", priority: "high" },
      previous: { title: "Pay rent", description: "Cash", due_date: "2026-11-20", priority: "low" },
    });
    expect(await tool("update_task", { task_id: 1, due_date: "none" })).toEqual({
      ...{ status: "updated", task_id: 1, title: "Pay the rent", due_date: null, priority: "high" },
      previous: { due_date: "2026-11-27" },
    });
    expect(await tool("update_task", { task_id: 1, due_date: "", priority: null, description: "" })).toMatchObject({
      previous: { priority: "high", description: "By card" },
    });
    expect(await tool("update_task", { task_id: 1, title: "Pay the rent" })).toMatchObject({
      status: "updated",
      previous: {},
    });
    expect((await send("GET", "/tasks/1")).body).toMatchObject({ due_date: null, priority: null, description: null });
  });

  test("by update_task does nothing without any field or with an unknown day", async () => {
    const before = await storedTasks(me.id);
    expect(await tool("update_task", { task_id: 1 })).toMatchObject({ code: "VALIDATION_ERROR" });
    expect(await tool("update_task", { task_id: 1, title: "New", due_date: "banana" })).toMatchObject({
      code: "DATE_NOT_UNDERSTOOD",
    });
    expect(await tool("update_task", { task_id: 1, title: "x".repeat(201) })).toMatchObject({
      code: "VALIDATION_ERROR",
    });
    expect(await storedTasks(me.id)).toEqual(before);
  });
});
