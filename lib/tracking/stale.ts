import "server-only";
import { endRunning, findSession, findStale, type SessionRow } from "./queries.ts";
import { isStale, longestSpanMs, splitByDay, staleAfterMs, staleEnd } from "./rules.ts";

/** Ends running sessions without a sign of life for 15 minutes (rule 5), whoever's they are. */
export async function endStale(now: Date): Promise<number> {
  let ended = 0;
  const seen = new Date(now.getTime() - staleAfterMs);
  for (const row of await findStale(seen, new Date(now.getTime() - longestSpanMs), 500)) {
    ended += (await endOneStale(row, now)) ? 1 : 0;
  }
  return ended;
}

/** Ends one running session at its last sign of life, if it still is as it was read. */
export async function endOneStale(row: SessionRow, now: Date): Promise<boolean> {
  const current = await findSession(row.user_id, row.id);
  if (!current || current.end_time !== null || !isStale(current, now)) return false;
  const span = staleEnd(current);
  const ending = { span, by: "stale", shares: splitByDay(span, current.timezone) } as const;
  return (await endRunning(row.user_id, current.timezone, current, ending, now)) !== undefined;
}
