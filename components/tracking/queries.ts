import { queryOptions } from "@tanstack/react-query";
import type { OutputOf } from "@/lib/api/contract.ts";
import { read } from "@/lib/client/api.ts";
import type { trackingContract } from "@/lib/tracking/contract.ts";

/** What pages read of tracked time. Keys begin with "tracking", so that a change refetches them. */

export type Today = OutputOf<typeof trackingContract.today>;

export const todayQuery = queryOptions({
  queryKey: ["tracking", "today"],
  queryFn: ({ signal }): Promise<Today> => read<typeof trackingContract.today>("/stats/today", {}, signal),
});
