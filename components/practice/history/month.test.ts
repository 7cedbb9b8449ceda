import { describe, expect, it } from "vitest";
import { daysOf, isMonth, levelOf, monthLater, moveTo, sameDayIn, stepNames, weeksOf, wrongMonth } from "./month.ts";

describe("a month", () => {
  it.each([
    ["monday", "2026-03", 6, 6],
    ["sunday", "2026-03", 5, 0],
    ["saturday", "2026-03", 5, 1],
    ["monday", "2027-02", 4, 0],
    ["sunday", "2024-02", 5, 4],
  ] as const)(
    "that begins its weeks on %s, %s, has each day once, in its column",
    (weekStart, month, count, blanks) => {
      const weeks = weeksOf(month, weekStart);
      expect(weeks).toHaveLength(count);
      expect(weeks.every((week) => week.length === 7)).toBe(true);
      const cells = weeks.flat();
      expect(cells.indexOf(`${month}-01`)).toBe(blanks);
      const days = cells.filter((date) => date !== null);
      expect(days).toEqual([...new Set(days)].sort());
      expect(days.every((date) => date.startsWith(month))).toBe(true);
      expect(days.at(-1)).toBe(daysOf(month).last);
    },
  );

  it.each([
    ["2026-01", "2026-01-31"],
    ["2026-02", "2026-02-28"],
    ["2028-02", "2028-02-29"],
    ["2026-04", "2026-04-30"],
    ["2026-12", "2026-12-31"],
  ])("%s ends on %s", (month, last) => expect(daysOf(month)).toEqual({ first: `${month}-01`, last }));

  it("of an address is one from 1970 to 9998, and else what is wrong with it is told", () => {
    for (const month of ["1970-01", "2026-12", "9998-12"]) {
      expect(isMonth(month)).toBe(true);
      expect(wrongMonth(month)).toBeNull();
    }
    for (const month of ["2026-13", "2026-00", "2026-3", "1969-12", "9999-01", "banana", "2026-03-01", ""]) {
      expect(isMonth(month)).toBe(false);
      expect(wrongMonth(month)).toContain("is not a month");
    }
  });

  it("leads to those beside it, over the turn of a year and not beyond the calendar", () => {
    expect(monthLater("2026-12", 1)).toBe("2027-01");
    expect(monthLater("2026-01", -1)).toBe("2025-12");
    expect(monthLater("2026-03", -27)).toBe("2023-12");
    expect(monthLater("1970-01", -1)).toBeNull();
    expect(monthLater("9998-12", 1)).toBeNull();
  });
});

describe("keys in a month", () => {
  it.each([
    ["ArrowRight", "2026-03-10", "2026-03-11"],
    ["ArrowLeft", "2026-03-10", "2026-03-09"],
    ["ArrowDown", "2026-03-10", "2026-03-17"],
    ["ArrowUp", "2026-03-10", "2026-03-03"],
    ["Home", "2026-03-11", "2026-03-09"],
    ["End", "2026-03-11", "2026-03-15"],
  ])("%s leads from %s to %s", (key, from, to) => expect(moveTo(from, key, "monday")).toBe(to));

  it("stay in it", () => {
    expect(moveTo("2026-03-01", "ArrowLeft", "monday")).toBe("2026-03-01");
    expect(moveTo("2026-03-05", "ArrowUp", "monday")).toBe("2026-03-05");
    expect(moveTo("2026-03-31", "ArrowRight", "monday")).toBe("2026-03-31");
    expect(moveTo("2026-03-01", "Home", "monday")).toBe("2026-03-01");
    expect(moveTo("2026-03-30", "End", "monday")).toBe("2026-03-31");
  });

  it("that mean something else are left alone", () => expect(moveTo("2026-03-01", "a", "monday")).toBeNull());
});

it("a day has its place in a shorter month, too", () => {
  expect(sameDayIn("2026-02", "2026-03-31")).toBe("2026-02-28");
  expect(sameDayIn("2026-02", "2026-03-12")).toBe("2026-02-12");
});

it("a day is drawn the stronger the longer it was practised, in steps that have names", () => {
  expect([0, 60, 599, 600, 1200, 2399, 2400, 9000].map(levelOf)).toEqual([0, 1, 1, 2, 3, 3, 4, 4]);
  expect(stepNames).toHaveLength(4);
});
