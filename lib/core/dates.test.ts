import { expect, it } from "vitest";
import { addDays, dateIn, dayInWeek, daysBetween, isDate } from "./dates.ts";

it("an instant falls on the local date of the zone", () => {
  expect(dateIn("Pacific/Auckland", "2026-03-14T11:30:00.000Z")).toBe("2026-03-15");
  expect(dateIn("America/New_York", "2026-03-14T03:30:00.000Z")).toBe("2026-03-13");
  expect(dateIn("America/New_York", Date.parse("2026-03-14T04:30:00.000Z"))).toBe("2026-03-14");
});

it("only days of the calendar since 1970 are dates", () => {
  for (const date of ["1970-01-01", "2024-02-29", "9999-12-31"]) expect(isDate(date), date).toBe(true);
  for (const text of [
    "",
    "banana",
    "2026-02-29",
    "2026-13-01",
    "1969-12-31",
    "2026-1-2",
    "2026-03-14T00:00",
    "20260314",
  ])
    expect(isDate(text), text).toBe(false);
});

it("days are counted across months, years and leap days", () => {
  expect(addDays("2024-02-28", 2)).toBe("2024-03-01");
  expect(addDays("2026-01-01", -1)).toBe("2025-12-31");
  expect(daysBetween("2024-01-01", "2025-01-01")).toBe(366);
  expect(daysBetween("2026-03-02", "2026-03-01")).toBe(-1);
});

it("a week begins on the user's first day of the week", () => {
  // A Sunday.
  expect(dayInWeek("2026-03-15", "monday")).toBe(6);
  expect(dayInWeek("2026-03-15", "sunday")).toBe(0);
  expect(dayInWeek("2026-03-15", "saturday")).toBe(1);
});
