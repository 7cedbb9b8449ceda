import { queryOptions } from "@tanstack/react-query";
import type { OutputOf } from "@/lib/api/contract.ts";
import { read } from "@/lib/client/api.ts";
import type { trackingContract } from "@/lib/tracking/contract.ts";

/**
 * What pages read of tracked time. The summary is asked for again and again by every visible tab; when it tells that
 * tracked time has changed, every query whose key begins with "tracking" is refetched.
 */

export type Summary = OutputOf<typeof trackingContract.summary>;
export type Today = OutputOf<typeof trackingContract.today>;

export const summaryQuery = queryOptions({
  queryKey: ["summary"],
  queryFn: ({ signal }): Promise<Summary> => read<typeof trackingContract.summary>("/stats/summary", {}, signal),
});

export const todayQuery = queryOptions({
  queryKey: ["tracking", "today"],
  queryFn: ({ signal }): Promise<Today> => read<typeof trackingContract.today>("/stats/today", {}, signal),
});
