import { queryOptions } from "@tanstack/react-query";
import type { OutputOf } from "@/lib/api/contract.ts";
import type { trackingContract } from "@/lib/tracking/contract.ts";
import { read } from "./api.ts";

/**
 * The summary, which every visible tab polls: what runs, and the version of each domain's data, which
 * decides what is refetched (refresh.ts).
 */

export type Summary = OutputOf<typeof trackingContract.summary>;

export const summaryQuery = queryOptions({
  queryKey: ["summary"],
  queryFn: ({ signal }): Promise<Summary> => read<typeof trackingContract.summary>("/stats/summary", {}, signal),
});
