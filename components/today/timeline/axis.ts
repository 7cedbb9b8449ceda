import type { Stretch } from "@/components/tracking/week/week.ts";
import { dateFormatOf } from "@/lib/core/date-formats.ts";

/** The axis of a local day: which part of it is shown, and where its hours stand. Pure; instants are milliseconds. */

/** A full hour of the clock on the wall. */
export interface Hour {
  at: number;
  /** 0 to 23. The day on which clocks go back has one of them twice, the other one leaves one out. */
  hour: number;
}

const quarterMs = 15 * 60_000;
const [usuallyFrom, usuallyTo] = [6, 22];

/** The full hours of a local day, in order. */
export function hoursOf(day: Stretch, zone: string): Hour[] {
  const clock = dateFormatOf("en-GB", {
    timeZone: zone,
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  const hours: Hour[] = [];
  // Zones lie quarters of an hour apart, and so do the changes of their clocks.
  for (let at = day.from; at < day.to; at += quarterMs) {
    const [hour, minute] = clock.format(at).split(":").map(Number);
    if (hour !== undefined && minute === 0) hours.push({ at, hour });
  }
  return hours;
}

/** The part of the day to show: 6 to 22 o'clock, widened by full hours to hold `held`, never beyond the day. */
export function axisOf(day: Stretch, hours: Hour[], held: Stretch[]): Stretch {
  const from = Math.min(hours.find(({ hour }) => hour >= usuallyFrom)?.at ?? day.from, ...held.map((one) => one.from));
  const to = Math.max(hours.find(({ hour }) => hour >= usuallyTo)?.at ?? day.to, ...held.map((one) => one.to));
  return {
    from: hours.findLast(({ at }) => at <= from)?.at ?? day.from,
    to: hours.find(({ at }) => at >= to)?.at ?? day.to,
  };
}

/** Where an instant lies on an axis, in percent of its length. */
export const placeOf = (instant: number, { from, to }: Stretch): number => ((instant - from) / (to - from)) * 100;
