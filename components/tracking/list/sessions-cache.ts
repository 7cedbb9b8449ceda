"use client";
import type { QueryClient, QueryKey } from "@tanstack/react-query";
import type { Operation } from "@/components/tracking/pending.ts";
import type { Session } from "@/lib/tracking/shapes.ts";
import type { Filters } from "./filters.ts";
import { applyChange, type Change, replacePage, type SessionPages } from "./list-pages.ts";
import { readPage, sessionsKey } from "./queries.ts";

/** How the lists that were read learn of what has changed on the server. */

/** A page on its way would put back what is changed now; it is asked for again. */
const stopReading = (client: QueryClient, queryKey: QueryKey) =>
  client.cancelQueries({ queryKey, predicate: ({ state }) => state.data !== undefined });

/**
 * Refetches one page, and keeps the rest of the list.
 * @param cursor where the page begins
 */
export async function refetchSessions(
  client: QueryClient,
  filters: Filters,
  cursor: string | null,
  signal?: AbortSignal,
): Promise<void> {
  const fresh = await readPage(client, filters, cursor, signal);
  const queryKey = sessionsKey(filters);
  await stopReading(client, queryKey);
  client.setQueryData(queryKey, (data: SessionPages | undefined) => {
    // Another page may have moved it since.
    const index = data?.pageParams.indexOf(cursor) ?? -1;
    return data && index >= 0 ? replacePage(data, index, fresh) : data;
  });
}

/** What an answered operation tells about sessions; null when that has to be read. */
function changeOf(operation: Operation, sessions: Session[]): Change | null {
  if (operation.kind === "remove") return { gone: operation.sessions.map(({ id }) => id), put: [] };
  // A start may have ended another session, and an end that was told late names none.
  if (operation.kind === "start" || sessions.length === 0) return null;
  return { gone: [], put: sessions };
}

/** Puts one session as it is now into every list that was read. */
export function putSession(client: QueryClient, session: Session, zone: string): void {
  client.setQueriesData(
    { queryKey: ["sessions"] },
    (data: SessionPages | undefined) => data && applyChange(data, { gone: [], put: [session] }, zone),
  );
}

/** Has every list that was read tell what an operation has done, before it stops being laid over them. */
export async function mergeSession(
  client: QueryClient,
  operation: Operation,
  sessions: Session[],
  zone: string,
): Promise<void> {
  const change = changeOf(operation, sessions);
  await stopReading(client, ["sessions"]);
  const lists = client.getQueryCache().findAll({ queryKey: ["sessions"] });
  for (const list of lists) {
    const data = list.state.data as SessionPages | undefined;
    const [first] = data?.pages ?? [];
    if (!data || !first) continue;
    if (change) client.setQueryData(list.queryKey, applyChange(data, change, zone));
    // What cannot be read now is read when the version of the person's time is known.
    else if (list.isActive()) await refetchSessions(client, first.asked, null).catch(() => {});
  }
}
