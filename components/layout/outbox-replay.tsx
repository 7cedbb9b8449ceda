"use client";
import { onlineManager, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { serverNow } from "@/components/time/now.tsx";
import { trackingScope } from "@/components/tracking/outbox-scope.ts";
import { useCurrentUser } from "@/lib/client/current-user.tsx";
import { type OutboxScope, replayOutbox } from "@/lib/client/outbox.ts";
import { adoptLegacyOperations, hasLegacyOperations } from "./legacy-operations.ts";

/** By then React has hydrated the page; what it hydrates must be what the server rendered. */
const hydratedMs = 700;

/** The domains whose operations wait in the outbox; what most pages do without is loaded when something waits. */
const scopes: Record<string, () => Promise<OutboxScope>> = {
  tracking: async () => trackingScope as OutboxScope,
  tasks: () => import("@/components/tasks/outbox-scope.ts").then(({ tasksScope }) => tasksScope as OutboxScope),
};

/** Sends what waits in the outbox: on load, online again, and when the tab is looked at. Renders nothing. */
export function OutboxReplay() {
  const client = useQueryClient();
  const { id: user } = useCurrentUser();

  useEffect(() => {
    const replay = () => {
      // The next occasion tries again.
      void replayOutbox(client, user, (name) => scopes[name]?.(), serverNow()).catch(() => {});
    };
    const timer = setTimeout(async () => {
      if (hasLegacyOperations(user)) await adoptLegacyOperations(user);
      replay();
    }, hydratedMs);
    const look = () => {
      if (document.visibilityState === "visible") replay();
    };
    document.addEventListener("visibilitychange", look);
    const unsubscribe = onlineManager.subscribe((online) => {
      if (online) replay();
    });
    return () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", look);
      unsubscribe();
    };
  }, [client, user]);

  return null;
}
