import { describe, expect, it } from "vitest";
import {
  formatCount,
  formatDate,
  formatDuration,
  formatInstant,
  formatMoment,
  formatTicking,
  formatWait,
} from "./format.ts";

describe("durations", () => {
  it("are in hours and minutes, in seconds only below a minute", () => {
    expect([0, 1, 59, 60, 3599, 3600, 5040, 90_000].map(formatDuration)).toEqual([
      "0 m",
      "1 s",
      "59 s",
      "1 m",
      "59 m",
      "1 h 00 m",
      "1 h 24 m",
      "25 h 00 m",
    ]);
  });

  it("have separate seconds while ticking", () => {
    expect([0, 59, 60, 3603].map(formatTicking)).toEqual([
      ["", "0 s"],
      ["", "59 s"],
      ["1 m", "00 s"],
      ["1 h 00 m", "03 s"],
    ]);
  });

  it("are never negative", () => {
    expect(formatDuration(-5)).toBe("0 m");
    expect(formatTicking(-5)).toEqual(["", "0 s"]);
  });

  it("round a wait up", () => {
    expect([1, 39.2, 90, 91, 900].map(formatWait)).toEqual(["1 s", "40 s", "90 s", "2 min", "15 min"]);
  });
});

describe("dates", () => {
  it("are relative where people would say them that way", () => {
    const say = (date: string) => formatDate(date, "2026-03-01");
    expect(["2026-03-01", "2026-02-28", "2026-02-23", "2025-12-31"].map(say)).toEqual([
      "Today",
      "Yesterday",
      "Mon 23 Feb",
      "31 Dec 2025",
    ]);
  });

  it("are in the user's zone, not the server's", () => {
    const now = Date.parse("2026-01-02T03:00:00Z");
    expect(formatMoment("2026-01-01T23:30:00.000Z", "UTC", now)).toBe("Yesterday 23:30");
    expect(formatMoment("2026-01-01T23:30:00.000Z", "Asia/Kathmandu", now)).toBe("Today 05:15");
    expect(formatInstant("2026-01-01T23:30:09.000Z", "Asia/Kathmandu")).toContain("05:15:09");
  });
});

it("use singular and plural", () => {
  expect([formatCount(1, "day"), formatCount(2, "day"), formatCount(0, "day")]).toEqual(["1 day", "2 days", "0 days"]);
});
