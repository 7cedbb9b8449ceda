import "server-only";
import { and, eq, gte, inArray, isNull, lt, sql } from "drizzle-orm";
import { db, type Executor } from "@/db/index.ts";
import { activities, trackingSessions as sessions } from "@/db/schema/index.ts";
import type { PageRequest, Position } from "@/lib/api/pagination.ts";
import { downwards } from "./list-queries.ts";
import { isName } from "./repository-queries.ts";

/** SQL of review activities. The owner is always the first argument. */

export type ActivityRow = typeof activities.$inferSelect;
export type ActivityType = ActivityRow["activity_type"];

/** Those of these sessions that are the owner's. */
export async function ownSessionIds(owner: number, ids: number[], tx: Executor): Promise<Set<number>> {
  if (ids.length === 0) return new Set();
  const rows = await tx
    .select({ id: sessions.id })
    .from(sessions)
    .where(and(eq(sessions.user_id, owner), inArray(sessions.id, ids)));
  return new Set(rows.map((row) => row.id));
}

/** Moves the last heartbeat of a running session forward, never back. */
export async function touchSession(owner: number, id: number, seen: Date, tx: Executor): Promise<void> {
  await tx
    .update(sessions)
    .set({ last_seen_at: sql`greatest(${sessions.last_seen_at}, ${seen.toISOString()}::timestamptz)` })
    .where(and(eq(sessions.user_id, owner), eq(sessions.id, id), isNull(sessions.end_time)));
}

/** Inserts activities and returns their ids, in the given order. */
export async function insertActivities(
  owner: number,
  rows: Omit<typeof activities.$inferInsert, "user_id">[],
  tx: Executor,
): Promise<number[]> {
  const added = await tx
    .insert(activities)
    .values(rows.map((row) => ({ ...row, user_id: owner })))
    .returning({ id: activities.id });
  return added.map((row) => row.id);
}

export interface ActivityFilter {
  from?: Date | undefined;
  to?: Date | undefined;
  repo_owner?: string | undefined;
  repo_name?: string | undefined;
  pr_number?: number | undefined;
  activity_type?: ActivityType | undefined;
}

/** Up to `limit + 1` activities, newest first, and the total count. */
export async function listActivities(
  owner: number,
  filter: ActivityFilter,
  page: PageRequest,
  position: Position | undefined,
): Promise<{ rows: ActivityRow[]; total: number }> {
  const orm = await db();
  const { from, to, repo_owner, repo_name, pr_number, activity_type } = filter;
  const where = and(
    eq(activities.user_id, owner),
    from && gte(activities.created_at, from),
    to && lt(activities.created_at, to),
    isName(activities.repo_owner, repo_owner),
    isName(activities.repo_name, repo_name),
    pr_number === undefined ? undefined : eq(activities.pr_number, pr_number),
    activity_type === undefined ? undefined : eq(activities.activity_type, activity_type),
  );
  const after = position && sql`(${activities.created_at}, ${activities.id}) < (${position.time}, ${position.id})`;
  const [rows, [count]] = await Promise.all([
    orm
      .select()
      .from(activities)
      .where(and(where, after))
      .orderBy(downwards(activities.created_at), downwards(activities.id))
      .limit(page.limit + 1)
      .offset(position ? 0 : page.offset),
    orm.select({ total: sql<number>`count(*)::int` }).from(activities).where(where),
  ]);
  return { rows, total: count?.total ?? 0 };
}

/**
 * Counts activities by type between each two neighbouring instants of `bounds`, oldest first. The days' bounds come
 * from Temporal, so that the database's time-zone data is not involved.
 */
export async function countByDay(owner: number, bounds: Date[]) {
  const [first, last] = [bounds[0], bounds.at(-1)];
  if (!first || !last) return [];
  const day = sql<number>`width_bucket(${activities.created_at}, ${sql.param(bounds.map((bound) => bound.toISOString()))}::timestamptz[])`;
  const of = (type: ActivityType) => sql<number>`(count(*) filter (where ${activities.activity_type} = ${type}))::int`;
  return (await db())
    .select({
      day: day.as("day"),
      comment_count: of("comment"),
      approve_count: of("approve"),
      request_changes_count: of("request_changes"),
      total_count: sql<number>`count(*)::int`,
    })
    .from(activities)
    .where(and(eq(activities.user_id, owner), gte(activities.created_at, first), lt(activities.created_at, last)))
    .groupBy(sql`day`);
}
