import "server-only";
import type { Executor } from "@/db/index.ts";
import { withOwnerLock } from "@/db/owner.ts";
import { invalid, notFound } from "@/lib/core/errors.ts";
import { localDay } from "@/lib/core/time.ts";
import { endEveryday, type OneDay, startEveryday } from "./fast-path-queries.ts";
import { orTaken, untilDone } from "./optimistic.ts";
import * as queries from "./queries.ts";
import { samePullRequest } from "./reference.ts";
import {
  changedAt,
  clockSkewMs,
  correctedEnd,
  explicitEnd,
  isStale,
  longestSpanMs,
  refuseFuture,
  type Span,
  splitByDay,
  sumShares,
  supersededEnd,
} from "./rules.ts";
import type { Session } from "./shapes.ts";
import { settle } from "./stale.ts";
import { changeDays } from "./stats-queries.ts";

/**
 * Starting and ending sessions. The numbers of rules refer to the API contract's "Rules that make the numbers right".
 */

type Row = queries.SessionRow;

/** A row as the API returns it. */
export function sessionOf(row: Row): Session {
  return {
    id: row.id,
    session_id: row.id,
    repo_owner: row.repo_owner,
    repo_name: row.repo_name,
    pr_number: row.pr_number,
    start_time: row.start_time.toISOString(),
    end_time: row.end_time?.toISOString() ?? null,
    duration_seconds: row.duration_seconds,
    status: row.end_time === null ? "active" : "completed",
    ended_by: row.ended_by,
    client_session_id: row.client_session_id,
    source: row.source,
    pr_title: row.pr_title,
    branch: row.branch,
    note: row.note,
    tags: row.tags,
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
  };
}

/** The span of an ended session. */
export const spanOf = (row: Row): Span | undefined =>
  row.end_time === null || row.duration_seconds === null
    ? undefined
    : { start: row.start_time, end: row.end_time, seconds: row.duration_seconds };

/** How replacing one span by another changes the owner's days; either may be missing. */
export function difference(before: Span | undefined, after: Span | undefined, timezone: string) {
  return sumShares([
    { shares: before ? splitByDay(before, timezone) : [], sign: -1 },
    { shares: after ? splitByDay(after, timezone) : [], sign: 1 },
  ]);
}

/** The owner, with the zone at the time of the request; a statement that finds another zone does nothing. */
export interface Owner {
  id: number;
  timezone: string;
}

/** The fast path works within the local day of one instant. */
function dayAround(instant: Date, timezone: string): OneDay {
  const day = localDay(instant.getTime(), timezone);
  return { timezone, date: day.date, from: new Date(day.from) };
}

/** The input of a start; instants as RFC 3339. */
export interface StartInput {
  repo_owner: string;
  repo_name: string;
  pr_number: number;
  start_time?: string | undefined;
  client_session_id?: string | undefined;
  source?: string | undefined;
  pr_title?: string | null | undefined;
  branch?: string | null | undefined;
}

/**
 * Starts a session, ending a running one on another pull request (rules 1, 2 and 5): usually by the fast path in
 * fast-path-queries.ts, otherwise step by step. fast-path.integration.test.ts compares the two.
 * @throws {AppError} VALIDATION_ERROR for a start in the future or over 24 hours back, CONFLICT after too many
 * concurrent changes
 */
export async function start({ id: owner, timezone: zone }: Owner, input: StartInput, now: Date) {
  const begin = input.start_time === undefined ? now : new Date(input.start_time);
  refuseFuture(begin, now, "start_time");
  if (now.getTime() - begin.getTime() > longestSpanMs) {
    throw invalid(["body", "start_time"], "Must be within the last 24 hours", "too_small");
  }
  const session: queries.NewSession = {
    repo_owner: input.repo_owner,
    repo_name: input.repo_name,
    pr_number: input.pr_number,
    start_time: begin,
    client_session_id: input.client_session_id ?? null,
    source: input.source ?? null,
    pr_title: input.pr_title ?? null,
    branch: input.branch ?? null,
  };
  const everyday = await orTaken(() => startEveryday(owner, dayAround(begin, zone), session, now));
  if (everyday) return { created: true, row: everyday, ended: everyday.ended_id ?? undefined };
  return untilDone(async () => {
    const { timezone, running, same } = await queries.findOpening(owner, session.client_session_id);
    if (running && isStale(running, now)) {
      await settle(owner, now);
      return undefined;
    }
    if (same) return { created: false, row: same, ended: undefined };
    if (!running) {
      const row = await queries.startFirst(owner, timezone, session, now);
      return row && { created: true, row, ended: undefined };
    }
    if (samePullRequest(running, session)) {
      const row = await queries.touchRunning(owner, running.id, now, now);
      return row && { created: false, row, ended: undefined };
    }
    const span = supersededEnd(running, begin);
    const ending = { running, span, shares: splitByDay(span, timezone) };
    const row = await queries.startNext(owner, timezone, ending, session, now);
    return row && { created: true, row, ended: running.id };
  });
}

/** The input of an end. */
export interface EndInput {
  end_time?: string | undefined;
  duration_seconds?: number | undefined;
}

const givenEnd = (input: EndInput) => ({
  end: input.end_time === undefined ? undefined : new Date(input.end_time),
  seconds: input.duration_seconds,
});

/** Replaces the server's end, or a missing one, by an explicit end. */
export async function correctEnd(owner: number, row: Row, input: EndInput, now: Date, tx: Executor, timezone: string) {
  const { end_time } = row;
  const given = givenEnd(input);
  const span = end_time ? correctedEnd({ ...row, end_time }, given, now) : explicitEnd(row.start_time, given, now);
  if (!span) return row;
  const changes = {
    start_time: span.start,
    end_time: span.end,
    duration_seconds: span.seconds,
    ended_by: "user" as const,
    updated_at: changedAt(row, now),
  };
  const updated = await queries.updateSession(owner, row.id, changes, tx);
  await changeDays(owner, difference(spanOf(row), span, timezone), tx);
  return updated;
}

/**
 * Ends a session, or corrects the server's end of it (rules 3 and 4): usually by the fast path in fast-path-queries.ts,
 * otherwise step by step. fast-path.integration.test.ts compares the two.
 * @throws {AppError} NOT_FOUND when it is not the owner's, VALIDATION_ERROR for an impossible end or duration
 */
export async function end({ id: owner, timezone: zone }: Owner, id: number, input: EndInput, now: Date): Promise<Row> {
  const { end: endTime = now, seconds } = givenEnd(input);
  // An end in the future is left to the steps, which reject it, unless the session has ended already.
  const ahead = endTime.getTime() > now.getTime() + clockSkewMs;
  const everyday = ahead
    ? undefined
    : await endEveryday(owner, dayAround(endTime, zone), id, { end: endTime, seconds }, now);
  if (everyday) return everyday;
  return untilDone(async () => {
    const row = await queries.findSession(owner, id);
    if (!row) throw notFound("Session");
    if (row.end_time === null) {
      if (isStale(row, now)) {
        await settle(owner, now);
        return undefined;
      }
      const span = explicitEnd(row.start_time, givenEnd(input), now);
      const ending = { span, by: "user", shares: splitByDay(span, row.timezone) } as const;
      return queries.endRunning(owner, row.timezone, row, ending, now);
    }
    if (row.ended_by === "user") return row;
    return withOwnerLock(owner, "tracking", async (tx, timezone) => {
      const current = await queries.findIn(owner, id, tx);
      if (!current || current.ended_by === "user") return current;
      return correctEnd(owner, current, input, now, tx, timezone);
    });
  });
}

/**
 * Processes a heartbeat; `idleSeconds` ago when the user has been idle since. A late one does not revive the session:
 * the ended session is returned.
 */
export async function heartbeat(owner: number, id: number, idleSeconds: number, now: Date): Promise<Row> {
  const seen = new Date(now.getTime() - idleSeconds * 1000);
  return untilDone(async () => {
    const row = (await queries.touchRunning(owner, id, seen, now)) ?? (await get(owner, id, now));
    return row.end_time === null && row.last_seen_at < seen ? undefined : row;
  });
}

/** One session of the owner. */
export async function get(owner: number, id: number, now: Date): Promise<Row> {
  const find = () => queries.findSession(owner, id);
  let row = await find();
  if (row && row.end_time === null && isStale(row, now)) {
    await settle(owner, now);
    row = await find();
  }
  if (!row) throw notFound("Session");
  return row;
}
