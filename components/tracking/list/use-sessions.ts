"use client";
import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useState } from "react";
import { onAnswered } from "@/components/tracking/outbox-scope.ts";
import { useOperations } from "@/components/tracking/use-tracking.ts";
import { withPending } from "@/components/tracking/with-pending.ts";
import { useCurrentUser } from "@/lib/client/current-user.tsx";
import { summaryQuery } from "@/lib/client/summary.ts";
import { trackedVersion } from "@/lib/client/versions.ts";
import type { Filters } from "./filters.ts";
import { replacePage, type SessionPages, type SessionsPage } from "./list-pages.ts";
import { daysOf, itemsOf } from "./list-rows.ts";
import { sessionsKey, sessionsQuery } from "./queries.ts";
import { mergeSession, refetchSessions } from "./sessions-cache.ts";

/** The first page, as the server has rendered it. */
export interface FirstPage {
  page: SessionsPage;
  /** When it was read, in milliseconds. */
  at: number;
}

/** Refetches, one after the other, the visible pages that are older than the last change. */
function useFreshness(filters: Filters, data: SessionPages | undefined, version: number) {
  const client = useQueryClient();
  const [seen, setSeen] = useState({ from: 0, to: 0 });
  const pages = data?.pages ?? [];
  const index = pages.findIndex((page, place) => {
    return page.version < version && (place === 0 || (place >= seen.from && place <= seen.to));
  });
  const cursor = data?.pageParams[index] ?? null;
  useQuery({
    queryKey: ["sessions refetch", filters, cursor, version],
    queryFn: async ({ signal }) => {
      await refetchSessions(client, filters, cursor, signal);
      return version;
    },
    enabled: index >= 0,
    gcTime: 0,
  });

  const pageOfRow = useMemo(
    () => new Map(data?.pages.flatMap((page, place) => page.sessions.map(({ id }) => [id, place] as const))),
    [data],
  );
  const look = useCallback(
    (ids: number[]) => {
      const places = ids.flatMap((id) => pageOfRow.get(id) ?? []);
      const [from, to] = [Math.min(...places), Math.max(...places)];
      if (places.length > 0) setSeen((known) => (known.from === from && known.to === to ? known : { from, to }));
    },
    [pageOfRow],
  );
  return { isStale: index >= 0, look };
}

/** The list of sessions that the filters ask for, kept as it is on the server wherever somebody looks at it. */
export function useSessions(filters: Filters, first: FirstPage) {
  const client = useQueryClient();
  const { timezone: zone } = useCurrentUser();
  const isFirst = JSON.stringify(first.page.asked) === JSON.stringify(filters);
  const query = useInfiniteQuery({
    ...sessionsQuery(filters),
    placeholderData: keepPreviousData,
    ...(isFirst && { initialData: { pages: [first.page], pageParams: [null] }, initialDataUpdatedAt: first.at }),
  });
  const { data, isPlaceholderData } = query;
  const summary = useQuery(summaryQuery).data;
  const operations = useOperations();
  const { isStale, look } = useFreshness(filters, isPlaceholderData ? undefined : data, trackedVersion(summary));

  useEffect(
    () => onAnswered((operation, sessions) => sessions && mergeSession(client, operation, sessions, zone)),
    [client, zone],
  );

  // The server has rendered the page once more, for one that was here before.
  useEffect(() => {
    client.setQueryData(sessionsKey(first.page.asked), (known: SessionPages | undefined) => {
      const version = known?.pages[0]?.version ?? first.page.version;
      return known && version < first.page.version ? replacePage(known, 0, first.page) : known;
    });
  }, [client, first]);

  const running = summary?.active_session ?? null;
  const laid = useMemo(
    () => (data ? withPending(data, running, operations, zone) : null),
    [data, running, operations, zone],
  );
  const asked = data?.pages[0]?.asked ?? filters;
  const days = useMemo(() => daysOf(laid?.ended ?? [], asked.sort, zone), [laid, asked.sort, zone]);
  const items = useMemo(() => itemsOf(days), [days]);
  return { query, laid, items, asked, isStale, look };
}

export type SessionsParts = ReturnType<typeof useSessions>;
