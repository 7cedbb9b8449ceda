import { expect, it } from "vitest";
import { quickAdd } from "./quick-add.ts";

// A Saturday.
const today = "2026-11-21";

it("leaves the words of a date in the title when the date is taken off again", () => {
  expect(quickAdd("pay rent friday !high", today, { date: false })).toEqual({
    title: "pay rent friday",
    due_date: null,
    priority: "high",
  });
  expect(quickAdd("call home tonight", today, { date: false }).due_date).toBeNull();
});

it("leaves the mark of a priority in the title when the priority is taken off again", () => {
  expect(quickAdd("pay rent friday !high", today, { priority: false })).toEqual({
    title: "pay rent !high",
    due_date: "2026-11-27",
    priority: null,
  });
});

it("leaves a line as it was typed when both are taken off", () => {
  const wanted = { date: false, priority: false };
  expect(quickAdd("pay rent friday !high", today, wanted).title).toBe("pay rent friday !high");
});
