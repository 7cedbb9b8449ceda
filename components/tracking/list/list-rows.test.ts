import { describe, expect, it } from "vitest";
import { listedSession } from "@/lib/testing/listed-sessions.ts";
import { daysOf, drawnDays, itemsOf, keyOf } from "./list-rows.ts";

const sessions = [
  listedSession(5, "2026-03-15T01:00:00Z"),
  listedSession(4, "2026-03-14T22:00:00Z", { duration_seconds: 600 }),
  listedSession(3, "2026-03-14T09:00:00Z"),
  listedSession(2, "2026-03-12T09:00:00Z"),
];

describe("days", () => {
  it("hold the sessions that begin on them where the person is, and what these add up to", () => {
    const days = daysOf(sessions, "newest", "UTC").map(({ date, sessions: own, seconds }) => [
      date,
      own.length,
      seconds,
    ]);
    expect(days).toEqual([
      ["2026-03-15", 1, 1800],
      ["2026-03-14", 2, 2400],
      ["2026-03-12", 1, 1800],
    ]);
    expect(daysOf(sessions, "newest", "America/New_York").map(({ date }) => date)).toEqual([
      "2026-03-14",
      "2026-03-12",
    ]);
  });

  it("there are none where the longest stand first", () => {
    const [all, ...others] = daysOf(sessions, "longest", "UTC");
    expect(all).toMatchObject({ date: null, first: 0, last: 3, seconds: 6000 });
    expect(others).toEqual([]);
    expect(daysOf([], "longest", "UTC")).toEqual([]);
  });

  it("know their places among heads and rows", () => {
    const days = daysOf(sessions, "newest", "UTC");
    const items = itemsOf(days);
    expect(items.map(keyOf)).toEqual([
      "day 2026-03-15",
      "session 5",
      "day 2026-03-14",
      "session 4",
      "session 3",
      "day 2026-03-12",
      "session 2",
    ]);
    for (const day of days) {
      expect(items[day.first]).toEqual({ day, session: null });
      expect(items[day.last]?.session).toBe(day.sessions.at(-1));
    }
  });
});

describe("what is drawn", () => {
  const height = 10;
  const top = 100;
  const boundsOf = (index: number) => ({ start: top + index * height, end: top + (index + 1) * height });
  const items = itemsOf(daysOf(sessions, "newest", "UTC"));
  const draw = (...indexes: number[]) =>
    drawnDays(
      items,
      indexes.map((index) => ({ index, ...boundsOf(index) })),
      boundsOf,
      top,
    );
  /** The height of everything, drawn or not, down to the end of the last day that is drawn. */
  const heightOf = (days: ReturnType<typeof draw>) =>
    days.reduce(
      (total, { day, above, rows, below }) =>
        total +
        above +
        (day.date === null ? 0 : height) +
        rows.reduce((sum, row) => sum + row.above + height, 0) +
        below,
      0,
    );

  it("takes up the room of the whole list when all of it is drawn", () => {
    const days = draw(0, 1, 2, 3, 4, 5, 6);
    expect(days.map(({ above, below, rows }) => [above, rows.length, below])).toEqual([
      [0, 1, 0],
      [0, 2, 0],
      [0, 1, 0],
    ]);
    expect(heightOf(days)).toBe(70);
  });

  it("keeps the head of a day whose first rows are out of sight, and the room of those rows", () => {
    const [day, ...others] = draw(4);
    expect(others).toEqual([]);
    expect(day).toMatchObject({ above: 20, rows: [{ index: 4, above: 10 }], below: 0 });
  });

  it("keeps room for the rows that follow, and for days in between", () => {
    const days = draw(2, 3, 6);
    expect(days.map(({ above, below }) => [above, below])).toEqual([
      [20, 10],
      [0, 0],
    ]);
    expect(heightOf(days)).toBe(70);
    expect(draw(0, 6).map(({ above, rows, below }) => [above, rows.length, below])).toEqual([
      [0, 0, 10],
      [30, 1, 0],
    ]);
  });

  it("can have a row far from the others, such as one that is being edited", () => {
    const flat = itemsOf(daysOf(sessions, "longest", "UTC"));
    const placed = [0, 3].map((index) => ({ index, ...boundsOf(index) }));
    expect(drawnDays(flat, placed, boundsOf, top)).toMatchObject([
      { above: 0, rows: [{ above: 0 }, { above: 20 }], below: 0 },
    ]);
  });
});
