import { expect, it } from "vitest";
import { addDays } from "@/lib/core/dates.ts";
import { dayOf } from "@/lib/tasks/days.ts";
import { quickAdd } from "@/lib/tasks/quick-add.ts";
import { nearDays } from "./days.ts";

const starts = ["monday", "saturday", "sunday"] as const;
const fortnight = Array.from({ length: 14 }, (_, index) => addDays("2026-11-22", index));

it.each(starts)("means one day by next week in every field, on each day of weeks that begin on %s", (weekStart) => {
  for (const today of fortnight) {
    const read = quickAdd("plan sprint next week", today, { weekStart });
    expect(read).toMatchObject({ title: "plan sprint" });
    expect(dayOf("next week", today, weekStart)).toBe(read.due_date);
    const near = nearDays(today, weekStart);
    // Where tomorrow begins it, tomorrow is what it is called.
    const named = near.find(({ name }) => name === "Next week") ?? near.find(({ name }) => name === "Tomorrow");
    expect(named?.date, today).toBe(read.due_date);
    expect(new Set(near.map(({ date }) => date)).size).toBe(near.length);
  }
});
