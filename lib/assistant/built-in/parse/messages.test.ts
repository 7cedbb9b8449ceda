import { expect, it } from "vitest";
import { type Called, firstCalls } from "@/lib/testing/built-in-talk.ts";

/** Many phrasings, with exactly the calls they mean. The day is Saturday, 21 November 2026. */

type Input = Record<string, unknown>;
type Row = [said: string, ...calls: Called[]];

const time = (input: Input = {}): Called => ["tracked_time", input];
const sessions = (input: Input): Called => ["list_sessions", input];
const practice = (input: Input = {}): Called => ["practice_totals", input];
const tasks = (input: Input): Called => ["list_tasks", input];
const update = (task_id: number | string, changes: Input): Called => ["update_task", { task_id, ...changes }];
const complete = (task_id: number | string): Called => ["complete_task", { task_id }];
const days = (from: string, to: string): Input => ({ from, to });

const questions: Row[] = [
  // Single pull requests.
  ["total time on PR 123", time({ pr_number: 123 })],
  // Hours reach into the day before.
  ["how long did I work in the past 48 hours?", time(days("2026-11-19", "2026-11-21"))],
  ["how much time did I spend on PR #123?", time({ pr_number: 123 })],
  ["how long on vercel/next.js#123", time({ repository: "vercel/next.js", pr_number: 123 })],
  [
    "how long on vercel/next.js#96627 this month",
    time({ repository: "vercel/next.js", pr_number: 96627, period: "this_month" }),
  ],
  [
    "time on https://github.com/vercel/next.js/pull/123 last week",
    time({ repository: "vercel/next.js", pr_number: 123, period: "last_week" }),
  ],
  ["how long did I review pull request 42 in acme/web?", time({ repository: "acme/web", pr_number: 42 })],
  ["how much time on next.js#123 yesterday", time({ repository: "next.js", pr_number: 123, period: "yesterday" })],
  ["how much time on denoland since october?", time({ repository: "denoland", ...days("2026-10-01", "2026-11-21") })],
  [
    "how long on acme/web and acme/api last week",
    time({ period: "last_week", repository: "acme/web" }),
    time({ period: "last_week", repository: "acme/api" }),
  ],
  [
    "time on acme/web PRs 12 and 13",
    time({ repository: "acme/web", pr_number: 12 }),
    time({ repository: "acme/web", pr_number: 13 }),
  ],
  [
    "how long did I work on monday and on friday?",
    time({ from: "2026-11-16", to: "2026-11-16" }),
    time({ from: "2026-11-20", to: "2026-11-20" }),
  ],
  // Groupings.
  ["time per day this week", time({ period: "this_week", group_by: "day" })],
  ["time by pull request this month", time({ period: "this_month", group_by: "pull_request" })],
  ["hours per week in october", time({ ...days("2026-10-01", "2026-10-31"), group_by: "week" })],
  ["how much did I work each month this year?", time({ period: "this_year", group_by: "month" })],
  ["show my time day by day for last week", time({ period: "last_week", group_by: "day" })],
  ["daily breakdown of last week", time({ period: "last_week", group_by: "day" })],
  ["which PR took the most time this year?", time({ period: "this_year", group_by: "pull_request" })],
  ["which day did I work the most this month?", time({ period: "this_month", group_by: "day" })],
  ["what was my busiest week this year?", time({ period: "this_year", group_by: "week" })],
  ["top repositories this month", time({ period: "this_month" })],
  ["how many PRs did I review last week?", time({ period: "last_week", group_by: "pull_request" })],
  [
    "how much time per day on acme/web last week",
    time({ period: "last_week", repository: "acme/web", group_by: "day" }),
  ],
  // Comparisons.
  [
    "how much did I work last month compared to this month",
    time({ period: "last_month", compare_from: "2026-11-01", compare_to: "2026-11-30" }),
  ],
  ["how much did I work this month compared to last month?", time({ period: "this_month", compare: "previous" })],
  ["compare this week with last week", time({ period: "this_week", compare: "previous" })],
  ["this week vs last week", time({ period: "this_week", compare: "previous" })],
  ["did I work more today than usual?", time({ period: "today", compare: "usual" })],
  ["did I work more today than yesterday?", time({ period: "today", compare: "previous" })],
  ["have I worked less this week than last week?", time({ period: "this_week", compare: "previous" })],
  [
    "compare october to september",
    time({ ...days("2026-10-01", "2026-10-31"), compare_from: "2026-09-01", compare_to: "2026-09-30" }),
  ],
  ["was this week better than last week?", time({ period: "this_week", compare: "previous" })],
  [
    "how does this month compare with october?",
    time({ period: "this_month", compare_from: "2026-10-01", compare_to: "2026-10-31" }),
  ],
  ["how long did I spend reviewing today compared to a normal day?", time({ period: "today", compare: "usual" })],
  // Averages and counts.
  ["average per day", time({ period: "last_30_days" })],
  ["how long do I work on average per day this month?", time({ period: "this_month" })],
  ["what's my average session length this week?", time({ period: "this_week" })],
  ["how many sessions did I do today?", time({ period: "today" })],
  ["how many days did I work last month?", time({ period: "last_month" })],
  ["what was my longest session this month?", time({ period: "this_month" })],
  // Sessions.
  ["how long did the last session take", sessions({ limit: 1 })],
  ["what was my last session?", sessions({ limit: 1 })],
  ["what time did I start today", sessions({ period: "today", order: "oldest", limit: 1 })],
  ["when did I start working yesterday?", sessions({ period: "yesterday", order: "oldest", limit: 1 })],
  ["when did I stop yesterday?", sessions({ period: "yesterday", order: "newest", limit: 1 })],
  ["when did I last work on acme/web?", sessions({ repository: "acme/web", limit: 1 })],
  ["when did I finish yesterday?", sessions({ period: "yesterday", order: "newest", limit: 1 })],
  ["what was the last PR I reviewed?", sessions({ limit: 1 })],
  ["show my last 3 sessions", sessions({ limit: 3 })],
  ["list my sessions yesterday", sessions({ period: "yesterday", limit: 20 })],
  ["show me the first session today", sessions({ period: "today", order: "oldest", limit: 1 })],
  // Streaks.
  ["how's my streak", ["tracking_streak", {}], practice()],
  ["what's my work streak?", ["tracking_streak", {}]],
  ["what is my yoga streak?", practice()],
  // Practice.
  ["how much yoga did I do in October?", practice(days("2026-10-01", "2026-10-31"))],
  ["when did I last do yoga", practice()],
  ["how often did I practise last month?", practice({ period: "last_month" })],
  ["suggest a practice for a stiff neck", ["suggest_practice", { q: "neck" }]],
  ["my wrists hurt", ["suggest_practice", { q: "wrists" }]],
  ["what can I do for my lower back?", ["suggest_practice", { q: "lower back" }]],
  ["suggest a 5 minute stretch", ["suggest_practice", { max_minutes: 5 }]],
  [
    "recommend a restorative practice under 20 minutes",
    ["suggest_practice", { style: "restorative", max_minutes: 20 }],
  ],
  ["start a practice", ["suggest_practice", {}]],
  ["start the desk break", ["begin_practice", { sequence: "desk break" }]],
  ["begin the Morning Flow practice", ["begin_practice", { sequence: "Morning Flow" }]],
  // Tasks.
  ["whats due tmrw", tasks({ status: "pending" })],
  ["what is due next week?", tasks({ status: "pending" })],
  ["what's due this month?", tasks({ status: "pending" })],
  [
    "list completed tasks from last week",
    tasks({ status: "completed", completed_from: "2026-11-09", completed_to: "2026-11-15" }),
  ],
  [
    "how many tasks did I finish this week?",
    tasks({ status: "completed", completed_from: "2026-11-16", completed_to: "2026-11-22" }),
  ],
  [
    "tasks I finished this week",
    tasks({ status: "completed", completed_from: "2026-11-16", completed_to: "2026-11-22" }),
  ],
  [
    "what did I complete yesterday?",
    tasks({ status: "completed", completed_from: "2026-11-20", completed_to: "2026-11-20" }),
  ],
  [
    "show tasks done in october",
    tasks({ status: "completed", completed_from: "2026-10-01", completed_to: "2026-10-31" }),
  ],
  [
    "did I finish milk yesterday?",
    tasks({ status: "completed", q: "milk", completed_from: "2026-11-20", completed_to: "2026-11-20" }),
  ],
  ["which tasks did I add today?", tasks({ status: "all" })],
];

const commands: Row[] = [
  ["set milk to low priority and due friday", update("milk", { priority: "low", due_date: "friday" })],
  ["set 3 to low and due friday", update(3, { priority: "low", due_date: "friday" })],
  ["make 3 high priority and due tomorrow", update(3, { priority: "high", due_date: "tomorrow" })],
  [
    "set the report due next monday with high priority",
    update("report", { due_date: "next monday", priority: "high" }),
  ],
  ["move 3 to friday and make it urgent", update(3, { due_date: "friday", priority: "high" })],
  ["rename 3 to Fix the login and move it to monday", update(3, { title: "Fix the login", due_date: "monday" })],
  ["add buy milk and make it high priority", ["add_task", { title: "buy milk", priority: "high" }]],
  ["move 3 to tmrw", update(3, { due_date: "tmrw" })],
  [
    "set milk, eggs and bread to high",
    ...["milk", "eggs", "bread"].map((title) => update(title, { priority: "high" })),
  ],
  ["complete milk, eggs and bread", complete("milk"), complete("eggs"), complete("bread")],
  ["complete 3 and reopen 4", complete(3), ["reopen_task", { task_id: 4 }]],
  ["mark 3, 4 and 5 as done", complete(3), complete(4), complete(5)],
  ["push everything due tomorrow to Monday", tasks({ status: "pending" })],
  ["move all overdue tasks to tomorrow", tasks({ status: "pending", due: "overdue" })],
  ["make all overdue tasks high priority", tasks({ status: "pending", due: "overdue" })],
  [
    "delete milk, eggs and bread",
    tasks({ status: "all", q: "milk" }),
    tasks({ status: "all", q: "eggs" }),
    tasks({ status: "all", q: "bread" }),
  ],
  ["add task: call the bank, high prio", ["add_task", { title: "call the bank", priority: "high" }]],
  [
    "add call the bank tomorrow, prio high",
    ["add_task", { title: "call the bank", due_date: "tomorrow", priority: "high" }],
  ],
  // Tracked time.
  ["start tracking vercel/next.js#123", ["start_session", { repository: "vercel/next.js", pr_number: 123 }]],
  ["start a session on acme/web#7", ["start_session", { repository: "acme/web", pr_number: 7 }]],
  ["track https://github.com/acme/web/pull/7", ["start_session", { repository: "acme/web", pr_number: 7 }]],
  ["start working on PR 7 of acme/web", ["start_session", { repository: "acme/web", pr_number: 7 }]],
  ["stop the timer", ["end_session", {}]],
  ["end my session", ["end_session", {}]],
  ["stop tracking", ["end_session", {}]],
  ["log 2 hours on acme/web#7", ["add_session", { repository: "acme/web", pr_number: 7, duration_minutes: 120 }]],
  ["I worked 2 hours on acme/web#7", ["add_session", { repository: "acme/web", pr_number: 7, duration_minutes: 120 }]],
  ["track 90 minutes on acme/web#7", ["add_session", { repository: "acme/web", pr_number: 7, duration_minutes: 90 }]],
  [
    "add a session yesterday from 9:00 to 10:30 on acme/web#7",
    [
      "add_session",
      { repository: "acme/web", pr_number: 7, date: "2026-11-20", start_local: "09:00", end_local: "10:30" },
    ],
  ],
  [
    "log 1h30 on acme/web#7 yesterday at 2pm",
    [
      "add_session",
      { repository: "acme/web", pr_number: 7, date: "2026-11-20", start_local: "14:00", duration_minutes: 90 },
    ],
  ],
  [
    "add session acme/web#7 9am-11am, note: first review",
    [
      "add_session",
      {
        repository: "acme/web",
        pr_number: 7,
        date: "2026-11-21",
        start_local: "09:00",
        end_local: "11:00",
        note: "first review",
      },
    ],
  ],
];

const check = async (rows: Row[]) => {
  const wrong: unknown[] = [];
  for (const [said, ...calls] of rows) {
    const found = await firstCalls(said);
    if (JSON.stringify(sorted(found)) !== JSON.stringify(sorted(calls))) wrong.push({ said, found, calls });
  }
  expect(wrong).toEqual([]);
};

const sorted = (calls: Called[]) =>
  calls.map(([tool, input]) => [tool, Object.entries(input).toSorted(([one], [other]) => (one < other ? -1 : 1))]);

it("understands questions about pull requests, groups, comparisons, averages, sessions, streaks, practice and tasks", async () => {
  await check(questions);
});

it("understands commands with several parts, and those for tracked time", async () => {
  await check(commands);
});
