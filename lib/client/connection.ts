"use client";
import { onlineManager } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { ApiError } from "@/lib/api/api-error.ts";

/**
 * Whether Stint can be reached. The browser only knows whether there is a network; a server that is away shows in the
 * first request that fails, and one on this very machine is there without any network. So a loss is believed, and then
 * Stint is asked until it answers.
 */

/** Whether Stint, or its database, could not be reached: `fetch` throws a TypeError when nobody answers. */
export const isUnreachable = (error: unknown): boolean =>
  error instanceof TypeError || (error instanceof ApiError && error.status === 503);

const probeEveryMs = 2000;
let probing = false;

async function probe(): Promise<void> {
  const answered = await fetch("/health", { cache: "no-store" }).then(
    (response) => response.ok,
    () => false,
  );
  probing = false;
  if (answered) onlineManager.setOnline(true);
  else probeSoon();
}

function probeSoon(): void {
  if (probing) return;
  probing = true;
  setTimeout(probe, probeEveryMs);
}

/** Says that a request found nobody: whatever wants to be sent waits from now on until the server answers again. */
export function reportUnreachable(): void {
  onlineManager.setOnline(false);
  probeSoon();
}

onlineManager.setEventListener(() => {
  if (typeof window === "undefined") return;
  const comesBack = () => void probe();
  window.addEventListener("online", comesBack);
  window.addEventListener("offline", reportUnreachable);
  return () => {
    window.removeEventListener("online", comesBack);
    window.removeEventListener("offline", reportUnreachable);
  };
});

/** Resolves as soon as Stint can be reached, at once when nothing is known against it. */
export function untilOnline(): Promise<void> {
  if (onlineManager.isOnline()) return Promise.resolve();
  return new Promise((resolve) => {
    const leave = onlineManager.subscribe((online) => {
      if (!online) return;
      leave();
      resolve();
    });
  });
}

/** Whether Stint can be reached, as far as is known. */
export function useOnline(): boolean {
  return useSyncExternalStore(
    (listener) => onlineManager.subscribe(listener),
    () => onlineManager.isOnline(),
    () => true,
  );
}
