import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { resetLimits } from "@/lib/api/limits.ts";
import { resetEnv } from "@/lib/core/env.ts";
import { newUser } from "@/lib/testing/accounts.ts";
import { call } from "@/lib/testing/http.ts";
import type { Session } from "./shapes.ts";

let user: Awaited<ReturnType<typeof newUser>>;
const get = async (path: string) => (await call("GET", path, { token: user.token })).body;
const add = (start_time: string, end_time: string, more = {}) =>
  call<Session>("POST", "/sessions", {
    token: user.token,
    body: { repo_owner: "acme", repo_name: "api", pr_number: 1, start_time, end_time, ...more },
  });

beforeEach(async () => {
  resetEnv({ RATE_LIMIT_PER_MINUTE: "100000" });
  resetLimits();
  vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-01-01T02:00:00Z") });
  user = await newUser({ timezone: "America/New_York" });
});
afterEach(() => void vi.useRealTimers());

describe("a year", () => {
  test("is the current one in the user's zone by default, and has days with work only, oldest first", async () => {
    await add("2025-12-31T15:00:00Z", "2025-12-31T16:00:00Z");
    await add("2025-03-01T15:00:00Z", "2025-03-01T15:30:00Z");
    await add("2025-03-01T16:00:00Z", "2025-03-01T16:30:00Z");
    expect(await get("/stats/year")).toEqual({
      year: 2025,
      years: [2025],
      first: "2025-01-01",
      last: "2025-12-31",
      total_seconds: 7200,
      session_count: 3,
      active_days: 2,
      days: [
        { date: "2025-03-01", total_seconds: 3600, session_count: 2 },
        { date: "2025-12-31", total_seconds: 3600, session_count: 1 },
      ],
    });
  });

  test("begins and ends at midnight of the user's zone, between two years too", async () => {
    await add("2025-01-01T04:30:00Z", "2025-01-01T05:30:00Z");
    const [before, after] = [await get("/stats/year?year=2024"), await get("/stats/year?year=2025")];
    expect([before.days, after.days]).toEqual([
      [{ date: "2024-12-31", total_seconds: 1800, session_count: 1 }],
      [{ date: "2025-01-01", total_seconds: 1800, session_count: 0 }],
    ]);
    expect([before.last, after.total_seconds, after.session_count]).toEqual(["2024-12-31", 1800, 0]);
  });

  test("lists the years that have work and the current one, newest first, whichever is requested", async () => {
    vi.setSystemTime(new Date("2027-01-01T12:00:00Z"));
    user = await newUser();
    expect((await get("/stats/year")).years).toEqual([2027]);
    await add("1970-06-01T09:00:00Z", "1970-06-01T10:00:00Z");
    await add("2016-02-29T15:00:00Z", "2016-02-29T16:00:00Z");
    for (const [asked, count] of [
      [2016, 1],
      [2027, 0],
      [1999, 0],
      [9999, 0],
    ]) {
      const answer = await get(`/stats/year?year=${asked}`);
      expect([asked, answer.years, answer.active_days]).toEqual([asked, [2027, 2016, 1970], count]);
    }
  });

  test("must be valid", async () => {
    for (const year of ["1969", "10000", "abc", "", "2026.5", "-1", "1e3", "%00"]) {
      const { status } = await call("GET", `/stats/year?year=${year}`, { token: user.token });
      expect([year, status]).toEqual([year, 422]);
    }
    expect((await call("GET", "/stats/year")).status).toBe(401);
  });
});

describe("repositories", () => {
  test("have totals, the most recently worked on first; a running session counts once it ends", async () => {
    await add("2025-12-01T09:00:00Z", "2025-12-01T10:00:00Z");
    await add("2025-12-03T09:00:00Z", "2025-12-03T09:30:00Z", { repo_name: "web" });
    await add("2025-11-01T09:00:00Z", "2025-11-01T10:00:00Z");
    const body = { repo_owner: "acme", repo_name: "new", pr_number: 1 };
    const { body: running } = await call<Session>("POST", "/sessions/start", { token: user.token, body });
    const repo = { repo_owner: "acme" };
    const web = { ...repo, repo_name: "web", total_seconds: 1800, session_count: 1 };
    const api = { ...repo, repo_name: "api", total_seconds: 7200, session_count: 2 };
    const repos = [
      { ...web, last_worked_at: "2025-12-03T09:30:00.000Z" },
      { ...api, last_worked_at: "2025-12-01T10:00:00.000Z" },
    ];
    expect(await get("/stats/repos")).toEqual({ repos });
    await call("PATCH", `/sessions/${running.id}/end`, { token: user.token });
    expect((await get("/stats/repos")).repos).toEqual([
      { ...repo, repo_name: "new", total_seconds: 0, session_count: 1, last_worked_at: "2026-01-01T02:00:00.000Z" },
      ...repos,
    ]);
    user = await newUser();
    expect(await get("/stats/repos")).toEqual({ repos: [] });
    expect((await call("GET", "/stats/repos")).status).toBe(401);
  });

  test("number 500 at most", async () => {
    for (const portion of [0, 1]) {
      const sessions = Array.from({ length: 300 }, (_, index) => ({
        ...{ repo_owner: "acme", repo_name: `r${portion * 300 + index}`, pr_number: 1 },
        client_session_id: `0198c0de-0000-4000-8000-${String(portion * 300 + index).padStart(12, "0")}`,
        start_time: new Date(Date.UTC(2025, 1, 1, 0, portion * 300 + index)).toISOString(),
        end_time: new Date(Date.UTC(2025, 1, 1, 0, portion * 300 + index, 30)).toISOString(),
      }));
      await call("POST", "/sessions/sync", { token: user.token, body: { sessions } });
    }
    const { repos } = (await get("/stats/repos")) as { repos: { repo_name: string }[] };
    expect([repos.length, repos[0]?.repo_name, repos.at(-1)?.repo_name]).toEqual([500, "r599", "r100"]);
  });
});

test("tags have the number of sessions with them, the most used first, and never another user's", async () => {
  const day = (date: string) => [`2025-${date}T09:00:00Z`, `2025-${date}T10:00:00Z`] as const;
  await add(...day("01-01"), { tags: ["b", "deep"] });
  await add(...day("01-02"), { tags: ["deep", "a"] });
  await add(...day("01-03"), { tags: [] });
  const body = { repo_owner: "acme", repo_name: "api", pr_number: 2 };
  const { body: running } = await call<Session>("POST", "/sessions/start", { token: user.token, body });
  await call("PATCH", `/sessions/${running.id}`, { token: user.token, body: { tags: ["a", "🌊"] } });
  expect(await get("/stats/tags")).toEqual({
    tags: [
      { tag: "a", session_count: 2 },
      { tag: "deep", session_count: 2 },
      { tag: "b", session_count: 1 },
      { tag: "🌊", session_count: 1 },
    ],
  });
  user = await newUser();
  expect(await get("/stats/tags")).toEqual({ tags: [] });
  expect((await call("GET", "/stats/tags")).status).toBe(401);
});
