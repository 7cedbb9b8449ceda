import pino from "pino";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { resetLimits } from "@/lib/api/limits.ts";
import { resetEnv } from "@/lib/core/env.ts";
import { useLog } from "@/lib/core/log.ts";
import { newUser } from "@/lib/testing/accounts.ts";
import { callTool, missingTask, storedTasks, tasking } from "@/lib/testing/tasks.ts";

/** Many tasks at once, and access to the tools. */

let me: Awaited<ReturnType<typeof newUser>>;
const { add } = tasking(() => me.token);
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

describe("change_tasks", () => {
  beforeEach(async () => {
    for (const title of ["One", "Two", "Three"]) await add(title);
  });
  const [one, two, three] = ["One", "Two", "Three"].map((title, index) => ({ id: index + 1, title }));

  test("completes, reopens and deletes several", async () => {
    const change = (action: string, task_ids: unknown[]) => tool("change_tasks", { action, task_ids });
    expect(await change("complete", [2, "1"])).toEqual({ status: "completed", count: 2, tasks: [two, one] });
    expect(await change("reopen", ["#2"])).toEqual({ status: "reopened", count: 1, tasks: [two] });
    expect(await change("delete", ["three", 1, 3])).toEqual({ status: "deleted", count: 2, tasks: [three, one] });
    expect((await storedTasks(me.id)).map(({ deleted_at }) => deleted_at !== null)).toEqual([true, false, true]);
  });

  test.each(["complete", "reopen", "delete"])("%s changes none when one is missing", async (action) => {
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
  ])("rejects %j", async (sent) => {
    expect(await tool("change_tasks", sent)).toMatchObject({ code: "VALIDATION_ERROR" });
  });
});

test("a read-only caller can list, and is refused the rest; a signed-out one is refused everything", async () => {
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

test("twenty concurrent calls add twenty tasks and complete one once", async () => {
  const added = await Promise.all(
    Array.from({ length: 20 }, (_, index) => tool("add_task", { title: `Task ${index}` })),
  );
  expect(new Set(added.map(({ task_id }) => task_id)).size).toBe(20);
  const done = await Promise.all(Array.from({ length: 5 }, () => tool("complete_task", { task_id: 1 })));
  expect(done.every(({ status }) => status === "completed")).toBe(true);
  expect((await storedTasks(me.id)).filter(({ completed_at }) => completed_at)).toHaveLength(1);
});

test("each call logs one line with caller, tool and result, and never any content", async () => {
  const lines: Record<string, unknown>[] = [];
  useLog(pino({}, { write: (line: string) => void lines.push(JSON.parse(line)) }));
  await tool("add_task", { title: "Secret plan", description: "Very secret" });
  await tool("complete_task", { task_id: "unknown secret" });
  await tool("add_task", { title: "secret".repeat(50) });
  const logged = lines.map(({ door, route, user_id, status, code, duration_ms }) => [
    ...[door, route, user_id, status, code],
    typeof duration_ms,
  ]);
  expect(logged).toEqual([
    ["tool", "add_task", me.id, 200, undefined, "number"],
    ["tool", "complete_task", me.id, 422, "TASK_NOT_FOUND", "number"],
    ["tool", "add_task", me.id, 422, "VALIDATION_ERROR", "number"],
  ]);
  expect(JSON.stringify(lines)).not.toMatch(/secret/i);
});
