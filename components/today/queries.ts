import { queryOptions } from "@tanstack/react-query";
import type { OutputOf } from "@/lib/api/contract.ts";
import { read } from "@/lib/client/api.ts";
import type { practiceContract } from "@/lib/practice/contract.ts";

export type PracticeToday = OutputOf<typeof practiceContract.today>;

/** What Today reads of practice. */
export const practiceTodayQuery = queryOptions({
  queryKey: ["practice", "today"],
  queryFn: ({ signal }): Promise<PracticeToday> => read<typeof practiceContract.today>("/practice/today", {}, signal),
});
