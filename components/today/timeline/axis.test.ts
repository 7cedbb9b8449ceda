import { describe, expect, it } from "vitest";
import { localDay } from "@/lib/core/time.ts";
import { axisOf, hoursOf, placeOf } from "./axis.ts";

const hourMs = 3_600_000;

function dayIn(zone: string, date: string) {
  const day = localDay(Date.parse(`${date}T12:00:00Z`), zone);
  return { day, hours: hoursOf(day, zone), length: (day.to - day.from) / hourMs };
}

const labels = (zone: string, date: string) => dayIn(zone, date).hours.map(({ hour }) => hour);

describe("the hours of a local day", () => {
  it("are 24 on an ordinary day, wherever one is", () => {
    for (const zone of ["UTC", "Asia/Kathmandu", "America/New_York", "Pacific/Chatham", "Australia/Adelaide"]) {
      expect(labels(zone, "2026-01-15")).toEqual(Array.from({ length: 24 }, (_, hour) => hour));
    }
  });

  it("leave out the hour that clocks jump over", () => {
    const { hours, length } = dayIn("Europe/Berlin", "2026-03-29");
    expect(length).toBe(23);
    expect(hours.slice(0, 4).map(({ hour }) => hour)).toEqual([0, 1, 3, 4]);
    expect(hours).toHaveLength(23);
  });

  it("have the hour twice that clocks repeat", () => {
    const { hours, length } = dayIn("Europe/Berlin", "2026-10-25");
    expect(length).toBe(25);
    expect(hours.slice(0, 5).map(({ hour }) => hour)).toEqual([0, 1, 2, 2, 3]);
    expect((hours[3]?.at ?? 0) - (hours[2]?.at ?? 0)).toBe(hourMs);
  });

  it("are right where clocks change by half an hour, and where midnight itself is left out", () => {
    // Lord Howe: at two, clocks go forward to half past two.
    const { day, hours } = dayIn("Australia/Lord_Howe", "2026-10-04");
    expect((day.to - day.from) / hourMs).toBe(23.5);
    expect(hours.slice(0, 4).map(({ hour }) => hour)).toEqual([0, 1, 3, 4]);
    expect((hours[2]?.at ?? 0) - (hours[1]?.at ?? 0)).toBe(1.5 * hourMs);
    expect(labels("America/Santiago", "2026-09-06").slice(0, 2)).toEqual([1, 2]);
  });
});

describe("the axis", () => {
  const { day, hours } = dayIn("Europe/Berlin", "2026-01-15");
  const at = (hour: number, minute = 0) => day.from + hour * hourMs + minute * 60_000;
  const shown = (...held: [number, number][]) => {
    const axis = axisOf(
      day,
      hours,
      held.map(([from, to]) => ({ from, to })),
    );
    return [axis.from, axis.to].map((instant) => (instant - day.from) / hourMs);
  };

  it("goes from 6 to 22 o'clock when nothing asks for more", () => {
    expect(shown()).toEqual([6, 22]);
    expect(shown([at(6), at(22)])).toEqual([6, 22]);
  });

  it("is widened by full hours to hold what there is", () => {
    expect(shown([at(4, 20), at(5)], [at(22, 5), at(22, 10)])).toEqual([4, 23]);
    expect(shown([at(23, 1), at(23, 2)])).toEqual([6, 24]);
  });

  it("never goes beyond the day, and holds all of it at most", () => {
    expect(shown([at(-3), at(30)])).toEqual([0, 24]);
  });

  it("ends at the day's own edges where its clocks change", () => {
    const spring = dayIn("Europe/Berlin", "2026-03-29");
    const axis = axisOf(spring.day, spring.hours, [spring.day]);
    expect(axis).toEqual({ from: spring.day.from, to: spring.day.to });
    const usual = axisOf(spring.day, spring.hours, []);
    // From six to 22 o'clock it is 16 hours, though six is but five hours after midnight.
    expect((usual.to - usual.from) / hourMs).toBe(16);
    expect((usual.from - spring.day.from) / hourMs).toBe(5);
  });
});

it("places an instant by its share of the axis", () => {
  expect(placeOf(25, { from: 0, to: 100 })).toBe(25);
  expect(placeOf(15, { from: 10, to: 20 })).toBe(50);
});
