import { expect, it } from "vitest";
import { firstCalls, firstWords } from "@/lib/testing/built-in-talk.ts";

type Row = [said: string, task_id: number | string, changes: Record<string, unknown>];

const phrases: Row[] = [
  // Titles.
  ["rename 3 to Oat milk", 3, { title: "Oat milk" }],
  ['rename milk to "Oat milk"', "milk", { title: "Oat milk" }],
  ["retitle 3 as New name", 3, { title: "New name" }],
  ["change milk to oat milk", "milk", { title: "oat milk" }],
  ["change the title of 3 to Buy bread", 3, { title: "Buy bread" }],
  ["change 3's title to Buy bread", 3, { title: "Buy bread" }],
  ["update #3 to Buy bread", 3, { title: "Buy bread" }],
  ["edit 3: Write better tests", 3, { title: "Write better tests" }],
  ["replace milk with oat milk", "milk", { title: "oat milk" }],
  ["call task 3 Groceries", 3, { title: "Groceries" }],
  ["could you rename task 3 to Groceries?", 3, { title: "Groceries" }],
  // Descriptions.
  ["add a note to 3: ask Anna first", 3, { description: "ask Anna first" }],
  ["describe 3 as The long version", 3, { description: "The long version" }],
  ["set the description of 3 to Ask Bob", 3, { description: "Ask Bob" }],
  ["update the notes of milk to 2 liters", "milk", { description: "2 liters" }],
  ["delete the note of 3", 3, { description: "" }],
  // Due dates.
  ["move 3 to friday", 3, { due_date: "friday" }],
  ["move the letter to mom to friday", "letter to mom", { due_date: "friday" }],
  ["change 3 to friday", 3, { due_date: "friday" }],
  ["postpone milk until next week", "milk", { due_date: "next week" }],
  ["reschedule 3 for next monday", 3, { due_date: "next monday" }],
  ["push 3 to tomorrow", 3, { due_date: "tomorrow" }],
  ["push 3 back to tomorrow", 3, { due_date: "tomorrow" }],
  ["snooze the report until monday", "report", { due_date: "monday" }],
  ["delay 3 to blursday", 3, { due_date: "blursday" }],
  ["set 3 due tomorrow", 3, { due_date: "tomorrow" }],
  ["make milk due friday", "milk", { due_date: "friday" }],
  ["set due date of 3 to 2026-12-01", 3, { due_date: "2026-12-01" }],
  ["change the due date of milk to next week", "milk", { due_date: "next week" }],
  ["make the deadline of 3 friday", 3, { due_date: "friday" }],
  ["give 3 a due date of friday", 3, { due_date: "friday" }],
  ["3 is due friday", 3, { due_date: "friday" }],
  ["due 3 friday", 3, { due_date: "friday" }],
  ["the report is due on monday", "report", { due_date: "monday" }],
  ["remove the due date from 3", 3, { due_date: "" }],
  ["clear the deadline for milk", "milk", { due_date: "" }],
  ["3 has no due date", 3, { due_date: "" }],
  ["no due date for 3", 3, { due_date: "" }],
  ["milk isn't due anymore", "milk", { due_date: "" }],
  // Priorities.
  ["make 3 high priority", 3, { priority: "high" }],
  ["set task 3 to high priority", 3, { priority: "high" }],
  ["set priority of 3 to low", 3, { priority: "low" }],
  ["change the priority of milk to medium", "milk", { priority: "medium" }],
  ["mark 3 as urgent", 3, { priority: "high" }],
  ["mark milk as important", "milk", { priority: "high" }],
  ["prioritize milk", "milk", { priority: "high" }],
  ["deprioritise 3", 3, { priority: "low" }],
  ["bump 3 to high priority", 3, { priority: "high" }],
  ["3 is urgent", 3, { priority: "high" }],
  ["remove priority from 3", 3, { priority: null }],
];

it.each(phrases)("changes the given fields: %s", async (said, task_id, changes) => {
  expect(await firstCalls(said)).toEqual([["update_task", { task_id, ...changes }]]);
});

it.each([
  ["postpone 3", /Until which day/],
  ["postpone 3 by two days", /Until which day/],
  ["move 3", /Until which day/],
  ["rename 3", /new title/],
  ["rename", /Which task, and what is the new title/],
  ["update 3", /What should I change/],
  ["remove the due date of it", /Which task/],
])("asks for what is missing: %s", async (said, question) => {
  expect(await firstCalls(said)).toEqual([]);
  expect(await firstWords(said)).toMatch(question);
});
