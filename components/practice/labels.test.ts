import { expect, it } from "vitest";
import { formatHold, formatLabel, formatSide, formatTotal } from "./labels.ts";

it("says the words of the tables as people read them", () => {
  expect(["forward_bend", "hip-flexors", "yin", "full body"].map(formatLabel)).toEqual([
    "Forward bend",
    "Hip flexors",
    "Yin",
    "Full body",
  ]);
  expect(formatSide("both")).toBe("Both sides");
  expect(formatSide("left")).toBe("Left side");
});

it.each([
  [0, "0 s"],
  [45, "45 s"],
  [60, "1 m"],
  [90, "1 m 30 s"],
  [3600, "60 m"],
])("says that %i seconds are held to the second", (seconds, said) => {
  expect(formatHold(seconds)).toBe(said);
});

it.each([
  [0, "0 m"],
  [40, "40 s"],
  [300, "5 m"],
  [460, "7 m 40 s"],
  [3750, "1 h 02 m 30 s"],
])("says that a sequence of %i seconds takes all of them", (seconds, said) => {
  expect(formatTotal(seconds)).toBe(said);
});
