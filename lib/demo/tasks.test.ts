import { describe, expect, it } from "vitest";
import { addDays, today } from "@/lib/core/time.ts";
import { sampleTasks } from "./tasks.ts";

const moments: [zone: string, now: string][] = [
  ["Europe/Berlin", "2026-11-20T14:20:00Z"],
  ["Europe/Berlin", "2027-03-28T00:30:00Z"],
  ["America/St_Johns", "2026-11-01T16:00:00Z"],
  ["Pacific/Kiritimati", "2026-12-31T10:00:01Z"],
  ["America/Santiago", "2026-09-06T04:00:00Z"],
  ["UTC", "2028-02-29T00:00:00Z"],
];

describe.each(moments)("sample tasks in %s at %s", (zone, instant) => {
  const now = new Date(instant);
  const date = today(zone, now);
  const tasks = sampleTasks(zone, now);
  const open = tasks.filter(({ completed_at }) => completed_at === null);

  it("have one overdue, two due today, some later and some without a date, and completed ones", () => {
    const due = open.flatMap(({ due_date }) => due_date ?? []);
    expect(due.filter((day) => day < date)).toEqual([addDays(date, -1)]);
    expect(due.filter((day) => day === date)).toHaveLength(2);
    expect(due.filter((day) => day > date).length).toBeGreaterThan(3);
    expect(due.length).toBeLessThan(open.length);
    expect(tasks.length - open.length).toBeGreaterThan(4);
  });

  it("were added one after the other, then completed, and nothing is in the future", () => {
    const added = tasks.map(({ created_at }) => Number(created_at));
    expect(added).toEqual(added.toSorted((one, other) => one - other));
    for (const { created_at, updated_at, completed_at } of tasks) {
      expect(Number(updated_at)).toBe(Number(completed_at ?? created_at));
      expect(Number(updated_at)).toBeGreaterThanOrEqual(Number(created_at));
      expect(Number(updated_at)).toBeLessThanOrEqual(Number(now));
    }
  });
});
