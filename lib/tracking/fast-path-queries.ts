import "server-only";
import { run, type Statement } from "@/db/index.ts";
import { ownerCte } from "@/db/owner.ts";
import {
  addToDays,
  alive,
  changedAt,
  columns,
  type NewSession,
  prefixed,
  type SessionRow,
  startColumns,
} from "./queries.ts";
import { folded, spelling } from "./repository-queries.ts";

/**
 * The common start and end, each in one statement: nothing to correct, and all of it on one local day, so that the
 * database can do the arithmetic. In any other case every row stays unchanged and the result is undefined; then `start`
 * and `end` in sessions.ts do it step by step, by the same rules: fast-path.integration.test.ts compares the two. The
 * owner is always the first argument.
 */

/** The owner's local day that all of it must fall on. */
export interface OneDay {
  timezone: string;
  date: string;
  from: Date;
}

// A session that ends at $6 qualifies when it began on that day, and not over 24 hours before: days may have 25.
const began = `s.start_time >= $4 and s.start_time <= $6 and s.start_time >= $6::timestamptz - interval '24 hours'`;
const passed = "floor(extract(epoch from ($6::timestamptz - s.start_time)))::int";

const claim = (everyday: string) => ownerCte("tracking", `timezone = $2 and ${everyday}`);

const addOneDay = addToDays("(select $3::date as date, ended.duration_seconds as seconds, 1 as count)");

const otherRepository = `(${folded("s.repo_owner")} <> ${folded("$7::text")} or ${folded("s.repo_name")} <> ${folded("$8::text")})`;
const superseding = `${began} and ${alive("$5")} and (s.pr_number <> $9 or ${otherRepository})`;

// The join makes the running row leave the one-running index before the new row enters it.
const startStatement: Statement = {
  name: "tracking_start_everyday",
  text: `with ${claim(`not exists (
      select 1 from tracking_sessions s where s.user_id = $1 and s.end_time is null and not (${superseding})
    )`)}, ended as (
    update tracking_sessions s
    set end_time = $6, duration_seconds = ${passed}, ended_by = 'superseded', ${changedAt("$5")}
    from owner where s.user_id = owner.id and s.end_time is null and ${superseding}
    returning s.id, s.duration_seconds
  ), days as (${addOneDay}), ${spelling({ repo_owner: "$7", repo_name: "$8" })}, started as (
    insert into tracking_sessions (user_id, repo_owner, repo_name, ${startColumns})
    select owner.id, spelled.repo_owner, spelled.repo_name, $9, $6, $10, $11, $12, $13, $5, $5, $5
    from owner cross join spelled left join ended on true
    returning ${columns}
  )
  select started.*, (select id from ended) as ended_id from started`,
};

/**
 * Starts a session where none runs, or where one of the same day runs on another pull request, which it ends. Step by
 * step:
 * `start` in sessions.ts.
 * @returns undefined when that is not so, the owner is deleted or their zone is no longer the day's; nothing has
 * changed then
 * @throws a unique violation when another start was faster, or the client's id is taken
 */
export async function startEveryday(owner: number, day: OneDay, session: NewSession, now: Date) {
  const { repo_owner, repo_name, pr_number, start_time, client_session_id, source, pr_title, branch } = session;
  const [row] = await run<SessionRow & { ended_id: number | null }>(startStatement, [
    ...[owner, day.timezone, day.date, day.from, now, start_time],
    ...[repo_owner, repo_name, pr_number, client_session_id, source, pr_title, branch],
  ]);
  return row;
}

const ending = `s.id = $7 and s.user_id = $1 and s.end_time is null and ${began} and ${alive("$5")}
  and ($8::int is null or $8 <= ${passed})`;

const endStatement: Statement = {
  name: "tracking_end_everyday",
  text: `with ${claim(`exists (select 1 from tracking_sessions s where ${ending})`)}, ended as (
    update tracking_sessions s
    set end_time = $6, duration_seconds = coalesce($8, ${passed}), ended_by = 'user',
      last_seen_at = greatest(s.last_seen_at, $5), ${changedAt("$5")}
    from owner where s.user_id = owner.id and ${ending}
    returning ${prefixed}
  ), days as (${addOneDay})
  select * from ended`,
};

/**
 * Ends a running session that began on the day it ends. Step by step: `end` in sessions.ts.
 * @param given the requested end, and its active time in seconds, if sent
 * @returns undefined when that is not so, the owner is deleted or their zone is no longer the day's; nothing has
 * changed then
 */
export async function endEveryday(
  owner: number,
  day: OneDay,
  id: number,
  given: { end: Date; seconds: number | undefined },
  now: Date,
) {
  const values = [owner, day.timezone, day.date, day.from, now, given.end, id, given.seconds ?? null];
  return (await run<SessionRow>(endStatement, values))[0];
}
