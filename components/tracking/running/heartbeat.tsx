"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { serverNow } from "@/components/time/now.tsx";
import { isProvisional } from "@/components/tracking/pending.ts";
import { useRunning } from "@/components/tracking/use-tracking.ts";
import { ApiError } from "@/lib/api/api-error.ts";
import { write } from "@/lib/client/api.ts";
import { useCurrentUser } from "@/lib/client/current-user.tsx";
import { summaryQuery } from "@/lib/client/summary.ts";
import type { trackingContract } from "@/lib/tracking/contract.ts";
import { noteAlive, noteAwake } from "./asleep.ts";

const beatEveryMs = 4 * 60_000;

/**
 * Sends a heartbeat. Returns whether the session still runs; undefined when that is not known: a lost connection is no
 * end, and the next heartbeat comes.
 */
async function sendHeartbeat(id: number, user: number): Promise<boolean | undefined> {
  try {
    const path = `/sessions/${id}/heartbeat` as const;
    const { status } = await write<typeof trackingContract.heartbeat>("POST", path, { body: {}, user });
    return status === "active";
  } catch (error) {
    return error instanceof ApiError && [401, 404].includes(error.status) ? false : undefined;
  }
}

/** While a session runs, this tab sends its heartbeats, hidden or not. Renders nothing. */
export function Heartbeat() {
  const client = useQueryClient();
  const { id: user } = useCurrentUser();
  const running = useRunning();
  const id = running?.id ?? null;

  useEffect(() => {
    if (id === null) return;
    let beaten = 0;
    async function beat(session: number): Promise<void> {
      if (Date.now() - beaten < beatEveryMs) return;
      beaten = Date.now();
      const runs = await sendHeartbeat(session, user);
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
  }, [id, user, client]);

  return null;
}
