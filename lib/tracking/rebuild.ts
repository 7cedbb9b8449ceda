import "server-only";
import { db, type Executor } from "@/db/index.ts";
import { holdOwner, lockUserRow } from "@/db/owner.ts";
import { type DayShare, splitByDay, sumShares } from "./rules.ts";
import { allDays, endedSpans, everyOwner, replaceDays } from "./stats-queries.ts";

/** The sums of the owner's sessions by day, oldest first. */
async function daysFromSessions(owner: number, timezone: string, tx: Executor): Promise<DayShare[]> {
  let sum: DayShare[] = [];
  for await (const rows of endedSpans(owner, tx)) {
    const lists = rows.map((row) => ({
      shares: splitByDay({ start: row.start_time, end: row.end_time, seconds: row.duration_seconds }, timezone),
      sign: 1 as const,
    }));
    sum = sumShares([{ shares: sum, sign: 1 }, ...lists]);
  }
  return sum.sort((a, b) => (a.date < b.date ? -1 : 1));
}

/**
 * Rebuilds the owner's days in a zone, within the transaction that changes it. Raises the version of each domain that
 * depends on days, and so locks the owner's row until the transaction ends.
 */
export async function rebuildForTimezone(tx: Executor, owner: number, timezone: string): Promise<void> {
  await holdOwner(owner, ["tracking", "tasks", "practice"], tx);
  await replaceDays(owner, await daysFromSessions(owner, timezone, tx), tx);
}

/** A day on which `daily_stats` and the sessions disagree; seconds and sessions of both. */
export interface Difference {
  user_id: number;
  date: string;
  stored: { seconds: number; count: number };
  actual: { seconds: number; count: number };
}

const nothing = { seconds: 0, count: 0 };

async function differencesOf(owner: number, timezone: string, tx: Executor): Promise<Difference[]> {
  const actual = new Map((await daysFromSessions(owner, timezone, tx)).map((day) => [day.date, day]));
  const stored = new Map((await allDays(owner, tx)).map((day) => [day.date, day]));
  const differences: Difference[] = [];
  for (const date of new Set([...actual.keys(), ...stored.keys()])) {
    const { seconds, count } = actual.get(date) ?? nothing;
    const row = stored.get(date);
    const found = row ? { seconds: row.total_seconds, count: row.session_count } : nothing;
    // A stored empty day is a difference too: such days must not exist.
    if (found.seconds !== seconds || found.count !== count || (row && seconds === 0 && count === 0)) {
      differences.push({ user_id: owner, date, stored: found, actual: { seconds, count } });
    }
  }
  return differences.sort((a, b) => (a.date < b.date ? -1 : 1));
}

/**
 * Compares `daily_stats` with the sessions of every account, one account at a time and each under its lock.
 * @param mend repair the differences
 */
export async function verifyStats(mend: boolean): Promise<{ accounts: number; differences: Difference[] }> {
  const differences: Difference[] = [];
  let accounts = 0;
  for await (const { id } of everyOwner()) {
    accounts++;
    await (await db()).transaction(async (tx) => {
      const owner = await lockUserRow(id, tx);
      if (!owner) return;
      const found = await differencesOf(id, owner.timezone, tx);
      differences.push(...found);
      if (!mend || found.length === 0) return;
      await holdOwner(id, "tracking", tx);
      await replaceDays(id, await daysFromSessions(id, owner.timezone, tx), tx);
    });
  }
  return { accounts, differences };
}
