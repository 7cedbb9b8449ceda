import "server-only";
import type { Caller } from "@/lib/api/implement.ts";
import { describeError } from "@/lib/core/describe-error.ts";
import { log } from "@/lib/core/log.ts";

/** Optional data of a page: null, and a line in the log, when it failed to load. */
export async function orNull<List>({ requestId }: Caller, list: Promise<List>): Promise<List | null> {
  try {
    return await list;
  } catch (error) {
    log().error({ request_id: requestId, ...describeError(error) }, "a list of a page failed to load");
    return null;
  }
}
