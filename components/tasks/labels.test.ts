import { expect, it } from "vitest";
import { nearDays } from "./editor/days.ts";
import { formatDue, formatTasks, formatTitle } from "./labels.ts";

// A Saturday.
const today = "2026-11-21";

it.each([
  ["2026-11-19", "Thu 19 Nov"],
  ["2026-11-20", "Yesterday"],
  ["2026-11-21", "Today"],
  ["2026-11-22", "Tomorrow"],
  ["2026-11-23", "Monday"],
  ["2026-11-27", "Friday"],
  ["2026-11-28", "Sat 28 Nov"],
  ["2027-01-02", "2 Jan 2027"],
])("says that something is due on %s as %s", (date, said) => {
  expect(formatDue(date, today)).toBe(said);
});

it("cuts a long title, and never through a character", () => {
  expect(formatTitle("Short")).toBe("“Short”");
  expect(formatTitle("🌱".repeat(61))).toBe(`“${"🌱".repeat(60)}…”`);
  expect(formatTasks([{ title: "One" }])).toBe("“One”");
  expect(formatTasks([{ title: "One" }, { title: "Two" }])).toBe("2 tasks");
});

it.each([
  ["monday", "2026-11-23"],
  // Tomorrow is Sunday: one day has one name.
  ["sunday", undefined],
  ["saturday", "2026-11-28"],
] as const)("puts off to next week, which begins on %s, by %s", (start, date) => {
  expect(nearDays(today, start).find(({ name }) => name === "Next week")?.date).toBe(date);
});
