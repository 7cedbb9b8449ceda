import "server-only";
import { and, desc, eq, gt, inArray, isNull, lte, sql } from "drizzle-orm";
import { db, type Executor } from "@/db/index.ts";
import { activities, deletedSessions, trackingSessions as sessions } from "@/db/schema/index.ts";
import { type SessionRow, sessionColumns } from "./queries.ts";

/** SQL of deleting and restoring sessions. The owner is always the first argument. */

export type DeletedRow = typeof deletedSessions.$inferSelect;

const mine = (owner: number, ids: number[]) => and(eq(sessions.user_id, owner), inArray(sessions.id, ids));

/** Moves sessions of the owner to the deleted ones, and returns them. */
export async function moveToDeleted(owner: number, ids: number[], now: Date, tx: Executor): Promise<SessionRow[]> {
  // Read first: deleting a session removes it from its activities.
  const links = await tx
    .select({ session_id: activities.session_id, id: activities.id })
    .from(activities)
    .where(and(eq(activities.user_id, owner), inArray(activities.session_id, ids)));
  const deleted = await tx.delete(sessions).where(mine(owner, ids)).returning(sessionColumns);
  if (deleted.length === 0) return deleted;
  const linked = Map.groupBy(links, (link) => link.session_id);
  const rows = deleted.map((row) => ({
    ...row,
    activity_ids: (linked.get(row.id) ?? []).map((link) => link.id),
    deleted_at: now,
  }));
  await tx.insert(deletedSessions).values(rows);
  return deleted;
}

const deleted = (owner: number, ids: number[], since: Date) =>
  and(eq(deletedSessions.user_id, owner), inArray(deletedSessions.id, ids), gt(deletedSessions.deleted_at, since));

/** Which of these sessions of the owner were deleted after `since`. */
export async function deletedIds(owner: number, ids: number[], since: Date, tx: Executor): Promise<number[]> {
  const rows = await tx
    .select({ id: deletedSessions.id })
    .from(deletedSessions)
    .where(deleted(owner, ids, since));
  return rows.map((row) => row.id);
}

/** Removes sessions that were deleted after `since` from the deleted ones. */
export async function takeDeleted(owner: number, ids: number[], since: Date, tx: Executor): Promise<DeletedRow[]> {
  return tx
    .delete(deletedSessions)
    .where(deleted(owner, ids, since))
    .returning();
}

/** Inserts sessions again under their ids. */
export async function putBack(owner: number, rows: SessionRow[], tx: Executor): Promise<void> {
  const values = rows.map((row) => ({ ...row, user_id: owner }));
  await tx.insert(sessions).overridingSystemValue().values(values);
}

/** Reattaches activities to their sessions, unless they belong to another one since. */
export async function relink(owner: number, links: { session: number; activity: number }[], tx: Executor) {
  if (links.length === 0) return;
  const [sessionIds, activityIds] = [links.map((link) => link.session), links.map((link) => link.activity)];
  const link = sql`unnest(${sql.param(sessionIds)}::bigint[], ${sql.param(activityIds)}::bigint[]) as link(session, activity)`;
  await tx
    .update(activities)
    .set({ session_id: sql`link.session` })
    .from(link)
    .where(and(eq(activities.user_id, owner), eq(activities.id, sql`link.activity`), isNull(activities.session_id)));
}

/** The owner's running session, inside a transaction. */
export async function findRunning(owner: number, tx: Executor): Promise<SessionRow | undefined> {
  const [row] = await tx
    .select(sessionColumns)
    .from(sessions)
    .where(and(eq(sessions.user_id, owner), isNull(sessions.end_time)));
  return row;
}

/** Those of these sessions that are the owner's, newest first. */
export async function findMany(owner: number, ids: number[], tx: Executor): Promise<SessionRow[]> {
  return tx
    .select(sessionColumns)
    .from(sessions)
    .where(mine(owner, ids))
    .orderBy(desc(sessions.start_time), desc(sessions.id));
}

/** Purges sessions of all users that were deleted before `until`. */
export async function forgetDeleted(until: Date): Promise<void> {
  await (await db()).delete(deletedSessions).where(lte(deletedSessions.deleted_at, until));
}
