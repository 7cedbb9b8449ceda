import { infiniteQueryOptions, type QueryClient, type QueryKey, queryOptions } from "@tanstack/react-query";
import type { InputOf, OutputOf } from "@/lib/api/contract.ts";
import { read } from "@/lib/client/api.ts";
import { summaryQuery } from "@/lib/client/summary.ts";
import { trackedVersion } from "@/lib/client/versions.ts";
import type { trackingContract } from "@/lib/tracking/contract.ts";
import type { Session } from "@/lib/tracking/shapes.ts";
import { type Filters, queryOf } from "./filters.ts";
import { pageOf, type SessionPages, type SessionsPage } from "./list-pages.ts";

/** What the pages under Tracking read. */

type Contract = typeof trackingContract;
export type Year = OutputOf<Contract["year"]>;
export type Repository = OutputOf<Contract["repository"]>;
export type List = OutputOf<Contract["list"]>;

export const pageLength = 100;

/** What one page of the list is asked for, on the server as in the browser. */
export const listInput = (filters: Filters, cursor: string | null): InputOf<Contract["list"]> => ({
  ...queryOf(filters),
  sort: filters.sort,
  limit: pageLength,
  ...(cursor !== null && { cursor }),
});

/** Reads one page of the list. */
export async function readPage(
  client: QueryClient,
  filters: Filters,
  cursor: string | null,
  signal?: AbortSignal,
): Promise<SessionsPage> {
  // What is read now is at least as new as what the summary knew before.
  const version = trackedVersion(client.getQueryData(summaryQuery.queryKey));
  const list: List = await read<Contract["list"]>("/sessions", listInput(filters, cursor), signal);
  return pageOf(list, filters, version);
}

export const sessionsKey = (filters: Filters): QueryKey => ["sessions", filters];

/**
 * The list, page by page. Its key does not begin with "tracking", because a change must not have all its pages read
 * anew: use-sessions.ts sees to those that are looked at.
 */
export const sessionsQuery = (filters: Filters) =>
  infiniteQueryOptions<SessionsPage, Error, SessionPages, QueryKey, string | null>({
    queryKey: sessionsKey(filters),
    queryFn: ({ client, pageParam, signal }) => readPage(client, filters, pageParam, signal),
    initialPageParam: null,
    getNextPageParam: (last) => last.next_cursor,
  });

export const readSession = (id: number): Promise<Session> => read<Contract["get"]>(`/sessions/${id}`);

export const tagsQuery = queryOptions({
  queryKey: ["tracking", "tags"],
  queryFn: ({ signal }) => read<Contract["tags"]>("/stats/tags", {}, signal),
});

/** @param year null for the one that runs */
export const yearQuery = (year: number | null) =>
  queryOptions({
    queryKey: ["tracking", "year", year],
    queryFn: ({ signal }): Promise<Year> =>
      read<Contract["year"]>("/stats/year", year === null ? {} : { year }, signal),
  });

export const repositoryQuery = (owner: string, name: string) =>
  queryOptions({
    queryKey: ["tracking", "repository", owner, name],
    queryFn: ({ signal }): Promise<Repository> =>
      read<Contract["repository"]>(`/stats/repo/${encodeURIComponent(owner)}/${encodeURIComponent(name)}`, {}, signal),
  });
