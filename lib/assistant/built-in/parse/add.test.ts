import { expect, it } from "vitest";
import { firstCalls, firstWords } from "@/lib/testing/built-in-talk.ts";

type Row = [said: string, ...tasks: Record<string, unknown>[]];

const phrases: Row[] = [
  // With the word task.
  ["add a task to review the auth PR tomorrow", { title: "review the auth PR", due_date: "tomorrow" }],
  ["add task buy milk", { title: "buy milk" }],
  ["Add a new task: Fix the login page", { title: "Fix the login page" }],
  [
    "create a task called Write release notes due next monday",
    { title: "Write release notes", due_date: "next monday" },
  ],
  ["create task: fix bug #42 in login with high priority", { title: "fix bug #42 in login", priority: "high" }],
  ["make a todo to email Anna", { title: "email Anna" }],
  ["new task water plants", { title: "water plants" }],
  ["new todo read chapter 5", { title: "read chapter 5" }],
  ["task: urgent fix", { title: "urgent fix" }],
  ["todo: buy milk", { title: "buy milk" }],
  ["TODO buy milk", { title: "buy milk" }],
  ["- [ ] write tests", { title: "write tests" }],
  ["create a reminder for monday to send invoices", { title: "send invoices", due_date: "monday" }],
  ["add a task for tomorrow: buy milk", { title: "buy milk", due_date: "tomorrow" }],
  ["I want to add a task to call Bob", { title: "call Bob" }],
  ["Can you please add a high priority task to fix login?", { title: "fix login", priority: "high" }],
  ["add an urgent task: restart the server", { title: "restart the server", priority: "high" }],
  // Without it.
  ["add buy milk tomorrow !high", { title: "buy milk", due_date: "tomorrow", priority: "high" }],
  ["add buy milk on 2026-12-24", { title: "buy milk", due_date: "2026-12-24" }],
  ["add review PR 123", { title: "review PR 123" }],
  ["add pay rent on the 1st", { title: "pay rent", due_date: "the 1st" }],
  ["ADD MILK", { title: "MILK" }],
  ["add buy milk and eggs", { title: "buy milk and eggs" }],
  ["add water the plants every friday", { title: "water the plants every friday" }],
  ["put milk on my list", { title: "milk" }],
  ["add eggs to my to-do list please", { title: "eggs" }],
  ["let me add milk", { title: "milk" }],
  ['add "call mom tomorrow" for friday', { title: "call mom tomorrow", due_date: "friday" }],
  ["add 'read a book'", { title: "read a book" }],
  ["schedule dentist for tuesday", { title: "dentist", due_date: "tuesday" }],
  // Reminders and duties.
  ["remind me to call Bob on friday at 5pm", { title: "call Bob at 5pm", due_date: "friday" }],
  ["remind me tomorrow to buy milk", { title: "buy milk", due_date: "tomorrow" }],
  ["remind me to review and merge the PR", { title: "review and merge the PR" }],
  ["remember to stretch", { title: "stretch" }],
  ["don't forget to pay rent", { title: "pay rent" }],
  ["don’t let me forget to pay rent", { title: "pay rent" }],
  ["note to self: renew passport by 2026-12-01", { title: "renew passport", due_date: "2026-12-01" }],
  ["I need to finish the report by friday", { title: "finish the report", due_date: "friday" }],
  ["I need to buy milk, eggs and bread", { title: "buy milk, eggs and bread" }],
  ["I want to finish the report", { title: "finish the report" }],
  ["I have to submit expenses by end of month", { title: "submit expenses", due_date: "end of month" }],
  ["I must call the bank", { title: "call the bank" }],
  ["gotta buy bread", { title: "buy bread" }],
  ["we need to update the docs next week", { title: "update the docs", due_date: "next week" }],
  ["I should probably clean the kitchen on saturday", { title: "clean the kitchen", due_date: "saturday" }],
  // Priorities and descriptions.
  ["add task buy milk due tomorrow priority high", { title: "buy milk", due_date: "tomorrow", priority: "high" }],
  ["add task review PR, due friday, urgent", { title: "review PR", due_date: "friday", priority: "high" }],
  ["add clean the attic with low priority", { title: "clean the attic", priority: "low" }],
  ["add fix high priority bugs", { title: "fix high priority bugs" }],
  ["add a task: Prepare slides; description: for the board", { title: "Prepare slides", description: "for the board" }],
  ["add task buy milk\nwith oat and soy", { title: "buy milk", description: "with oat and soy" }],
  // Several at once.
  ["add tasks: a, b and c", { title: "a" }, { title: "b" }, { title: "c" }],
  ["add milk, eggs and bread", { title: "milk" }, { title: "eggs" }, { title: "bread" }],
  ["add milk, due friday, urgent", { title: "milk", due_date: "friday", priority: "high" }],
  [
    "add buy milk tomorrow, get oat milk !high, call Bob",
    { title: "buy milk", due_date: "tomorrow" },
    { title: "get oat milk", priority: "high" },
    { title: "call Bob" },
  ],
  ["add three tasks: one; two; three", { title: "one" }, { title: "two" }, { title: "three" }],
  ["add these tasks:\n- milk\n- eggs", { title: "milk" }, { title: "eggs" }],
  ["add milk tomorrow\nadd eggs", { title: "milk", due_date: "tomorrow" }, { title: "eggs" }],
  // A title may contain other commands, which are not run.
  ["add a task to delete all completed tasks", { title: "delete all completed tasks" }],
  ["remind me to complete everything", { title: "complete everything" }],
  ["todo: clear the list", { title: "clear the list" }],
  ["I need to delete old branches", { title: "delete old branches" }],
  ["add a task: how long did I work this week?", { title: "how long did I work this week" }],
];

it.each(phrases)("adds the given task: %s", async (said, ...tasks) => {
  expect(await firstCalls(said)).toEqual(tasks.map((task) => ["add_task", task]));
});

it.each(["add a task", "new task", "create a todo", "add some tasks", "add", "remind me"])(
  "asks for the missing title: %s",
  async (said) => {
    expect(await firstCalls(said)).toEqual([]);
    expect(await firstWords(said)).toMatch(/^What is the task\?/);
  },
);

it("rejects a title that is too long, and a list that is too long, before any tool call", async () => {
  expect(await firstWords(`add a task to ${"very ".repeat(60)}much`)).toMatch(/at most 200 characters/);
  const lines = Array.from({ length: 21 }, (_, index) => `- task ${index}`).join("\n");
  expect(await firstWords(`add these tasks:\n${lines}`)).toMatch(/at most 20 tasks/);
  expect(await firstWords(`add a task to read\n${"word ".repeat(401)}`)).toMatch(/at most 2000 characters/);
});
