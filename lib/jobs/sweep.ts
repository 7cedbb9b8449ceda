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
 * One sweep: stale sessions end, abandoned practices end, answers whose process has died end; expired logins, tokens
 * and keys are deleted, and so are rows that were soft-deleted an hour ago. An advisory lock lets one process at a time
 * do it.
 * @returns whether this process swept; it does not while the database is read-only
 */
export async function sweep(now: Date): Promise<boolean> {
  const handle = await database();
  // Nothing could be deleted, and waiting loses nothing: what has expired is rejected when it is read.
  if (writeRefusal() !== undefined) return false;
  // The embedded database belongs to this process alone.
  if (handle.driver === "pglite") {
    await work(now);
    return true;
  }
  return handle.connection(async (query) => {
    // Bound to a transaction, the lock also works, and is released, behind a connection pooler.
    await query("begin");
    // It only holds the lock, for as long as the work on other connections takes.
    await query("set local idle_in_transaction_session_timeout = 0");
    const [row] = await query<{ held: boolean }>("select pg_try_advisory_xact_lock($1) as held", [sweepLock]);
    if (row?.held) await work(now);
    await query("commit");
    return row?.held ?? false;
  });
}
