import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { db } from "@/db/index.ts";
import { dailyStats, trackingSessions } from "@/db/schema/index.ts";
import type { OutputOf } from "@/lib/api/contract.ts";
import { resetLimits } from "@/lib/api/limits.ts";
import { resetEnv } from "@/lib/core/env.ts";
import { addDays } from "@/lib/core/time.ts";
import { newUser } from "@/lib/testing/accounts.ts";
import { call } from "@/lib/testing/http.ts";
import type { trackingContract } from "./contract.ts";
import type { Session } from "./shapes.ts";

type Today = OutputOf<typeof trackingContract.today>;

let user: Awaited<ReturnType<typeof newUser>>;
const today = async () => (await call<Today>("GET", "/stats/today", { token: user.token })).body;
const summary = async () => (await call("GET", "/stats/summary", { token: user.token })).body;
const send = async (method: string, path: string, body?: unknown) =>
  (await call<Session>(method, path, { token: user.token, body })).body;

/** Adds a session manually and returns its id. */
const add = async (start_time: string, end_time: string, more = {}) =>
  (
    await send("POST", "/sessions", {
      repo_owner: "acme",
      repo_name: "api",
      pr_number: 1,
      start_time,
      end_time,
      ...more,
    })
  ).id;
const start = () => send("POST", "/sessions/start", { repo_owner: "acme", repo_name: "api", pr_number: 7 });
const ids = (sessions: Session[]) => sessions.map((session) => session.id);

async function personIn(timezone: string, now: string, more: Parameters<typeof newUser>[0] = {}) {
  vi.setSystemTime(new Date(now));
  user = await newUser({ timezone, ...more });
}

beforeEach(async () => {
  resetEnv({ RATE_LIMIT_PER_MINUTE: "100000" });
  resetLimits();
  vi.useFakeTimers({ toFake: ["Date"] });
});
afterEach(() => void vi.useRealTimers());

describe("the current day", () => {
  test("of a new user is empty, and complete", async () => {
    await personIn("Asia/Kathmandu", "2026-01-05T20:00:00Z");
    const { week, ...rest } = await today();
    expect(rest).toEqual({
      version: 0,
      date: "2026-01-06",
      from: "2026-01-05T18:15:00.000Z",
      to: "2026-01-06T18:15:00.000Z",
      timezone: "Asia/Kathmandu",
      sessions: [],
      today_seconds: 0,
      week_seconds: 0,
      current_streak_days: 0,
      usual: { day_seconds: null, week_seconds: null },
      active_session: null,
      recent: [],
    });
    expect([week.total_seconds, week.repos]).toEqual([0, []]);
    expect(week.dates).toEqual(week.days.map((day) => day.date));
    expect((await call("GET", "/stats/today")).status).toBe(401);
  });

  test("has all sessions that overlap it, oldest first, the running one included, and none of others", async () => {
    await personIn("America/New_York", "2026-01-05T17:00:00Z");
    const from = "2026-01-05T05:00:00Z";
    await add("2026-01-05T04:00:00Z", from);
    const night = await add("2026-01-05T04:30:00Z", "2026-01-05T05:30:00Z");
    const instant = await add(from, from);
    const morning = await add("2026-01-05T14:00:00Z", "2026-01-05T15:00:00Z");
    const { id } = await start();
    const answer = await today();
    expect(ids(answer.sessions)).toEqual([night, instant, morning, id]);
    expect(answer.active_session?.id).toBe(id);
    expect(answer).toMatchObject({ today_seconds: 1800 + 3600, week_seconds: 1800 + 3600, current_streak_days: 2 });
    user = await newUser();
    expect((await today()).sessions).toEqual([]);
  });

  test("has a session of nearly 24 hours that ended just after midnight", async () => {
    await personIn("UTC", "2026-01-06T12:00:00Z");
    const long = await add("2026-01-05T00:00:01Z", "2026-01-06T00:00:01Z");
    expect(ids((await today()).sessions)).toEqual([long]);
  });

  test("with more than 500 sessions has the latest, and the running one whenever it began", async () => {
    await personIn("UTC", "2026-01-06T12:00:00Z");
    const first = Date.UTC(2026, 0, 6, 1);
    const session = { user_id: user.id, repo_owner: "acme", repo_name: "api", pr_number: 1 };
    const rows = Array.from({ length: 510 }, (_, index) => ({
      ...session,
      start_time: new Date(first + index * 1000),
      end_time: new Date(first + index * 1000 + 500),
      duration_seconds: 0,
      ended_by: "user" as const,
    }));
    const orm = await db();
    await orm.insert(trackingSessions).values({ ...session, start_time: new Date(first - 1000) });
    const added = await orm.insert(trackingSessions).values(rows).returning({ id: trackingSessions.id });
    const { sessions, active_session, recent } = await today();
    expect(sessions).toHaveLength(500);
    expect(sessions[0]).toEqual(active_session);
    expect(ids(sessions.slice(1))).toEqual(added.slice(11).map((row) => row.id));
    expect(ids(recent)).toEqual(
      added
        .slice(-10)
        .map((row) => row.id)
        .reverse(),
    );
  });

  test.each([
    ["America/New_York", "2026-03-08T16:00:00Z", 23, "2026-03-02"],
    ["America/New_York", "2026-11-01T16:00:00Z", 25, "2026-10-26"],
    ["America/Santiago", "2026-09-06T16:00:00Z", 23, "2026-08-31"],
    ["Pacific/Auckland", "2026-04-05T00:00:00Z", 25, "2026-03-30"],
    ["UTC", "2026-01-05T00:00:00Z", 24, "2026-01-05"],
  ])("in %s at %s has its %i hours, in a week without gaps", async (zone, now, hours, monday) => {
    await personIn(zone, now);
    const answer = await today();
    expect((Date.parse(answer.to) - Date.parse(answer.from)) / 3_600_000).toBe(hours);
    expect(answer.week.dates[0]).toBe(monday);
    for (const [index, day] of answer.week.days.slice(1).entries()) expect(day.from).toBe(answer.week.days[index]?.to);
    expect(answer.week.days.find((day) => day.date === answer.date)).toEqual({
      date: answer.date,
      from: answer.from,
      to: answer.to,
    });
    // A session over the whole day adds up to it.
    vi.setSystemTime(new Date(Date.parse(answer.to) - 1));
    await add(new Date(Date.parse(answer.to) - 23 * 3_600_000).toISOString(), answer.to);
    expect((await today()).today_seconds).toBe(23 * 3600);
  });

  test.each([
    ["monday", "2026-01-05"],
    ["saturday", "2026-01-03"],
    ["sunday", "2026-01-04"],
  ] as const)("is in a week that begins on %s", async (week_start, first) => {
    await personIn("UTC", "2026-01-06T12:00:00Z", { week_start });
    await add("2026-01-03T09:00:00Z", "2026-01-03T10:00:00Z");
    await add("2026-01-04T09:00:00Z", "2026-01-04T11:00:00Z", { repo_name: "web" });
    await add("2026-01-05T09:00:00Z", "2026-01-05T13:00:00Z");
    const { week, week_seconds } = await today();
    const expected = { saturday: 7, sunday: 6, monday: 4 }[week_start] * 3600;
    expect([week.dates[0], week_seconds, week.total_seconds]).toEqual([first, expected, expected]);
    const { body } = await call("GET", "/stats/week/repos", { token: user.token });
    const { days: _days, ...rest } = week;
    expect(rest).toEqual(body);
  });

  test("is compared with the usual of the days before", async () => {
    await personIn("UTC", "2026-03-11T12:00:00Z");
    for (const [date, hours] of [
      ["2026-03-11", 5],
      ["2026-03-04", 1],
      ["2026-03-02", 2],
      ["2026-02-25", 2],
      ["2026-01-14", 3],
      ["2026-01-07", 7],
    ] as const) {
      await add(`${date}T01:00:00Z`, `${date}T0${1 + hours}:00:00Z`);
    }
    expect((await today()).usual).toEqual({ day_seconds: 2 * 3600, week_seconds: Math.round((8 * 3600) / 3) });
  });

  test.each([
    [0, []],
    [1, ["2026-03-11"]],
    [3, ["2026-03-11", "2026-03-10", "2026-03-09"]],
    [2, ["2026-03-10", "2026-03-09"]],
    [0, ["2026-03-09", "2026-03-08"]],
    [1, ["2026-03-11", "2026-03-09"]],
    [1, ["2026-03-10", "2026-03-08", "2026-03-07"]],
    [2, ["2026-03-12", "2026-03-11", "2026-03-10"]],
    [0, ["2026-03-12"]],
    [700, Array.from({ length: 700 }, (_, index) => addDays("2026-03-10", -index))],
  ])("ends a streak of %i days, alive until its day has ended without work", async (length, dates) => {
    await personIn("UTC", "2026-03-11T12:00:00Z");
    const days = dates.map((date) => ({ user_id: user.id, date, total_seconds: 60, session_count: 1 }));
    if (days.length > 0) await (await db()).insert(dailyStats).values(days);
    expect((await today()).current_streak_days).toBe(length);
    expect((await summary()).current_streak_days).toBe(length);
  });

  test("ends a stale session that no sweep has ended yet", async () => {
    await personIn("UTC", "2026-01-05T12:00:00Z");
    const { id } = await start();
    vi.setSystemTime(new Date("2026-01-05T12:16:00Z"));
    const { active_session, sessions, recent } = await today();
    expect([active_session, ids(sessions), ids(recent)]).toEqual([null, [id], [id]]);
    expect(sessions[0]?.ended_by).toBe("stale");
  });
});

describe("the version", () => {
  test("is raised by every write to tracked time, and is part of the ETags", async () => {
    await personIn("UTC", "2026-01-05T12:00:00Z");
    const seen: number[] = [];
    const look = async () => {
      const { version } = await today();
      expect((await summary()).version).toBe(version);
      seen.push(version);
    };
    await look();
    const id = await add("2026-01-05T09:00:00Z", "2026-01-05T10:00:00Z");
    await look();
    await send("PATCH", `/sessions/${id}`, { note: "x" });
    await look();
    await send("POST", "/sessions/delete", { session_ids: [id] });
    await look();
    await send("POST", "/sessions/restore", { session_ids: [id] });
    await look();
    const running = await start();
    await look();
    await send("PATCH", `/sessions/${running.id}/end`);
    await look();
    await send("DELETE", `/sessions/${id}`);
    await look();
    await send("PATCH", "/auth/me", { timezone: "Asia/Tokyo" });
    await look();
    for (const [index, version] of seen.slice(1).entries()) expect(version).toBeGreaterThan(seen[index] ?? 0);
  });

  test("stays, with a 304, until something changes or the day ends", async () => {
    await personIn("UTC", "2026-01-05T23:00:00Z");
    await add("2026-01-05T09:00:00Z", "2026-01-05T10:00:00Z");
    const ask = async (path: string, etag: string) =>
      call("GET", path, { token: user.token, headers: { "if-none-match": etag } });
    for (const path of ["/stats/today", "/stats/summary", "/stats/year", "/stats/repos", "/stats/tags"]) {
      vi.setSystemTime(new Date("2026-01-05T23:00:00Z"));
      const first = await ask(path, "");
      const etag = first.headers.get("etag") ?? "";
      vi.setSystemTime(new Date("2026-01-05T23:59:59Z"));
      expect([path, first.status, (await ask(path, etag)).status]).toEqual([path, 200, 304]);
      vi.setSystemTime(new Date("2026-01-06T00:00:00Z"));
      expect([path, (await ask(path, etag)).status]).toEqual([path, 200]);
      vi.setSystemTime(new Date("2026-01-05T23:00:00Z"));
      await add("2026-01-05T11:00:00Z", "2026-01-05T12:00:00Z");
      expect([path, (await ask(path, etag)).status]).toEqual([path, 200]);
    }
  });
});
