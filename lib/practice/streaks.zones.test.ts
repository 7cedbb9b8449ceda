import { describe, expect, it } from "vitest";
import { addDays, localDay, today } from "@/lib/core/time.ts";
import { gapsOf, streaksOf } from "./streaks.ts";

/** The stored dates of practices that began at these instants, in these zones. */
const stored = (begun: [instant: string, zone: string][]): string[] =>
  [...new Set(begun.map(([instant, zone]) => localDay(Date.parse(instant), zone).date))].sort();

const daily = (first: string, count: number): string[] =>
  Array.from({ length: count }, (_, day) => addDays(first, day));

describe("a streak", () => {
  it("is zero without practices, and one with one", () => {
    expect(streaksOf([], "2026-03-29")).toEqual({ current: 0, longest: 0 });
    expect(streaksOf(["2026-03-29"], "2026-03-29")).toEqual({ current: 1, longest: 1 });
  });

  it("stays alive until today ends", () => {
    const dates = daily("2026-03-01", 5);
    expect(streaksOf(dates, "2026-03-05").current).toBe(5);
    expect(streaksOf(dates, "2026-03-06").current).toBe(5);
    expect(streaksOf(dates, "2026-03-07")).toEqual({ current: 0, longest: 5 });
  });

  it("begins again after a day without, and the longest is found wherever it is", () => {
    const dates = [...daily("2026-01-01", 4), ...daily("2026-01-06", 2), "2026-01-09"];
    expect(streaksOf(dates, "2026-01-09")).toEqual({ current: 1, longest: 4 });
    expect(streaksOf([...daily("2026-01-01", 2), ...daily("2026-01-06", 3)], "2026-01-08")).toEqual({
      current: 3,
      longest: 3,
    });
  });

  it("continues over the ends of months and years, and over leap days", () => {
    expect(streaksOf(daily("2027-12-30", 70), "2028-03-08")).toEqual({ current: 70, longest: 70 });
  });

  it("is not broken by a day of 23 or of 25 hours, in any zone", () => {
    for (const [zone, first] of [
      ["Europe/Berlin", "2026-03-27"],
      ["Europe/Berlin", "2026-10-23"],
      ["America/New_York", "2026-03-06"],
      ["America/New_York", "2026-10-30"],
      ["Pacific/Auckland", "2026-04-03"],
      ["Pacific/Auckland", "2026-09-25"],
      ["Australia/Lord_Howe", "2026-10-02"],
      ["America/Santiago", "2026-09-04"],
    ] as const) {
      const dates = daily(first, 6);
      expect([zone, streaksOf(dates, addDays(first, 5))]).toEqual([zone, { current: 6, longest: 6 }]);
    }
  });

  it("goes by local time: a minute before midnight and a minute after are two days", () => {
    const dates = stored([
      ["2026-03-28T22:59:00Z", "Europe/Berlin"],
      ["2026-03-28T23:01:00Z", "Europe/Berlin"],
      ["2026-03-29T22:01:00Z", "Europe/Berlin"],
    ]);
    expect(dates).toEqual(["2026-03-28", "2026-03-29", "2026-03-30"]);
    expect(streaksOf(dates, "2026-03-30").current).toBe(3);
  });

  it("continues while travelling: each practice keeps the local date it had", () => {
    const dates = stored([
      ["2026-06-01T18:00:00Z", "Europe/Berlin"],
      ["2026-06-02T18:00:00Z", "America/New_York"],
      ["2026-06-04T02:00:00Z", "America/Los_Angeles"],
      ["2026-06-04T22:00:00Z", "Asia/Tokyo"],
    ]);
    expect(dates).toEqual(["2026-06-01", "2026-06-02", "2026-06-03", "2026-06-05"]);
    expect(streaksOf(dates.slice(0, 3), today("America/Los_Angeles", new Date("2026-06-05T06:59:00Z"))).current).toBe(
      3,
    );
    expect(streaksOf(dates.slice(0, 3), today("America/Los_Angeles", new Date("2026-06-05T07:01:00Z"))).current).toBe(
      0,
    );
    expect(streaksOf(dates, "2026-06-05")).toEqual({ current: 1, longest: 3 });
  });

  it("stays alive after a flight west over the date line, when today is a day before the last practice", () => {
    const dates = daily("2026-06-01", 4);
    expect(streaksOf(dates, "2026-06-03")).toEqual({ current: 4, longest: 4 });
  });
});

it("has the number of days between practices", () => {
  expect(gapsOf([])).toEqual([]);
  expect(gapsOf(["2026-03-28"])).toEqual([]);
  expect(gapsOf(["2026-03-28", "2026-03-29", "2026-04-12", "2026-10-25"])).toEqual([1, 14, 196]);
});
