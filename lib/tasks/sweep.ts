import "server-only";
import { purgeDeleted } from "./queries.ts";
import { restorableSince } from "./rules.ts";

/** Forgets tasks that can no longer be restored, whoever's they were. */
export const sweepTasks = (now: Date): Promise<void> => purgeDeleted(restorableSince(now));
