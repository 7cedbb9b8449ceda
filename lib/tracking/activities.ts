import "server-only";
import type { Reply } from "@/lib/api/implement.ts";
import { type PageRequest, pageOf, positionOf } from "@/lib/api/page.ts";
import type { Principal } from "@/lib/auth/principal.ts";
import { invalid, notFound } from "@/lib/errors.ts";
import { datesUntil, today } from "@/lib/time.ts";
import * as queries from "./activity-queries.ts";
import { boundsOf } from "./lists.ts";
import { clockSkewMs } from "./rules.ts";
import { owning } from "./sessions.ts";
import { dayBounds, named } from "./stats.ts";

/** What a client tells of one review activity. */
export interface ActivityInput {
  activity_type: queries.ActivityType;
  repo_owner: string;
  repo_name: string;
  pr_number: number;
  session_id?: number | undefined;
  metadata?: Record<string, unknown> | undefined;
  created_at?: string | undefined;
}

/**
 * Records activities, all or none.
 * @returns their ids, in the order given
 * @throws {AppError} NOT_FOUND when one names a session that is not the owner's
 */
export async function add(owner: number, items: ActivityInput[], now: Date): Promise<number[]> {
  const rows = items.map(({ created_at, session_id = null, metadata = null, ...rest }, index) => {
    const at = created_at === undefined ? now : new Date(created_at);
    if (at.getTime() > now.getTime() + clockSkewMs) {
      const loc = items.length === 1 ? ["body", "created_at"] : ["body", "activities", index, "created_at"];
      throw invalid(loc, "Lies in the future", "too_big");
    }
    return { ...rest, session_id, metadata, created_at: at };
  });
  return owning(owner, async (tx) => {
    const wanted = rows.flatMap((row) => (row.session_id === null ? [] : [row.session_id]));
    const own = await queries.ownSessionIds(owner, wanted, tx);
    if (wanted.some((id) => !own.has(id))) throw notFound("Session");
    return queries.insertActivities(owner, rows, tx);
  });
}

const activityOf = (row: queries.ActivityRow) => ({
  id: row.id,
  activity_id: row.id,
  activity_type: row.activity_type,
  repo_owner: row.repo_owner,
  repo_name: row.repo_name,
  pr_number: row.pr_number,
  session_id: row.session_id,
  metadata: row.metadata,
  created_at: row.created_at.toISOString(),
});

type ListInput = Omit<queries.ActivityFilter, "from" | "to"> &
  PageRequest & { from?: string | undefined; to?: string | undefined };

/** A page of activities, newest first. */
export async function list(owner: number, timezone: string, input: ListInput) {
  const position = positionOf(input.cursor);
  const filter = { ...input, ...boundsOf(input, timezone) };
  const { rows: found, total } = await queries.listActivities(owner, filter, input, position);
  const { rows, page } = pageOf(found, total, input, (row) => ({ time: row.created_at, id: row.id }));
  return { activities: rows.map(activityOf), ...page };
}

/** Activities by local day, only days with some, newest first. */
export function stats(principal: Principal, days: number, now: Date): Reply {
  const { id, timezone } = principal;
  const date = today(timezone, now);
  return named(principal, date, `activities-${days}`, async () => {
    const dates = datesUntil(date, days);
    const rows = await queries.countByDay(id, dayBounds(dates, timezone));
    const counted = rows
      .sort((a, b) => b.day - a.day)
      .flatMap(({ day, ...counts }) => {
        const on = dates[day - 1];
        return on === undefined ? [] : [{ date: on, ...counts }];
      });
    return { stats: counted, days };
  });
}
