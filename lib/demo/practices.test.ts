import { describe, expect, it } from "vitest";
import { shipped } from "@/db/seed/content.ts";
import { addDays, localDay, today } from "@/lib/core/time.ts";
import type { Playable } from "@/lib/practice/import.ts";
import { samplePractices } from "./practices.ts";
import { sampleData } from "./sample.ts";

const minute = 60_000;

/** Stint's own sequences, as they are played. */
const sequences = shipped.sequences.map(({ steps, ...sequence }, index): Playable => {
  const names = { english_name: "", sanskrit_name: "", note: null };
  return { ...sequence, id: index + 1, steps: steps.map((step) => ({ ...step, ...names })) };
});

const moments: [zone: string, now: string][] = [
  ["Europe/Berlin", "2026-11-20T14:20:00Z"],
  ["Europe/Berlin", "2027-03-28T00:30:00Z"],
  ["America/St_Johns", "2026-11-01T16:00:00Z"],
  ["Pacific/Kiritimati", "2026-12-31T10:00:01Z"],
  ["America/Santiago", "2026-09-06T04:00:00Z"],
  ["UTC", "2028-02-29T23:59:00Z"],
];

describe.each(moments)("sample practices in %s at %s", (zone, instant) => {
  const now = new Date(instant);
  const { sessions } = sampleData(zone, now);
  const practices = samplePractices(zone, now, sessions, sequences);
  const date = today(zone, now);
  const dates = practices.map(({ started_at }) => localDay(started_at.getTime(), zone).date);

  it("reach back twelve months, not into the future, in order, and never two at once", () => {
    expect((dates[0] ?? "") > addDays(date, -365)).toBe(true);
    expect((dates[0] ?? "") < addDays(date, -330)).toBe(true);
    for (const [index, { started_at, ended_at }] of practices.entries()) {
      expect(Number(ended_at)).toBeGreaterThan(Number(started_at));
      expect(Number(ended_at)).toBeLessThanOrEqual(Number(practices[index + 1]?.started_at ?? now));
    }
  });

  it("are placed between sessions", () => {
    for (const { started_at, ended_at } of practices) {
      const during = sessions.find(
        (session) => session.start_time < ended_at && Number(session.end_time ?? now) > Number(started_at),
      );
      expect(during).toBeUndefined();
    }
  });

  it("are mostly of five to twenty minutes, of many sequences, some of them after long work", () => {
    const short = practices.filter(({ sequence }) => sequence.total_seconds <= 1200);
    expect(practices.length).toBeGreaterThan(90);
    expect(practices.length).toBeLessThan(220);
    expect(short.length / practices.length).toBeGreaterThan(0.7);
    expect(new Set(practices.map(({ sequence }) => sequence.slug)).size).toBeGreaterThan(6);
    expect(practices.some(({ worked_before_seconds }) => worked_before_seconds >= 3600)).toBe(true);
    expect(practices.filter(({ mood }) => mood !== null).length).toBeGreaterThan(20);
    expect(practices.some(({ note }) => note !== null)).toBe(true);
  });

  it("have a current streak, and weeks without any", () => {
    for (const daysAgo of [1, 2, 3]) expect(dates).toContain(addDays(date, -daysAgo));
    const days = [...new Set(dates)].map((day) => Date.parse(day) / 86_400_000);
    const gaps = days.slice(1).map((day, index) => day - (days[index] ?? day));
    expect(Math.max(...gaps)).toBeGreaterThan(7);
  });

  it("hold each pose for its time or not at all, and no longer than the practice took", () => {
    for (const { sequence, outcomes, duration_seconds, started_at, ended_at } of practices) {
      expect(outcomes.length).toBeLessThanOrEqual(sequence.steps.length);
      expect(outcomes.reduce((sum, { held_seconds }) => sum + held_seconds, 0)).toBe(duration_seconds);
      expect(Number(ended_at) - Number(started_at)).toBeGreaterThanOrEqual(duration_seconds * 1000);
      expect(Number(ended_at) - Number(started_at)).toBeLessThan(duration_seconds * 1000 + 2 * minute);
    }
  });

  it("are deterministic", () => {
    expect(samplePractices(zone, now, sessions, sequences)).toEqual(practices);
  });
});

it("are none when there is no sequence", () => {
  expect(samplePractices("UTC", new Date("2026-11-20T14:20:00Z"), [], [])).toEqual([]);
});
