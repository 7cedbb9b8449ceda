import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { db } from "@/db/index.ts";
import { tasks, users } from "@/db/schema/index.ts";
import { resetLimits } from "@/lib/api/limits.ts";
import { resetEnv } from "@/lib/core/env.ts";
import { newUser } from "@/lib/testing/accounts.ts";
import { call } from "@/lib/testing/http.ts";
import type { Refusal } from "@/lib/testing/practice.ts";
import { storedTasks, type TaskPage, tasking } from "@/lib/testing/tasks.ts";
import { sweepTasks } from "./sweep.ts";

const at = (time: string) => vi.setSystemTime(new Date(`2026-01-05T${time}Z`));

let me: Awaited<ReturnType<typeof newUser>>;
let other: typeof me;
const { send, add, list } = tasking(() => me.token);
const { send: sendAsOther } = tasking(() => other.token);

beforeEach(async () => {
  resetEnv({ RATE_LIMIT_PER_MINUTE: "100000" });
  resetLimits();
  vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-01-05T12:00:00Z") });
  [me, other] = [await newUser(), await newUser()];
});
afterEach(() => void vi.useRealTimers());

const versionOf = async (id: number) =>
  (await (await db()).select().from(users).where(eq(users.id, id)))[0]?.data_version;

describe("ids", () => {
  test("count from 1 for each user, and thirty added concurrently get thirty of them", async () => {
    const answers = await Promise.all([
      ...Array.from({ length: 30 }, (_, index) => send("POST", "/tasks", { title: `Mine ${index}` })),
      ...Array.from({ length: 5 }, (_, index) => sendAsOther("POST", "/tasks", { title: `Theirs ${index}` })),
    ]);
    expect(answers.filter(({ status }) => status !== 201)).toEqual([]);
    expect((await storedTasks(me.id)).map(({ id }) => id)).toEqual(Array.from({ length: 30 }, (_, index) => index + 1));
    expect((await storedTasks(other.id)).map(({ id }) => id)).toEqual([1, 2, 3, 4, 5]);
    const ids = answers.slice(0, 30).map(({ body }) => body.id);
    expect(new Set(ids).size).toBe(30);
    for (const { body } of answers.slice(0, 30)) expect((await send("GET", `/tasks/${body.id}`)).body).toEqual(body);
  });

  test("are never reused, neither after a deletion nor after the purge", async () => {
    const first = await add("First");
    await send("DELETE", `/tasks/${first.id}`);
    expect((await add("Second")).id).toBe(2);
    await send("DELETE", "/tasks/2");
    at("14:00:00");
    await sweepTasks(new Date());
    expect(await storedTasks(me.id)).toEqual([]);
    expect((await add("Third")).id).toBe(3);
  });

  test("are not used up by rejected requests", async () => {
    expect((await send("POST", "/tasks", { title: "" })).status).toBe(422);
    expect((await add("First")).id).toBe(1);
  });
});

test("a task that is sent twice under one Idempotency-Key is added once", async () => {
  const sent = { token: me.token, body: { title: "Pay rent" }, headers: { "idempotency-key": "one" } };
  const [first, second] = [await call("POST", "/tasks", sent), await call("POST", "/tasks", sent)];
  expect([first.status, second.status, second.text]).toEqual([201, 201, first.text]);
  expect(await storedTasks(me.id)).toHaveLength(1);
});

describe("a task", () => {
  test("is returned completely, as it was written", async () => {
    const task = await add("  Pay rent  ", {
      description: "In cash.\nAsk for a receipt.",
      due_date: "2026-01-09",
      priority: "high",
    });
    expect(task).toEqual({
      id: 1,
      title: "Pay rent",
      description: "In cash.\nAsk for a receipt.",
      completed: false,
      status: "pending",
      due_date: "2026-01-09",
      priority: "high",
      created_at: "2026-01-05T12:00:00.000Z",
      updated_at: "2026-01-05T12:00:00.000Z",
      completed_at: null,
    });
    expect(await add("Only a title")).toMatchObject({ description: null, due_date: null, priority: null });
  });

  test.each([
    ["<script>alert(1)</script>", "<script>alert(1)</script>"],
    ["'; drop table tasks; -- %s \\ {x}", "'; drop table tasks; -- %s \\ {x}"],
    ["a\u0000b\u0007c\u009bd", "abcd"],
    ["two\nlines\tand a tab", "two lines and a tab"],
    ["\ud800 half", "\ufffd half"],
    ["👩‍👩‍👧 مرحبا 日本 \u202e", "👩‍👩‍👧 مرحبا 日本 \u202e"],
    ["x".repeat(200), "x".repeat(200)],
    [`${"x".repeat(200)}\u0000`, "x".repeat(200)],
  ])("keeps the title %j", async (sent, kept) => {
    const task = await add(sent);
    expect(task.title).toBe(kept);
    expect((await send("GET", `/tasks/${task.id}`)).body.title).toBe(kept);
  });

  test.each([
    ["title", {}],
    ["title", { title: "" }],
    ["title", { title: "  \n " }],
    ["title", { title: "\u0000\u0007" }],
    ["title", { title: "x".repeat(201) }],
    ["title", { title: null }],
    ["description", { title: "a", description: "x".repeat(2001) }],
    ["due_date", { title: "a", due_date: "2026-02-30" }],
    ["due_date", { title: "a", due_date: "tomorrow" }],
    ["due_date", { title: "a", due_date: "1969-12-31" }],
    ["due_date", { title: "a", due_date: "" }],
    ["priority", { title: "a", priority: "urgent" }],
    ["user_id", { title: "a", user_id: 1 }],
    ["id", { title: "a", id: 7 }],
    ["completed", { title: "a", completed: true }],
  ])("is rejected for its %s: %j", async (field, body) => {
    const answer = await send<Refusal>("POST", "/tasks", body);
    expect([answer.status, answer.body.detail[0]?.loc]).toEqual([422, ["body", field]]);
    expect(await storedTasks(me.id)).toEqual([]);
  });

  test("may have dates as far as calendars of four digits go", async () => {
    for (const due_date of ["1970-01-01", "9999-12-31"])
      expect((await add("Far", { due_date })).due_date).toBe(due_date);
    expect((await list("due=9999-12-31")).tasks).toHaveLength(1);
  });

  test("changes only the given fields; null clears", async () => {
    const task = await add("Pay rent", { description: "Cash", due_date: "2026-01-09", priority: "low" });
    at("12:05:00");
    const path = `/tasks/${task.id}`;
    const renamed = (await send("PATCH", path, { title: "Pay the rent" })).body;
    expect(renamed).toEqual({ ...task, title: "Pay the rent", updated_at: "2026-01-05T12:05:00.000Z" });
    const emptied = (await send("PATCH", path, { description: "", due_date: null, priority: null })).body;
    expect(emptied).toMatchObject({ title: "Pay the rent", description: null, due_date: null, priority: null });
    expect((await send("GET", path)).body).toEqual(emptied);
  });

  test("stays unchanged when the given values are equal", async () => {
    const task = await add("Pay rent", { priority: "low" });
    at("12:05:00");
    for (const edit of [{}, { title: "Pay rent" }, { priority: "low", description: null }]) {
      expect((await send("PATCH", `/tasks/${task.id}`, edit)).body).toEqual(task);
    }
  });

  test("that changes twice within one millisecond has distinct instants", async () => {
    await add("One");
    const instants = [];
    for (const title of ["Two", "Three"]) instants.push((await send("PATCH", "/tasks/1", { title })).body.updated_at);
    expect(new Set(instants).size).toBe(2);
  });

  test("is completed and reopened, each once", async () => {
    const task = await add("Pay rent");
    at("12:10:00");
    const done = (await send("POST", `/tasks/${task.id}/complete`)).body;
    expect(done).toMatchObject({ completed: true, status: "completed", completed_at: "2026-01-05T12:10:00.000Z" });
    at("12:20:00");
    expect((await send("POST", `/tasks/${task.id}/complete`)).body).toEqual(done);
    const reopened = (await send("POST", `/tasks/${task.id}/reopen`)).body;
    expect(reopened).toEqual({ ...task, updated_at: "2026-01-05T12:20:00.000Z" });
    at("12:30:00");
    expect((await send("POST", `/tasks/${task.id}/reopen`)).body).toEqual(reopened);
  });

  test("completed twenty times concurrently is completed once", async () => {
    await add("Pay rent");
    const answers = await Promise.all(Array.from({ length: 20 }, () => send("POST", "/tasks/1/complete")));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  });
});

describe("another user's task", () => {
  test("is not found by any operation, and stays unchanged", async () => {
    await add("Mine");
    const before = await storedTasks(me.id);
    for (const [method, path, body] of [
      ["GET", "/tasks/1", undefined],
      ["PATCH", "/tasks/1", { title: "Taken" }],
      ["PATCH", "/tasks/1", {}],
      ["DELETE", "/tasks/1", undefined],
      ["POST", "/tasks/1/complete", undefined],
      ["POST", "/tasks/1/reopen", undefined],
      ["POST", "/tasks/change", { action: "delete", task_ids: [1] }],
      ["POST", "/tasks/restore", { task_ids: [1] }],
    ] as const) {
      const answer = await sendAsOther<Refusal>(method, path, body);
      expect([method, path, answer.status, answer.body.code]).toEqual([method, path, 404, "NOT_FOUND"]);
    }
    expect((await sendAsOther<TaskPage>("GET", "/tasks")).body.total).toBe(0);
    expect(await storedTasks(me.id)).toEqual(before);
  });

  test("may have the same id as one's own, and changing that one does not affect it", async () => {
    await add("Mine");
    await sendAsOther("POST", "/tasks", { title: "Theirs" });
    await sendAsOther("PATCH", "/tasks/1", { title: "Changed" });
    await sendAsOther("POST", "/tasks/change", { action: "complete", task_ids: [1] });
    await sendAsOther("DELETE", "/tasks/1");
    expect((await send("GET", "/tasks/1")).body).toMatchObject({ title: "Mine", completed: false });
    await sendAsOther("POST", "/tasks/restore", { task_ids: [1] });
    expect((await sendAsOther("GET", "/tasks/1")).body).toMatchObject({ title: "Changed", completed: true });
  });

  test("is not accessible when signed out", async () => {
    for (const [method, path] of [
      ["GET", "/tasks"],
      ["POST", "/tasks"],
      ["DELETE", "/tasks/1"],
    ] as const) {
      expect((await call(method, path, { body: method === "POST" ? { title: "a" } : undefined })).status).toBe(401);
    }
  });
});

test("every change raises the version that open tabs poll, and reading does not", async () => {
  const steps: [string, string, unknown?][] = [
    ["POST", "/tasks", { title: "a" }],
    ["PATCH", "/tasks/1", { title: "b" }],
    ["POST", "/tasks/1/complete"],
    ["POST", "/tasks/1/reopen"],
    ["POST", "/tasks/change", { action: "complete", task_ids: [1] }],
    ["DELETE", "/tasks/1"],
    ["POST", "/tasks/restore", { task_ids: [1] }],
  ];
  for (const [method, path, body] of steps) {
    const before = (await versionOf(me.id)) ?? 0;
    await send(method, path, body);
    expect([path, (await versionOf(me.id)) ?? 0]).toEqual([path, before + 1]);
  }
  const before = await versionOf(me.id);
  for (const path of ["/tasks", "/tasks/1"]) await send("GET", path);
  expect(await versionOf(me.id)).toBe(before);
  expect(await versionOf(other.id)).toBe(0);
});

test("a read-only caller adds and changes nothing", async () => {
  await add("a");
  const viewer = await newUser({ role: "viewer" });
  for (const [method, path] of [
    ["POST", "/tasks"],
    ["POST", "/tasks/1/complete"],
    ["DELETE", "/tasks/1"],
  ] as const) {
    const body = path === "/tasks" ? { title: "a" } : undefined;
    expect((await call(method, path, { token: viewer.token, body })).status).toBe(403);
  }
  expect((await call("GET", "/tasks", { token: viewer.token })).status).toBe(200);
});

test("the database rejects a title of no characters or too many, however it is written", async () => {
  const orm = await db();
  for (const title of ["", "x".repeat(201)]) {
    await expect(orm.insert(tasks).values({ user_id: me.id, id: 1, title })).rejects.toThrow();
  }
  await expect(orm.insert(tasks).values({ user_id: me.id, id: 0, title: "a" })).rejects.toThrow();
});
