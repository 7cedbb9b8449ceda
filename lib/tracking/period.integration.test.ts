import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { OutputOf } from "@/lib/api/contract.ts";
import { resetLimits } from "@/lib/api/limits.ts";
import { resetEnv } from "@/lib/core/env.ts";
import { addDays } from "@/lib/core/time.ts";
import { newUser } from "@/lib/testing/accounts.ts";
import { call } from "@/lib/testing/http.ts";
import { callTool } from "@/lib/testing/tools.ts";
import type { trackingContract } from "./contract.ts";
import type { Session } from "./shapes.ts";

type Contract = typeof trackingContract;
type Period = OutputOf<Contract["period"]>;

interface Told {
  status: string;
  code?: string;
  message?: string;
  details?: { suggestions?: string[] };
  from: string;
  to: string;
  repository?: string;
  total_seconds: number;
  total: string;
  session_count: number;
  repositories: { repository: string; total_seconds: number; total: string; session_count: number }[];
  days?: { date: string; total_seconds: number; session_count: number }[];
  running: unknown;
}

let user: Awaited<ReturnType<typeof newUser>>;

const get = async <Body>(path: string) => (await call<Body>("GET", path, { token: user.token })).body;
const ask = (input: object = {}) => callTool<Told>(user.token, "tracked_time", input);

const add = (repo_name: string, start_time: string, end_time: string, more: object = {}) =>
  call<Session>("POST", "/sessions", {
    token: user.token,
    body: { repo_owner: "acme", repo_name, pr_number: 1, start_time, end_time, ...more },
  });

async function personIn(timezone: string, now: string, more: Parameters<typeof newUser>[0] = {}) {
  vi.setSystemTime(new Date(now));
  user = await newUser({ timezone, ...more });
}

beforeEach(() => {
  resetEnv({ RATE_LIMIT_PER_MINUTE: "100000" });
  resetLimits();
  vi.useFakeTimers({ toFake: ["Date"] });
});
afterEach(() => void vi.useRealTimers());

/** Sessions around the middle of a week, over midnights, ends of weeks and months, one with less active time. */
async function busyWeeks() {
  await add("api", "2026-03-02T09:00:00Z", "2026-03-02T10:00:07Z");
  await add("api", "2026-02-28T20:00:00Z", "2026-03-01T19:59:59Z");
  await add("web", "2026-03-01T03:00:00Z", "2026-03-01T17:00:00Z");
  await add("web", "2026-03-08T04:11:00Z", "2026-03-09T03:12:00Z");
  await add("docs", "2026-03-04T22:00:00Z", "2026-03-05T11:30:00Z");
  const { body } = await add("docs", "2026-03-06T22:00:00Z", "2026-03-07T12:00:00Z");
  await call("PATCH", `/sessions/${body.id}`, { token: user.token, body: { duration_seconds: 1001 } });
}

const zones = ["UTC", "America/New_York", "Pacific/Auckland", "Asia/Kathmandu"];
const weekStarts = ["monday", "saturday", "sunday"] as const;
const people = zones.flatMap((zone) => weekStarts.map((start) => [zone, start] as const));

describe.each(people)("in %s with weeks from %s", (zone, week_start) => {
  // Clocks in New York go forward on the 8th.
  beforeEach(() => personIn(zone, "2026-03-11T18:00:00Z", { week_start }));

  test("this week and last week match Tracking's weeks, in total and by repository", async () => {
    await busyWeeks();
    for (const [period, back] of [
      ["this_week", 0],
      ["last_week", 7],
    ] as const) {
      const answer = await ask({ period });
      const date = addDays((await get<OutputOf<Contract["today"]>>("/stats/today")).date, -back);
      const week = await get<OutputOf<Contract["weekByRepository"]>>(`/stats/week/repos?date=${date}`);
      expect([answer.from, answer.to]).toEqual([week.dates[0], week.dates[6]]);
      expect(answer.total_seconds).toBe(week.total_seconds);
      expect(answer.repositories.map((row) => [row.repository, row.total_seconds])).toEqual(
        week.repos.map((repo) => [`${repo.repo_owner}/${repo.repo_name}`, repo.total_seconds]),
      );
      for (const repo of week.repos) {
        const alone = await ask({ period, repository: repo.repo_name });
        expect(alone.total_seconds).toBe(repo.total_seconds);
        const seconds = new Map(alone.days?.map((day) => [day.date, day.total_seconds]));
        expect(week.dates.map((day) => seconds.get(day) ?? 0)).toEqual(repo.daily_seconds);
      }
    }
    expect(await ask()).toEqual(await ask({ period: "this_week" }));
  });

  test("any dates match the sum of the daily numbers", async () => {
    await busyWeeks();
    const { stats } = await get<OutputOf<Contract["daily"]>>("/stats/daily?days=30");
    const dates = Array.from({ length: 14 }, (_, index) => addDays("2026-02-27", index));
    for (const from of dates) {
      for (const to of dates.filter((date) => date >= from && (date <= addDays(from, 2) || date > "2026-03-08"))) {
        const days = stats.filter(({ date }) => date >= from && date <= to);
        const answer = await ask({ from, to });
        expect([from, to, answer.total_seconds, answer.session_count]).toEqual([
          from,
          to,
          days.reduce((sum, day) => sum + day.total_seconds, 0),
          days.reduce((sum, day) => sum + day.session_count, 0),
        ]);
        expect(answer.days).toEqual(days.reverse());
      }
    }
    const year = await get<OutputOf<Contract["year"]>>("/stats/year?year=2026");
    expect(await ask({ period: "this_year" })).toMatchObject({
      total_seconds: year.total_seconds,
      session_count: year.session_count,
    });
    expect((await ask({ period: "this_year", repository: "docs" })).total_seconds).toBe(
      (await get<OutputOf<Contract["repository"]>>("/stats/repo/acme/docs")).total_seconds,
    );
  });
});

describe("tracked time", () => {
  test("has its seconds formatted like Stint's, and separately the running time that does not count yet", async () => {
    await personIn("Europe/Berlin", "2026-03-11T18:00:00Z");
    await add("api", "2026-03-11T08:00:00Z", "2026-03-11T09:05:30Z");
    await call("POST", "/sessions/start", {
      token: user.token,
      body: { repo_owner: "acme", repo_name: "new", pr_number: 7, start_time: "2026-03-11T17:50:00Z" },
    });
    const running = {
      ...{ session_id: expect.any(Number), repository: "acme/new", pr_number: 7 },
      ...{ start_time: "2026-03-11T17:50:00.000Z", start_local: "18:50" },
      ...{ elapsed_seconds: 600, elapsed: "10 m" },
    };
    expect(await ask({ period: "today" })).toEqual({
      ...{ status: "ok", from: "2026-03-11", to: "2026-03-11" },
      ...{ total_seconds: 3930, total: "1 h 05 m", session_count: 1, active_days: 1 },
      ...{ average_seconds_per_active_day: 3930, average_per_active_day: "1 h 05 m" },
      ...{ average_seconds_per_session: 3930, average_per_session: "1 h 05 m" },
      ...{ longest_session_seconds: 3930, longest_session: "1 h 05 m" },
      repositories: [{ repository: "acme/api", total_seconds: 3930, total: "1 h 05 m", session_count: 1 }],
      days: [{ date: "2026-03-11", total_seconds: 3930, session_count: 1 }],
      running,
    });
    expect(await ask({ repository: "new" })).toMatchObject({ total_seconds: 0, total: "0 m", running });
    expect((await ask({ repository: "api" })).running).toBeNull();
    expect((await ask({ period: "yesterday" })).running).toBeNull();
    expect(await callTool(user.token, "running_session")).toEqual({ status: "ok", running });
    vi.setSystemTime(new Date("2026-03-11T18:16:00Z"));
    expect(await callTool(user.token, "running_session")).toEqual({ status: "ok", running: null });
    expect(await get("/sessions/running")).toEqual({ session: null, elapsed_seconds: 0 });
  });

  test("of all time begins with the first day of work, and over a year is returned without its days", async () => {
    await personIn("UTC", "2026-03-11T18:00:00Z");
    expect(await ask({ period: "all_time" })).toMatchObject({ from: "2026-03-11", to: "2026-03-11", days: [] });
    await add("api", "2024-01-05T08:00:00Z", "2024-01-05T09:00:00Z");
    await add("web", "2026-03-10T08:00:00Z", "2026-03-10T09:00:00Z");
    const all = await ask({ period: "all_time" });
    expect(all).toMatchObject({ from: "2024-01-05", to: "2026-03-11", total_seconds: 7200, session_count: 2 });
    expect(all.days).toBeUndefined();
    expect(await ask({ to: "2024-12-31" })).toMatchObject({ from: "2024-01-05", total_seconds: 3600 });
    expect(await ask({ to: "2023-12-31" })).toMatchObject({ from: "2023-12-31", total_seconds: 0 });
    expect((await get<Period>("/stats/period?from=2024-01-05&to=2025-01-04")).days).toHaveLength(1);
    expect((await get<Period>("/stats/period?from=2024-01-05&to=2025-01-05")).days).toBeUndefined();
  });

  test("asks which of several matching repositories is meant, and suggests some when none matches", async () => {
    await personIn("UTC", "2026-03-11T18:00:00Z");
    await add("docs", "2026-03-10T08:00:00Z", "2026-03-10T09:00:00Z");
    await add("docs", "2026-03-10T10:00:00Z", "2026-03-10T11:00:00Z", { repo_owner: "zed" });
    expect(await ask({ repository: "docs" })).toMatchObject({
      ...{ status: "error", code: "REPOSITORY_AMBIGUOUS" },
      details: { requested_repository: "docs", suggestions: ["zed/docs", "acme/docs"] },
    });
    expect(await ask({ repository: "kernel" })).toMatchObject({
      ...{ status: "error", code: "REPOSITORY_NOT_FOUND" },
      details: { requested_repository: "kernel", suggestions: ["zed/docs", "acme/docs"] },
    });
    expect(await ask({ repository: "ZED/docs" })).toMatchObject({ repository: "zed/docs", total_seconds: 3600 });
    expect(await ask({ repository: "" })).toMatchObject({ status: "ok", total_seconds: 7200 });
  });

  test("rejects an invalid period, and never includes another user's time", async () => {
    await personIn("UTC", "2026-03-11T18:00:00Z");
    await add("secret", "2026-03-10T08:00:00Z", "2026-03-10T09:00:00Z");
    const owner = user.id;
    user = await newUser({ timezone: "UTC" });
    expect(await ask({ period: "all_time", user_id: owner })).toMatchObject({ status: "ok", total_seconds: 0 });
    expect(await ask({ repository: "secret" })).toMatchObject({ code: "REPOSITORY_NOT_FOUND" });
    for (const input of [
      { period: "fortnight" },
      { from: "tomorrow" },
      { from: "2026-02-30" },
      { from: "2026-03-02", to: "2026-03-01" },
      { from: "2026-04-01" },
      { to: "9999-12-31" },
      { repository: "x".repeat(202) },
      { repository: 7 },
      "text",
      [],
    ]) {
      expect([input, await callTool(user.token, "tracked_time", input)]).toMatchObject([
        input,
        { status: "error", code: "VALIDATION_ERROR" },
      ]);
    }
    for (const query of ["from=2026-03-02&to=2026-03-01", "repo_name=api", "repo_owner=acme", "from=x"]) {
      const { status } = await call("GET", `/stats/period?${query}`, { token: user.token });
      expect([query, status]).toEqual([query, 422]);
    }
    expect(await callTool("stint_none", "tracked_time")).toMatchObject({ status: "error", code: "UNAUTHORIZED" });
  });
});
