import "server-only";
import { purgeDeleted } from "./queries.ts";
import { restorableSince } from "./rules.ts";

/** Purges all users' tasks that can no longer be restored. */
export const sweepTasks = (now: Date): Promise<void> => purgeDeleted(restorableSince(now));
