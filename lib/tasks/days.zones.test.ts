import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dayOf, daysIn } from "./days.ts";

// The same in every zone a process may run in: this file runs in three of them.

/** A Wednesday. */
const today = "2026-11-18";

const understood: [words: string, date: string][] = [
  ["today", "2026-11-18"],
  ["Tonight", "2026-11-18"],
  ["this evening", "2026-11-18"],
  ["now", "2026-11-18"],
  ["asap", "2026-11-18"],
  ["eod", "2026-11-18"],
  ["end of the day", "2026-11-18"],
  ["tomorrow", "2026-11-19"],
  ["TOMORROW", "2026-11-19"],
  ["tmr", "2026-11-19"],
  ["Tomorrow at 5pm", "2026-11-19"],
  ["tomorrow morning", "2026-11-19"],
  ["tomorrow 17:30", "2026-11-19"],
  ["the day after tomorrow", "2026-11-20"],
  ["yesterday", "2026-11-17"],
  ["wednesday", "2026-11-18"],
  ["thursday", "2026-11-19"],
  ["friday", "2026-11-20"],
  ["Fri.", "2026-11-20"],
  ["on friday", "2026-11-20"],
  ["by friday", "2026-11-20"],
  ["due by Friday", "2026-11-20"],
  ["this friday", "2026-11-20"],
  ["this coming friday", "2026-11-20"],
  ["next friday", "2026-11-27"],
  ["last friday", "2026-11-13"],
  ["monday", "2026-11-23"],
  ["sun", "2026-11-22"],
  ["this weekend", "2026-11-21"],
  ["friday the 20th", "2026-11-20"],
  ["Friday, 20 November", "2026-11-20"],
  ["in 2 days", "2026-11-20"],
  ["within 3 days", "2026-11-21"],
  ["3 days", "2026-11-21"],
  ["three days from now", "2026-11-21"],
  ["in a week", "2026-11-25"],
  ["next week", "2026-11-23"],
  ["in two weeks", "2026-12-02"],
  ["two weeks", "2026-12-02"],
  ["in a fortnight", "2026-12-02"],
  ["a week from today", "2026-11-25"],
  ["two days from tomorrow", "2026-11-21"],
  ["2 weeks from friday", "2026-12-04"],
  ["a week on friday", "2026-11-27"],
  ["next month", "2026-12-18"],
  ["in 3 months", "2027-02-18"],
  ["next year", "2027-11-18"],
  ["this week", "2026-11-20"],
  ["by the end of the week", "2026-11-20"],
  ["eow", "2026-11-20"],
  ["end of next week", "2026-11-27"],
  ["this month", "2026-11-30"],
  ["end of the month", "2026-11-30"],
  ["eom", "2026-11-30"],
  ["end of next month", "2026-12-31"],
  ["the 5th", "2026-12-05"],
  ["on the 18th", "2026-11-18"],
  ["25th", "2026-11-25"],
  ["31st", "2026-12-31"],
  ["5 december", "2026-12-05"],
  ["Dec 5", "2026-12-05"],
  ["December 5th", "2026-12-05"],
  ["on the 5th of december", "2026-12-05"],
  ["jan 5", "2027-01-05"],
  ["January 5th, 2030", "2030-01-05"],
  ["12/24", "2026-12-24"],
  ["24.12.2026", "2026-12-24"],
  ["2026-12-24", "2026-12-24"],
  ["2028-02-29", "2028-02-29"],
  ["2020-01-01", "2020-01-01"],
  ["2026-12-24T23:30:00Z", "2026-12-24"],
  ["2026-12-24T00:00:00.000+13:00", "2026-12-24"],
  ["  friday  ", "2026-11-20"],
];

test.each(understood)("%s is %s", (words, date) => {
  expect(dayOf(words, today)).toBe(date);
});

test.each(["", "  ", "none", "None", "never", "null", "no date", "no due date", "without a due date", "clear", "-"])(
  "%j clears the date",
  (words) => {
    expect(dayOf(words, today)).toBeNull();
  },
);

test.each([
  ...["banana", "soon", "friday banana", "pay rent friday", "friday or monday", "monday to friday", "someday"],
  ...["5pm", "noon", "in 2 hours", "in 30 minutes", "march", "2027", "this year", "q3", "christmas"],
  ...[
    "2026-02-30",
    "2026-13-01",
    "1969-12-31",
    "0000-00-00",
    "99999-01-01",
    "31 february",
    "32 december",
    "0th",
    "99th",
  ],
  ...["'; drop table tasks; --", "\u0000", "\ud800", "x".repeat(100), "1".repeat(100), "-".repeat(99), "¤"],
])("%j is not understood", (words) => {
  expect(dayOf(words, today)).toBeUndefined();
});

describe("days around the ends of months and years", () => {
  test.each([
    ["2026-12-31", "tomorrow", "2027-01-01"],
    ["2027-12-31", "in two months", "2028-02-29"],
    ["2026-01-31", "next month", "2026-02-28"],
    ["2026-12-31", "in 1 month", "2027-01-31"],
    ["2026-01-31", "the 30th", "2026-03-30"],
    ["2026-02-01", "31st", "2026-03-31"],
    ["2026-02-28", "eom", "2026-02-28"],
    ["2028-02-28", "tomorrow", "2028-02-29"],
    ["2026-11-21", "this weekend", "2026-11-21"],
    ["2026-11-21", "end of the week", "2026-11-22"],
    ["2026-11-22", "end of the week", "2026-11-22"],
    ["2026-11-20", "friday", "2026-11-20"],
    // Clocks change in New York, Auckland or Berlin on these days.
    ["2026-03-07", "tomorrow", "2026-03-08"],
    ["2026-10-31", "in 2 days", "2026-11-02"],
    ["2026-04-04", "tomorrow", "2026-04-05"],
    ["2026-09-26", "in a week", "2026-10-03"],
    ["2026-03-28", "in one day", "2026-03-29"],
  ])("on %s, %s is %s", (day, words, date) => {
    expect(dayOf(words, day)).toBe(date);
  });
});

/** Texts of any 16-bit units, lone surrogates among them. */
const anyUnits = (length: fc.ArrayConstraints) =>
  fc.array(fc.nat(0xff_ff), length).map((units) => String.fromCharCode(...units));

const someDay = fc
  .integer({ min: Date.UTC(1971, 0) / 86_400_000, max: Date.UTC(2098, 0) / 86_400_000 })
  .map((number) => new Date(number * 86_400_000).toISOString().slice(0, 10));

test("any text gives a date that exists, none, or not understood", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ maxLength: 100 }), anyUnits({ maxLength: 100 })), someDay, (words, day) => {
      const date = dayOf(words, day);
      if (typeof date === "string") expect(new Date(`${date}T00:00:00Z`).toISOString().slice(0, 10)).toBe(date);
    }),
  );
});

test("a number of days ahead is that many days ahead, on every day", () => {
  fc.assert(
    fc.property(someDay, fc.integer({ min: 1, max: 99 }), (day, ahead) => {
      const wanted = new Date(Date.parse(day) + ahead * 86_400_000).toISOString().slice(0, 10);
      expect(dayOf(`in ${ahead} days`, day)).toBe(wanted);
    }),
  );
});

test("a weekday is the next one of that name, today included", () => {
  const names = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
  fc.assert(
    fc.property(someDay, fc.integer({ min: 0, max: 6 }), (day, weekday) => {
      const date = dayOf(names[weekday] ?? "", day) ?? "";
      expect(new Date(date).getUTCDay()).toBe(weekday);
      const ahead = (Date.parse(date) - Date.parse(day)) / 86_400_000;
      expect(ahead).toBeGreaterThanOrEqual(0);
      expect(ahead).toBeLessThan(7);
    }),
  );
});

test("days are returned with their positions, in order and without times of day", () => {
  const text = "Call on friday at 5pm, or tomorrow";
  const found = daysIn(text, today).map(({ from, to, date }) => [text.slice(from, to), date]);
  expect(found).toEqual([
    ["on friday", "2026-11-20"],
    ["tomorrow", "2026-11-19"],
  ]);
});
