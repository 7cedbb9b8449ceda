import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { resetLimits } from "@/lib/api/limits.ts";
import { resetEnv } from "@/lib/core/env.ts";
import { newUser } from "@/lib/testing/accounts.ts";
import { call } from "@/lib/testing/http.ts";
import { callTool } from "@/lib/testing/tools.ts";

// How tools read and change sessions; a period's totals are tested separately.

type Told = Record<string, unknown>;

let user: Awaited<ReturnType<typeof newUser>>;

const tool = (name: string, input: object = {}) => callTool<Told>(user.token, name, input);
const get = async (path: string) => (await call<Told>("GET", path, { token: user.token })).body;
const add = (repository: string, pr_number: number, start_time: string, minutes: number) =>
  tool("add_session", { repository, pr_number, start_time, duration_minutes: minutes });

/** A Wednesday in Berlin, 14:00. */
beforeEach(async () => {
  resetEnv({ RATE_LIMIT_PER_MINUTE: "100000" });
  resetLimits();
  vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-03-11T13:00:00Z") });
  user = await newUser({ timezone: "Europe/Berlin" });
});
afterEach(() => void vi.useRealTimers());

describe("a session", () => {
  test("is started by a full or a known name, ends the running one, continues when it runs already, and is ended once", async () => {
    expect(await tool("start_session", { repository: "vercel/next.js", pr_number: 9 })).toEqual({
      ...{ status: "started", session_id: expect.any(Number), repository: "vercel/next.js", pr_number: 9 },
      ...{ start_time: "2026-03-11T13:00:00.000Z", start_local: "14:00" },
    });
    vi.setSystemTime(new Date("2026-03-11T13:10:00Z"));
    expect(await tool("start_session", { repository: "next", pr_number: 9 })).toMatchObject({ already: true });
    const next = await tool("start_session", { repository: "https://github.com/acme/api", pr_number: 1 });
    expect(next).toMatchObject({
      repository: "acme/api",
      ended: { pr_number: 9, duration: "10 m", end_local: "14:10" },
    });
    vi.setSystemTime(new Date("2026-03-11T13:15:00Z"));
    expect(await tool("end_session")).toMatchObject({
      ...{ status: "ended", session_id: next.session_id, repository: "acme/api", pr_number: 1 },
      ...{ date: "2026-03-11", start_local: "14:10", end_local: "14:15", duration_seconds: 300, duration: "5 m" },
    });
    expect(await tool("end_session")).toMatchObject({ status: "error", code: "NO_RUNNING_SESSION" });
    expect(await get("/sessions")).toMatchObject({ total: 2, sessions: [{ source: "assistant" }, { pr_number: 9 }] });
  });

  test("of an unknown or ambiguous name is not started, and some are suggested", async () => {
    await add("acme/docs", 1, "2026-03-10T08:00:00Z", 10);
    await add("zed/docs", 1, "2026-03-10T09:00:00Z", 10);
    expect(await tool("start_session", { repository: "kernel", pr_number: 1 })).toMatchObject({
      ...{ code: "REPOSITORY_NOT_FOUND", details: { suggestions: ["zed/docs", "acme/docs"] } },
    });
    expect(await tool("start_session", { repository: "docs", pr_number: 1 })).toMatchObject({
      code: "REPOSITORY_AMBIGUOUS",
    });
    for (const input of [
      { repository: "a/b" },
      { repository: "a/b", pr_number: 0 },
      { repository: "", pr_number: 1 },
    ]) {
      expect(await tool("start_session", input)).toMatchObject({ code: "VALIDATION_ERROR" });
    }
    expect(await get("/sessions/running")).toMatchObject({ session: null });
  });

  test("is added from the given fields, and rejected when they are insufficient or impossible", async () => {
    const work = { repository: "acme/api", pr_number: 3 };
    expect(await tool("add_session", { ...work, start_local: "9:00", end_local: "10:30", note: "Auth" })).toEqual({
      ...{ status: "added", session_id: expect.any(Number), ...work, note: "Auth", tags: [] },
      ...{ start_time: "2026-03-11T08:00:00.000Z", start_local: "09:00", date: "2026-03-11" },
      ...{ end_time: "2026-03-11T09:30:00.000Z", end_local: "10:30", duration_seconds: 5400, duration: "1 h 30 m" },
    });
    expect(await tool("add_session", { ...work, date: "2026-03-09", duration_minutes: 30 })).toMatchObject({
      ...{ code: "TIMES_MISSING", details: { missing: ["start_local"] } },
    });
    for (const times of [
      { start_local: "16:00", end_local: "17:00" },
      { start_local: "25:00", duration_minutes: 5 },
      { duration_minutes: 0 },
      { start_time: "2026-03-09T10:00:00Z", end_time: "2026-03-09T09:00:00Z" },
    ]) {
      expect([times, await tool("add_session", { ...work, ...times })]).toMatchObject([
        times,
        { code: "VALIDATION_ERROR" },
      ]);
    }
    expect(await get("/sessions")).toMatchObject({ total: 1 });
  });

  test("is listed with its local time, the newest or the oldest first, the running one included", async () => {
    await add("acme/api", 1, "2026-03-11T07:05:00Z", 20);
    await add("acme/web", 2, "2026-03-10T23:30:00Z", 20);
    for (let hour = 8; hour < 12; hour++)
      await add("acme/api", 4, `2026-03-10T${String(hour).padStart(2, "0")}:00:00Z`, 30);
    await tool("start_session", { repository: "acme/api", pr_number: 5 });
    const ids = async (input: object) =>
      ((await tool("list_sessions", input)).sessions as Told[]).map(({ pr_number, start_local }) => [
        pr_number,
        start_local,
      ]);
    expect(await tool("list_sessions")).toMatchObject({ total: 7, sessions: { length: 5 } });
    expect(await ids({ limit: 2 })).toEqual([
      [5, "14:00"],
      [1, "08:05"],
    ]);
    expect(await ids({ period: "today", order: "oldest", limit: 1 })).toEqual([[2, "00:30"]]);
    expect(await ids({ repository: "web" })).toEqual([[2, "00:30"]]);
    expect(await ids({ pr_number: 4, limit: 1, from: null })).toEqual([[4, "12:00"]]);
    expect(await tool("list_sessions", { limit: 1 })).toMatchObject({
      sessions: [{ status: "active", end_time: null, end_local: null, duration: null }],
    });
    expect(await tool("list_sessions", { from: "2026-03-11", to: "2026-03-10" })).toMatchObject({
      code: "VALIDATION_ERROR",
    });
    for (const limit of [0, 21]) expect(await tool("list_sessions", { limit })).toMatchObject({ status: "error" });
  });
});

test("a streak is the one of the summary, with the longest and the averages", async () => {
  for (const day of ["01", "02", "03", "05", "10", "11"]) await add("acme/api", 1, `2026-03-${day}T08:00:00Z`, 60);
  expect(await tool("tracking_streak")).toMatchObject({
    ...{ status: "ok", current_streak_days: 2, longest_streak_days: 3, active_days: 6, period_days: 30 },
    ...{ today: "1 h 00 m", week: "2 h 00 m", average_per_active_day: "1 h 00 m", average_per_session: "1 h 00 m" },
  });
  expect(await get("/stats/summary")).toMatchObject({ current_streak_days: 2, longest_streak_days: 3 });
  user = await newUser();
  expect(await tool("tracking_streak")).toMatchObject({ current_streak_days: 0, longest_streak_days: 0, today: "0 m" });
});

describe("tracked time", () => {
  beforeEach(async () => {
    await add("acme/api", 7, "2026-03-09T08:00:00Z", 60);
    await add("acme/api", 8, "2026-03-10T08:00:00Z", 30);
    await add("acme/web", 7, "2026-03-10T22:30:00Z", 60);
    await add("acme/api", 7, "2026-02-25T08:00:00Z", 120);
    await add("acme/api", 7, "2026-03-04T08:00:00Z", 20);
  });

  test("of one pull request is its own, in one repository or in all", async () => {
    expect(await tool("tracked_time", { pr_number: 7, period: "this_week" })).toMatchObject({
      ...{ pr_number: 7, total_seconds: 7200, session_count: 2, active_days: 3 },
      repositories: [{ repository: "acme/api" }, { repository: "acme/web" }],
    });
    // Without a period it is the total of all time.
    expect(await tool("tracked_time", { pr_number: 7 })).toEqual(
      await tool("tracked_time", { pr_number: 7, period: "all_time" }),
    );
    const one = await tool("tracked_time", { pr_number: 7, repository: "web", period: "last_30_days" });
    expect(one).toMatchObject({ total_seconds: 3600, average_per_session: "1 h 00 m", longest_session_seconds: 3600 });
    expect(await get("/stats/period?from=2026-03-09&to=2026-03-15&pr_number=7")).toMatchObject({ total_seconds: 7200 });
  });

  test.each([
    ["repository", { "acme/api": 5400, "acme/web": 3600 }],
    ["pull_request", { "acme/api#7": 3600, "acme/web#7": 3600, "acme/api#8": 1800 }],
    ["day", { "2026-03-09": 3600, "2026-03-10": 3600, "2026-03-11": 1800 }],
    ["week", { "2026-03-09": 9000 }],
    ["month", { "2026-03": 9000 }],
  ])("by %s is the same in all", async (group_by, wanted) => {
    const { groups, more_groups } = await tool("tracked_time", { group_by });
    expect((groups as Told[]).map(({ key, total_seconds }) => [key, total_seconds])).toEqual(Object.entries(wanted));
    expect(more_groups).toBe(0);
    const shown = await get(`/stats/period?from=2026-03-09&to=2026-03-15&group_by=${group_by}`);
    expect((shown.groups as Told[]).map(({ key }) => key)).toEqual(Object.keys(wanted));
  });

  test("by day of a repository worked on for longer than a year has the last hundred days", async () => {
    for (let day = 0; day < 101; day++) {
      await add("acme/old", 1, new Date(Date.UTC(2024, 0, 1 + day, 9)).toISOString(), 1);
    }
    const answer = await tool("tracked_time", { repository: "old", period: "all_time", group_by: "day" });
    expect(answer).toMatchObject({ active_days: 101, more_groups: 1, groups: { length: 100 } });
    expect((answer.groups as Told[]).at(-1)).toMatchObject({ key: "2024-04-10" });
  });

  test("is compared with the period before, and with dates", async () => {
    expect(await tool("tracked_time", { compare: "previous" })).toMatchObject({
      comparison: {
        ...{ from: "2026-03-02", to: "2026-03-08", total_seconds: 1200, total: "20 m" },
        ...{ difference_seconds: 7800, difference: "2 h 10 m" },
      },
    });
    expect(await tool("tracked_time", { period: "last_month", compare: "previous" })).toMatchObject({
      comparison: { from: "2026-01-01", to: "2026-01-31", total_seconds: 0, difference_seconds: 7200 },
    });
    const dates = { compare_from: "2026-02-01", compare_to: "2026-02-28", repository: "api" };
    expect(await tool("tracked_time", dates)).toMatchObject({
      comparison: { total_seconds: 7200, difference_seconds: -1800, difference: "30 m" },
    });
    for (const wrong of [
      { compare_from: "2026-02-01" },
      { compare_to: "2026-02-01" },
      { compare_from: "2026-02-02", compare_to: "2026-02-01" },
      { ...dates, compare: "usual" },
      { compare: "usual", period: "this_month" },
      { group_by: "year" },
    ]) {
      expect([wrong, await tool("tracked_time", wrong)]).toMatchObject([wrong, { code: "VALIDATION_ERROR" }]);
    }
  });

  test("is compared with the usual that Today shows, of a day and of a week", async () => {
    const { usual } = (await get("/stats/today")) as { usual: { day_seconds: number; week_seconds: number } };
    expect(usual).toEqual({ day_seconds: 4200, week_seconds: 4200 });
    expect(await tool("tracked_time", { period: "today", compare: "usual" })).toMatchObject({
      ...{ total_seconds: 1800 },
      comparison: { ...{ from: "2026-01-14", to: "2026-03-04" }, total_seconds: 4200, difference_seconds: -2400 },
    });
    expect(await tool("tracked_time", { compare: "usual" })).toMatchObject({
      comparison: { ...{ from: "2026-01-12", to: "2026-03-08" }, total_seconds: 4200, difference_seconds: 4800 },
    });
    expect(await tool("tracked_time", { period: "yesterday", compare: "usual" })).toMatchObject({ comparison: null });
    expect(await tool("tracked_time", { compare: "usual", repository: "web" })).toMatchObject({ comparison: null });
  });
});

test("a viewer can read sessions and change none", async () => {
  user = await newUser({ role: "viewer" });
  const work = { repository: "a/b", pr_number: 1, duration_minutes: 5 };
  for (const name of ["start_session", "end_session", "add_session"]) {
    expect([name, await tool(name, work)]).toMatchObject([name, { code: "FORBIDDEN" }]);
  }
  for (const name of ["list_sessions", "tracking_streak", "tracked_time", "running_session"]) {
    expect([name, await tool(name)]).toMatchObject([name, { status: "ok" }]);
  }
});
