import { describe, expect, it } from "vitest";
import { breakDue } from "./break.ts";
import { mayNeedBreak, spanOf } from "./spans.ts";

const begin = Date.parse("2026-03-14T09:00:00Z");
const at = (minutes: number): number => begin + minutes * 60_000;
const iso = (minutes: number): string => new Date(at(minutes)).toISOString();
const session = (from: number, to: number | null) => ({
  start_time: iso(from),
  end_time: to === null ? null : iso(to),
});
const practised = (from: number, to: number, status: "completed" | "abandoned" = "completed") => ({
  started_at: iso(from),
  ended_at: iso(to),
  status,
  duration_seconds: (to - from) * 60,
});

describe("a break", () => {
  it("is due after fifty minutes of work without one, and then says how long it was", () => {
    expect(breakDue([session(0, null)], [], at(49), null)).toBeNull();
    expect(breakDue([session(0, null)], [], at(50), null)).toBe(3000);
    expect(breakDue([session(0, 30), session(32, null)], [], at(56), null)).toBe(54 * 60);
    expect(breakDue([session(0, 30), session(36, null)], [], at(60), null)).toBeNull();
  });

  it("is not due any more once there was a practice, nor while one is under way", () => {
    expect(breakDue([session(0, null)], [practised(50, 55)], at(60), null)).toBeNull();
    const underWay = { started_at: iso(58), ended_at: null, status: "active" as const, duration_seconds: 0 };
    expect(breakDue([session(0, null)], [underWay], at(60), null)).toBeNull();
    expect(breakDue([session(0, null)], [practised(50, 55)], at(105), null)).toBe(50 * 60);
  });

  it("was none when it was given up at once", () => {
    expect(breakDue([session(0, null)], [practised(50, 50.5, "abandoned")], at(60), null)).toBe(3600);
    expect(breakDue([session(0, null)], [practised(50, 52, "abandoned")], at(60), null)).toBeNull();
  });

  it("that was put away is not offered again in the same stretch, however long that gets", () => {
    expect(breakDue([session(0, null)], [], at(60), at(55))).toBeNull();
    expect(breakDue([session(0, null)], [], at(200), at(55))).toBeNull();
    expect(breakDue([session(0, 60), session(63, null)], [], at(80), at(61))).toBeNull();
  });

  it("is offered again in the next stretch", () => {
    expect(breakDue([session(0, 60), session(70, null)], [], at(130), at(55))).toBe(3600);
    expect(breakDue([session(0, null)], [practised(60, 65)], at(120), at(55))).toBe(55 * 60);
  });
});

it("a practice under way reaches as far as it has told", () => {
  const underWay = { started_at: iso(10), ended_at: null, status: "active" as const, duration_seconds: 120 };
  expect(spanOf(underWay)).toEqual({ start: at(10), end: at(12) });
});

it("a break may be due once the sessions of a day hold fifty minutes together, the running one included", () => {
  expect(mayNeedBreak([session(0, 30), session(100, null)], at(119))).toBe(false);
  expect(mayNeedBreak([session(0, 30), session(100, null)], at(120))).toBe(true);
  expect(mayNeedBreak([], at(120))).toBe(false);
});
