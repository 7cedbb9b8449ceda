"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { summaryQuery } from "@/components/tracking/queries.ts";
import { onTabNotified } from "@/lib/client/cross-tab.ts";
import { useCurrentUser } from "@/lib/client/current-user.tsx";
import { reportSignedIn } from "@/lib/client/session-expiry.ts";
import { changedDomains } from "@/lib/client/versions.ts";

/** A tab that is looked at learns within this time what was done anywhere else. */
const everyMs = 4000;

/**
 * Asks for the summary again and again while the tab is visible, which costs an answer without a body as long as nothing
 * has changed, and refetches the queries of each domain that has. Renders nothing.
 */
export function VersionPoller() {
  const client = useQueryClient();
  const person = useCurrentUser();
  const { data, dataUpdatedAt } = useQuery({
    ...summaryQuery,
    refetchInterval: everyMs,
    refetchOnWindowFocus: "always",
    retry: false,
  });
  const isOther = data !== undefined && data.user_id !== person.id;
  const seen = useRef(data);

  useEffect(() => {
    // Another tab has signed in another account: this page must not go on in its name.
    if (isOther) location.reload();
  }, [isOther]);

  useEffect(() => {
    if (dataUpdatedAt > 0 && !isOther) reportSignedIn();
  }, [dataUpdatedAt, isOther]);

  useEffect(() => {
    if (!data) return;
    const changed = changedDomains(seen.current, data);
    seen.current = data;
    for (const domain of changed) void client.invalidateQueries({ queryKey: [domain] });
  }, [data, client]);

  useEffect(() => onTabNotified(() => void client.invalidateQueries({ queryKey: summaryQuery.queryKey })), [client]);

  return null;
}
