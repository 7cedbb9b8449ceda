import { eq, sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { db } from "@/db/index.ts";
import { users } from "@/db/schema/index.ts";
import { resetLimits } from "@/lib/api/limits.ts";
import { resetEnv } from "@/lib/core/env.ts";
import { newUser } from "@/lib/testing/accounts.ts";
import type { Refusal } from "@/lib/testing/practice.ts";
import { storedTasks, tasking } from "@/lib/testing/tasks.ts";
import { mostTasks } from "./rules.ts";
import type { Task } from "./shapes.ts";
import { sweepTasks } from "./sweep.ts";

const at = (time: string) => vi.setSystemTime(new Date(`2026-01-05T${time}Z`));

let me: Awaited<ReturnType<typeof newUser>>;
let other: typeof me;
const { send, add, titles } = tasking(() => me.token);
const { send: sendAsOther } = tasking(() => other.token);

beforeEach(async () => {
  resetEnv({ RATE_LIMIT_PER_MINUTE: "100000" });
  resetLimits();
  vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-01-05T12:00:00Z") });
  [me, other] = [await newUser(), await newUser()];
});
afterEach(() => void vi.useRealTimers());

describe("several at once", () => {
  const change = (action: string, task_ids: unknown) =>
    send<{ task_ids: number[] } & Refusal>("POST", "/tasks/change", { action, task_ids });

  test("are completed, reopened and deleted, in the given order", async () => {
    for (const title of ["a", "b", "c"]) await add(title);
    expect((await change("complete", [3, 1])).body).toEqual({ task_ids: [3, 1] });
    expect((await storedTasks(me.id)).map(({ completed_at }) => completed_at !== null)).toEqual([true, false, true]);
    await change("reopen", [1, 2]);
    expect((await storedTasks(me.id)).map(({ completed_at }) => completed_at !== null)).toEqual([false, false, true]);
    await change("delete", [1, 3]);
    expect(await titles()).toEqual(["b"]);
  });

  test.each(["complete", "reopen", "delete"])("%s all or, when one is missing, none", async (action) => {
    for (const title of ["a", "b"]) await add(title);
    await send("POST", "/tasks/2/complete");
    const before = await storedTasks(me.id);
    for (const absent of [3, 2_147_483_648, Number.MAX_SAFE_INTEGER]) {
      const answer = await change(action, [1, 2, absent]);
      expect([answer.status, answer.text]).toEqual([404, expect.stringContaining(`Task ${absent} not found`)]);
    }
    expect(await storedTasks(me.id)).toEqual(before);
  });

  test.each([
    [["delete", []]],
    [["delete", [1, 1]]],
    [["delete", Array.from({ length: 101 }, (_, index) => index + 1)]],
    [["delete", [0]]],
    [["delete", [2 ** 53]]],
    [["delete", "all"]],
    [["explode", [1]]],
  ])("are rejected: %j", async ([action, ids]) => {
    await add("a");
    expect((await change(String(action), ids)).status).toBe(422);
    expect(await titles()).toEqual(["a"]);
  });
});

describe("a deleted task", () => {
  const restore = (task_ids: unknown) => send<{ tasks: Task[] } & Refusal>("POST", "/tasks/restore", { task_ids });

  test("is no longer found, and can be restored unchanged within an hour", async () => {
    const task = await add("Pay rent", { due_date: "2026-01-09", priority: "high" });
    await send("POST", "/tasks/1/complete");
    const before = (await send("GET", "/tasks/1")).body;
    expect((await send("DELETE", "/tasks/1")).status).toBe(204);
    expect(await titles()).toEqual([]);
    for (const [method, path] of [
      ["GET", ""],
      ["PATCH", ""],
      ["DELETE", ""],
      ["POST", "/complete"],
      ["POST", "/reopen"],
    ] as const) {
      const body = method === "PATCH" ? { title: "x" } : undefined;
      expect([method, path, (await send(method, `/tasks/${task.id}${path}`, body)).status]).toEqual([
        method,
        path,
        404,
      ]);
    }
    expect((await send("POST", "/tasks/change", { action: "delete", task_ids: [1] })).status).toBe(404);
    at("12:59:59");
    expect((await restore([1])).body.tasks).toEqual([before]);
    expect((await send("GET", "/tasks/1")).body).toEqual(before);
    expect(await titles()).toEqual(["Pay rent"]);
  });

  test("can be restored twice, and is there once", async () => {
    for (const title of ["a", "b"]) await add(title);
    await send("DELETE", "/tasks/1");
    expect((await restore([2, 1])).body.tasks.map(({ id }) => id)).toEqual([2, 1]);
    expect((await restore([1])).body.tasks.map(({ id }) => id)).toEqual([1]);
    expect(await storedTasks(me.id)).toHaveLength(2);
  });

  test("is gone after an hour, also before the sweep", async () => {
    await add("a");
    await send("DELETE", "/tasks/1");
    at("13:00:00");
    expect((await restore([1])).status).toBe(404);
  });

  test("is restored all or none", async () => {
    for (const title of ["a", "b"]) await add(title);
    await send("DELETE", "/tasks/1");
    at("12:30:00");
    await send("DELETE", "/tasks/2");
    at("13:10:00");
    expect((await restore([2, 1])).status).toBe(404);
    expect(await titles()).toEqual([]);
    expect((await restore([2])).body.tasks.map(({ title }) => title)).toEqual(["b"]);
  });

  test("is purged by a sweep an hour later, and nothing else is", async () => {
    for (const title of ["a", "b", "c"]) await add(title);
    await send("POST", "/tasks/3/complete");
    await send("DELETE", "/tasks/1");
    at("12:30:00");
    await send("DELETE", "/tasks/2");
    at("13:00:00");
    await sweepTasks(new Date());
    expect((await storedTasks(me.id)).map(({ id }) => id)).toEqual([2, 3]);
  });
});

describe("the maximum number of tasks of one user", () => {
  // Straight into the table: ten thousand requests would prove nothing more.
  const fill = async (count: number) => {
    await (await db()).execute(sql`insert into tasks (user_id, id, title)
      select ${me.id}::bigint, n, 'Task ' || n from generate_series(1, ${count}::int) n`);
    await (await db()).update(users).set({ last_task_id: count }).where(eq(users.id, me.id));
  };

  test("is ten thousand; twenty who add the last one concurrently add one", async () => {
    await fill(mostTasks - 1);
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => send<Task & Refusal>("POST", "/tasks", { title: "One more" })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array.from({ length: 19 }, () => 409)]);
    expect(answers.find(({ status }) => status === 409)?.text).toContain("10,000");
    expect((await storedTasks(me.id)).length).toBe(mostTasks);
    expect((await sendAsOther("POST", "/tasks", { title: "Theirs" })).status).toBe(201);
  });

  test("includes completed ones but not deleted ones, which then cannot be restored beyond it", async () => {
    await fill(mostTasks);
    await send("POST", "/tasks/1/complete");
    expect((await send("POST", "/tasks", { title: "One more" })).status).toBe(409);
    await send("DELETE", "/tasks/1");
    expect((await send("POST", "/tasks", { title: "One more" })).status).toBe(201);
    const answer = await send<Refusal>("POST", "/tasks/restore", { task_ids: [1] });
    expect([answer.status, answer.body.code]).toEqual([409, "CONFLICT"]);
    expect((await send("GET", "/tasks/1")).status).toBe(404);
    await send("DELETE", "/tasks/2");
    expect((await send("POST", "/tasks/restore", { task_ids: [1] })).status).toBe(200);
  });
});
