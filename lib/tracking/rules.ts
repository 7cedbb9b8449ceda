import { invalid } from "@/lib/core/errors.ts";
import { addDays, localDay } from "@/lib/core/time.ts";

/** The arithmetic of tracked time: pure functions, no clock and no database of their own. */

/** A running session without a sign of life for this long is over. */
export const staleAfterMs = 15 * 60_000;
/** A session spans at most this. */
export const longestSpanMs = 24 * 3_600_000;
/** Clocks of clients may run ahead by this much. */
export const clockSkewMs = 5 * 60_000;
/** A deleted session can be restored for this long. */
export const restorableMs = 3_600_000;

/** A finished stretch of work. */
export interface Span {
  start: Date;
  end: Date;
  /** Whole seconds of activity, at most what lies between start and end. */
  seconds: number;
}

/** What one session adds to one local day. */
export interface DayShare {
  date: string;
  seconds: number;
  /** 1 on the day the session begins, else 0. */
  count: number;
}

/** Seconds that have passed in full between two instants. */
export const wholeSeconds = (from: Date, to: Date): number => Math.floor((to.getTime() - from.getTime()) / 1000);

/**
 * Splits a session among the local days it touches, each by its share of wall-clock time, in whole seconds that add
 * up to `seconds` exactly: every day ends where the rounded running total does. Days that come to nothing are left out.
 */
export function splitByDay({ start, end, seconds }: Span, zone: string): DayShare[] {
  const [from, to] = [start.getTime(), end.getTime()];
  const total = to - from;
  const shares: DayShare[] = [];
  let given = 0;
  for (let at = from; at < to || shares.length === 0; ) {
    const day = localDay(at, zone);
    const until = Math.min(day.to, to);
    const running = total === 0 ? seconds : Math.round((seconds * (until - from)) / total);
    const first = shares.length === 0;
    if (first || running > given) shares.push({ date: day.date, seconds: running - given, count: first ? 1 : 0 });
    given = running;
    at = day.to;
  }
  return shares;
}

/** Adds up shares by day, `sign` -1 to take them away; days that come to nothing are left out. */
export function sumShares(lists: { shares: DayShare[]; sign: 1 | -1 }[]): DayShare[] {
  const byDate = new Map<string, DayShare>();
  for (const { shares, sign } of lists) {
    for (const { date, seconds, count } of shares) {
      const sum = byDate.get(date) ?? { date, seconds: 0, count: 0 };
      byDate.set(date, { date, seconds: sum.seconds + sign * seconds, count: sum.count + sign * count });
    }
  }
  return [...byDate.values()].filter(({ seconds, count }) => seconds !== 0 || count !== 0);
}

/** Refuses an instant that lies further ahead than clocks differ. */
export function refuseFuture(value: Date, now: Date, field: string): void {
  if (value.getTime() > now.getTime() + clockSkewMs)
    throw invalid(["body", field], "Must not be in the future", "too_big");
}

/**
 * Checks a stretch of work that is told as a whole (by hand, or recorded offline).
 * @param seconds active time, if it was told; more than the span moves the start back
 * @throws {AppError} VALIDATION_ERROR when it ends before it starts, lies ahead, or spans over 24 hours
 */
export function checkedSpan(start: Date, end: Date, seconds: number | undefined, now: Date): Span {
  if (end < start) throw invalid(["body", "end_time"], "Must end after it starts", "too_small");
  refuseFuture(start, now, "start_time");
  refuseFuture(end, now, "end_time");
  const active = seconds ?? wholeSeconds(start, end);
  if (active * 1000 > longestSpanMs && seconds !== undefined) {
    throw invalid(["body", "duration_seconds"], "Must be at most 24 hours long", "too_big");
  }
  const begin = active * 1000 > end.getTime() - start.getTime() ? new Date(end.getTime() - active * 1000) : start;
  if (end.getTime() - begin.getTime() > longestSpanMs) {
    throw invalid(["body", "end_time"], "Must be at most 24 hours long", "too_big");
  }
  return { start: begin, end, seconds: active };
}

/**
 * How an explicit end turns a session into a span: it ends when the caller says, or now. A caller that was offline
 * sends start and end together, so a duration longer than the elapsed time moves the start back.
 * @throws {AppError} VALIDATION_ERROR as {@link checkedSpan}
 */
export function explicitEnd(
  start: Date,
  told: { end?: Date | undefined; seconds?: number | undefined },
  now: Date,
): Span {
  if (told.end) return checkedSpan(start, told.end, told.seconds, now);
  // A start that a fast clock put a little ahead must not make its own end impossible.
  const end = told.seconds === undefined && now < start ? start : now;
  return checkedSpan(start < end ? start : end, end, told.seconds, now);
}

/** A session that the server ended, as far as an end that corrects it is concerned. */
export interface ServerEnded {
  start_time: Date;
  end_time: Date;
  ended_by: "user" | "superseded" | "stale" | null;
  created_at: Date;
}

/**
 * How an explicit end corrects one that the server made. A duration ends it where the server did, or as much later as
 * the duration needs. An end that tells nothing means now, except for a session whose client sent signs of life and
 * stopped: what came after the last one is not counted.
 * @returns undefined when there is nothing to correct, also when now is more than 24 hours after the start
 * @throws {AppError} VALIDATION_ERROR as {@link checkedSpan}
 */
export function correctedEnd(
  { start_time: start, end_time: end, ended_by, created_at }: ServerEnded,
  told: { end?: Date | undefined; seconds?: number | undefined },
  now: Date,
): Span | undefined {
  if (told.end) return checkedSpan(start, told.end, told.seconds, now);
  if (told.seconds !== undefined) {
    const needed = Math.min(start.getTime() + told.seconds * 1000, now.getTime());
    return checkedSpan(start, new Date(Math.max(end.getTime(), needed)), told.seconds, now);
  }
  const stopped = ended_by === "stale" && end > created_at;
  return stopped || now.getTime() - start.getTime() > longestSpanMs ? undefined : explicitEnd(start, told, now);
}

/** A running session as far as its end is concerned. */
export interface Running {
  start_time: Date;
  last_seen_at: Date;
}

/** True when a running session has given no sign of life for 15 minutes. */
export const isStale = (running: Running, now: Date): boolean =>
  now.getTime() - running.last_seen_at.getTime() >= staleAfterMs ||
  now.getTime() - running.start_time.getTime() > longestSpanMs;

function endedAt(start: Date, wished: Date): Span {
  const latest = start.getTime() + longestSpanMs;
  const end = new Date(Math.min(Math.max(wished.getTime(), start.getTime()), latest));
  return { start, end, seconds: wholeSeconds(start, end) };
}

/** How the server ends a session that nobody ended: at its last sign of life, 24 hours after its start at the latest. */
export const staleEnd = (running: Running): Span => endedAt(running.start_time, running.last_seen_at);

/** How a session ends when another one starts at `next`: there, or at its own start when that is later. */
export const supersededEnd = (running: Running, next: Date): Span => endedAt(running.start_time, next);

/** When a row is changed: now, but always later than the change before, so that the instant tells the two apart. */
export const changedAt = (row: { updated_at: Date }, now: Date): Date =>
  new Date(Math.max(now.getTime(), row.updated_at.getTime() + 1));

interface Deleted extends Running {
  end_time: Date | null;
  duration_seconds: number | null;
  ended_by: "user" | "superseded" | "stale" | null;
  updated_at: Date;
}

/**
 * How deleted sessions come back. One that ran goes on, unless it would have died meanwhile, or a later one runs:
 * then it ends as it would have ended.
 * @param running the session that runs now
 */
export function comeBack<Row extends Deleted>(rows: Row[], running: Running | undefined, now: Date): Row[] {
  let next = running?.start_time;
  return rows
    .toSorted((a, b) => b.start_time.getTime() - a.start_time.getTime())
    .map((row) => {
      if (row.end_time !== null) return row;
      const stale = isStale(row, next ?? now);
      const superseding = next;
      next = row.start_time;
      // Whoever brings it back is there: that is a sign of life.
      if (!stale && !superseding) return { ...row, last_seen_at: now };
      const { end, seconds } = stale || !superseding ? staleEnd(row) : supersededEnd(row, superseding);
      const ended_by = stale ? ("stale" as const) : ("superseded" as const);
      return { ...row, end_time: end, duration_seconds: seconds, ended_by, updated_at: changedAt(row, now) };
    });
}

const mean = (values: number[]): number | null =>
  values.length < 2 ? null : Math.round(values.reduce((total, value) => total + value, 0) / values.length);

/** How many weeks back the usual looks. */
export const usualWeeks = 8;

/**
 * What a person usually has on such a weekday, and by its end in such a week, in seconds: means over the last eight
 * that have work, null when there are fewer than two of them.
 * @param seconds tracked time by date, of the eight weeks before
 * @param week the dates of the week that holds `date`
 */
export function usual(seconds: ReadonlyMap<string, number>, week: string[], date: string) {
  const before = Array.from({ length: usualWeeks }, (_, index) => -7 * (index + 1));
  const sameDays = before.flatMap((days) => seconds.get(addDays(date, days)) ?? []);
  const weeks = before.flatMap((days) => {
    const dates = week.map((day) => addDays(day, days));
    if (!dates.some((day) => seconds.has(day))) return [];
    const until = dates.slice(0, week.indexOf(date) + 1);
    return until.reduce((total, day) => total + (seconds.get(day) ?? 0), 0);
  });
  return { day_seconds: mean(sameDays), week_seconds: mean(weeks) };
}
