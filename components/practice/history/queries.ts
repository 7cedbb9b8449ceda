import { infiniteQueryOptions, type QueryKey, queryOptions } from "@tanstack/react-query";
import type { InputOf, OutputOf } from "@/lib/api/contract.ts";
import { read } from "@/lib/client/api.ts";
import type { practiceContract } from "@/lib/practice/contract.ts";
import { daysOf } from "./month.ts";

/** The queries of the practice history. All keys begin with "practice", so that a change refetches them. */

type Contract = typeof practiceContract;
export type Stats = OutputOf<Contract["stats"]>;
export type Calendar = OutputOf<Contract["calendar"]>;
export type PracticePage = OutputOf<Contract["list"]>;
export type Achievements = OutputOf<Contract["achievements"]>;

export const statsQuery = queryOptions({
  queryKey: ["practice", "stats"],
  queryFn: ({ signal }): Promise<Stats> => read<Contract["stats"]>("/practice/stats", {}, signal),
});

export const calendarQuery = (month: string) =>
  queryOptions({
    queryKey: ["practice", "calendar", month],
    queryFn: ({ signal }): Promise<Calendar> => read<Contract["calendar"]>("/practice/calendar", { month }, signal),
  });

/** What a page of a month's practices is asked for, on the server as in the browser. */
export function listInput(month: string, cursor: string | null): InputOf<Contract["list"]> {
  const { first, last } = daysOf(month);
  return { from: first, to: last, limit: 50, ...(cursor !== null && { cursor }) };
}

export interface PracticePages {
  pages: PracticePage[];
  pageParams: (string | null)[];
}

/** The practices of a month, the newest first. */
export const practicesQuery = (month: string) =>
  infiniteQueryOptions<PracticePage, Error, PracticePages, QueryKey, string | null>({
    queryKey: ["practice", "list", month],
    queryFn: ({ pageParam, signal }): Promise<PracticePage> =>
      read<Contract["list"]>("/practice/sessions", listInput(month, pageParam), signal),
    initialPageParam: null,
    getNextPageParam: (last) => last.next_cursor,
  });

/** One practice with its poses. */
export const practiceQuery = (id: number) =>
  queryOptions({
    queryKey: ["practice", "session", id],
    queryFn: ({ signal }) => read<Contract["get"]>(`/practice/sessions/${id}`, {}, signal),
  });

export const achievementsInput = { limit: 100 };

export const achievementsQuery = queryOptions({
  queryKey: ["practice", "achievements"],
  queryFn: ({ signal }): Promise<Achievements> =>
    read<Contract["achievements"]>("/achievements", achievementsInput, signal),
});
