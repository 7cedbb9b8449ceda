import { queryOptions } from "@tanstack/react-query";
import type { OutputOf } from "@/lib/api/contract.ts";
import { read } from "@/lib/client/api.ts";
import type { trackingContract } from "@/lib/tracking/contract.ts";

/** The repositories a person has tracked. */
export const repositoriesQuery = queryOptions({
  queryKey: ["tracking", "repositories"],
  queryFn: ({ signal }): Promise<OutputOf<typeof trackingContract.repositories>> =>
    read<typeof trackingContract.repositories>("/stats/repos", {}, signal),
});
