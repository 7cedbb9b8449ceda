import { describe, expect, test } from "vitest";
import { addDays, datesOfWeek } from "@/lib/core/time.ts";
import { usual } from "./rules.ts";

const hour = 3600;
type WeekStart = Parameters<typeof datesOfWeek>[1];
const of = (date: string, days: Record<string, number>, weekStart: WeekStart = "monday") =>
  usual(new Map(Object.entries(days)), datesOfWeek(date, weekStart), date);

// A Wednesday.
const date = "2026-03-11";

describe("the usual", () => {
  test("of a day is the mean of the last eight such weekdays with work", () => {
    const days = Object.fromEntries([1, 2, 4, 8].map((weeks) => [addDays(date, -7 * weeks), weeks * hour]));
    expect(of(date, days).day_seconds).toBe((15 * hour) / 4);
  });

  test("goes back no further than eight weeks, and ignores today and other weekdays", () => {
    const days = {
      [date]: 9 * hour,
      [addDays(date, -1)]: 9 * hour,
      [addDays(date, -56)]: hour,
      [addDays(date, -63)]: 9 * hour,
    };
    expect(of(date, days).day_seconds).toBeNull();
    expect(of(date, { ...days, [addDays(date, -49)]: 2 * hour }).day_seconds).toBe(1.5 * hour);
  });

  test("is null before there are two to compare with", () => {
    expect(of(date, {})).toEqual({ day_seconds: null, week_seconds: null });
    expect(of(date, { [addDays(date, -7)]: hour })).toEqual({ day_seconds: null, week_seconds: null });
  });

  test("of a week counts whole days up to the same weekday, and weeks whose work came later as zero", () => {
    const days = {
      "2026-03-02": hour,
      "2026-03-04": hour,
      "2026-03-05": 7 * hour,
      "2026-02-23": 4 * hour,
      // Only a Sunday: that week had nothing by its Wednesday.
      "2026-02-22": 5 * hour,
    };
    expect(of(date, days).week_seconds).toBe(2 * hour);
    expect(of("2026-03-15", days).week_seconds).toBe(6 * hour);
    expect(of("2026-03-09", days).week_seconds).toBe(Math.round((5 * hour) / 3));
  });

  test("of a week begins on the user's first day of the week", () => {
    const days = {
      // A Saturday, a Sunday and a Monday.
      "2026-02-28": hour,
      "2026-03-01": 2 * hour,
      "2026-03-02": 4 * hour,
      "2026-02-21": hour,
    };
    expect(of(date, days, "monday").week_seconds).toBe((4 * hour) / 3);
    expect(of(date, days, "sunday").week_seconds).toBe(2 * hour);
    expect(of(date, days, "saturday").week_seconds).toBe((7 * hour + hour) / 2);
  });

  test("crosses clock changes and year ends by the calendar", () => {
    const spring = "2026-03-29";
    expect(of(spring, { "2026-03-22": hour, "2026-03-15": 3 * hour }).day_seconds).toBe(2 * hour);
    const newYear = "2026-01-01";
    expect(of(newYear, { "2025-12-25": hour, "2025-12-18": 2 * hour })).toEqual({
      day_seconds: 1.5 * hour,
      week_seconds: 1.5 * hour,
    });
  });

  test("is in whole seconds", () => {
    expect(of(date, { "2026-03-04": 1, "2026-02-25": 2 }).day_seconds).toBe(2);
  });
});
