import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { explicitEnd, isStale, splitByDay, staleEnd, supersededEnd, wholeSeconds } from "./rules.ts";

const split = (start: string, end: string, zone: string, seconds?: number) => {
  const span = { start: new Date(start), end: new Date(end) };
  return splitByDay({ ...span, seconds: seconds ?? wholeSeconds(span.start, span.end) }, zone);
};

describe("a session that crosses midnight counts towards each local day", () => {
  test.each([
    [
      "America/New_York",
      "2026-11-01T03:30:00Z",
      "2026-11-01T07:15:00Z",
      [
        ["2026-10-31", 1800],
        ["2026-11-01", 11_700],
      ],
    ],
    [
      "America/New_York",
      "2026-03-08T04:30:00Z",
      "2026-03-08T07:30:00Z",
      [
        ["2026-03-07", 1800],
        ["2026-03-08", 9000],
      ],
    ],
    [
      "America/Santiago",
      "2026-09-06T03:30:00Z",
      "2026-09-06T05:30:00Z",
      [
        ["2026-09-05", 1800],
        ["2026-09-06", 5400],
      ],
    ],
    [
      "Asia/Kathmandu",
      "2026-01-01T18:00:00Z",
      "2026-01-01T19:00:00Z",
      [
        ["2026-01-01", 900],
        ["2026-01-02", 2700],
      ],
    ],
  ])("in %s from %s to %s", (zone, start, end, days) => {
    const shares = split(start, end, zone);
    expect(shares.map(({ date, seconds }) => [date, seconds])).toEqual(days);
    expect(shares.map(({ count }) => count)).toEqual([1, 0]);
  });

  test("a session of October computed in November uses October's offset", () => {
    // 23:30 to 23:50 in New York's summer time; with winter's offset it would begin an hour earlier.
    expect(split("2026-10-30T03:30:00Z", "2026-10-30T03:50:00Z", "America/New_York")).toEqual([
      { date: "2026-10-29", seconds: 1200, count: 1 },
    ]);
  });

  test("days of 25 and 23 hours get all of their seconds", () => {
    expect(split("2026-11-01T04:00:00Z", "2026-11-02T04:00:00Z", "America/New_York")).toHaveLength(1);
    expect(split("2026-11-01T04:00:00Z", "2026-11-02T05:00:00Z", "America/New_York")[0]?.seconds).toBe(90_000);
    expect(split("2026-03-08T05:00:00Z", "2026-03-09T04:00:00Z", "America/New_York")).toEqual([
      { date: "2026-03-08", seconds: 82_800, count: 1 },
    ]);
  });

  test("active time is distributed by wall-clock time", () => {
    expect(split("2026-01-01T23:00:00Z", "2026-01-02T02:00:00Z", "UTC", 100)).toEqual([
      { date: "2026-01-01", seconds: 33, count: 1 },
      { date: "2026-01-02", seconds: 67, count: 0 },
    ]);
  });

  test("a session of zero length counts on its day", () => {
    expect(split("2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z", "UTC")).toEqual([
      { date: "2026-01-01", seconds: 0, count: 1 },
    ]);
  });

  test("days without any of the active time are left out, except the first", () => {
    const [first, until] = ["2026-01-01T23:00:00Z", "2026-01-02T02:00:00Z"];
    expect(split(first, until, "UTC", 0)).toEqual([{ date: "2026-01-01", seconds: 0, count: 1 }]);
  });

  test("whatever the span and the zone, days add up to the duration and none is negative", () => {
    const zones = [
      "UTC",
      "America/New_York",
      "America/Santiago",
      "Asia/Kathmandu",
      "Australia/Lord_Howe",
      "Africa/Casablanca",
    ];
    fc.assert(
      fc.property(
        fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2030, 0, 1) }),
        fc.integer({ min: 0, max: 86_400_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.constantFrom(...zones),
        (from, length, activity, zone) => {
          const seconds = Math.floor((length / 1000) * activity);
          const shares = splitByDay({ start: new Date(from), end: new Date(from + length), seconds }, zone);
          expect(shares.reduce((sum, share) => sum + share.seconds, 0)).toBe(seconds);
          expect(shares.reduce((sum, share) => sum + share.count, 0)).toBe(1);
          expect(shares.every((share) => share.seconds >= 0)).toBe(true);
          expect(shares.every((share) => share.seconds + share.count > 0)).toBe(true);
          expect(new Set(shares.map((share) => share.date)).size).toBe(shares.length);
        },
      ),
    );
  });
});

describe("an explicit end", () => {
  const start = new Date("2026-01-01T09:00:00.000Z");
  const now = new Date("2026-01-01T10:00:00.500Z");

  test("is now by default, and counts whole elapsed seconds", () => {
    expect(explicitEnd(start, {}, now)).toEqual({ start, end: now, seconds: 3600 });
  });

  test("uses the given time and active seconds", () => {
    const end = new Date("2026-01-01T09:30:00.000Z");
    expect(explicitEnd(start, { end, seconds: 600 }, now)).toEqual({ start, end, seconds: 600 });
  });

  test("moves the start back for a duration longer than the elapsed time", () => {
    const moment = new Date(start.getTime() + 40);
    expect(explicitEnd(start, { seconds: 600 }, moment)).toEqual({
      start: new Date(moment.getTime() - 600_000),
      end: moment,
      seconds: 600,
    });
  });

  test("is possible at once for a client whose clock is ahead", () => {
    const early = new Date(start.getTime() - 120_000);
    expect(explicitEnd(start, {}, early)).toEqual({ start, end: start, seconds: 0 });
    expect(explicitEnd(start, { seconds: 60 }, early).end).toEqual(early);
  });

  test.each([
    ["before its start", { end: new Date("2026-01-01T08:59:59.999Z") }, "end_time"],
    ["more than five minutes ahead", { end: new Date(now.getTime() + 300_001) }, "end_time"],
    ["over 24 hours by duration", { seconds: 86_401 }, "duration_seconds"],
  ])("%s is rejected beside its field", (_, told, field) => {
    expect(() => explicitEnd(start, told, now)).toThrow(
      expect.objectContaining({
        code: "VALIDATION_ERROR",
        detail: [expect.objectContaining({ loc: ["body", field] })],
      }),
    );
  });

  test("after more than 24 hours needs a time", () => {
    const later = new Date(start.getTime() + 86_400_001);
    expect(() => explicitEnd(start, {}, later)).toThrow(expect.objectContaining({ code: "VALIDATION_ERROR" }));
    expect(explicitEnd(start, { end: now }, later).seconds).toBe(3600);
  });
});

describe("an end by the server", () => {
  const start_time = new Date("2026-01-01T09:00:00Z");

  test("comes 15 minutes after the last heartbeat, and is set to that heartbeat", () => {
    const running = { start_time, last_seen_at: new Date("2026-01-01T09:20:00Z") };
    expect(isStale(running, new Date("2026-01-01T09:34:59.999Z"))).toBe(false);
    expect(isStale(running, new Date("2026-01-01T09:35:00Z"))).toBe(true);
    expect(staleEnd(running)).toEqual({ start: start_time, end: running.last_seen_at, seconds: 1200 });
  });

  test("is set to the next start, but never before its own one nor 24 hours after it", () => {
    const running = { start_time, last_seen_at: start_time };
    expect(supersededEnd(running, new Date("2026-01-01T09:10:00Z")).seconds).toBe(600);
    expect(supersededEnd(running, new Date("2026-01-01T08:00:00Z"))).toEqual({
      start: start_time,
      end: start_time,
      seconds: 0,
    });
    expect(supersededEnd(running, new Date("2026-01-03T09:00:00Z")).seconds).toBe(86_400);
  });
});
