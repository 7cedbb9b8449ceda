import "server-only";
import { and, eq, getTableColumns, isNull, lt, lte, or, sql } from "drizzle-orm";
import { db, type Executor, run, type Statement } from "@/db/index.ts";
import { ownerCte } from "@/db/owner.ts";
import { trackingSessions as sessions } from "@/db/schema/index.ts";
import { spelling } from "./repository-queries.ts";
import { type DayShare, longestSpanMs, type Span, staleAfterMs } from "./rules.ts";

/** SQL of sessions. The owner is always the first argument. */

// The search column repeats the other columns, and only searches need it.
const { search_text: _searched, ...shown } = getTableColumns(sessions);

/** The selected columns of a session. */
export const sessionColumns = shown;

export type SessionRow = Omit<typeof sessions.$inferSelect, "search_text">;

export const columns = `id, user_id, repo_owner, repo_name, pr_number, start_time, end_time, duration_seconds, ended_by,
  client_session_id, source, pr_title, branch, note, tags, last_seen_at, created_at, updated_at`;
export const prefixed = columns.replaceAll(/\w+/g, "s.$&");

/** The columns of a new session. */
export interface NewSession {
  repo_owner: string;
  repo_name: string;
  pr_number: number;
  start_time: Date;
  client_session_id: string | null;
  source: string | null;
  pr_title: string | null;
  branch: string | null;
}

const openingStatement: Statement = {
  name: "tracking_opening",
  text: `select u.timezone, ${prefixed} from users u
    left join tracking_sessions s on s.user_id = u.id and (s.end_time is null or s.client_session_id = $2::uuid)
    where u.id = $1`,
};

/** The owner's zone, the running session, and the one that already has this client's id. */
export async function findOpening(owner: number, clientSessionId: string | null) {
  const rows = await run<SessionRow & { timezone: string }>(openingStatement, [owner, clientSessionId]);
  const found = rows.filter((row) => row.id !== null);
  return {
    timezone: rows[0]?.timezone ?? "UTC",
    running: found.find((row) => row.end_time === null),
    same: clientSessionId === null ? undefined : found.find((row) => row.client_session_id === clientSessionId),
  };
}

/** The new `updated_at` of a row `s`: always later than the one before, so that it identifies the change. */
export const changedAt = (now: string) => `updated_at = greatest(${now}, s.updated_at + interval '1 millisecond')`;

/** Whether the running row `s` is alive at an instant: the opposite of `isStale` in rules.ts, in SQL. */
export const alive = (now: string) => `(s.last_seen_at > ${now}::timestamptz - interval '${staleAfterMs} milliseconds'
  and s.start_time >= ${now}::timestamptz - interval '${longestSpanMs} milliseconds')`;

/**
 * Adds to the owner's ($1) days the date, seconds and count that the lateral table `shares` gives for each ended row.
 */
export const addToDays = (shares: string) => `insert into daily_stats (user_id, date, total_seconds, session_count)
    select $1::bigint, d.date, d.seconds, d.count from ended, lateral ${shares} as d (date, seconds, count)
    on conflict (user_id, date) do update set
      total_seconds = daily_stats.total_seconds + excluded.total_seconds,
      session_count = daily_stats.session_count + excluded.session_count`;

const addListedDays = addToDays("unnest($3::date[], $4::int[], $5::int[])");

// When the time zone has changed since it was read, days are split differently, and the statement changes nothing.
const claimOwner = ownerCte("tracking", "timezone = $2");

/** The values of a start besides the owner and the repository. */
export const startColumns =
  "pr_number, start_time, client_session_id, source, pr_title, branch, last_seen_at, created_at, updated_at";

const startStatement: Statement = {
  name: "tracking_start",
  text: `with ${claimOwner}, ${spelling({ repo_owner: "$3", repo_name: "$4" })}
    insert into tracking_sessions (user_id, repo_owner, repo_name, ${startColumns})
    select id, spelled.repo_owner, spelled.repo_name, $5, $6, $7, $8, $9, $10, $11, $11, $11
    from owner cross join spelled returning ${columns}`,
};

// `started` reads from `ended`, so the running row has left the one-running index before the new row enters it.
const supersedeStatement: Statement = {
  name: "tracking_supersede",
  text: `with ${claimOwner}, ended as (
    update tracking_sessions s set end_time = $6, duration_seconds = $7, ended_by = 'superseded', ${changedAt("$8")}
    from owner where s.user_id = owner.id and s.id = $9 and s.end_time is null and s.start_time = $10
    returning s.id
  ), days as (${addListedDays}), ${spelling({ repo_owner: "$11", repo_name: "$12" })}
  insert into tracking_sessions (user_id, repo_owner, repo_name, ${startColumns})
  select $1, spelled.repo_owner, spelled.repo_name, $13, $14, $15, $16, $17, $18, $8, $8, $8
  from ended cross join spelled returning ${columns}`,
};

const listed = (shares: DayShare[]) => [
  shares.map((share) => share.date),
  shares.map((share) => share.seconds),
  shares.map((share) => share.count),
];

/**
 * Starts a session where none runs.
 * @returns the row, or undefined when the owner's zone is no longer `timezone`
 * @throws a unique violation when another start was faster
 */
export async function startFirst(owner: number, timezone: string, session: NewSession, now: Date) {
  const { repo_owner, repo_name, pr_number, start_time, client_session_id, source, pr_title, branch } = session;
  const values = [
    ...[owner, timezone, repo_owner, repo_name, pr_number, start_time, client_session_id],
    ...[source, pr_title, branch, now],
  ];
  return (await run<SessionRow>(startStatement, values))[0];
}

/**
 * Ends the running session, adds it to its days and starts the next, in one statement.
 * @returns the new row, or undefined when that session no longer runs or the zone has changed
 */
export async function startNext(
  owner: number,
  timezone: string,
  ending: { running: SessionRow; span: Span; shares: DayShare[] },
  session: NewSession,
  now: Date,
) {
  const { running, span, shares } = ending;
  const { repo_owner, repo_name, pr_number, start_time, client_session_id, source, pr_title, branch } = session;
  const values = [
    ...[owner, timezone, ...listed(shares), span.end, span.seconds, now, running.id, running.start_time],
    ...[repo_owner, repo_name, pr_number, start_time, client_session_id, source, pr_title, branch],
  ];
  return (await run<SessionRow>(supersedeStatement, values))[0];
}

const ownStatement: Statement = {
  name: "tracking_own",
  text: `select u.timezone, ${prefixed} from tracking_sessions s join users u on u.id = s.user_id
    where s.user_id = $1 and s.id = $2`,
};

/** One session of the owner, with the owner's zone. */
export async function findSession(owner: number, id: number) {
  return (await run<SessionRow & { timezone: string }>(ownStatement, [owner, id]))[0];
}

const endStatement: Statement = {
  name: "tracking_end",
  text: `with ${claimOwner}, ended as (
    update tracking_sessions s set start_time = $6, end_time = $7, duration_seconds = $8, ended_by = $9,
      last_seen_at = greatest(s.last_seen_at, $10), ${changedAt("$10")}
    from owner where s.user_id = owner.id and s.id = $11 and s.end_time is null and s.start_time = $12
      and ($9 <> 'stale' or s.last_seen_at = $13)
    returning ${prefixed}
  ), days as (${addListedDays})
  select * from ended`,
};

/**
 * Ends a running session and adds it to its days, in one statement.
 * @returns the ended row, or undefined when it no longer runs, was changed, or the zone has changed
 */
export async function endRunning(
  owner: number,
  timezone: string,
  running: SessionRow,
  ending: { span: Span; by: "user" | "stale"; shares: DayShare[] },
  now: Date,
) {
  const { span, by, shares } = ending;
  const values = [
    ...[owner, timezone, ...listed(shares), span.start, span.end, span.seconds, by, now, running.id],
    ...[running.start_time, running.last_seen_at],
  ];
  return (await run<SessionRow>(endStatement, values))[0];
}

const heartbeatStatement: Statement = {
  name: "tracking_heartbeat",
  text: `update tracking_sessions s set last_seen_at = greatest(s.last_seen_at, $3)
    where s.user_id = $1 and s.id = $2 and s.end_time is null and ${alive("$4")} returning ${prefixed}`,
};

/** Moves the last heartbeat of a running session forward; undefined when it does not run, or is stale at `now`. */
export async function touchRunning(owner: number, id: number, seen: Date, now: Date) {
  return (await run<SessionRow>(heartbeatStatement, [owner, id, seen, now]))[0];
}

/** One session of the owner inside a transaction. */
export async function findIn(owner: number, id: number, tx: Executor): Promise<SessionRow | undefined> {
  const [row] = await tx
    .select(sessionColumns)
    .from(sessions)
    .where(and(eq(sessions.user_id, owner), eq(sessions.id, id)));
  return row;
}

/** Sessions of the owner with one of these client ids. */
export async function findByClientIds(owner: number, ids: string[], tx: Executor): Promise<SessionRow[]> {
  return tx
    .select(sessionColumns)
    .from(sessions)
    .where(and(eq(sessions.user_id, owner), sql`${sessions.client_session_id} = any(${sql.param(ids)}::uuid[])`));
}

/** Inserts ended sessions. */
export async function insertEnded(
  owner: number,
  rows: Omit<typeof sessions.$inferInsert, "user_id">[],
  tx: Executor,
): Promise<SessionRow[]> {
  return tx
    .insert(sessions)
    .values(rows.map((row) => ({ ...row, user_id: owner })))
    .returning(sessionColumns);
}

/** Updates one session of the owner. */
export async function updateSession(
  owner: number,
  id: number,
  changes: Partial<typeof sessions.$inferInsert>,
  tx: Executor,
): Promise<SessionRow | undefined> {
  const [row] = await tx
    .update(sessions)
    .set(changes)
    .where(and(eq(sessions.user_id, owner), eq(sessions.id, id)))
    .returning(sessionColumns);
  return row;
}

/** Running sessions of all accounts without a heartbeat since `seen`, or that began before `started`. */
export async function findStale(seen: Date, started: Date, limit: number): Promise<SessionRow[]> {
  return (await db())
    .select(sessionColumns)
    .from(sessions)
    .where(and(isNull(sessions.end_time), or(lte(sessions.last_seen_at, seen), lt(sessions.start_time, started))))
    .limit(limit);
}
