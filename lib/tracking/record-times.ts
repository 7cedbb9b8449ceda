import { type ToolError, toolError } from "@/lib/api/tools.ts";
import { addDays, instantAt } from "@/lib/core/time.ts";

/** The times of a manually added session, from any sufficient combination of fields. */

/** The input; dates and times are local ones. */
export interface RecordedTimes {
  start_time?: string | undefined;
  end_time?: string | undefined;
  date?: string | undefined;
  start_local?: string | undefined;
  end_local?: string | undefined;
  duration_minutes?: number | undefined;
}

interface Context {
  now: Date;
  /** Today's date for the user. */
  today: string;
  timezone: string;
}

const missing = (what: string[], message: string): ToolError => toolError("TIMES_MISSING", message, { missing: what });
const twice = (message: string): ToolError => toolError("VALIDATION_ERROR", message);

const padded = (clock: string): string => clock.padStart(5, "0");

/**
 * Start and end as instants.
 * @returns them as RFC 3339, or the error that a model reads: what is missing, or redundant
 */
export function timesOf(given: RecordedTimes, { now, today, timezone }: Context) {
  const { start_time, end_time, date, start_local, end_local, duration_minutes } = given;
  if (start_time !== undefined && start_local !== undefined)
    return twice("Give the start once: start_time or start_local.");
  if (end_time !== undefined && end_local !== undefined) return twice("Give the end once: end_time or end_local.");
  const day = date ?? today;
  const length = duration_minutes === undefined ? undefined : duration_minutes * 60_000;
  let start = start_time === undefined ? undefined : Date.parse(start_time);
  if (start_local !== undefined) start = instantAt(day, start_local, timezone);
  let end = end_time === undefined ? undefined : Date.parse(end_time);
  if (end_local !== undefined) {
    const isNextDay = start_local !== undefined && padded(end_local) <= padded(start_local);
    end = instantAt(isNextDay ? addDays(day, 1) : day, end_local, timezone);
  }
  if (start !== undefined && end !== undefined && length !== undefined && end - start !== length) {
    return twice("Give only two of start, end and duration.");
  }
  if (start === undefined && end === undefined) {
    if (length === undefined) return missing(["start", "end"], "Give its start and end, or its duration.");
    if (date !== undefined) return missing(["start_local"], "Give its start or end on that day.");
    end = now.getTime();
  }
  if (length !== undefined) {
    start ??= (end ?? 0) - length;
    end ??= start + length;
  }
  if (start === undefined) return missing(["start_local"], "Give its start or its duration.");
  if (end === undefined) return missing(["end_local"], "Give its end or its duration.");
  return { start_time: new Date(start).toISOString(), end_time: new Date(end).toISOString() };
}
