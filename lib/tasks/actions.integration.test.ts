import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { resetLimits } from "@/lib/api/limits.ts";
import { resetEnv } from "@/lib/core/env.ts";
import { newUser } from "@/lib/testing/accounts.ts";
import { storedTasks } from "@/lib/testing/tasks.ts";
import { addTask, changeTasks, completeTask, removeTask, reopenTask, restoreTasks, updateTask } from "./actions.ts";

let cookie = "";

vi.mock("next/headers", () => ({
  headers: async () => new Headers({ "x-stint-peer": "10.0.0.5" }),
  cookies: async () => ({ toString: () => cookie }),
}));

let me: Awaited<ReturnType<typeof newUser>>;

beforeEach(async () => {
  resetEnv({ RATE_LIMIT_PER_MINUTE: "100000" });
  resetLimits();
  me = await newUser();
  cookie = me.cookie;
});
afterEach(() => {
  cookie = "";
});

const [id, task_ids] = [1, [1]];

test("a page adds, changes, completes, reopens, deletes and restores its user's tasks", async () => {
  const added = await addTask({ title: "Pay rent", due_date: "2026-01-09" }, me.id);
  expect(added).toMatchObject({ ok: true, data: { id: 1, title: "Pay rent" } });
  expect(await updateTask({ id, title: "Pay the rent" }, me.id)).toMatchObject({
    ok: true,
    data: { due_date: "2026-01-09" },
  });
  expect(await completeTask({ id }, me.id)).toMatchObject({ ok: true, data: { completed: true } });
  expect(await reopenTask({ id }, me.id)).toMatchObject({ ok: true, data: { completed: false } });
  expect(await changeTasks({ action: "complete", task_ids }, me.id)).toEqual({ ok: true, data: { task_ids } });
  expect(await removeTask({ id }, me.id)).toEqual({ ok: true, data: null });
  expect(await restoreTasks({ task_ids }, me.id)).toMatchObject({
    ok: true,
    data: { tasks: [{ title: "Pay the rent" }] },
  });
});

test("validation errors are returned by field, and a missing task as a message", async () => {
  expect(await addTask({ title: "x".repeat(201) })).toMatchObject({
    ...{ ok: false, code: "VALIDATION_ERROR" },
    fields: { title: expect.stringContaining("200") },
  });
  expect(await completeTask({ id: 7 })).toMatchObject({ ok: false, code: "NOT_FOUND", message: "Task not found" });
});

test("a page of one user does nothing for another who has signed in since, and nothing when signed out", async () => {
  await addTask({ title: "Mine" });
  const before = await storedTasks(me.id);
  const acts = (person?: number) => [
    addTask({ title: "Theirs" }, person),
    updateTask({ id, title: "Theirs" }, person),
    completeTask({ id }, person),
    reopenTask({ id }, person),
    removeTask({ id }, person),
    changeTasks({ action: "delete", task_ids }, person),
    restoreTasks({ task_ids }, person),
  ];
  for (const result of await Promise.all(acts(me.id + 1))) expect(result).toMatchObject({ code: "USER_ID_MISMATCH" });
  cookie = "";
  for (const result of await Promise.all(acts())) expect(result).toMatchObject({ ok: false, code: "UNAUTHORIZED" });
  expect(await storedTasks(me.id)).toEqual(before);
});
