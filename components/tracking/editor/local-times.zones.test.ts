import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { daysApart, daysLater, instantOf, localTimeOf } from "./local-times.ts";

// The process lives in one zone after the other: no answer may depend on it.

const berlin = "Europe/Berlin";

describe("a local time is an instant", () => {
  it("of the person's zone, to the minute", () => {
    expect(instantOf({ date: "2026-07-14", time: "09:30" }, berlin)).toEqual({
      is: "one",
      instant: "2026-07-14T07:30:00.000Z",
    });
    expect(instantOf({ date: "2026-01-14", time: "00:00" }, "Pacific/Auckland")).toEqual({
      is: "one",
      instant: "2026-01-13T11:00:00.000Z",
    });
  });

  it("with the seconds of another one, where only its date changes", () => {
    const exact = "2026-07-14T07:30:12.345Z";
    expect(instantOf({ date: "2026-07-15", time: "09:30" }, berlin, exact)).toEqual({
      is: "one",
      instant: "2026-07-15T07:30:12.345Z",
    });
  });

  it("and back, at any time of any zone", () => {
    const zones = fc.constantFrom(
      "UTC",
      berlin,
      "America/New_York",
      "Pacific/Auckland",
      "Asia/Kolkata",
      "Australia/Lord_Howe",
    );
    const minutes = fc.integer({ min: 0, max: Math.floor(Date.UTC(2040, 0) / 60_000) });
    fc.assert(
      fc.property(zones, minutes, (zone, minute) => {
        const instant = new Date(minute * 60_000).toISOString();
        const found = instantOf(localTimeOf(instant, zone), zone, instant);
        expect(found.is === "missing" ? [] : Object.values(found)).toContain(instant);
      }),
    );
  });
});

describe("a time that the clocks jump over does not exist", () => {
  it.each([
    [berlin, "2026-03-29", "02:30", "02:00", "03:00"],
    ["America/New_York", "2026-03-08", "02:00", "02:00", "03:00"],
    ["Australia/Lord_Howe", "2026-10-04", "02:15", "02:00", "02:30"],
    ["America/Santiago", "2026-09-06", "00:30", "00:00", "01:00"],
  ])("in %s on %s at %s", (zone, date, time, before, after) => {
    expect(instantOf({ date, time }, zone)).toEqual({ is: "missing", before, after });
  });

  it("but the one before it and the one after it do", () => {
    const at = (time: string) => instantOf({ date: "2026-03-29", time }, berlin);
    expect(at("01:59")).toEqual({ is: "one", instant: "2026-03-29T00:59:00.000Z" });
    expect(at("03:00")).toEqual({ is: "one", instant: "2026-03-29T01:00:00.000Z" });
  });
});

it("a time over which the clocks are turned back comes twice", () => {
  expect(instantOf({ date: "2026-10-25", time: "02:30" }, berlin)).toEqual({
    is: "twice",
    instant: "2026-10-25T00:30:00.000Z",
    later: "2026-10-25T01:30:00.000Z",
  });
});

it("days are counted by the calendar on the wall", () => {
  expect(daysApart("2026-03-14T22:50:00Z", "2026-03-14T23:20:00Z", berlin)).toBe(1);
  expect(daysApart("2026-03-14T22:50:00Z", "2026-03-14T23:20:00Z", "UTC")).toBe(0);
  // Twenty-four hours from a minute before a day of twenty-three.
  expect(daysApart("2026-03-28T22:59:00Z", "2026-03-29T22:59:00Z", berlin)).toBe(2);
  expect(daysLater("2026-12-31", 1)).toBe("2027-01-01");
});
