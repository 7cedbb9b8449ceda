import { describe, expect, it } from "vitest";
import { achievementSeeds } from "@/db/seed/achievements.ts";
import { addDays } from "@/lib/core/time.ts";
import { type Facts, factsOf, measures, type Totals } from "./achievement-rules.ts";

const nothing: Totals = {
  practices: 0,
  seconds: 0,
  styles: 0,
  sequences: 0,
  of_own_sequences: 0,
  on_weekends: 0,
  after_work: 0,
  without_skips: 0,
  longest_seconds: 0,
  dates: [],
  poses: 0,
  longest_hold_seconds: 0,
};

const days = (...offsets: number[]) => offsets.map((offset) => addDays("2026-03-01", offset));
const inARow = (count: number) => days(...Array.from({ length: count }, (_, day) => day));
const begun = (instant: string, timezone = "UTC") => ({ started_at: new Date(instant), timezone });

/** For each achievement the minimum that earns it, and what just fails to. */
const edges: Record<string, [enough: Partial<Facts>, tooLittle: Partial<Facts>]> = {
  "first-practice": [{ practices: 1 }, { practices: 0 }],
  "practices-10": [{ practices: 10 }, { practices: 9 }],
  "practices-50": [{ practices: 50 }, { practices: 49 }],
  "practices-100": [{ practices: 100 }, { practices: 99 }],
  "practices-500": [{ practices: 500 }, { practices: 499 }],
  "streak-3": [{ dates: days(0, 7, 8, 9, 20) }, { dates: days(0, 1, 3, 4) }],
  "streak-7": [{ dates: inARow(7) }, { dates: inARow(6) }],
  "streak-30": [{ dates: inARow(30) }, { dates: inARow(29) }],
  "streak-100": [{ dates: inARow(100) }, { dates: inARow(99) }],
  "hours-1": [{ seconds: 3600 }, { seconds: 3599 }],
  "hours-10": [{ seconds: 36_000 }, { seconds: 35_999 }],
  "hours-50": [{ seconds: 180_000 }, { seconds: 179_999 }],
  "after-work": [{ after_work: 1 }, {}],
  "after-work-25": [{ after_work: 25 }, { after_work: 24 }],
  early: [factsOf(nothing, begun("2026-03-01T07:59:59Z")), factsOf(nothing, begun("2026-03-01T08:00:00Z"))],
  late: [factsOf(nothing, begun("2026-03-01T21:00:00Z")), factsOf(nothing, begun("2026-03-01T20:59:59Z"))],
  weekend: [{ on_weekends: 10 }, { on_weekends: 9 }],
  comeback: [{ dates: days(0, 14) }, { dates: days(0, 13, 26) }],
  "poses-20": [{ poses: 20 }, { poses: 19 }],
  "poses-60": [{ poses: 60 }, { poses: 59 }],
  "sequences-5": [{ sequences: 5 }, { sequences: 4 }],
  "styles-6": [{ styles: 6 }, { styles: 5 }],
  "own-sequence": [{ of_own_sequences: 1 }, {}],
  "no-skips-10": [{ without_skips: 10 }, { without_skips: 9 }],
  "long-hold": [{ longest_hold_seconds: 300 }, { longest_hold_seconds: 299 }],
  "long-practice": [{ longest_seconds: 2400 }, { longest_seconds: 2399 }],
};

describe("achievements", () => {
  it("each have a rule, each rule has an achievement, and there are at least fifteen", () => {
    const slugs = achievementSeeds.map(({ slug }) => slug);
    expect(Object.keys(measures)).toEqual(slugs);
    expect(new Set(slugs).size).toBe(slugs.length);
    expect(slugs.length).toBeGreaterThanOrEqual(15);
    for (const text of ["name", "description"] as const) {
      expect(new Set(achievementSeeds.map((seed) => seed[text])).size).toBe(slugs.length);
    }
  });

  it.each(achievementSeeds)("$slug is earned at its threshold, and not before", ({ slug, threshold }) => {
    const [enough, tooLittle] = edges[slug] ?? [{}, {}];
    const base = factsOf(nothing, null);
    expect(measures[slug]?.({ ...base, ...enough })).toBeGreaterThanOrEqual(threshold);
    const before = measures[slug]?.({ ...base, ...tooLittle });
    expect(before).toBeGreaterThanOrEqual(0);
    expect(before).toBeLessThan(threshold);
  });

  it("are none for a user without practices", () => {
    const facts = factsOf(nothing, null);
    for (const measure of Object.values(measures)) expect(measure(facts)).toBe(0);
  });
});

it("early and late depend on the local time where the practice began", () => {
  const at = (instant: string, zone: string) => {
    const { early, late } = factsOf(nothing, begun(instant, zone));
    return { early, late };
  };
  expect(at("2026-03-29T05:30:00Z", "Europe/Berlin")).toEqual({ early: true, late: false });
  expect(at("2026-03-29T05:30:00Z", "America/New_York")).toEqual({ early: false, late: true });
  expect(at("2026-03-29T06:30:00Z", "Europe/Berlin")).toEqual({ early: false, late: false });
  expect(at("2026-03-28T06:30:00Z", "Europe/Berlin")).toEqual({ early: true, late: false });
  expect(at("2026-03-29T18:59:00Z", "Europe/Berlin")).toEqual({ early: false, late: false });
  expect(at("2026-03-29T19:00:00Z", "Europe/Berlin")).toEqual({ early: false, late: true });
});
