"use client";
import type { QueryClient } from "@tanstack/react-query";
import { notifyTabs } from "./cross-tab.ts";
import { type Summary, summaryQuery } from "./summary.ts";
import { changedDomains, type Domain } from "./versions.ts";

/** Refetches what has changed, once, whether this tab, another one or another device changed it. */

/** The summary whose versions each client's queries have. */
const seen = new WeakMap<QueryClient, Summary>();

/** Refetches the queries of the domains that have changed since the summary before. */
export async function invalidateChanged(client: QueryClient, summary: Summary): Promise<void> {
  const before = seen.get(client);
  seen.set(client, summary);
  if (!before) return;
  await Promise.all(changedDomains(before, summary).map((domain) => client.invalidateQueries({ queryKey: [domain] })));
}

/**
 * Refetches what a write has changed, and lets the other tabs know without asking the server once more.
 * @param domain what was written to; refetched in any case when the summary cannot be read
 */
export async function refreshAfterWrite(client: QueryClient, domain: Domain): Promise<void> {
  const { queryKey } = summaryQuery;
  // Cancels a poll that is in flight: it may not know of the write yet.
  await client.invalidateQueries({ queryKey });
  const state = client.getQueryState(queryKey);
  if (!state?.data || state.isInvalidated) {
    notifyTabs();
    await client.invalidateQueries({ queryKey: [domain] });
    return;
  }
  notifyTabs(state.data);
  await invalidateChanged(client, state.data);
}
