import "server-only";
import type { Executor } from "@/db/index.ts";
import { withOwnerLock } from "@/db/owner.ts";
import { notFound } from "@/lib/core/errors.ts";
import * as queries from "./deleted-queries.ts";
import { findByClientIds, type SessionRow } from "./queries.ts";
import { comeBack, restorableMs, splitByDay, sumShares } from "./rules.ts";
import { spanOf } from "./sessions.ts";
import { settle } from "./stale.ts";
import { changeDays } from "./stats-queries.ts";

/** Deleting and restoring sessions. */

const sharesOf = (rows: SessionRow[], sign: 1 | -1, timezone: string) =>
  sumShares(
    rows.flatMap((row) => {
      const span = spanOf(row);
      return span ? [{ shares: splitByDay(span, timezone), sign }] : [];
    }),
  );

const since = (now: Date) => new Date(now.getTime() - restorableMs);

/**
 * Deletes sessions and subtracts them from their days.
 * @returns the ids that can be restored now: those deleted, and those deleted shortly before
 */
export async function removeMany(owner: number, ids: number[], now: Date): Promise<number[]> {
  return withOwnerLock(owner, "tracking", async (tx, timezone) => {
    const rows = await queries.moveToDeleted(owner, ids, now, tx);
    await changeDays(owner, sharesOf(rows, -1, timezone), tx);
    return queries.deletedIds(owner, ids, since(now), tx);
  });
}

/**
 * Deletes one session and subtracts it from its days.
 * @throws {AppError} NOT_FOUND when there is none
 */
export async function remove(owner: number, id: number, now: Date): Promise<void> {
  await withOwnerLock(owner, "tracking", async (tx, timezone) => {
    const rows = await queries.moveToDeleted(owner, [id], now, tx);
    if (rows.length === 0) throw notFound("Session");
    await changeDays(owner, sharesOf(rows, -1, timezone), tx);
  });
}

/** Clears the client's id of sessions when another one has it since. */
async function withFreeClientIds(owner: number, rows: queries.DeletedRow[], tx: Executor): Promise<SessionRow[]> {
  const wanted = rows.flatMap((row) => row.client_session_id ?? []);
  const taken = new Set((await findByClientIds(owner, wanted, tx)).map((row) => row.client_session_id));
  return rows.map(({ activity_ids: _links, deleted_at: _when, ...row }) => {
    const client_session_id = taken.has(row.client_session_id) ? null : row.client_session_id;
    taken.add(client_session_id);
    return { ...row, client_session_id };
  });
}

/**
 * Restores sessions deleted within the last hour, with their activities and days.
 * @returns those of the sessions that exist now, newest first
 */
export async function restore(owner: number, ids: number[], now: Date): Promise<SessionRow[]> {
  await settle(owner, now);
  return withOwnerLock(owner, "tracking", async (tx, timezone) => {
    const found = await queries.takeDeleted(owner, ids, since(now), tx);
    if (found.length > 0) {
      const running = await queries.findRunning(owner, tx);
      const rows = await withFreeClientIds(owner, comeBack(found, running, now), tx);
      await queries.putBack(owner, rows, tx);
      const links = found.flatMap((row) => row.activity_ids.map((activity) => ({ session: row.id, activity })));
      await queries.relink(owner, links, tx);
      await changeDays(owner, sharesOf(rows, 1, timezone), tx);
    }
    return queries.findMany(owner, ids, tx);
  });
}

/** Purges all users' sessions that can no longer be restored. */
export const sweepDeleted = (now: Date): Promise<void> => queries.forgetDeleted(since(now));
