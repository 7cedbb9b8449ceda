import { describe, expect, it } from "vitest";
import { stretchBefore } from "./work-streak.ts";

/** Minutes after an arbitrary beginning, in milliseconds. */
const at = (minutes: number) => 1_700_000_000_000 + minutes * 60_000;
const span = (start: number, end: number | null) => ({ start: at(start), end: end === null ? null : at(end) });
const rest = (start: number, end: number) => ({ start: at(start), end: at(end) });

describe("uninterrupted work before an instant", () => {
  it("is zero without sessions", () => {
    expect(stretchBefore([], at(60), [])).toBe(0);
  });

  it("is the running session, up to the instant", () => {
    expect(stretchBefore([span(0, null)], at(50), [])).toBe(3000);
    expect(stretchBefore([span(0, 90)], at(50), [])).toBe(3000);
  });

  it("continues over gaps under five minutes, which themselves do not count", () => {
    expect(stretchBefore([span(0, 30), span(34, 60)], at(60), [])).toBe(56 * 60);
    const almost = { start: at(35) - 1, end: at(60) };
    expect(stretchBefore([span(0, 30), almost], at(60), [])).toBe(55 * 60);
    expect(stretchBefore([span(0, 30), span(35, 60)], at(60), [])).toBe(25 * 60);
  });

  it("does not depend on the order of sessions, and counts overlaps once", () => {
    expect(stretchBefore([span(40, 60), span(0, 45), span(10, 20)], at(60), [])).toBe(3600);
    expect(stretchBefore([span(10, 20), span(0, 60)], at(60), [])).toBe(3600);
    expect(stretchBefore([span(0, 10), span(12, 30), span(11, 60)], at(60), [])).toBe(59 * 60);
  });

  it("is zero when it ended over fifteen minutes before", () => {
    expect(stretchBefore([span(0, 60)], at(75), [])).toBe(3600);
    expect(stretchBefore([span(0, 60)], at(75) + 1, [])).toBe(0);
  });

  it("begins after a break, however short that was", () => {
    expect(stretchBefore([span(0, 30), span(32, 60)], at(60), [rest(30, 32)])).toBe(28 * 60);
    expect(stretchBefore([span(0, null)], at(60), [rest(20, 25)])).toBe(35 * 60);
    expect(stretchBefore([span(0, null)], at(60), [rest(40, 45), rest(5, 10)])).toBe(15 * 60);
  });

  it("is zero during a break, and ignores later sessions", () => {
    expect(stretchBefore([span(0, null)], at(60), [rest(58, 63)])).toBe(0);
    expect(stretchBefore([span(0, null)], at(60), [rest(60, 65)])).toBe(3600);
    expect(stretchBefore([span(0, 60), span(70, null)], at(60), [])).toBe(3600);
  });
});
