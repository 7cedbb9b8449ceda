import "server-only";
import { writeRefusal } from "@/db/index.ts";
import { untilDone } from "./optimistic.ts";
import { endRunning, findOpening, findStale, type SessionRow } from "./queries.ts";
import { isStale, longestSpanMs, splitByDay, staleAfterMs, staleEnd } from "./rules.ts";

/**
 * Ends the owner's running session at its last heartbeat when that was 15 minutes ago (rule 5). Every read or change of
 * a running session calls this first, so that nothing depends on when the sweep has run.
 * @returns the session that runs now, if one does
 */
export async function settle(owner: number, now: Date): Promise<SessionRow | undefined> {
  const settled = await untilDone(async () => {
    const { running, timezone } = await findOpening(owner, null);
    if (!running || !isStale(running, now)) return { running };
    // While the database is read-only it is not ended yet; it does not run in either case.
    if (writeRefusal() !== undefined) return { running: undefined };
    const span = staleEnd(running);
    const ending = { span, by: "stale", shares: splitByDay(span, timezone) } as const;
    return (await endRunning(owner, timezone, running, ending, now)) && { running: undefined };
  });
  return settled.running;
}

/** Ends every running session without a heartbeat for 15 minutes, of all accounts. */
export async function endStale(now: Date): Promise<void> {
  const seen = new Date(now.getTime() - staleAfterMs);
  const stale = await findStale(seen, new Date(now.getTime() - longestSpanMs), 500);
  for (const { user_id } of stale) await settle(user_id, now);
}
