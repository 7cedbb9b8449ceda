import { expect, it } from "vitest";
import type { Task } from "@/lib/tasks/shapes.ts";
import { listInput, loadTaskFilters, matches, namesOn, problemsOf, unfiltered } from "./filters.ts";

const today = "2026-11-21";
const task = (told: Partial<Task> = {}) =>
  ({
    title: "Pay the café's rent",
    description: "By transfer",
    due_date: null,
    completed: false,
    status: "pending",
    ...told,
  }) as Task;
const fits = (told: Partial<Task>, due: string) => matches(task(told), { ...unfiltered, due }, today);

it("reads what an address asks for, and asks the API the same", () => {
  const filters = loadTaskFilters("?q=pay%20rent&due=week&status=pending");
  expect(filters).toEqual({ q: "pay rent", due: "week", status: "pending" });
  expect(listInput(filters, "pending", null)).toEqual({ status: "pending", limit: 100, q: "pay rent", due: "week" });
  expect(listInput(loadTaskFilters(""), "completed", "abc")).toEqual({ status: "completed", limit: 50, cursor: "abc" });
  expect(namesOn(filters)).toEqual(["q", "due", "status"]);
  expect(loadTaskFilters("?due=2026-03-14").due).toBe("2026-03-14");
});

it("leaves out what makes no sense, and says which part and why", () => {
  const search = `due=banana&status=sideways&q=${"x".repeat(201)}`;
  expect(loadTaskFilters(`?${search}`)).toEqual(unfiltered);
  expect(problemsOf(new URLSearchParams(search)).map(({ name, why }) => [name, why])).toEqual([
    ["q", "is longer than 200 characters"],
    ["due", "is not a date such as 2026-03-14, overdue, today, week, any or none"],
    ["status", "is not a state: pending or completed"],
  ]);
  expect(problemsOf(new URLSearchParams("due=2026-02-30"))).toHaveLength(1);
  expect(problemsOf(new URLSearchParams("due=today&status=&utm=1"))).toEqual([]);
});

it("finds all words in any order, without regard to case and accents", () => {
  const finds = (q: string) => matches(task(), { ...unfiltered, q }, today);
  expect([finds("RENT cafe"), finds("transfer pay"), finds("café")]).toEqual([true, true, true]);
  expect([finds("rent tomorrow"), finds("rents")]).toEqual([false, false]);
});

it.each([
  ["none", null, true],
  ["none", today, false],
  ["any", null, false],
  ["any", "2030-01-01", true],
  ["overdue", "2026-11-20", true],
  ["overdue", today, false],
  ["today", "2026-11-20", true],
  ["today", today, true],
  ["today", "2026-11-22", false],
  ["week", "2026-11-20", true],
  ["week", "2026-11-28", true],
  ["week", "2026-11-29", false],
  ["2026-11-29", "2026-11-29", true],
  ["2026-11-29", "2026-11-28", false],
])("asked for what is due %s, judges a task due on %s as the server does", (due, due_date, fitting) => {
  expect(fits({ due_date }, due)).toBe(fitting);
});

it("takes what is completed for late no more", () => {
  const done = { completed: true, status: "completed", due_date: "2026-11-20" } as const;
  expect([fits(done, "overdue"), fits(done, "today"), fits(done, "week")]).toEqual([false, false, false]);
  expect(matches(task(done), { ...unfiltered, status: "pending" }, today)).toBe(false);
});
