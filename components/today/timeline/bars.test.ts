import { describe, expect, it } from "vitest";
import { barAt, barsOf } from "./bars.ts";

const axis = { from: 0, to: 100_000 };
const mark = (key: string, from: number, to: number) => ({ key, from: from * 1000, to: to * 1000 });
const rows = (...marks: ReturnType<typeof mark>[]) =>
  barsOf(marks, axis).map(({ key, lane, lanes }) => [key, lane, lanes]);

describe("what is drawn", () => {
  it("lies where it was, as long as it was", () => {
    expect(barsOf([mark("a", 10, 35)], axis)).toEqual([
      { key: "a", left: 10, width: 25, lane: 0, lanes: 1, cutStart: false, cutEnd: false },
    ]);
  });

  it("ends at the edge when it goes on beyond it", () => {
    expect(barsOf([mark("a", -20, 5), mark("b", 90, 120)], axis)).toMatchObject([
      { left: 0, width: 5, cutStart: true, cutEnd: false },
      { left: 90, width: 10, cutStart: false, cutEnd: true },
    ]);
  });

  it("can be seen however short it is, also at the very end", () => {
    const bars = barsOf([mark("a", 10, 10), mark("b", 100, 100), mark("c", 140, 150)], axis);
    for (const { left, width } of bars) {
      expect(width).toBeGreaterThan(0.3);
      expect(left + width).toBeLessThanOrEqual(100);
    }
  });

  it("never has a length below nothing, even if it ends before it begins", () => {
    expect(barsOf([mark("a", 50, 20)], axis)[0]?.width).toBeGreaterThan(0);
  });
});

describe("rows", () => {
  it("are shared by what overlaps, and by nothing else", () => {
    expect(rows(mark("a", 0, 10), mark("b", 10, 20), mark("c", 30, 50), mark("d", 40, 60), mark("e", 55, 70))).toEqual([
      ["a", 0, 1],
      ["b", 0, 1],
      ["c", 0, 2],
      ["d", 1, 2],
      ["e", 0, 2],
    ]);
  });

  it("keep what follows quickly apart, although it is drawn longer than it was", () => {
    expect(rows(mark("a", 10, 10.1), mark("b", 10.1, 10.2), mark("c", 20, 21))).toEqual([
      ["a", 0, 2],
      ["b", 1, 2],
      ["c", 0, 1],
    ]);
  });

  it("stay thick enough to be seen, however many overlap", () => {
    const bars = barsOf(
      Array.from({ length: 500 }, (_, index) => mark(String(index), 10 + index / 100, 90)),
      axis,
    );
    expect(Math.max(...bars.map(({ lanes }) => lanes))).toBe(6);
    expect(Math.max(...bars.map(({ lane }) => lane))).toBe(5);
  });
});

describe("pointing", () => {
  const bars = barsOf([mark("a", 10, 20), mark("b", 15, 30), mark("c", 60, 60)], axis);
  const at = (place: number, height: number, reach = 2) => barAt(bars, place, height, reach)?.key;

  it("means the bar under the pointer, of several that of the row", () => {
    expect(at(12, 0.9)).toBe("a");
    expect(at(17, 0.1)).toBe("a");
    expect(at(17, 0.9)).toBe("b");
  });

  it("means the nearest within reach, so that thin ones can be hit", () => {
    expect(at(61.5, 0.5)).toBe("c");
    expect(at(45, 0.5)).toBeUndefined();
    expect(at(45, 0.5, 50)).toBe("c");
  });
});
