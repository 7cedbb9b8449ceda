"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { onTabNotified } from "@/lib/client/cross-tab.ts";
import { useCurrentUser } from "@/lib/client/current-user.tsx";
import { invalidateChanged } from "@/lib/client/refresh.ts";
import { reportSignedIn } from "@/lib/client/session-expiry.ts";
import { summaryQuery } from "@/lib/client/summary.ts";

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

  useEffect(() => {
    // Another tab has signed in another account: this page must not go on in its name.
    if (isOther) location.reload();
  }, [isOther]);

  useEffect(() => {
    if (dataUpdatedAt > 0 && !isOther) reportSignedIn();
  }, [dataUpdatedAt, isOther]);

  useEffect(() => {
    if (data && !isOther) void invalidateChanged(client, data);
  }, [data, isOther, client]);

  useEffect(
    () =>
      onTabNotified((summary) => {
        if (summary?.user_id === person.id) client.setQueryData(summaryQuery.queryKey, summary);
        else void client.invalidateQueries({ queryKey: summaryQuery.queryKey });
      }),
    [client, person.id],
  );

  return null;
}
