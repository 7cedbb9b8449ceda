import { expect, it } from "vitest";
import { type Called, firstCalls } from "@/lib/testing/built-in-talk.ts";

/** Every way to name a period, in every question that may contain one. The day is Saturday, 21 November 2026. */

type Input = Record<string, unknown>;
type Row = [said: string, ...calls: Called[]];

const time = (input: Input = {}): Called => ["tracked_time", input];
const practice = (input: Input = {}): Called => ["practice_totals", input];
const days = (from: string, to: string): Input => ({ from, to });
const day = (date: string): Input => days(date, date);

/** A period in words, and the tools' input for it. */
const periods: [said: string, input: Input][] = [
  ["today", { period: "today" }],
  ["yesterday", { period: "yesterday" }],
  ["yday", { period: "yesterday" }],
  ["this week", { period: "this_week" }],
  ["last week", { period: "last_week" }],
  ["this month so far", { period: "this_month" }],
  ["last month", { period: "last_month" }],
  ["last year", { period: "last_year" }],
  ["so far this year", { period: "this_year" }],
  ["year to date", { period: "this_year" }],
  ["ytd", { period: "this_year" }],
  ["month to date", { period: "this_month" }],
  ["in total", { period: "all_time" }],
  ["altogether", { period: "all_time" }],
  ["since the beginning", { period: "all_time" }],
  ["in the past week", { period: "last_7_days" }],
  ["in the last 30 days", { period: "last_30_days" }],
  ["in the last 10 days", days("2026-11-12", "2026-11-21")],
  ["in the last three months", days("2026-08-22", "2026-11-21")],
  ["over the last 2 weeks", days("2026-11-08", "2026-11-21")],
  ["in the last couple of weeks", days("2026-11-08", "2026-11-21")],
  ["in 2025", days("2025-01-01", "2025-12-31")],
  ["in 2024", days("2024-01-01", "2024-12-31")],
  ["since 2024", days("2024-01-01", "2026-11-21")],
  ["since october", days("2026-10-01", "2026-11-21")],
  ["since the beginning of october", days("2026-10-01", "2026-11-21")],
  ["since the start of the year", days("2026-01-01", "2026-11-21")],
  ["since monday", days("2026-11-16", "2026-11-21")],
  ["since last monday", days("2026-11-16", "2026-11-21")],
  ["since the 10th", days("2026-11-10", "2026-11-21")],
  ["since 18 may", days("2026-05-18", "2026-11-21")],
  ["until october", { to: "2026-10-31" }],
  ["before october", { to: "2026-09-30" }],
  ["after october", days("2026-11-01", "2026-11-21")],
  ["this quarter", days("2026-10-01", "2026-12-31")],
  ["last quarter", days("2026-07-01", "2026-09-30")],
  ["in Q3", days("2026-07-01", "2026-09-30")],
  ["in q3 2025", days("2025-07-01", "2025-09-30")],
  ["in the first quarter of 2026", days("2026-01-01", "2026-03-31")],
  ["in the first quarter", days("2026-01-01", "2026-03-31")],
  ["in H1 2026", days("2026-01-01", "2026-06-30")],
  ["in the first half of 2026", days("2026-01-01", "2026-06-30")],
  ["in week 45", days("2026-11-02", "2026-11-08")],
  ["in week 50", days("2025-12-08", "2025-12-14")],
  ["in week 45 of 2025", days("2025-11-03", "2025-11-09")],
  ["in calendar week 45", days("2026-11-02", "2026-11-08")],
  ["in 2026-W45", days("2026-11-02", "2026-11-08")],
  ["in october", days("2026-10-01", "2026-10-31")],
  ["in oct", days("2026-10-01", "2026-10-31")],
  ["in november", days("2026-11-01", "2026-11-30")],
  ["in december", days("2025-12-01", "2025-12-31")],
  ["in may", days("2026-05-01", "2026-05-31")],
  ["in october 2025", days("2025-10-01", "2025-10-31")],
  ["in october last year", days("2025-10-01", "2025-10-31")],
  ["last november", days("2025-11-01", "2025-11-30")],
  ["from september to october", days("2026-09-01", "2026-10-31")],
  ["between september and october", days("2026-09-01", "2026-10-31")],
  ["in the first week of november", days("2026-11-01", "2026-11-07")],
  ["in the last week of october", days("2026-10-25", "2026-10-31")],
  ["in the second half of october", days("2026-10-16", "2026-10-31")],
  ["last weekend", days("2026-11-14", "2026-11-15")],
  ["this weekend", days("2026-11-21", "2026-11-22")],
  ["yesterday and today", days("2026-11-20", "2026-11-21")],
  ["last week and this week", days("2026-11-09", "2026-11-22")],
  ["on monday and tuesday", days("2026-11-16", "2026-11-17")],
  ["from monday to wednesday", days("2026-11-16", "2026-11-18")],
  ["the day before yesterday", day("2026-11-19")],
  ["two days ago", day("2026-11-19")],
  ["a week ago", { period: "last_week" }],
  ["two weeks ago", days("2026-11-02", "2026-11-08")],
  ["the week before last", days("2026-11-02", "2026-11-08")],
  ["three months ago", days("2026-08-01", "2026-08-31")],
  ["on friday", day("2026-11-20")],
  ["last friday", day("2026-11-20")],
  ["last saturday", day("2026-11-14")],
  ["on wednesday last week", day("2026-11-11")],
  ["on wednesday of last week", day("2026-11-11")],
  ["on 18 May", day("2026-05-18")],
  ["on may 18th", day("2026-05-18")],
  ["on the 18th of may 2025", day("2025-05-18")],
  ["on May 18, 2025", day("2025-05-18")],
  ["on 24 december", day("2025-12-24")],
  ["on february 29", day("2024-02-29")],
  ["on the 5th", day("2026-11-05")],
  ["on the 31st", day("2026-10-31")],
  ["on 2026-05-18", day("2026-05-18")],
  ["on 18.05.2026", day("2026-05-18")],
  ["on 5/18", day("2026-05-18")],
  ["from 1 to 10 november", days("2026-11-01", "2026-11-10")],
  ["from nov 1-10", days("2026-11-01", "2026-11-10")],
  ["from nov 1 to nov 10", days("2026-11-01", "2026-11-10")],
  ["between the 1st and the 15th", days("2026-11-01", "2026-11-15")],
  ["between 3 and 7 november", days("2026-11-03", "2026-11-07")],
  // Two ends that are out of order on their own are resolved together.
  ["from 3 november to 7 december", days("2026-11-03", "2026-12-07")],
  ["from march to may 2025", days("2025-03-01", "2025-05-31")],
  ["from november to may 2026", days("2025-11-01", "2026-05-31")],
  ["from november to march", days("2025-11-01", "2026-03-31")],
  ["from dec 24 to jan 2", days("2025-12-24", "2026-01-02")],
  ["from 2026-10-05 until 2026-10-09", days("2026-10-05", "2026-10-09")],
];

/** Questions that may contain a period, and their calls. */
const frames: [before: string, after: string, call: (input: Input) => Called][] = [
  ["how long did I work", "?", time],
  ["how much time did I spend on acme/web", "", (input) => time({ ...input, repository: "acme/web" })],
  ["time per day", "", (input) => time({ ...input, group_by: "day" })],
  ["how much yoga did I do", "?", practice],
  ["which PRs did I review", "?", (input) => time({ ...input, group_by: "pull_request" })],
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

it.each(frames)("parses every period in “%s …%s”", async (before, after, call) => {
  await check(periods.map(([said, input]): Row => [`${before} ${said}${after}`, call(input)]));
});

it("parses a period before the question as well", async () => {
  await check(periods.map(([said, input]): Row => [`${said}, how long did I work?`, time(input)]));
});
