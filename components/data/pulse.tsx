"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { summaryQuery } from "@/components/tracking/queries.ts";
import { onTold } from "./channel.ts";
import { usePerson } from "./person.tsx";
import { tellSignedIn } from "./signed-out.ts";

/** A tab that is looked at learns within this time what was done anywhere else. */
const everyMs = 4000;

/**
 * Asks for the summary again and again while the tab is visible, which costs an answer without a body as long as nothing
 * has changed, and has everything read anew when something has. Draws nothing.
 */
export function Pulse() {
  const client = useQueryClient();
  const person = usePerson();
  const { data, dataUpdatedAt } = useQuery({
    ...summaryQuery,
    refetchInterval: everyMs,
    refetchOnWindowFocus: "always",
    retry: false,
  });
  const version = data?.version;
  const isOther = data !== undefined && data.user_id !== person.id;
  const seen = useRef(version);

  useEffect(() => {
    // Another tab has signed in another account: this page must not go on in its name.
    if (isOther) location.reload();
  }, [isOther]);

  useEffect(() => {
    if (dataUpdatedAt > 0 && !isOther) tellSignedIn();
  }, [dataUpdatedAt, isOther]);

  useEffect(() => {
    if (version === seen.current) return;
    seen.current = version;
    for (const domain of ["tracking", "practice", "tasks", "assistant"])
      void client.invalidateQueries({ queryKey: [domain] });
  }, [version, client]);

  useEffect(() => onTold(() => void client.invalidateQueries({ queryKey: summaryQuery.queryKey })), [client]);

  return null;
}
