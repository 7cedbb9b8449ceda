import "server-only";
import { database, writeRefusal } from "@/db/index.ts";
import { sweepAccounts } from "@/lib/accounts/sweep.ts";
import { sweepIdempotencyKeys } from "@/lib/api/idempotency.ts";
import { sweepAssistant } from "@/lib/assistant/sweep.ts";
import { abandonIdle } from "@/lib/practice/sweep.ts";
import { sweepTasks } from "@/lib/tasks/sweep.ts";
import { sweepDeleted } from "@/lib/tracking/deleted.ts";
import { endStale } from "@/lib/tracking/stale.ts";

// Any constant will do, as long as every process of every version uses the same one.
const sweepLock = 7_236_001;

async function work(now: Date): Promise<void> {
  await endStale(now);
  await sweepDeleted(now);
  await abandonIdle(now);
  await sweepTasks(now);
  await sweepAssistant(now);
  await sweepAccounts(now);
  await sweepIdempotencyKeys(now);
}

/**
 * One round of what must happen without anybody asking: stale sessions end, practices that nobody goes on with are
 * given up, answers whose process has died are ended; expired logins, tokens and keys go, and what was deleted an hour ago.
 * An advisory lock lets one process at a time do it.
 * @returns whether this process did it; not while the database refuses writes
 */
export async function sweep(now: Date): Promise<boolean> {
  const handle = await database();
  // Nothing could be removed, and nothing is lost by waiting: what has expired is refused when it is looked at.
  if (writeRefusal() !== undefined) return false;
  // The embedded database belongs to this process alone.
  if (handle.driver === "pglite") {
    await work(now);
    return true;
  }
  return handle.connection(async (query) => {
    // Bound to a transaction, the lock also works, and ends, behind a connection pooler.
    await query("begin");
    // It only holds the lock, for as long as the work on other connections takes.
    await query("set local idle_in_transaction_session_timeout = 0");
    const [row] = await query<{ held: boolean }>("select pg_try_advisory_xact_lock($1) as held", [sweepLock]);
    if (row?.held) await work(now);
    await query("commit");
    return row?.held ?? false;
  });
}
