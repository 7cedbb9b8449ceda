import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { resetLimits } from "@/lib/api/limits.ts";
import { resetEnv } from "@/lib/core/env.ts";
import { newLogin, newUser } from "@/lib/testing/accounts.ts";
import { call } from "@/lib/testing/http.ts";
import { newPoses, newSequence, practising, type Refusal, refusal, stepOf } from "@/lib/testing/practice.ts";
import type { Practice } from "./shapes.ts";

interface Stats {
  total_practices: number;
  by_week: { week_start: string; practice_count: number; total_seconds: number }[];
  [field: string]: unknown;
}
interface Month {
  month: string;
  days: { date: string; practice_count: number; total_seconds: number }[];
  practice_count: number;
  total_seconds: number;
}
interface Today {
  practices: Practice[];
  current_streak_days: number;
  break_sequence: unknown;
}
interface List {
  sessions: Practice[];
  total: number;
  next_cursor: string | null;
}

let user: Awaited<ReturnType<typeof newUser>>;
let sequence: number;
let yin: number;

const { send, begin, complete } = practising(() => user.token);
const stats = async () => (await send<Stats>("GET", "/practice/stats")).body;
const month = async (name = "") => (await send<Month>("GET", `/practice/calendar${name && `?month=${name}`}`)).body;
const today = async () => (await send<Today>("GET", "/practice/today")).body;
const at = async (instant: string) => {
  vi.setSystemTime(new Date(instant));
  user = { ...user, ...(await newLogin(user)) };
};

/** A practice of five minutes that counts, unless it was held for less. */
async function practised(started_at: string, duration_seconds = 300, of = sequence): Promise<number> {
  const { id } = (await begin(of, { started_at })).body;
  const ended_at = new Date(Date.parse(started_at) + 360_000).toISOString();
  await complete(id, { duration_seconds, ended_at, completed_poses: 1 });
  return id;
}

beforeAll(() => void vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-03-30T10:00:00Z") }));
beforeEach(async () => {
  resetEnv({ RATE_LIMIT_PER_MINUTE: "100000" });
  resetLimits();
  vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-03-30T10:00:00Z") });
  user = await newUser({ timezone: "Europe/Berlin", week_start: "sunday" });
  const steps = (await newPoses(2)).map((slug) => stepOf(slug, { hold_seconds: 150 }));
  sequence = await newSequence(user.token, steps);
  yin = await newSequence(user.token, steps, { style: "yin", name: "Yin" });
});
afterEach(() => void vi.useRealTimers());

describe("totals", () => {
  test("are zero for a user without practices", async () => {
    const body = await stats();
    expect(body).toMatchObject({
      ...{ total_practices: 0, total_seconds: 0, today_seconds: 0, week_seconds: 0, week_practices: 0 },
      ...{ current_streak_days: 0, longest_streak_days: 0, last_practice_at: null, favorite_styles: [] },
    });
    expect(body.by_week).toHaveLength(12);
    expect(body.by_week[11]).toEqual({ week_start: "2026-03-29", practice_count: 0, total_seconds: 0 });
    expect(body.by_week[0]?.week_start).toBe("2026-01-11");
  });

  test("sum practices that count: today, this week by the profile, weeks and styles", async () => {
    await practised("2026-03-30T06:00:00Z", 90);
    await practised("2026-03-30T07:00:00Z", 89);
    await practised("2026-03-29T08:00:00Z", 300, yin);
    await practised("2026-03-28T08:00:00Z");
    await practised("2026-03-01T08:00:00Z");
    await begin(sequence);
    const body = await stats();
    expect(body).toMatchObject({
      ...{ total_practices: 4, total_seconds: 990, today_seconds: 90, week_seconds: 390, week_practices: 2 },
      ...{ current_streak_days: 3, longest_streak_days: 3, last_practice_at: "2026-03-30T06:00:00.000Z" },
      favorite_styles: [
        { style: "hatha", practice_count: 3, total_seconds: 690 },
        { style: "yin", practice_count: 1, total_seconds: 300 },
      ],
    });
    expect(body.by_week.filter((week) => week.practice_count > 0)).toEqual([
      { week_start: "2026-03-01", practice_count: 1, total_seconds: 300 },
      { week_start: "2026-03-22", practice_count: 1, total_seconds: 300 },
      { week_start: "2026-03-29", practice_count: 2, total_seconds: 390 },
    ]);
  });

  test("keep a streak until the day after it ends, in the user's zone", async () => {
    await practised("2026-03-29T08:00:00Z");
    await practised("2026-03-30T08:00:00Z");
    await at("2026-03-31T21:59:00Z");
    expect((await stats()).current_streak_days).toBe(2);
    await at("2026-03-31T22:01:00Z");
    expect(await stats()).toMatchObject({ current_streak_days: 0, longest_streak_days: 2 });
  });
});

describe("the calendar", () => {
  test("has the days with practices that count, of the current or a given month", async () => {
    await practised("2026-03-05T08:00:00Z");
    await practised("2026-03-05T18:00:00Z", 90);
    await practised("2026-03-06T18:00:00Z", 89);
    await practised("2026-03-30T08:00:00Z");
    const days = [
      { date: "2026-03-05", practice_count: 2, total_seconds: 390 },
      { date: "2026-03-30", practice_count: 1, total_seconds: 300 },
    ];
    expect(await month()).toEqual({ month: "2026-03", days, practice_count: 3, total_seconds: 690 });
    expect(await month("2026-03")).toEqual(await month());
    expect(await month("2024-02")).toEqual({ month: "2024-02", days: [], practice_count: 0, total_seconds: 0 });
    await at("2026-03-31T22:30:00Z");
    expect((await month()).month).toBe("2026-04");
  });

  test("rejects months that do not exist", async () => {
    for (const name of ["2026-13", "2026-00", "2026-3", "26-03", "2026-03-01", "x"]) {
      const answer = await send<Refusal>("GET", `/practice/calendar?month=${name}`);
      expect(refusal(answer)).toEqual([422, "query.month"]);
    }
  });

  test("has a practice across midnight on the day it began, completely", async () => {
    const id = await practised("2026-03-28T22:58:00Z");
    expect((await month()).days).toEqual([{ date: "2026-03-28", practice_count: 1, total_seconds: 300 }]);
    expect((await send("GET", `/practice/sessions/${id}`)).body.local_date).toBe("2026-03-28");
  });

  test("changes no day when the user's zone changes, and streaks continue", async () => {
    await practised("2026-03-28T23:30:00Z");
    await practised("2026-03-29T22:30:00Z");
    const before = await month();
    expect(before.days.map(({ date }) => date)).toEqual(["2026-03-29", "2026-03-30"]);
    expect((await send("PATCH", "/auth/me", { timezone: "America/Los_Angeles" })).status).toBe(200);
    expect(await month()).toEqual(before);
    // There it is the 29th when the latest date is the 30th.
    await at("2026-03-30T06:00:00Z");
    expect(await stats()).toMatchObject({ current_streak_days: 2, today_seconds: 300 });
  });

  test("is updated when a practice is deleted", async () => {
    const id = await practised("2026-03-30T08:00:00Z");
    expect((await month()).practice_count).toBe(1);
    await send("DELETE", `/practice/sessions/${id}`);
    expect(await month()).toMatchObject({ practice_count: 0, days: [] });
    expect((await stats()).total_practices).toBe(0);
  });
});

describe("the current day", () => {
  test("has the practices that overlap it, oldest first, and the suggested break", async () => {
    await practised("2026-03-29T20:00:00Z");
    const across = await practised("2026-03-29T21:58:00Z");
    const morning = await practised("2026-03-30T06:00:00Z", 10);
    const running = (await begin(sequence)).body.id;
    const body = await today();
    expect(body.practices.map(({ id }) => id)).toEqual([across, morning, running]);
    expect(body.practices[2]).toMatchObject({ status: "active", ended_at: null });
    const name = "5-Minute Desk Break";
    expect(body.break_sequence).toEqual({ id: expect.any(Number), name, total_seconds: 300 });
    // The one in the morning was too short to count, but today is not over.
    expect(body.current_streak_days).toBe(1);
  });
});

test("responses have an ETag: repeated requests get a 304, until a practice or a new day changes them", async () => {
  for (const path of ["/practice/stats", "/practice/calendar", "/practice/today", "/achievements"]) {
    const ask = (etag?: string) =>
      call("GET", path, { token: user.token, ...(etag && { headers: { "if-none-match": etag } }) });
    const first = await ask();
    const etag = first.headers.get("etag") ?? "";
    expect([first.status, (await ask(etag)).status]).toEqual([200, 304]);
    const { id } = (await begin(sequence)).body;
    const second = await ask(etag);
    expect(second.status).toBe(200);
    await complete(id, { duration_seconds: 300, completed_poses: 2 });
    const third = await ask(second.headers.get("etag") ?? "");
    expect([path, third.status]).toEqual([path, 200]);
    await send("DELETE", `/practice/sessions/${id}`);
    expect((await ask(third.headers.get("etag") ?? "")).status).toBe(200);
  }
  const etag = (await call("GET", "/practice/stats", { token: user.token })).headers.get("etag") ?? "";
  await at("2026-03-30T22:30:00Z");
  const later = await call("GET", "/practice/stats", { token: user.token, headers: { "if-none-match": etag } });
  expect(later.status).toBe(200);
});

describe("the list", () => {
  test("is newest first, paginated by cursor, with the total count", async () => {
    const times = ["2026-03-01", "2026-03-02", "2026-03-03", "2026-03-04", "2026-03-05"];
    for (const date of times) await practised(`${date}T08:00:00Z`);
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const path: string = `/practice/sessions?limit=2${cursor ? `&cursor=${cursor}` : ""}`;
      const { body } = await send<List>("GET", path);
      expect(body.total).toBe(5);
      seen.push(...body.sessions.map(({ local_date }) => local_date));
      cursor = body.next_cursor;
    } while (cursor);
    expect(seen).toEqual(times.toReversed());
    const { body } = await send<List>("GET", "/practice/sessions?limit=1&offset=4");
    expect(body.sessions[0]).toMatchObject({ local_date: "2026-03-01", pose_count: 2, counts: true });
    expect(body.sessions[0]).not.toHaveProperty("poses");
  });

  test("is filtered by days, style and status", async () => {
    await practised("2026-03-01T08:00:00Z");
    await practised("2026-03-02T22:30:00Z", 300, yin);
    await begin(sequence, { started_at: "2026-03-04T08:00:00Z" });
    const dates = async (query: string) => {
      const { body } = await send<List>("GET", `/practice/sessions?${query}`);
      expect(body.total).toBe(body.sessions.length);
      return body.sessions.map(({ local_date }) => local_date);
    };
    expect(await dates("from=2026-03-02")).toEqual(["2026-03-04", "2026-03-02"]);
    expect(await dates("to=2026-03-02")).toEqual(["2026-03-02", "2026-03-01"]);
    expect(await dates("from=2026-03-02&to=2026-03-03&style=yin")).toEqual(["2026-03-02"]);
    expect(await dates("style=power")).toEqual([]);
    expect(await dates("status=active")).toEqual(["2026-03-04"]);
    expect(await dates("status=completed")).toEqual(["2026-03-02", "2026-03-01"]);
    for (const query of ["from=2026-13-01", "style=ballet", "status=done", "limit=0", "cursor=x"]) {
      expect((await send("GET", `/practice/sessions?${query}`)).status).toBe(422);
    }
  });
});
