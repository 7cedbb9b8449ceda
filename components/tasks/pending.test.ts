import { expect, it } from "vitest";
import type { Task } from "@/lib/tasks/shapes.ts";
import { applyAll, type IdOf, isProvisional, provisionalId, type TaskOperation, touchedBy } from "./pending.ts";

const same: IdOf = (id) => id;
const at = Date.parse("2026-11-21T10:00:00.000Z");
const key = "0000000a-0000-4000-8000-000000000000";

const task = (id: number, more: Partial<Task> = {}): Task => ({
  id,
  title: `Task ${id}`,
  description: null,
  completed: false,
  status: "pending",
  due_date: null,
  priority: null,
  created_at: "2026-11-01T00:00:00.000Z",
  updated_at: "2026-11-01T00:00:00.000Z",
  completed_at: null,
  ...more,
});

const words = { title: "New", description: null, due_date: "2026-11-22", priority: "high" } as const;
const add: TaskOperation = { kind: "add", key, at, task: words };
const change = (action: "complete" | "reopen" | "delete", ...tasks: Task[]): TaskOperation => {
  return { kind: "change", key: "1", at, action, tasks };
};

it("shows an addition at once, under a number of its own below zero", () => {
  const [added] = applyAll([], [add], same);
  expect(added).toMatchObject({ ...words, id: provisionalId(key), completed: false, status: "pending" });
  expect(added && isProvisional(added)).toBe(true);
});

it("shows an addition once when the server has named it and the list has it", () => {
  const named: IdOf = (id) => (id === provisionalId(key) ? 7 : id);
  expect(applyAll([], [add], named).map(({ id }) => id)).toEqual([7]);
  expect(applyAll([task(7)], [add], named)).toEqual([task(7)]);
});

it("completes, reopens and edits what was just added, before and after the server has named it", () => {
  const [added = task(0)] = applyAll([], [add], same);
  const operations: TaskOperation[] = [
    add,
    { kind: "edit", key: "2", at, task: added, changes: { title: "Newer" } },
    change("complete", added),
  ];
  const named: IdOf = (id) => (id === provisionalId(key) ? 7 : id);
  for (const idOf of [same, named]) {
    const after = applyAll([], operations, idOf);
    expect(after).toMatchObject([
      { id: idOf(provisionalId(key)), title: "Newer", completed: true, status: "completed" },
    ]);
  }
});

it("completes with the instant at which it was done, and leaves what is completed already as it is", () => {
  const done = task(2, { completed: true, status: "completed", completed_at: "2026-11-20T00:00:00.000Z" });
  expect(applyAll([task(1), done], [change("complete", task(1), done)], same)).toEqual([
    task(1, { completed: true, status: "completed", completed_at: "2026-11-21T10:00:00.000Z" }),
    done,
  ]);
});

it("brings back a task that no list has read, as it was when it was deleted", () => {
  const gone = task(3, { description: "As I was" });
  const operations: TaskOperation[] = [change("delete", gone), { kind: "restore", key: "2", at, tasks: [gone] }];
  expect(applyAll([gone], operations, same)).toEqual([gone]);
  expect(applyAll([gone], operations.slice(0, 1), same)).toEqual([]);
  expect(applyAll([], [change("reopen", task(4, { completed: true, status: "completed" }))], same)).toMatchObject([
    { id: 4, completed: false, status: "pending", completed_at: null },
  ]);
});

it("knows the list's version of a task better than the one an operation remembers", () => {
  const operation: TaskOperation = { kind: "edit", key: "2", at, task: task(1), changes: { priority: "low" } };
  expect(applyAll([task(1, { title: "Renamed elsewhere" })], [operation], same)).toEqual([
    task(1, { title: "Renamed elsewhere", priority: "low" }),
  ]);
});

it("leaves alone what no operation is about", () => {
  const others = [task(8), task(9)];
  expect(applyAll([...others, task(1)], [change("delete", task(1))], same)).toEqual(others);
  expect(touchedBy(change("delete", task(1), task(2)), same)).toEqual([1, 2]);
  expect(touchedBy(add, same)).toEqual([provisionalId(key)]);
});
