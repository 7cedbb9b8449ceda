import { expect, it } from "vitest";
import type { Task } from "@/lib/tasks/shapes.ts";
import { unfiltered } from "./list/filters.ts";
import type { TaskOperation } from "./pending.ts";
import { withPending } from "./with-pending.ts";

const today = "2026-11-21";
const at = Date.parse("2026-11-21T10:00:00.000Z");
const same = (id: number) => id;

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
const done = (id: number) =>
  task(id, {
    completed: true,
    status: "completed",
    completed_at: `2026-11-0${id}T00:00:00.000Z`,
    updated_at: "2026-11-09T00:00:00.000Z",
  });
const ids = ({ open, completed }: { open: Task[]; completed: Task[] }) => [
  open.map(({ id }) => id),
  completed.map(({ id }) => id),
];
const complete: TaskOperation = { kind: "change", key: "1", at, action: "complete", tasks: [task(1)] };

it("moves what is completed to the others, the latest first, and counts with it", () => {
  const laid = withPending({ open: [task(1), task(2)], completed: [done(3)] }, [complete], unfiltered, today, same);
  expect(ids(laid)).toEqual([[2], [1, 3]]);
  expect(laid.more).toEqual({ open: -1, completed: 1 });
});

it("shows what both lists have, as one was read later, once and as it is now", () => {
  expect(ids(withPending({ open: [task(4), task(5)], completed: [done(4)] }, [], unfiltered, today, same))).toEqual([
    [5],
    [4],
  ]);
});

it("leaves to the server which tasks the filters ask for, and judges itself only what was changed here", () => {
  const filters = { ...unfiltered, q: "nothing like it" };
  expect(ids(withPending({ open: [task(1), task(2)], completed: [] }, [], filters, today, same))).toEqual([[1, 2], []]);
  const edit: TaskOperation = { kind: "edit", key: "2", at, task: task(2), changes: { priority: "high" } };
  expect(ids(withPending({ open: [task(1), task(2)], completed: [] }, [edit], filters, today, same))).toEqual([
    [1],
    [],
  ]);
});

it("puts a task whose date was changed where the server will have it", () => {
  const open = [task(1, { due_date: "2026-11-22" }), task(2, { due_date: "2026-11-24" }), task(3)];
  const edit: TaskOperation = { kind: "edit", key: "2", at, task: task(3), changes: { due_date: "2026-11-23" } };
  expect(ids(withPending({ open, completed: [] }, [edit], unfiltered, today, same))).toEqual([[1, 3, 2], []]);
});
