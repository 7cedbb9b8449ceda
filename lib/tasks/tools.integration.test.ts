import { sql } from "drizzle-orm";
import pino from "pino";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { db } from "@/db/index.ts";
import { resetLimits } from "@/lib/api/limits.ts";
import { resetEnv } from "@/lib/env.ts";
import { useLog } from "@/lib/log.ts";
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

test("the tools of tasks are these, and only what deletes or changes many asks first", () => {
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
  test("adds a task, its day told in words", async () => {
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
  ])("tells days in the person's zone: %s", async (timezone, due_date) => {
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
  ])("says what it does not take: %j", async (sent) => {
    expect(await tool("add_task", sent)).toMatchObject({ status: "error", code: "VALIDATION_ERROR", details: {} });
    expect(await storedTasks(me.id)).toEqual([]);
  });

  test("keeps text as it was written, without control characters", async () => {
    expect(await tool("add_task", { title: "<script>alert(1)</script>" })).toMatchObject({
      title: "<script>alert(1)</script>",
    });
    expect(await tool("add_task", { title: "a\u0000b\nc" })).toMatchObject({ title: "ab c" });
    expect(await tool("add_task", { title: "x".repeat(200) })).toMatchObject({ title: "x".repeat(200) });
  });

  test("adds for its caller, whoever is named", async () => {
    const other = await newUser();
    await tool("add_task", { title: "Mine", user_id: other.id, id: 99 });
    expect((await storedTasks(me.id)).map(({ id }) => id)).toEqual([1]);
    expect(await storedTasks(other.id)).toEqual([]);
  });

  test("says so when there are as many as may be", async () => {
    await (await db()).execute(sql`insert into tasks (user_id, id, title)
      select ${me.id}::bigint, n, 'Task' from generate_series(1, ${mostTasks}::int) n`);
    await (await db()).execute(sql`update users set last_task_id = ${mostTasks} where id = ${me.id}`);
    expect(await tool("add_task", { title: "One more" })).toMatchObject({ status: "error", code: "CONFLICT" });
  });
});

describe("list_tasks", () => {
  test("lists what matters first, and how many there are", async () => {
    await add("Pay rent", { due_date: "2026-11-20", priority: "high" });
    await add("Call Ann");
    await send("POST", "/tasks/2/complete");
    const rent = { id: 1, title: "Pay rent", status: "pending", due_date: "2026-11-20", priority: "high" };
    const call = { id: 2, title: "Call Ann", status: "completed", due_date: null, priority: null };
    expect(await tool("list_tasks")).toEqual({ status: "ok", tasks: [rent, call], total: 2 });
    expect(await tool("list_tasks", { status: "all", q: "" })).toEqual({ status: "ok", tasks: [rent, call], total: 2 });
    expect(await tool("list_tasks", { status: "completed" })).toEqual({ status: "ok", tasks: [call], total: 1 });
    expect(await tool("list_tasks", { due: "week" })).toEqual({ status: "ok", tasks: [rent], total: 1 });
    expect(await tool("list_tasks", { due: "overdue" })).toEqual({ status: "ok", tasks: [], total: 0 });
    expect(await tool("list_tasks", { q: "RENT \u0000pay" })).toEqual({ status: "ok", tasks: [rent], total: 1 });
    expect(await tool("list_tasks", { status: "done" })).toMatchObject({ code: "VALIDATION_ERROR" });
  });

  test("lists what is due on a day or by it, told in words and in the person's zone", async () => {
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

  test("lists a hundred of more, and says how many more", async () => {
    for (let count = 0; count < 102; count++) await add(`Task ${count}`);
    const list = await callTool<{ tasks: unknown[]; total: number }>(me.token, "list_tasks");
    expect([list.tasks.length, list.total]).toEqual([100, 102]);
  });
});

describe("what is done to one task", () => {
  beforeEach(() => add("Pay rent", { description: "Cash", due_date: "2026-11-20", priority: "low" }));

  test("is told in a word, its id and its title", async () => {
    const named = { task_id: 1, title: "Pay rent" };
    expect(await tool("complete_task", { task_id: 1 })).toEqual({ status: "completed", ...named });
    expect(await tool("complete_task", { task_id: 1 })).toEqual({ status: "completed", ...named, already: true });
    expect(await tool("reopen_task", { task_id: 1 })).toEqual({ status: "reopened", ...named });
    expect(await tool("reopen_task", { task_id: 1 })).toEqual({ status: "reopened", ...named, already: true });
    expect(await tool("delete_task", { task_id: 1 })).toEqual({ status: "deleted", ...named });
    expect(await tool("delete_task", { task_id: 1 })).toEqual(missingTask(1, []));
  });

  test("by update_task is told with what it said before, so that it can be undone", async () => {
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

  test("by update_task changes nothing when nothing or no day is named", async () => {
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

describe("change_tasks", () => {
  beforeEach(async () => {
    for (const title of ["One", "Two", "Three"]) await add(title);
  });
  const [one, two, three] = ["One", "Two", "Three"].map((title, index) => ({ id: index + 1, title }));

  test("completes, makes open and deletes several", async () => {
    const change = (action: string, task_ids: unknown[]) => tool("change_tasks", { action, task_ids });
    expect(await change("complete", [2, "1"])).toEqual({ status: "completed", count: 2, tasks: [two, one] });
    expect(await change("reopen", ["#2"])).toEqual({ status: "reopened", count: 1, tasks: [two] });
    expect(await change("delete", ["three", 1, 3])).toEqual({ status: "deleted", count: 2, tasks: [three, one] });
    expect((await storedTasks(me.id)).map(({ deleted_at }) => deleted_at !== null)).toEqual([true, false, true]);
  });

  test.each(["complete", "reopen", "delete"])("%s changes none when one is not there", async (action) => {
    const before = await storedTasks(me.id);
    const latest = [three, two, one];
    expect(await tool("change_tasks", { action, task_ids: [1, 99] })).toEqual(missingTask(99, latest));
    expect(await tool("change_tasks", { action, task_ids: [1, "t"] })).toMatchObject({ code: "TASK_AMBIGUOUS" });
    expect(await storedTasks(me.id)).toEqual(before);
  });

  test.each([
    [{}],
    [{ action: "complete" }],
    [{ action: "complete", task_ids: [] }],
    [{ action: "archive", task_ids: [1] }],
    [{ action: "complete", task_ids: 1 }],
    [{ action: "delete", task_ids: Array.from({ length: 101 }, () => 1) }],
  ])("does not take %j", async (sent) => {
    expect(await tool("change_tasks", sent)).toMatchObject({ code: "VALIDATION_ERROR" });
  });
});

test("whoever may only read lists, and is refused the rest; whoever is nobody is refused all", async () => {
  await add("Pay rent");
  const viewer = await newUser({ role: "viewer" });
  const sent: Record<string, object> = {
    add_task: { title: "a" },
    update_task: { task_id: 1, title: "a" },
    delete_task: { task_id: 1 },
    complete_task: { task_id: 1 },
    reopen_task: { task_id: 1 },
    change_tasks: { action: "delete", task_ids: [1] },
  };
  for (const [name, input] of Object.entries(sent)) {
    expect([name, await callTool(viewer.token, name, input)]).toEqual([
      name,
      expect.objectContaining({ code: "FORBIDDEN" }),
    ]);
    expect([name, await callTool("nobody", name, input)]).toEqual([
      name,
      expect.objectContaining({ code: "UNAUTHORIZED" }),
    ]);
  }
  expect(await callTool(viewer.token, "list_tasks")).toEqual({ status: "ok", tasks: [], total: 0 });
  expect(await callTool("nobody", "list_tasks")).toMatchObject({ code: "UNAUTHORIZED" });
  expect(await storedTasks(viewer.id)).toEqual([]);
});

test("twenty calls at once add twenty tasks and complete one once", async () => {
  const added = await Promise.all(
    Array.from({ length: 20 }, (_, index) => tool("add_task", { title: `Task ${index}` })),
  );
  expect(new Set(added.map(({ task_id }) => task_id)).size).toBe(20);
  const done = await Promise.all(Array.from({ length: 5 }, () => tool("complete_task", { task_id: 1 })));
  expect(done.every(({ status }) => status === "completed")).toBe(true);
  expect((await storedTasks(me.id)).filter(({ completed_at }) => completed_at)).toHaveLength(1);
});

test("each call leaves one line of who called what with which outcome, and never what was said", async () => {
  const lines: Record<string, unknown>[] = [];
  useLog(pino({}, { write: (line: string) => void lines.push(JSON.parse(line)) }));
  await tool("add_task", { title: "Secret plan", description: "Very secret" });
  await tool("complete_task", { task_id: "unknown secret" });
  await tool("add_task", { title: "secret".repeat(50) });
  const told = lines.map(({ tool: name, user_id, outcome, duration_ms }) => [
    name,
    user_id,
    outcome,
    typeof duration_ms,
  ]);
  expect(told).toEqual([
    ["add_task", me.id, "ok", "number"],
    ["complete_task", me.id, "TASK_NOT_FOUND", "number"],
    ["add_task", me.id, "VALIDATION_ERROR", "number"],
  ]);
  expect(JSON.stringify(lines)).not.toMatch(/secret/i);
});
