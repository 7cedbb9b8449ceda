import "server-only";
import type { Executor } from "@/db/index.ts";
import { holdOwner } from "@/db/owner.ts";
import { inSlices } from "@/lib/core/slices.ts";
import { insertActivitiesByStart, insertSessions, type StoredActivity, type StoredSession } from "./import-queries.ts";
import { spell } from "./repository-queries.ts";
import { splitByDay, sumShares, wholeSeconds } from "./rules.ts";
import { changeDays } from "./stats-queries.ts";

/** A session of an import; without `end_time` it runs. */
export type ImportedSession = Omit<StoredSession, "duration_seconds" | "seen">;

/** An activity of an import. */
export type ImportedActivity = StoredActivity;

/**
 * Imports a whole history within the caller's transaction, in slices between which it yields to the event loop. The
 * sessions must not have been imported before, at most one may run, and no two may begin at one instant.
 */
export async function importTracking(
  tx: Executor,
  owner: number,
  { sessions, activities }: { sessions: ImportedSession[]; activities: ImportedActivity[] },
  now: Date,
): Promise<void> {
  const timezone = await holdOwner(owner, "tracking", tx);
  if (timezone === undefined) throw new Error("The account to import into is gone");
  const spelled = await spell(owner, [...sessions, ...activities], tx);
  const shares: Parameters<typeof sumShares>[0] = [];
  await inSlices(sessions, async (slice) => {
    const rows = slice.map((session) => {
      const { start_time: start, end_time: end } = session;
      const seconds = end && wholeSeconds(start, end);
      if (end && seconds !== null) shares.push({ shares: splitByDay({ start, end, seconds }, timezone), sign: 1 });
      return { ...session, ...spelled(session), duration_seconds: seconds, seen: end ?? now };
    });
    await insertSessions(owner, rows, tx);
  });
  await inSlices(activities, (slice) => {
    const rows = slice.map((activity) => ({ ...activity, ...spelled(activity) }));
    return insertActivitiesByStart(owner, rows, tx);
  });
  await inSlices(sumShares(shares), (slice) => changeDays(owner, slice, tx));
}
