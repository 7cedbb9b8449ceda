import { describe, expect, it } from "vitest";
import { rangeOf, withRows } from "./use-selection.ts";

const order = [5, 4, 3, 2, 1].map((id) => ({ id }));

describe("a range", () => {
  it("goes from one row to the other, in either direction", () => {
    expect(rangeOf(order, 4, 2)).toEqual([4, 3, 2]);
    expect(rangeOf(order, 2, 4)).toEqual([4, 3, 2]);
    expect(rangeOf(order, 3, 3)).toEqual([3]);
  });

  it("is the one row when the other has left the list", () => expect(rangeOf(order, 9, 2)).toEqual([2]));
});

it("rows are taken in and out, and those before stay", () => {
  const before = new Set([1, 2]);
  expect([...withRows(before, [2, 3], true)]).toEqual([1, 2, 3]);
  expect([...withRows(before, [2, 3], false)]).toEqual([1]);
  expect([...before]).toEqual([1, 2]);
});
