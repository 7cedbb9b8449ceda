import { Temporal } from "temporal-polyfill";

/**
 * Times as people write them, a date and a time of the clock in their zone, and the instants that they mean. Pure. It
 * brings the zone arithmetic along, so load it only where somebody edits.
 */

/** A place on the calendar and on the clock. */
export interface LocalTime {
  /** `YYYY-MM-DD` */
  date: string;
  /** `HH:MM` */
  time: string;
}

const plainOf = ({ date, time }: LocalTime): Temporal.PlainDateTime =>
  Temporal.PlainDate.from(date).toPlainDateTime(Temporal.PlainTime.from(time));

const zoned = (instant: string, zone: string): Temporal.ZonedDateTime =>
  Temporal.Instant.from(instant).toZonedDateTimeISO(zone);

/** What the calendar and the clock on the wall said at an instant. */
export function localTimeOf(instant: string, zone: string): LocalTime {
  const there = zoned(instant, zone);
  return { date: there.toPlainDate().toString(), time: there.toPlainTime().toString({ smallestUnit: "minute" }) };
}

/** A date some days later. */
export const daysLater = (date: string, days: number): string => Temporal.PlainDate.from(date).add({ days }).toString();

/** Days from the date of one instant to the date of another. */
export function daysApart(from: string, to: string, zone: string): number {
  return zoned(from, zone).toPlainDate().until(zoned(to, zone).toPlainDate()).days;
}

export type Instant =
  | { is: "one"; instant: string }
  /** The clocks jump over it: they go from one time to the other. */
  | { is: "missing"; before: string; after: string }
  /** The clocks are turned back over it, so it comes twice. */
  | { is: "twice"; instant: string; later: string };

const isoOf = (at: Temporal.ZonedDateTime): string => new Date(at.epochMilliseconds).toISOString();
const clockOf = (at: Temporal.PlainDateTime): string => at.toPlainTime().toString({ smallestUnit: "minute" });

function secondsOf(instant: string, zone: string) {
  const { second, millisecond } = zoned(instant, zone).toPlainTime();
  return { second, millisecond };
}

/**
 * The instant of a local time.
 * @param exact an instant whose seconds, and what is below them, it has; else it is the full minute
 */
export function instantOf(local: LocalTime, zone: string, exact?: string): Instant {
  const plain = plainOf(local).with(exact === undefined ? { second: 0 } : secondsOf(exact, zone));
  const earlier = plain.toZonedDateTime(zone, { disambiguation: "earlier" });
  const later = plain.toZonedDateTime(zone, { disambiguation: "later" });
  if (earlier.epochMilliseconds === later.epochMilliseconds) return { is: "one", instant: isoOf(earlier) };
  const onTheWall = earlier.toPlainDateTime();
  if (onTheWall.equals(plain)) return { is: "twice", instant: isoOf(earlier), later: isoOf(later) };
  const after = (earlier.getTimeZoneTransition("next") ?? later).toPlainDateTime();
  // Temporal goes back from a time that is missing by as much as the clocks jump.
  return { is: "missing", before: clockOf(after.subtract(onTheWall.until(plain))), after: clockOf(after) };
}
