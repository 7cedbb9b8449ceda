import { infiniteQueryOptions, type QueryKey, queryOptions } from "@tanstack/react-query";
import type { InputOf, OutputOf } from "@/lib/api/contract.ts";
import { read } from "@/lib/client/api.ts";
import type { ConditionId } from "@/lib/practice/conditions.ts";
import type { practiceContract } from "@/lib/practice/contract.ts";
import { type PoseFilters, queryOf, type SequenceFilters } from "./filters.ts";

/** What the pages of the library read. */

type Contract = typeof practiceContract;
export type SequenceList = OutputOf<Contract["listSequences"]>;
export type PoseList = OutputOf<Contract["listPoses"]>;

const pageLengths = { sequences: 24, poses: 100 };

/** What one page of sequences is asked for, on the server as in the browser. */
export const sequencesInput = (
  filters: SequenceFilters,
  cursor: string | null,
): InputOf<Contract["listSequences"]> => ({
  ...queryOf(filters),
  limit: pageLengths.sequences,
  ...(cursor !== null && { cursor }),
});

/** What one page of poses is asked for. */
export const posesInput = (filters: PoseFilters, cursor: string | null): InputOf<Contract["listPoses"]> => ({
  ...queryOf(filters),
  limit: pageLengths.poses,
  ...(cursor !== null && { cursor }),
});

/** Sequences, page by page. */
export const sequencesQuery = (filters: SequenceFilters) =>
  infiniteQueryOptions({
    queryKey: ["practice", "sequences", queryOf(filters)] as QueryKey,
    queryFn: ({ pageParam, signal }): Promise<SequenceList> =>
      read<Contract["listSequences"]>("/sequences", sequencesInput(filters, pageParam), signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last: SequenceList) => last.next_cursor,
  });

/** Poses, page by page. */
export const posesQuery = (filters: PoseFilters) =>
  infiniteQueryOptions({
    queryKey: ["practice", "poses", queryOf(filters)] as QueryKey,
    queryFn: ({ pageParam, signal }): Promise<PoseList> =>
      read<Contract["listPoses"]>("/poses", posesInput(filters, pageParam), signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last: PoseList) => last.next_cursor,
  });

/** One sequence; with the conditions that its poses are looked at for. */
export const sequenceQuery = (id: number, avoid: readonly ConditionId[] = []) =>
  queryOptions({
    queryKey: ["practice", "sequence", id, avoid.join(",")],
    queryFn: ({ signal }): Promise<OutputOf<Contract["getSequence"]>> =>
      read<Contract["getSequence"]>(`/sequences/${id}`, avoid.length > 0 ? { avoid: avoid.join(",") } : {}, signal),
  });

/** The first page of a list, as a query keeps it. */
export const firstPage = <Page>(page: Page) => ({ pages: [page], pageParams: [null] });
