import { beforeEach, describe, expect, test } from "vitest";
import { resetLimits } from "@/lib/api/limits.ts";
import { resetEnv } from "@/lib/core/env.ts";
import { newUser } from "@/lib/testing/accounts.ts";
import { callTool, missingTask, storedTasks, tasking } from "@/lib/testing/tasks.ts";

let me: Awaited<ReturnType<typeof newUser>>;
const { send, add } = tasking(() => me.token);
const tool = (name: string, sent: unknown = {}) => callTool(me.token, name, sent);

beforeEach(async () => {
  resetEnv({ RATE_LIMIT_PER_MINUTE: "100000" });
  resetLimits();
  me = await newUser();
});

describe("finding a task", () => {
  beforeEach(async () => {
    for (const title of ["Buy milk", "Review the auth PR", "Write the weekly report", "Write the yearly report"])
      await add(title);
  });

  test.each([
    [2, 2],
    ["2", 2],
    ["#2", 2],
    ["task 2", 2],
    ["the milk one", 1],
    ["Buy Milk!", 1],
    ["review PR", 2],
    ["rev auth", 2],
    ["raview", 2],
    ["weekly", 3],
  ])("by %j", async (task_id, id) => {
    expect(await tool("complete_task", { task_id })).toMatchObject({ status: "completed", task_id: id });
  });

  test("by words that match several returns an error that lists them", async () => {
    expect(await tool("complete_task", { task_id: "report" })).toEqual({
      status: "error",
      code: "TASK_AMBIGUOUS",
      message: expect.stringContaining("which"),
      details: {
        requested_task_id: "report",
        suggestions: [
          { id: 4, title: "Write the yearly report" },
          { id: 3, title: "Write the weekly report" },
        ],
      },
    });
    expect((await storedTasks(me.id)).filter(({ completed_at }) => completed_at)).toEqual([]);
  });

  test("by words or ids that match none returns suggestions", async () => {
    expect(await tool("complete_task", { task_id: "buy cheese" })).toEqual(
      missingTask("buy cheese", [{ id: 1, title: "Buy milk" }]),
    );
    const latest = [4, 3, 2, 1].map((id) => expect.objectContaining({ id }));
    for (const task_id of [99, "99", "#99", 0, -1, 2 ** 40, "zzz"]) {
      expect(await tool("delete_task", { task_id })).toEqual(missingTask(task_id, latest));
    }
    expect(await storedTasks(me.id)).toHaveLength(4);
  });

  test("by a title that is a number, when no id is", async () => {
    await add("2027");
    expect(await tool("complete_task", { task_id: "2027" })).toMatchObject({ task_id: 5, title: "2027" });
    expect(await tool("complete_task", { task_id: "20" })).toMatchObject({ code: "TASK_NOT_FOUND" });
  });

  test("never matches or suggests another user's ids or words", async () => {
    const mine = me;
    me = await newUser();
    for (const task_id of [1, "milk"]) {
      for (const name of ["complete_task", "reopen_task", "delete_task"]) {
        expect(await tool(name, { task_id })).toEqual(missingTask(task_id, []));
      }
      expect(await tool("update_task", { task_id, title: "Taken" })).toEqual(missingTask(task_id, []));
    }
    expect(await tool("change_tasks", { action: "delete", task_ids: [1] })).toEqual(missingTask(1, []));
    expect((await storedTasks(mine.id)).map(({ title }) => title)).not.toContain("Taken");
    expect(await storedTasks(mine.id)).toHaveLength(4);
  });

  test("never matches a deleted one", async () => {
    await send("DELETE", "/tasks/1");
    for (const task_id of [1, "milk"])
      expect(await tool("complete_task", { task_id })).toMatchObject({ code: "TASK_NOT_FOUND" });
  });

  test("prefers the open one where a completed one matches too, and the completed one for reopening", async () => {
    await send("POST", "/tasks/1/complete");
    await add("Buy milk");
    expect(await tool("reopen_task", { task_id: "milk" })).toEqual({
      status: "reopened",
      task_id: 1,
      title: "Buy milk",
    });
    await send("POST", "/tasks/1/complete");
    expect(await tool("delete_task", { task_id: "milk" })).toEqual({
      status: "deleted",
      task_id: 5,
      title: "Buy milk",
    });
  });

  test.each([
    [{}],
    [{ task_id: "" }],
    [{ task_id: null }],
    [{ task_id: 1.5 }],
    [{ task_id: "x".repeat(301) }],
    [{ task_id: {} }],
  ])("rejects %j", async (sent) => {
    expect(await tool("complete_task", sent)).toMatchObject({ status: "error", code: "VALIDATION_ERROR" });
  });
});

test("of several concurrent deletions of one task one succeeds, and the others find none", async () => {
  await add("Pay rent");
  const once = () => tool("delete_task", { task_id: "rent" });
  const many = () => tool("change_tasks", { action: "delete", task_ids: [1] });
  const results = await Promise.all([once(), once(), many(), once(), many(), once()]);
  expect(results.filter(({ status }) => status === "deleted")).toHaveLength(1);
  const rest = results.filter(({ status }) => status !== "deleted");
  expect(rest.map(({ code }) => code)).toEqual(rest.map(() => "TASK_NOT_FOUND"));
  const named = rest.map(({ details }) => (details as { requested_task_id: unknown }).requested_task_id);
  expect(named.every((reference) => reference === "rent" || reference === 1)).toBe(true);
});
