"use client";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { keepTracking } from "@/lib/tracking/actions.ts";

const beatEveryMs = 4 * 60_000;
const staleAfterMs = 30_000;

/**
 * Keeps the page and the running session honest: while a session runs this tab gives its signs of life, and whoever
 * comes back to the tab sees what has happened elsewhere. Draws nothing.
 */
export function KeepAlive({ running }: { running: number | null }) {
  const router = useRouter();

  useEffect(() => {
    if (running === null) return;
    let beaten = 0;
    async function beat(id: number): Promise<void> {
      if (Date.now() - beaten < beatEveryMs) return;
      beaten = Date.now();
      // A lost connection is no end: the next beat comes.
      const runs = await keepTracking(id).catch(() => true);
      if (!runs) router.refresh();
    }
    const look = () => void beat(running);
    look();
    const timer = setInterval(look, 30_000);
    document.addEventListener("visibilitychange", look);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", look);
    };
  }, [running, router]);

  useEffect(() => {
    let left = Date.now();
    const look = () => {
      if (document.visibilityState === "hidden") left = Date.now();
      else if (Date.now() - left > staleAfterMs) router.refresh();
    };
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, [router]);

  return null;
}
