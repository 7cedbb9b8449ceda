import { expect, it } from "vitest";
import { type Answers, type Called, talk } from "@/lib/testing/built-in-talk.ts";

const tasks = [
  { id: 3, title: "Soy milk", status: "pending", due_date: "2026-11-20", priority: null },
  { id: 7, title: "Oat milk", status: "pending", due_date: null, priority: "high" },
  { id: 9, title: "Write report", status: "pending", due_date: "2026-11-24", priority: null },
];

const suggestions = tasks.slice(0, 2).map(({ id, title }) => ({ id, title }));

const missed = (code: string, found = suggestions) => ({
  status: "error",
  code,
  message: "…",
  details: { suggestions: found },
});

const done: Record<string, string> = {
  complete_task: "completed",
  delete_task: "deleted",
  reopen_task: "reopened",
  update_task: "updated",
};

/** A list of three; "milk" is ambiguous, "mlik" is similar to one, and everything else exists. */
const answers: Answers = (tool, { task_id, task_ids, title, due_date, priority }) => {
  if (tool === "list_tasks") return { status: "ok", tasks, total: tasks.length };
  if (task_id === "milk") return missed("TASK_AMBIGUOUS");
  if (task_id === "mlik") return missed("TASK_NOT_FOUND", suggestions.slice(0, 1));
  if (tool === "add_task")
    return { status: "created", task_id: 12, title, due_date: due_date ?? null, priority: priority ?? null };
  if (tool === "change_tasks") return { status: "deleted", count: (task_ids as number[]).length, tasks };
  if (tool === "tracked_time")
    return { status: "ok", from: "2026-11-16", to: "2026-11-22", total_seconds: 0, session_count: 0, repositories: [] };
  const task = tasks.find(({ id }) => id === task_id) ?? { title: String(task_id) };
  return {
    status: done[tool],
    task_id: typeof task_id === "number" ? task_id : 9,
    title: task.title,
    previous: { due_date: null, title: "Before" },
  };
};

type Row = [name: string, messages: string[], ...calls: Called[]];

const conversations: Row[] = [
  ["the second of a list", ["list my tasks", "complete the second one"], ["complete_task", { task_id: 7 }]],
  ["the last of a list", ["list my tasks", "delete the last one"], ["delete_task", { task_id: 9 }]],
  [
    "a place counts among those shown only",
    ["show high priority tasks", "complete the first one"],
    ["complete_task", { task_id: 7 }],
  ],
  [
    "all of a list to be deleted, in one call",
    ["list my tasks", "delete all of them"],
    ["change_tasks", { action: "delete", task_ids: [3, 7, 9] }],
  ],
  [
    "the task that was added",
    ["add buy bread", "move it to tomorrow"],
    ["update_task", { task_id: 12, due_date: "tomorrow" }],
  ],
  ["the task that was changed", ["rename 3 to Soy milk", "mark it as done"], ["complete_task", { task_id: 3 }]],
  ["a place as the answer to which one", ["complete milk", "the second one"], ["complete_task", { task_id: 7 }]],
  ["a number as the answer to which one", ["complete milk", "3"], ["complete_task", { task_id: 3 }]],
  ["a word as the answer to which one", ["complete milk", "oat"], ["complete_task", { task_id: 7 }]],
  ["a whole title as the answer to which one", ["complete milk", "Soy milk"], ["complete_task", { task_id: 3 }]],
  [
    "both as the answer to which one",
    ["complete milk", "both"],
    ["complete_task", { task_id: 3 }],
    ["complete_task", { task_id: 7 }],
  ],
  [
    "which one to change keeps the change",
    ["move milk to friday", "the oat one"],
    ["update_task", { task_id: 7, due_date: "friday" }],
  ],
  ["which one to delete", ["delete milk", "the first one"], ["delete_task", { task_id: 3 }]],
  [
    "words of the task to delete",
    ["delete the oat milk"],
    ["list_tasks", { status: "all", q: "oat milk" }],
    ["delete_task", { task_id: 7 }],
  ],
  ["yes to a single suggestion", ["complete mlik", "yes"], ["complete_task", { task_id: 3 }]],
  [
    "a title that was asked for",
    ["add a task", "buy bread tomorrow"],
    ["add_task", { title: "buy bread", due_date: "tomorrow" }],
  ],
  ["a day that was asked for", ["postpone 3", "until friday"], ["update_task", { task_id: 3, due_date: "friday" }]],
  ["a new title that was asked for", ["rename 3", "Soy milk"], ["update_task", { task_id: 3, title: "Soy milk" }]],
  ["a task that was asked for", ["complete", "#9"], ["complete_task", { task_id: 9 }]],
  ["two questions in a row", ["postpone it", "until friday", "3"], ["update_task", { task_id: 3, due_date: "friday" }]],
  [
    "another period of the same repository",
    ["how long on acme/web this week?", "and last week?"],
    ["tracked_time", { repository: "acme/web", period: "last_week" }],
  ],
  [
    "the week before the one that was asked about",
    ["how long did I work last week?", "and the week before?"],
    ["tracked_time", { from: "2026-11-02", to: "2026-11-08" }],
  ],
  [
    "the same pull request in another period",
    ["total time on PR 123", "and last month?"],
    ["tracked_time", { pr_number: 123, period: "last_month" }],
  ],
  [
    "numbers and words to delete, in one call",
    ["delete 3 and the oat milk"],
    ["list_tasks", { status: "all" }],
    ["list_tasks", { status: "all", q: "oat milk" }],
    ["change_tasks", { action: "delete", task_ids: [3, 7] }],
  ],
  [
    "a number that was asked for",
    ["start tracking acme/web", "12"],
    ["start_session", { repository: "acme/web", pr_number: 12 }],
  ],
  [
    "the days of all tasks of a kind",
    ["push everything due next week to monday"],
    ["list_tasks", { status: "pending" }],
    ["update_task", { task_id: 9, due_date: "monday" }],
  ],
  [
    "one task with “and” in its title, or two",
    ["complete oat milk and write report"],
    ["list_tasks", { status: "pending" }],
    ["complete_task", { task_id: "oat milk" }],
    ["complete_task", { task_id: "write report" }],
  ],
  ["undo of a completion", ["complete 3", "undo"], ["reopen_task", { task_id: 3 }]],
  [
    "undo of a change",
    ["move 3 to friday", "undo that"],
    ["update_task", { task_id: 3, due_date: "", title: "Before" }],
  ],
];

it.each(conversations)("understands %s", async (_, messages, ...calls) => {
  expect((await talk(messages, answers)).calls).toEqual(calls);
});

it.each([
  ["no to which one", ["complete milk", "never mind"], /changed nothing/],
  ["no to a suggestion", ["complete mlik", "no"], /changed nothing/],
  ["words of no task to delete", ["delete the piano"], /no task "piano", so nothing was deleted/],
  ["words of several tasks to delete", ["delete milk"], /Several tasks match "milk"/],
  ["no to which one to delete", ["delete milk", "none of them"], /changed nothing/],
  ["yes where two are possible", ["complete milk", "yes"], /Which one/],
  ["a place when nothing was listed", ["the second one"], /What should I do/],
  ["a number alone shows the task", ["list my tasks", "7"], /\*\*#7\*\* Oat milk/],
  ["it, when several were listed", ["list my tasks", "complete it"], /Which task/],
  ["a place beyond the list", ["list my tasks", "complete the fifth one"], /Which task/],
  ["undo of an addition says how", ["add buy bread", "undo"], /write "delete 12"/],
])("has an answer to %s", async (_, messages, words) => {
  const { text, calls } = await talk(messages, answers);
  expect(text).toMatch(words);
  expect(calls.filter(([tool]) => tool !== "list_tasks")).toEqual([]);
});

it("asks before it deletes, and reports the result", async () => {
  const { text } = await talk(["delete the oat milk"], answers);
  expect(text).toBe("Should I delete **#7** Oat milk?\n\nDeleted **#7** Oat milk.");
  const kept = await talk(["delete 3 and 7"], () => "denied");
  expect(kept.text).toBe("Should I delete **#3**, **#7**?\n\nAll right, nothing was changed.");
});

it("does not return to an old question after another message", async () => {
  const { calls } = await talk(["delete milk", "list my tasks", "yes"], answers);
  expect(calls).toEqual([]);
});

it("looks back over a long conversation in bounded time", async () => {
  const { text } = await talk(["list my tasks", ...Array.from({ length: 40 }, () => "the first one")], answers);
  expect(text).toContain("**#3** Soy milk");
});

it("changes many only after the list, and only the tasks meant", async () => {
  const { calls } = await talk(["delete all high priority tasks"], answers);
  expect(calls).toEqual([
    ["list_tasks", { status: "all" }],
    ["change_tasks", { action: "delete", task_ids: [7] }],
  ]);
  const today = await talk(["complete everything due this week"], answers);
  expect(today.calls.at(-1)).toEqual(["change_tasks", { action: "complete", task_ids: [9] }]);
});

it("changes at most a hundred at a time, and nothing when none is meant", async () => {
  const crowd = Array.from({ length: 120 }, (_, index) => ({
    id: index + 1,
    title: `Task ${index}`,
    status: "completed",
  }));
  const many = await talk(["delete all completed tasks"], (tool) =>
    tool === "list_tasks" ? { status: "ok", tasks: crowd, total: 300 } : "denied",
  );
  expect(many.calls[1]?.[1].task_ids).toHaveLength(100);
  expect(many.text).toBe("Should I delete 100 tasks?\n\nAll right, nothing was changed.");
  const none = await talk(["delete all completed tasks"], () => ({ status: "ok", tasks: [], total: 0 }));
  expect(none.calls).toHaveLength(1);
  expect(none.text).toBe("You have no completed tasks, so nothing was deleted.");
});
