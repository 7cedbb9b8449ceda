import { expect, it } from "vitest";
import type { Task } from "@/lib/tasks/shapes.ts";
import { draftOf, readDraft } from "./draft.ts";

const base = { id: 1, title: "Pay rent", description: null, due_date: "2026-11-27", priority: "low" } as Task;
const read = (change: Partial<ReturnType<typeof draftOf>>) => readDraft({ ...draftOf(base), ...change }, base);

it("changes nothing when nothing was touched", () => {
  expect(read({})).toEqual({ changes: {}, problems: {} });
  expect(read({ title: "  Pay rent ", description: "  " })).toEqual({ changes: {}, problems: {} });
});

it("names only what was changed, and takes away what was emptied", () => {
  expect(read({ title: "Pay the rent" }).changes).toEqual({ title: "Pay the rent" });
  expect(read({ due_date: "", priority: "none", description: "By transfer" }).changes).toEqual({
    due_date: null,
    priority: null,
    description: "By transfer",
  });
});

it.each([
  [{ title: " " }, { title: "Enter a title" }],
  [{ title: "x".repeat(201) }, { title: "At most 200 characters; you entered 201" }],
  [{ description: "x".repeat(2001) }, { description: "At most 2,000 characters; you entered 2,001" }],
  [{ due_date: "1969-12-31" }, { due_date: "Choose a date after 1969" }],
  [{ due_date: "12026-01-01" }, { due_date: "Choose a date after 1969" }],
])("refuses %o beside the field", (change, problems) => {
  expect(read(change)).toEqual({ changes: {}, problems });
});

it("takes as much as the server takes", () => {
  expect(read({ title: "x".repeat(200), description: "y".repeat(2000) }).problems).toEqual({});
});
