import { describe, expect, it } from "vitest";
import type { Task } from "@/lib/tasks/shapes.ts";
import { compareCompleted, compareOpen, groupOf, groupsOf } from "./groups.ts";

type Told = Partial<Task> & { id: number };
const task = (told: Told) => ({ due_date: null, priority: null, completed_at: null, ...told }) as Task;
const idsOf = (tasks: Task[]) => tasks.map(({ id }) => id);

describe("the group of a due date", () => {
  // A Wednesday.
  const today = "2026-11-18";
  it.each([
    [null, "none"],
    ["2026-11-17", "overdue"],
    ["1970-01-01", "overdue"],
    ["2026-11-18", "today"],
    ["2026-11-19", "tomorrow"],
    ["2026-11-20", "week"],
    ["2026-11-22", "week"],
    ["2026-11-23", "later"],
    ["9999-12-31", "later"],
  ])("is, for %s in a week that begins on Monday, %s", (due, group) => {
    expect(groupOf(due, today, "monday")).toBe(group);
  });

  it("ends the week where the person's week ends", () => {
    expect(groupOf("2026-11-22", today, "sunday")).toBe("later");
    expect(groupOf("2026-11-21", today, "saturday")).toBe("later");
    expect(groupOf("2026-11-20", today, "saturday")).toBe("week");
  });

  it("is tomorrow also when that begins another week or another year", () => {
    expect(groupOf("2026-11-23", "2026-11-22", "monday")).toBe("tomorrow");
    expect(groupOf("2027-01-01", "2026-12-31", "monday")).toBe("tomorrow");
  });
});

it("leaves out groups without tasks, and keeps the order within the others", () => {
  const tasks = [task({ id: 3 }), task({ id: 1, due_date: "2026-11-18" }), task({ id: 2 })];
  expect(groupsOf(tasks, "2026-11-18", "monday").map(({ name, tasks }) => [name, idsOf(tasks)])).toEqual([
    ["today", [1]],
    ["none", [3, 2]],
  ]);
});

it("orders open tasks by due date, none last, then by priority, then the oldest, those not yet named last", () => {
  const tasks = [
    task({ id: -5, due_date: "2026-11-18" }),
    task({ id: 6 }),
    task({ id: 5, priority: "low" }),
    task({ id: 4, due_date: "2026-11-18" }),
    task({ id: 3, due_date: "2026-11-18" }),
    task({ id: 2, due_date: "2026-11-18", priority: "high" }),
    task({ id: 1, due_date: "2026-11-17", priority: "low" }),
  ];
  expect(idsOf(tasks.sort(compareOpen))).toEqual([1, 2, 3, 4, -5, 5, 6]);
});

it("orders completed tasks by when they were completed, the latest first", () => {
  const tasks = [
    task({ id: 1, completed_at: "2026-11-18T10:00:00.000Z" }),
    task({ id: 3, completed_at: "2026-11-18T12:00:00.000Z" }),
    task({ id: 2, completed_at: "2026-11-18T12:00:00.000Z" }),
  ];
  expect(idsOf(tasks.sort(compareCompleted))).toEqual([2, 3, 1]);
});
