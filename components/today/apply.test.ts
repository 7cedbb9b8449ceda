import { describe, expect, it } from "vitest";
import type { Operation } from "@/components/tracking/pending.ts";
import type { Today } from "@/components/tracking/queries.ts";
import { splitByDay } from "@/lib/tracking/rules.ts";
import type { Session } from "@/lib/tracking/shapes.ts";
import { applyToToday, secondsWithin } from "./apply.ts";

// A Wednesday in UTC, in a week that begins on Monday.
const dates = ["2026-03-02", "2026-03-03", "2026-03-04", "2026-03-05", "2026-03-06", "2026-03-07", "2026-03-08"];
const midnight = Date.parse("2026-03-04T00:00:00Z");
const dayMs = 86_400_000;
const at = (hour: number, minute = 0) => midnight + hour * 3_600_000 + minute * 60_000;
const iso = (instant: number) => new Date(instant).toISOString();
const day = (index: number) => ({
  date: dates[index] ?? "",
  from: iso(midnight + (index - 2) * dayMs),
  to: iso(midnight + (index - 1) * dayMs),
});
const key = (digit: number) => `${String(digit).repeat(8)}-0000-4000-8000-000000000000`;
const next = { repo_owner: "vercel", repo_name: "next.js", pr_number: 1 };
const react = { repo_owner: "facebook", repo_name: "react", pr_number: 2 };

function session(id: number, of: typeof next, from: number, to: number | null): Session {
  return {
    id,
    session_id: id,
    ...of,
    start_time: iso(from),
    end_time: to === null ? null : iso(to),
    duration_seconds: to === null ? null : (to - from) / 1000,
    status: to === null ? "active" : "completed",
    ended_by: to === null ? null : "user",
    client_session_id: null,
    source: null,
    pr_title: null,
    branch: null,
    note: null,
    tags: [],
    created_at: iso(from),
    updated_at: iso(from),
  };
}

function todayOf(sessions: Session[], more: Partial<Today> = {}): Today {
  const ended = sessions.filter(({ end_time }) => end_time !== null);
  return {
    version: 1,
    ...day(2),
    timezone: "UTC",
    sessions,
    today_seconds: ended.reduce((total, one) => total + (one.duration_seconds ?? 0), 0),
    week_seconds: ended.reduce((total, one) => total + (one.duration_seconds ?? 0), 0),
    current_streak_days: ended.length > 0 ? 1 : 0,
    usual: { day_seconds: null, week_seconds: null },
    active_session: sessions.find(({ end_time }) => end_time === null) ?? null,
    week: { dates, days: dates.map((_, index) => day(index)), total_seconds: 0, repos: [] },
    recent: ended.toReversed(),
    ...more,
  };
}

const start = (digit: number, instant: number, pullRequest = next): Operation => ({
  kind: "start",
  key: key(digit),
  at: instant,
  pullRequest,
});

it("is the very same as long as there is nothing to confirm", () => {
  const today = todayOf([session(1, next, at(9), at(10))]);
  expect(applyToToday(today, [])).toBe(today);
});

it("splits a session among days in whole seconds exactly as the server does", () => {
  const [from, to] = [midnight - 12_345_678, midnight + 7_654_321];
  const one = { ...session(1, next, from, to), duration_seconds: 9999 };
  const shares = splitByDay({ start: new Date(from), end: new Date(to), seconds: 9999 }, "UTC");
  expect(
    [1, 2].map((index) => secondsWithin(one, { from: Date.parse(day(index).from), to: Date.parse(day(index).to) })),
  ).toEqual(shares.map(({ seconds }) => seconds));
});

describe("a start", () => {
  it("runs, and adds to no total before it has ended", () => {
    const after = applyToToday(todayOf([]), [start(1, at(9))]);
    expect(after.active_session).toMatchObject({ ...next, start_time: iso(at(9)) });
    expect(after.sessions).toHaveLength(1);
    expect(after).toMatchObject({ today_seconds: 0, week_seconds: 0, current_streak_days: 0, recent: [] });
  });

  it("ends what ran on another pull request, in every number", () => {
    const after = applyToToday(todayOf([session(7, react, at(8), null)]), [start(1, at(9, 30))]);
    expect(after.active_session).toMatchObject(next);
    expect(after.recent).toMatchObject([{ id: 7, ended_by: "superseded", duration_seconds: 5400 }]);
    expect(after).toMatchObject({ today_seconds: 5400, week_seconds: 5400, current_streak_days: 1 });
    expect(after.week.total_seconds).toBe(5400);
    expect(after.week.repos).toEqual([
      { repo_owner: "facebook", repo_name: "react", total_seconds: 5400, daily_seconds: [0, 0, 5400, 0, 0, 0, 0] },
    ]);
    expect(after.sessions.map(({ repo_name }) => repo_name)).toEqual(["react", "next.js"]);
  });

  it("changes nothing more once the server reports it", () => {
    const told = { ...session(8, next, at(9), null), client_session_id: key(1) };
    const today = todayOf([told]);
    expect(applyToToday(today, [start(1, at(9))])).toEqual(today);
  });
});

describe("an end", () => {
  it("counts to each day of the week what lies in it", () => {
    const running = session(7, next, at(-1), null);
    const today = todayOf([running], {
      week: {
        dates,
        days: dates.map((_, index) => day(index)),
        total_seconds: 600,
        repos: [
          { repo_owner: "vercel", repo_name: "next.js", total_seconds: 600, daily_seconds: [600, 0, 0, 0, 0, 0, 0] },
        ],
      },
      week_seconds: 600,
      current_streak_days: 2,
    });
    const after = applyToToday(today, [{ kind: "end", key: key(1), at: at(2), session: running }]);
    expect(after).toMatchObject({
      active_session: null,
      today_seconds: 7200,
      week_seconds: 11_400,
      current_streak_days: 3,
    });
    expect(after.week.repos).toMatchObject([{ total_seconds: 11_400, daily_seconds: [600, 3600, 7200, 0, 0, 0, 0] }]);
    expect(after.recent).toMatchObject([{ id: 7, duration_seconds: 10_800 }]);
  });

  it("follows a start that the server has not heard of either", () => {
    const begun = applyToToday(todayOf([]), [start(1, at(9))]).active_session as Session;
    const operations: Operation[] = [start(1, at(9)), { kind: "end", key: key(2), at: at(9, 10), session: begun }];
    const after = applyToToday(todayOf([]), operations);
    expect(after).toMatchObject({ active_session: null, today_seconds: 600, current_streak_days: 1 });
    expect(after.sessions).toHaveLength(1);
  });

  it("adds nothing twice when the answer is there before the operation is gone", () => {
    const ended = session(7, next, at(9), at(10));
    const today = todayOf([ended]);
    const running = session(7, next, at(9), null);
    const after = applyToToday(today, [{ kind: "end", key: key(1), at: at(10), session: running }]);
    expect(after).toEqual(today);
  });
});

describe("what is deleted", () => {
  it("leaves the totals, the week, the list and the streak", () => {
    const gone = session(1, next, at(9), at(10));
    const kept = session(2, react, at(11), at(11, 30));
    const repos = [
      { repo_owner: "vercel", repo_name: "next.js", total_seconds: 3600, daily_seconds: [0, 0, 3600, 0, 0, 0, 0] },
      { repo_owner: "facebook", repo_name: "react", total_seconds: 1800, daily_seconds: [0, 0, 1800, 0, 0, 0, 0] },
    ];
    const week = { dates, days: dates.map((_, index) => day(index)), total_seconds: 5400, repos };
    const today = todayOf([gone, kept], { week, current_streak_days: 4 });
    const one = applyToToday(today, [{ kind: "remove", key: key(1), at: at(12), sessions: [gone] }]);
    expect(one).toMatchObject({ today_seconds: 1800, week_seconds: 1800, current_streak_days: 4, sessions: [kept] });
    expect(one.week).toMatchObject({ total_seconds: 1800, repos: [{ repo_name: "react" }] });
    const both = applyToToday(today, [{ kind: "remove", key: key(1), at: at(12), sessions: [gone, kept] }]);
    expect(both).toMatchObject({ today_seconds: 0, current_streak_days: 3, sessions: [], recent: [] });
    expect(both.week.repos).toEqual([]);
  });

  it("changes no number when the page does not know it: only the answer can tell whether it still counted", () => {
    const today = todayOf([session(1, next, at(9), at(10))]);
    const other = session(99, react, at(-40), at(-39));
    const after = applyToToday(today, [{ kind: "remove", key: key(1), at: at(12), sessions: [other] }]);
    expect(after).toEqual(today);
  });
});

describe("what is added by hand", () => {
  const add = (from: number, to: number): Operation => ({
    kind: "add",
    key: key(3),
    at: at(12),
    session: { ...react, start_time: iso(from), end_time: iso(to), note: null, tags: [] },
  });

  it("counts to the day it was on, and is among the latest when it is one of them", () => {
    const after = applyToToday(todayOf([session(1, next, at(9), at(10))]), [add(at(-20), at(-19))]);
    expect(after).toMatchObject({ today_seconds: 3600, week_seconds: 7200 });
    expect(after.sessions).toHaveLength(1);
    expect(after.recent.map(({ repo_name }) => repo_name)).toEqual(["next.js", "react"]);
  });

  it("waits for the answer where the page could not tell it from what is there already", () => {
    const many = Array.from({ length: 10 }, (_, index) => session(index + 1, next, at(9, index), at(9, index + 1)));
    const today = todayOf(many);
    expect(applyToToday(today, [add(at(-20), at(-19))])).toEqual(today);
  });
});

it("shows the ten latest of more, whatever is added", () => {
  const many = Array.from({ length: 12 }, (_, index) => session(index + 1, next, at(8, index), at(8, index + 1)));
  const today = todayOf(many, { recent: many.slice(2).reverse() });
  const running = session(20, react, at(10), null);
  const operation: Operation = { kind: "end", key: key(1), at: at(11), session: running };
  const after = applyToToday({ ...today, active_session: running, sessions: [...many, running] }, [operation]);
  expect(after.recent.map(({ id }) => id)).toEqual([20, 12, 11, 10, 9, 8, 7, 6, 5, 4]);
  expect(after.today_seconds - today.today_seconds).toBe(3600);
});
