import { expect, test } from "vitest";
import { canonicalZone, datesOfIsoWeek, datesOfWeek, dayOfDate, isoWeekOf, localDay } from "./time.ts";

test("a day without a midnight begins at its first instant", () => {
  expect(new Date(dayOfDate("2026-09-06", "America/Santiago").from).toISOString()).toBe("2026-09-06T04:00:00.000Z");
  expect(localDay(Date.parse("2026-09-06T04:00:00Z"), "America/Santiago").date).toBe("2026-09-06");
  expect(localDay(Date.parse("2026-09-06T03:59:59Z"), "America/Santiago").date).toBe("2026-09-05");
});

test("the cached day of a zone is never returned for another instant", () => {
  const zone = "Pacific/Auckland";
  const instants = ["2026-01-01T10:59:59Z", "2026-01-01T11:00:00Z", "2026-01-02T10:59:59Z", "2025-12-31T12:00:00Z"];
  expect(instants.map((instant) => localDay(Date.parse(instant), zone).date)).toEqual([
    "2026-01-01",
    "2026-01-02",
    "2026-01-02",
    "2026-01-01",
  ]);
});

test("ISO weeks belong to the year of their Thursday", () => {
  expect(isoWeekOf("2027-01-01")).toBe("2026-W53");
  expect(datesOfIsoWeek("2026-W03")?.[0]).toBe("2026-01-12");
  expect(datesOfIsoWeek("2026-W53")?.[6]).toBe("2027-01-03");
  expect(datesOfIsoWeek("2027-W53")).toBeNull();
  expect(datesOfIsoWeek("2026-W00")).toBeNull();
});

test("a week begins on the day set in the profile", () => {
  expect(datesOfWeek("2026-01-14", "monday")[0]).toBe("2026-01-12");
  expect(datesOfWeek("2026-01-14", "sunday")[0]).toBe("2026-01-11");
  expect(datesOfWeek("2026-01-14", "saturday")[0]).toBe("2026-01-10");
  expect(datesOfWeek("2026-01-11", "sunday")[0]).toBe("2026-01-11");
});

test("a zone has its canonical name or none", () => {
  expect(canonicalZone("europe/berlin")).toBe("Europe/Berlin");
  expect(canonicalZone("Mars/Olympus")).toBeNull();
});
