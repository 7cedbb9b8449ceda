import { describe, expect, it } from "vitest";
import { levelOf, monthsOf, monthTotals, moveTo, rowsOf, stepNames } from "./year-grid.ts";

describe("a year", () => {
  it.each([
    ["monday", 2026, 53, 3],
    ["sunday", 2026, 53, 4],
    ["saturday", 2028, 53, 0],
    ["monday", 2024, 53, 0],
  ] as const)(
    "that begins its weeks on %s, %i, has every day once, in its column",
    (weekStart, year, weeks, blanks) => {
      const rows = rowsOf(`${year}-01-01`, `${year}-12-31`, weekStart);
      expect(rows).toHaveLength(7);
      expect(rows.every((row) => row.length === weeks)).toBe(true);
      const inOrder = Array.from({ length: weeks }, (_, week) => rows.map((row) => row[week] ?? null)).flat();
      expect(inOrder.indexOf(`${year}-01-01`)).toBe(blanks);
      const days = inOrder.filter((date) => date !== null);
      expect(days).toEqual([...new Set(days)].sort());
      expect(days).toHaveLength(year % 4 === 0 ? 366 : 365);
    },
  );

  it("can take 54 weeks", () => expect(rowsOf("2028-01-01", "2028-12-31", "sunday")[0]).toHaveLength(54));

  it("has its months above their weeks", () => {
    const rows = rowsOf("2026-01-01", "2026-12-31", "monday");
    const months = monthsOf(rows);
    expect(months.map(({ month }) => month.slice(5))).toEqual([
      "01",
      "02",
      "03",
      "04",
      "05",
      "06",
      "07",
      "08",
      "09",
      "10",
      "11",
      "12",
    ]);
    expect(months.reduce((total, { weeks }) => total + weeks, 0)).toBe(53);
    // 1 February 2026 is the Sunday of the fifth week.
    expect(months[0]?.weeks).toBe(4);
  });
});

it("a day is drawn the stronger the more hours it has, in steps that have names", () => {
  expect([0, 60, 3599, 3600, 7200, 14_399, 14_400, 21_600, 86_400].map(levelOf)).toEqual([0, 1, 1, 2, 3, 3, 4, 5, 5]);
  expect(stepNames).toHaveLength(5);
});

it("months add up their days", () => {
  const day = (date: string, total_seconds: number) => ({ date, total_seconds, session_count: 2 });
  expect(monthTotals([day("2026-01-31", 60), day("2026-03-01", 30), day("2026-03-09", 10)])).toEqual([
    { month: "2026-01", seconds: 60, sessions: 2, days: 1 },
    { month: "2026-03", seconds: 40, sessions: 4, days: 2 },
  ]);
});

it("arrow keys move by days and weeks, and stay within the year", () => {
  const move = (date: string, key: string) => moveTo(date, key, "2026-01-01", "2026-11-21");
  expect(move("2026-03-14", "ArrowUp")).toBe("2026-03-13");
  expect(move("2026-03-14", "ArrowDown")).toBe("2026-03-15");
  expect(move("2026-03-14", "ArrowLeft")).toBe("2026-03-07");
  expect(move("2026-03-14", "ArrowRight")).toBe("2026-03-21");
  expect(move("2026-01-03", "ArrowLeft")).toBe("2026-01-03");
  expect(move("2026-11-20", "ArrowRight")).toBe("2026-11-20");
  expect(move("2026-03-14", "Home")).toBe("2026-01-01");
  expect(move("2026-03-14", "End")).toBe("2026-11-21");
  expect(move("2026-03-14", "a")).toBeNull();
});
