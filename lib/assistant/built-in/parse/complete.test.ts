import { expect, it } from "vitest";
import { type Called, firstCalls, firstWords } from "@/lib/testing/built-in-talk.ts";

type Row = [said: string, ...calls: Called[]];

const complete = (task_id: number | string): Called => ["complete_task", { task_id }];
const reopen = (task_id: number | string): Called => ["reopen_task", { task_id }];
const remove = (task_id: number | string): Called => ["delete_task", { task_id }];
const search = (q: string): Called => ["list_tasks", { status: "all", q }];
const list = (input: Record<string, unknown>): Called => ["list_tasks", input];

const done: Row[] = [
  ["complete 3", complete(3)],
  ["complete the milk one", complete("milk")],
  ["complete the task about milk", complete("milk")],
  ['complete task called "Write tests"', complete("Write tests")],
  ["complete task number 3", complete(3)],
  ["complete no. 3", complete(3)],
  ["complete task three", complete(3)],
  ["finish 3", complete(3)],
  ["close #3", complete(3)],
  ["mark 3 as done", complete(3)],
  ["mark task 3 complete", complete(3)],
  ["mark the auth review as completed", complete("auth review")],
  ["set 3 to done", complete(3)],
  ["change 3 to done", complete(3)],
  ["check off milk", complete("milk")],
  ["check 3 off", complete(3)],
  ["tick off the milk task", complete("milk")],
  ["cross milk off my list", complete("milk")],
  ["hey stint, could you please mark task 3 as done? thanks!", complete(3)],
  ["I finished the report", complete("report")],
  ["I've finished task 12", complete(12)],
  ["I did the dishes", complete("dishes")],
  ["I'm done with the slides", complete("slides")],
  ["finished the slides", complete("slides")],
  ["done with #4", complete(4)],
  ["done: 3", complete(3)],
  ["#4 is done", complete(4)],
  ["task 5 is done", complete(5)],
  ["milk is done", complete("milk")],
  ["3 done", complete(3)],
  ["the report is finished", complete("report")],
  ["I want to complete task 3", complete(3)],
  ["complete 3, 4 and 5", complete(3), complete(4), complete(5)],
  ["completed 3 and 4", complete(3), complete(4)],
  ["complete 3\nadd milk", complete(3), ["add_task", { title: "milk" }]],
];

const notDone: Row[] = [
  ["reopen 3", reopen(3)],
  ["reopen the report", reopen("report")],
  ["uncheck 4", reopen(4)],
  ["mark 3 as not done", reopen(3)],
  ["task 5 is not done", reopen(5)],
];

const deleted: Row[] = [
  ["delete 3", remove(3)],
  ["delete task #3 please", remove(3)],
  ["delete 3 from my list", remove(3)],
  ["delete milk", search("milk")],
  ["remove the milk task", search("milk")],
  ['Please delete the task "buy milk".', search("buy milk")],
  ["delete old tasks", search("old tasks")],
  ["delete the profile page task", search("profile page")],
  ["get rid of task 7", remove(7)],
  ["throw away #9", remove(9)],
  ["cancel task 3", remove(3)],
  ["I need to delete task 3", remove(3)],
  ["delete 3 and 4", ["change_tasks", { action: "delete", task_ids: [3, 4] }]],
];

const many: Row[] = [
  ["complete all overdue tasks", list({ status: "pending", due: "overdue" })],
  ["complete everything due today", list({ status: "pending", due: "today" })],
  ["mark everything as done", list({ status: "pending" })],
  ["reopen all completed tasks", list({ status: "completed" })],
  ["delete all completed tasks", list({ status: "completed" })],
  ["clear completed", list({ status: "completed" })],
  ["clean up done tasks", list({ status: "completed" })],
  ["delete everything", list({ status: "all" })],
  ["clear my list", list({ status: "all" })],
  ["delete all open tasks", list({ status: "pending" })],
  ["delete all milk tasks", list({ status: "all", q: "milk" })],
  ["delete everything about milk", list({ status: "all", q: "milk" })],
  ["remove all high priority tasks", list({ status: "all" })],
];

it.each(done)("completes tasks reported as done: %s", async (said, ...calls) => {
  expect(await firstCalls(said)).toEqual(calls);
});

it.each(notDone)("reopens tasks that are not done: %s", async (said, ...calls) => {
  expect(await firstCalls(said)).toEqual(calls);
});

it.each(deleted)("deletes by number, and searches for words first: %s", async (said, ...calls) => {
  expect(await firstCalls(said)).toEqual(calls);
});

it.each(many)("lists many tasks before it changes them: %s", async (said, ...calls) => {
  expect(await firstCalls(said)).toEqual(calls);
});

it.each(["delete", "remove", "complete", "delete tasks", "delete it", "complete the second one", "delete them"])(
  "asks which task is meant when it is unclear: %s",
  async (said) => {
    expect(await firstCalls(said)).toEqual([]);
    expect(await firstWords(said)).toMatch(/^Which task/);
  },
);
