import { expect, it } from "vitest";
import { firstCalls } from "@/lib/testing/built-in-talk.ts";

type Row = [said: string, input: Record<string, unknown>];

const lists: Row[] = [
  ["list my tasks", { status: "pending" }],
  ["tasks", { status: "pending" }],
  ["show me my tasks", { status: "pending" }],
  ["what are my tasks?", { status: "pending" }],
  ["what's open?", { status: "pending" }],
  ["what is left?", { status: "pending" }],
  ["what do I need to do?", { status: "pending" }],
  ["what's on my plate", { status: "pending" }],
  ["I need to see my tasks", { status: "pending" }],
  ["what's next?", { status: "pending" }],
  ["what should I work on?", { status: "pending" }],
  ["how many tasks do I have?", { status: "pending" }],
  ["show me all my tasks", { status: "all" }],
  ["show everything", { status: "all" }],
  ["show completed tasks", { status: "completed" }],
  ["done tasks", { status: "completed" }],
  ["what have I completed?", { status: "completed" }],
  ["what did I finish today?", { status: "completed", completed_from: "2026-11-21", completed_to: "2026-11-21" }],
  ["how many tasks did I complete?", { status: "completed" }],
  ["overdue", { status: "pending", due: "overdue" }],
  ["what's overdue?", { status: "pending", due: "overdue" }],
  ["which tasks are overdue?", { status: "pending", due: "overdue" }],
  ["am I late with anything?", { status: "pending", due: "overdue" }],
  ["what's due today?", { status: "pending", due: "today" }],
  ["what do I have to do today?", { status: "pending", due: "today" }],
  ["is there anything due today?", { status: "pending", due: "today" }],
  ["today", { status: "pending", due: "today" }],
  ["can you show me what is due this week?", { status: "pending", due: "week" }],
  ["do I have anything due this week?", { status: "pending", due: "week" }],
  ["what's due tomorrow?", { status: "pending" }],
  ["tasks without a due date", { status: "pending" }],
  ["show urgent tasks", { status: "pending" }],
  ["show my high priority tasks due this week", { status: "pending", due: "week" }],
  ["find milk", { q: "milk" }],
  ["search for the auth PR", { q: "auth PR" }],
  ["tasks about auth", { q: "auth" }],
  ["do I have a task about milk?", { q: "milk" }],
  ["did I add milk?", { q: "milk" }],
  ["where is the milk task?", { q: "milk" }],
  ["show tasks about milk that are done", { status: "completed", q: "milk" }],
  ["did I finish the report?", { q: "report" }],
  ["is the report done?", { q: "report" }],
  ["when is the report due?", { q: "report" }],
  ["show me the milk task", { q: "milk" }],
  ["show completed", { status: "completed" }],
  ["completed tasks this week", { status: "completed", completed_from: "2026-11-16", completed_to: "2026-11-22" }],
  ["is anything due?", { status: "pending" }],
  ["anything urgent?", { status: "pending" }],
  ["todo list", { status: "pending" }],
  ["what do I have to finish by friday", { status: "pending" }],
  ["what is due today? 3", { status: "pending", due: "today" }],
  ["what's the status of 4?", { status: "all" }],
  ["show task #12", { status: "all" }],
  ["#4", { status: "all" }],
];

const times: Row[] = [
  ["how long did I spend on reviews this week?", { period: "this_week" }],
  ["how long did I work today?", { period: "today" }],
  ["could you tell me how long I worked today?", { period: "today" }],
  ["how much time did I spend yesterday", { period: "yesterday" }],
  ["what did I work on yesterday", { period: "yesterday" }],
  ["did I work yesterday?", { period: "yesterday" }],
  ["hours this week", { period: "this_week" }],
  ["which repositories did I work on this week?", { period: "this_week" }],
  ["how many hours did I track last month?", { period: "last_month" }],
  ["how much did I work last 7 days?", { period: "last_7_days" }],
  ["how much did I work this year", { period: "this_year" }],
  ["how many hours have I tracked in total?", { period: "all_time" }],
  ["what did I do yesterday?", { period: "yesterday" }],
  ["how long today?", { period: "today" }],
  ["how many sessions did I have this week", { period: "this_week" }],
  ["how long did I spend on reviews this week, by repository?", { period: "this_week" }],
  ["how long did I work in the last 3 days", { from: "2026-11-19", to: "2026-11-21" }],
  ["how long did I work in the past two weeks", { from: "2026-11-08", to: "2026-11-21" }],
  ["how long did I work the day before yesterday", { from: "2026-11-19", to: "2026-11-19" }],
  ["show my tracked time", {}],
  ["time per repository", {}],
  ["how much time did I spend on acme/web?", { repository: "acme/web" }],
  ["how much time yesterday on acme/web", { period: "yesterday", repository: "acme/web" }],
  ["how long did I review in facebook/react last week?", { period: "last_week", repository: "facebook/react" }],
  ["how long did I spend on the web repo last month?", { period: "last_month", repository: "web" }],
  ["time on stint last month", { period: "last_month", repository: "stint" }],
  ["how long did I work between 2026-11-01 and 2026-11-15", { from: "2026-11-01", to: "2026-11-15" }],
  ["time from nov 1 to nov 10", { from: "2026-11-01", to: "2026-11-10" }],
  ["tracked time since monday", { from: "2026-11-16", to: "2026-11-21" }],
  ["how long did I work on monday?", { from: "2026-11-16", to: "2026-11-16" }],
  ["how long did I spend on reviews in march?", { from: "2026-03-01", to: "2026-03-31" }],
  ["how many hours in december", { from: "2025-12-01", to: "2025-12-31" }],
];

const running = [
  "is a session running?",
  "is a timer running?",
  "am I tracking right now?",
  "what am I working on?",
  "current session",
  "how long has the current session been running?",
  "how long have I been working?",
];

const practice: Row[] = [
  ["what's my yoga streak?", {}],
  ["how long is my practice streak?", {}],
  ["how much did I practise this week", { period: "this_week" }],
  ["when did I last practice?", {}],
  ["have I practised today?", { period: "today" }],
  ["how much yoga did I do this week?", { period: "this_week" }],
  ["show my practice totals", {}],
];

it.each(lists)("lists tasks: %s", async (said, input) => {
  expect(await firstCalls(said)).toEqual([["list_tasks", input]]);
});

it.each(times)("looks up tracked time: %s", async (said, input) => {
  expect(await firstCalls(said)).toEqual([["tracked_time", input]]);
});

it.each(running)("looks up the running session: %s", async (said) => {
  expect(await firstCalls(said)).toEqual([["running_session", {}]]);
});

it.each(practice)("looks up practice: %s", async (said, input) => {
  expect(await firstCalls(said)).toEqual([["practice_totals", input]]);
});
