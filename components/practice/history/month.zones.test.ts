import { expect, test } from "vitest";
import { daysOf, monthIn, monthLater, weeksOf } from "./month.ts";

// Whatever zone the process lives in, only the person's own decides.

test.each([
  ["2026-03-31T23:30:00Z", "UTC", "2026-03"],
  ["2026-03-31T23:30:00Z", "Europe/Berlin", "2026-04"],
  ["2026-04-01T03:30:00Z", "America/New_York", "2026-03"],
  ["2026-04-30T12:30:00Z", "Pacific/Auckland", "2026-05"],
  ["2026-12-31T10:30:00Z", "Pacific/Kiritimati", "2027-01"],
])("%s in %s is in %s", (instant, zone, month) => expect(monthIn(zone, Date.parse(instant))).toBe(month));

test("the days of a month in which clocks change are counted as dates", () => {
  for (const month of ["2026-03", "2026-04", "2026-09", "2026-10", "2026-11"]) {
    const days = weeksOf(month, "monday")
      .flat()
      .filter((date) => date !== null);
    expect(days[0]).toBe(daysOf(month).first);
    expect(new Set(days).size).toBe(Number(daysOf(month).last.slice(8)));
  }
  expect(monthLater("2026-10", 1)).toBe("2026-11");
});
