import { dateFormatOf } from "@/lib/core/date-formats.ts";
import { dateIn, daysBetween } from "@/lib/core/dates.ts";
import { formatInstant } from "@/lib/core/format.ts";
import type { Session } from "@/lib/tracking/shapes.ts";

/** How rows say their times. Safe to ask thousands of times. */

const clock = (zone: string, instant: string): string =>
  dateFormatOf("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit" }).format(Date.parse(instant));

type Times = Pick<Session, "start_time" | "end_time">;

/** When a session was: `09:00–10:24`, `23:30–01:30 next day`, `since 09:00`. */
export function formatTimes({ start_time, end_time }: Times, zone: string): string {
  const from = clock(zone, start_time);
  if (end_time === null) return `since ${from}`;
  const days = daysBetween(dateIn(zone, start_time), dateIn(zone, end_time));
  const later = days === 0 ? "" : days === 1 ? " next day" : ` ${days} days later`;
  return `${from}–${clock(zone, end_time)}${later}`;
}

/** The exact instants, for the tooltip. */
export const formatExactTimes = ({ start_time, end_time }: Times, zone: string): string =>
  end_time === null
    ? formatInstant(start_time, zone)
    : `${formatInstant(start_time, zone)} – ${formatInstant(end_time, zone)}`;
