"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { serverNow } from "@/components/time/now.tsx";
import { isProvisional } from "@/components/tracking/pending.ts";
import { summaryQuery } from "@/components/tracking/queries.ts";
import { useRunning } from "@/components/tracking/use-tracking.ts";
import { keepTracking } from "@/lib/tracking/actions.ts";
import { noteAlive, noteAwake } from "./asleep.ts";

const beatEveryMs = 4 * 60_000;

/** While a session runs, this tab gives its signs of life, hidden or not. Draws nothing. */
export function Heartbeat() {
  const client = useQueryClient();
  const running = useRunning();
  const id = running?.id ?? null;

  useEffect(() => {
    if (id === null) return;
    let beaten = 0;
    async function beat(session: number): Promise<void> {
      if (Date.now() - beaten < beatEveryMs) return;
      beaten = Date.now();
      // A lost connection is no end: the next beat comes.
      const runs = await keepTracking(session).catch(() => undefined);
      if (runs) noteAlive(session);
      if (runs === false) void client.invalidateQueries({ queryKey: summaryQuery.queryKey });
    }
    const look = () => {
      noteAwake(id, serverNow());
      if (!isProvisional({ id })) void beat(id);
    };
    look();
    const timer = setInterval(look, 30_000);
    document.addEventListener("visibilitychange", look);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", look);
    };
  }, [id, client]);

  return null;
}
