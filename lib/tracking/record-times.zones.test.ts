import { describe, expect, test } from "vitest";
import { timesOf } from "./record-times.ts";

// A Monday; clocks in New York went forward the day before.
const now = new Date("2026-03-09T18:30:00Z");
const timezone = "America/New_York";
const parse = (times: Parameters<typeof timesOf>[0]) => timesOf(times, { now, today: "2026-03-09", timezone });
const span = (start_time: string, end_time: string) => ({
  start_time: `${start_time}.000Z`,
  end_time: `${end_time}.000Z`,
});

describe("the times of a manually added session", () => {
  test.each([
    [{ start_local: "9:00", end_local: "10:30" }, span("2026-03-09T13:00:00", "2026-03-09T14:30:00")],
    [
      { date: "2026-03-07", start_local: "09:00", duration_minutes: 90 },
      span("2026-03-07T14:00:00", "2026-03-07T15:30:00"),
    ],
    [
      { date: "2026-03-07", end_local: "09:00", duration_minutes: 30 },
      span("2026-03-07T13:30:00", "2026-03-07T14:00:00"),
    ],
    [{ duration_minutes: 45 }, span("2026-03-09T17:45:00", "2026-03-09T18:30:00")],
    [
      { date: "2026-03-08", start_local: "23:00", end_local: "00:30" },
      span("2026-03-09T03:00:00", "2026-03-09T04:30:00"),
    ],
    // Half past two did not exist that night; it is moved forward by the gap.
    [
      { date: "2026-03-08", start_local: "01:30", end_local: "02:30" },
      span("2026-03-08T06:30:00", "2026-03-08T07:30:00"),
    ],
    [
      { start_time: "2026-03-02T09:00:00+01:00", end_time: "2026-03-02T09:30:00Z" },
      span("2026-03-02T08:00:00", "2026-03-02T09:30:00"),
    ],
    [
      { start_time: "2026-03-02T09:00:00Z", end_time: "2026-03-02T09:30:00Z", duration_minutes: 30 },
      span("2026-03-02T09:00:00", "2026-03-02T09:30:00"),
    ],
  ])("%o are %o", (times, wanted) => {
    expect(parse(times)).toEqual(wanted);
  });

  test.each([
    [{}, ["start", "end"]],
    [{ date: "2026-03-07" }, ["start", "end"]],
    [{ date: "2026-03-07", duration_minutes: 30 }, ["start_local"]],
    [{ date: "2026-03-09", duration_minutes: 30 }, ["start_local"]],
    [{ start_local: "09:00" }, ["end_local"]],
    [{ end_time: "2026-03-02T09:00:00Z" }, ["start_local"]],
  ])("%o lack %o", (times, missing) => {
    expect(parse(times)).toMatchObject({ status: "error", code: "TIMES_MISSING", details: { missing } });
  });

  test.each([
    [{ start_local: "09:00", start_time: "2026-03-02T09:00:00Z", duration_minutes: 5 }],
    [{ end_local: "09:00", end_time: "2026-03-02T09:00:00Z", duration_minutes: 5 }],
    [{ start_local: "09:00", end_local: "10:00", duration_minutes: 30 }],
  ])("%o are redundant", (times) => {
    expect(parse(times)).toMatchObject({ status: "error", code: "VALIDATION_ERROR" });
  });
});
