"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { dueTasksQuery } from "@/components/tasks/list/due-query.ts";
import { useNow } from "@/components/time/now.tsx";
import { todayQuery } from "@/components/tracking/queries.ts";
import { summaryQuery } from "@/lib/client/summary.ts";
import { practiceTodayQuery } from "./queries.ts";

/** A little late, so that the server's clock has passed midnight as well. */
const lateMs = 2000;
const againEveryMs = 10_000;

/** Refetches the day once it is over, at `end` in milliseconds. Renders nothing, so checking each second is cheap. */
export function RefreshAtMidnight({ end }: { end: number }) {
  const client = useQueryClient();
  const over = useNow() - end - lateMs;
  // Until the next day is there it is asked for again and again: the answer may still be the old one.
  const attempt = over < 0 ? 0 : 1 + Math.floor(over / againEveryMs);
  useEffect(() => {
    if (attempt === 0) return;
    for (const { queryKey } of [todayQuery, summaryQuery, practiceTodayQuery, dueTasksQuery])
      void client.invalidateQueries({ queryKey });
  }, [attempt, client]);
  return null;
}
