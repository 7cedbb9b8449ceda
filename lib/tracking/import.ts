import "server-only";
import type { Executor } from "@/db/index.ts";
import { insertActivitiesByStart, insertSessions, type StoredActivity, type StoredSession } from "./import-queries.ts";
import { lockOwner } from "./queries.ts";
import { splitByDay, sumShares, wholeSeconds } from "./rules.ts";
import { changeDays } from "./stats-queries.ts";

/** A session of an import; without `end_time` it runs. */
export type ImportedSession = Omit<StoredSession, "duration_seconds" | "seen">;

/** An activity of an import. */
export type ImportedActivity = StoredActivity;

/**
 * Takes over a whole history at once, in a handful of statements, within the transaction of the caller.
 * The sessions must not have been imported before, at most one may run, and no two may begin at one instant.
 */
export async function importTracking(
  tx: Executor,
  owner: number,
  { sessions, activities }: { sessions: ImportedSession[]; activities: ImportedActivity[] },
  now: Date,
): Promise<void> {
  const timezone = await lockOwner(owner, tx);
  if (timezone === undefined) throw new Error("The account to import into is gone");
  const rows = sessions.map((session) => {
    const { start_time: start, end_time: end } = session;
    return { ...session, duration_seconds: end && wholeSeconds(start, end), seen: end ?? now };
  });
  const shares = rows.flatMap(({ start_time: start, end_time: end, duration_seconds: seconds }) =>
    end === null || seconds === null
      ? []
      : [{ shares: splitByDay({ start, end, seconds }, timezone), sign: 1 as const }],
  );
  await insertSessions(owner, rows, tx);
  await insertActivitiesByStart(owner, activities, tx);
  await changeDays(owner, sumShares(shares), tx);
}
