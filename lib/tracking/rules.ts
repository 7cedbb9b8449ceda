import { invalid } from "@/lib/core/errors.ts";
import { addDays, localDay } from "@/lib/core/time.ts";

/** The arithmetic of tracked time: pure functions, without a clock or a database. */

/** A running session without a heartbeat for this long is over. */
export const staleAfterMs = 15 * 60_000;
/** Maximum span of a session. */
export const longestSpanMs = 24 * 3_600_000;
/** Clients' clocks may be ahead by this much. */
export const clockSkewMs = 5 * 60_000;
/** A deleted session can be restored for this long. */
export const restorableMs = 3_600_000;

/** A finished stretch of work. */
export interface Span {
  start: Date;
  end: Date;
  /** Whole seconds of activity, at most the span from start to end. */
  seconds: number;
}

/** One session's share of one local day. */
export interface DayShare {
  date: string;
  seconds: number;
  /** 1 on the day the session begins, else 0. */
  count: number;
}

/** Whole seconds between two instants, rounded down. */
export const wholeSeconds = (from: Date, to: Date): number => Math.floor((to.getTime() - from.getTime()) / 1000);

/**
 * Splits a session among the local days it overlaps, in proportion to wall-clock time, in whole seconds that add up to
 * `seconds` exactly: each day gets the difference of the rounded running totals. Days with a share of zero are left
 * out.
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

/** Sums shares by day, with `sign` -1 to subtract them; days with a sum of zero are left out. */
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

/** Rejects an instant further in the future than clocks may differ. */
export function refuseFuture(value: Date, now: Date, field: string): void {
  if (value.getTime() > now.getTime() + clockSkewMs)
    throw invalid(["body", field], "Must not be in the future", "too_big");
}

/**
 * Validates a whole session's span (added manually, or recorded offline).
 * @param seconds active time, if given; more than the span moves the start back
 * @throws {AppError} VALIDATION_ERROR when it ends before it starts, is in the future, or spans over 24 hours
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
 * The span of a session after an explicit end: it ends at the caller's time, or now. A caller that was offline sends
 * start and end together, so a duration longer than the elapsed time moves the start back.
 * @throws {AppError} VALIDATION_ERROR as {@link checkedSpan}
 */
export function explicitEnd(
  start: Date,
  given: { end?: Date | undefined; seconds?: number | undefined },
  now: Date,
): Span {
  if (given.end) return checkedSpan(start, given.end, given.seconds, now);
  // A start that a fast clock put slightly in the future must not make its own end impossible.
  const end = given.seconds === undefined && now < start ? start : now;
  return checkedSpan(start < end ? start : end, end, given.seconds, now);
}

/** A session that the server ended, as needed to correct its end. */
export interface ServerEnded {
  start_time: Date;
  end_time: Date;
  ended_by: "user" | "superseded" | "stale" | null;
  created_at: Date;
}

/**
 * How an explicit end corrects the server's. A duration ends it where the server did, or as much later as the duration
 * needs. An end without a time means now, except for a session whose client sent heartbeats and stopped: time after the
 * last one does not count.
 * @returns undefined when there is nothing to correct, also when now is more than 24 hours after the start
 * @throws {AppError} VALIDATION_ERROR as {@link checkedSpan}
 */
export function correctedEnd(
  { start_time: start, end_time: end, ended_by, created_at }: ServerEnded,
  given: { end?: Date | undefined; seconds?: number | undefined },
  now: Date,
): Span | undefined {
  if (given.end) return checkedSpan(start, given.end, given.seconds, now);
  if (given.seconds !== undefined) {
    const needed = Math.min(start.getTime() + given.seconds * 1000, now.getTime());
    return checkedSpan(start, new Date(Math.max(end.getTime(), needed)), given.seconds, now);
  }
  const stopped = ended_by === "stale" && end > created_at;
  return stopped || now.getTime() - start.getTime() > longestSpanMs ? undefined : explicitEnd(start, given, now);
}

/** A running session, as needed to end it. */
export interface Running {
  start_time: Date;
  last_seen_at: Date;
}

/** True when a running session has had no heartbeat for 15 minutes. */
export const isStale = (running: Running, now: Date): boolean =>
  now.getTime() - running.last_seen_at.getTime() >= staleAfterMs ||
  now.getTime() - running.start_time.getTime() > longestSpanMs;

function endedAt(start: Date, wished: Date): Span {
  const latest = start.getTime() + longestSpanMs;
  const end = new Date(Math.min(Math.max(wished.getTime(), start.getTime()), latest));
  return { start, end, seconds: wholeSeconds(start, end) };
}

/** The server's end of a session that nobody ended: at its last heartbeat, at most 24 hours after its start. */
export const staleEnd = (running: Running): Span => endedAt(running.start_time, running.last_seen_at);

/** The end of a session when another one starts at `next`: there, or at its own start when that is later. */
export const supersededEnd = (running: Running, next: Date): Span => endedAt(running.start_time, next);

/** The `updated_at` of a change: now, but always later than the one before, so that it identifies the change. */
export const changedAt = (row: { updated_at: Date }, now: Date): Date =>
  new Date(Math.max(now.getTime(), row.updated_at.getTime() + 1));

interface Deleted extends Running {
  end_time: Date | null;
  duration_seconds: number | null;
  ended_by: "user" | "superseded" | "stale" | null;
  updated_at: Date;
}

/**
 * How a deleted session is restored. One that was running runs on, unless it would have expired since, or a later one
 * runs: then it ends as it would have ended.
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
      // The user who restores it is there: that counts as a heartbeat.
      if (!stale && !superseding) return { ...row, last_seen_at: now };
      const { end, seconds } = stale || !superseding ? staleEnd(row) : supersededEnd(row, superseding);
      const ended_by = stale ? ("stale" as const) : ("superseded" as const);
      return { ...row, end_time: end, duration_seconds: seconds, ended_by, updated_at: changedAt(row, now) };
    });
}

const mean = (values: number[]): number | null =>
  values.length < 2 ? null : Math.round(values.reduce((total, value) => total + value, 0) / values.length);

/** How many weeks back the usual is computed from. */
export const usualWeeks = 8;

/**
 * What a user usually has on such a weekday, and by its end in such a week, in seconds: means over the last eight that
 * have work, null when there are fewer than two of them.
 * @param seconds tracked time by date, of the eight weeks before
 * @param week the dates of the week that contains `date`
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
