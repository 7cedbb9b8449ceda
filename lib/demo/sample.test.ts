import { describe, expect, it } from "vitest";
import { addDays, localDay, today } from "@/lib/core/time.ts";
import { pullRequests } from "./pull-requests.ts";
import { random } from "./random.ts";
import { sampleData } from "./sample.ts";

const minute = 60_000;

/** Times of the day and the year at which a visitor may come, edge cases included, in zones of every kind. */
const moments: [zone: string, now: string][] = [
  ["Europe/Berlin", "2026-11-20T14:20:00Z"],
  ["Europe/Berlin", "2027-03-28T00:30:00Z"],
  ["America/New_York", "2026-11-22T01:30:00Z"],
  ["America/St_Johns", "2026-11-01T16:00:00Z"],
  ["Pacific/Auckland", "2026-04-06T09:10:00Z"],
  ["Pacific/Kiritimati", "2026-12-31T10:00:01Z"],
  ["Asia/Kathmandu", "2028-02-29T03:15:00Z"],
  ["America/Santiago", "2026-09-06T04:00:00Z"],
  ["UTC", "2027-01-01T00:00:00Z"],
];

describe.each(moments)("sample data in %s at %s", (zone, instant) => {
  const now = new Date(instant);
  const { sessions, activities } = sampleData(zone, now);
  const date = today(zone, now);
  const ended = sessions.flatMap(({ end_time, ...rest }) => (end_time ? [{ ...rest, end_time }] : []));

  it("reaches back twelve months, and not into the future", () => {
    const first = sessions[0];
    expect(first && localDay(first.start_time.getTime(), zone).date > addDays(date, -365)).toBe(true);
    expect(first && localDay(first.start_time.getTime(), zone).date < addDays(date, -355)).toBe(true);
    const instants = [...sessions, ...activities].flatMap((each) =>
      "created_at" in each ? [each.created_at] : [each.start_time, each.end_time ?? each.start_time],
    );
    expect(Math.max(...instants.map(Number))).toBeLessThanOrEqual(now.getTime());
  });

  it("never has two sessions at once, and at most the last one runs", () => {
    for (const [index, session] of sessions.entries()) {
      const next = sessions[index + 1];
      if (next) expect(Number(session.end_time)).toBeLessThanOrEqual(next.start_time.getTime());
      if (session.ended_by === "superseded") expect(session.end_time).toEqual(next?.start_time);
      if (next) expect(session.end_time).not.toBeNull();
      expect(session.end_time === null).toBe(session.ended_by === null);
    }
  });

  it("has sessions of 4 to 95 minutes, three to nine on a past day, and weeks without any", () => {
    const byDate = new Map<string, number>();
    for (const { start_time, end_time } of ended) {
      const length = end_time.getTime() - start_time.getTime();
      expect(length).toBeGreaterThanOrEqual(4 * minute - 1000);
      expect(length).toBeLessThanOrEqual(95 * minute + 1000);
      const day = localDay(start_time.getTime(), zone).date;
      byDate.set(day, (byDate.get(day) ?? 0) + 1);
    }
    byDate.delete(date);
    byDate.delete(addDays(date, -1));
    expect(Math.min(...byDate.values())).toBeGreaterThanOrEqual(3);
    expect(Math.max(...byDate.values())).toBeLessThanOrEqual(9);
    expect(byDate.size).toBeGreaterThan(220);
    expect(byDate.size).toBeLessThan(290);
    expect(ended.length).toBeGreaterThan(1100);
    const numbers = [...byDate.keys()].map((day) => Date.parse(day) / 86_400_000);
    const gaps = numbers.slice(1).map((number, index) => number - (numbers[index] ?? number) - 1);
    expect(Math.max(...gaps)).toBeGreaterThanOrEqual(14);
    expect(Math.max(...gaps)).toBeLessThan(21);
  });

  it("uses real pull requests, each reviewed several times, and has activities for what was written", () => {
    const known = new Set(pullRequests.map((each) => `${each.repo_owner}/${each.repo_name}#${each.pr_number}`));
    const times = new Map<string, number>();
    for (const each of sessions) {
      const name = `${each.repo_owner}/${each.repo_name}#${each.pr_number}`;
      expect(known).toContain(name);
      times.set(name, (times.get(name) ?? 0) + 1);
    }
    expect(new Set(sessions.map((each) => each.repo_name)).size).toBe(12);
    expect([...times.values()].filter((count) => count > 1).length).toBeGreaterThan(90);
    for (const type of ["comment", "approve", "request_changes"]) {
      expect(activities.filter((each) => each.activity_type === type).length).toBeGreaterThan(50);
    }
    const byStart = new Map(ended.map((each) => [each.start_time.getTime(), each]));
    for (const activity of activities) {
      const session = byStart.get(activity.session_start.getTime());
      expect(session?.pr_number).toBe(activity.pr_number);
      expect(Number(activity.created_at)).toBeGreaterThanOrEqual(Number(session?.start_time));
      expect(Number(activity.created_at)).toBeLessThanOrEqual(Number(session?.end_time));
    }
  });

  it("is deterministic", () => {
    expect(sampleData(zone, now)).toEqual({ sessions, activities });
  });
});

it("at a later hour of the same day has the same sessions as at an earlier one, and more", () => {
  const at = (time: string) => sampleData("Europe/Berlin", new Date(`2026-11-20T${time}:00Z`)).sessions;
  const midnight = at("00:10");
  const evening = at("22:30");
  expect(midnight.every(({ end_time }) => end_time !== null)).toBe(true);
  expect(evening.length).toBeGreaterThan(midnight.length);
  expect(evening.slice(0, midnight.length)).toEqual(midnight);
});

it("on the next day has the same past days, with the sessions at the same times", () => {
  const times = (date: string) =>
    sampleData("UTC", new Date(`${date}T23:30:00Z`)).sessions.map(({ start_time }) => start_time.toISOString());
  const [one, next] = [times("2026-11-18"), times("2026-11-19")];
  const seen = new Set(one.filter((time) => time < "2026-11-09" && time > "2026-10-01"));
  expect(seen.size).toBeGreaterThan(80);
  expect(next.filter((time) => seen.has(time))).toHaveLength(seen.size);
});

it("has a running session by day, since the last 40 minutes; none at night", () => {
  const runningAt = (hour: number) => {
    const now = new Date(Date.UTC(2026, 10, 18, hour, 30));
    const last = sampleData("UTC", now).sessions.at(-1);
    return last?.end_time === null ? (now.getTime() - last.start_time.getTime()) / minute : undefined;
  };
  for (let hour = 8; hour < 21; hour++) {
    expect(runningAt(hour)).toBeGreaterThanOrEqual(5);
    expect(runningAt(hour)).toBeLessThan(40);
  }
  for (const hour of [0, 3, 7, 21, 23]) expect(runningAt(hour)).toBeUndefined();
});

it("random numbers repeat exactly on every machine", () => {
  const chance = random(0);
  const numbers = Array.from({ length: 1000 }, () => chance.next());
  // mulberry32's first numbers with seed 0.
  expect(numbers.slice(0, 2)).toEqual([0.26642920868471265, 0.0003297457005828619]);
  expect(numbers.every((number) => number >= 0 && number < 1)).toBe(true);
  expect(new Set(numbers).size).toBe(1000);
});
