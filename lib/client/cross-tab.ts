"use client";
import type { Summary } from "./summary.ts";

/** How the tabs of one browser tell each other that data has changed, sooner than each of them polls. */

const name = "stint.changes";

let channel: BroadcastChannel | undefined;

function open(): BroadcastChannel | undefined {
  if (typeof BroadcastChannel === "undefined") return undefined;
  channel ??= new BroadcastChannel(name);
  return channel;
}

/** Notifies the other tabs of a change. @param summary the summary since then, if this tab has read it */
export function notifyTabs(summary?: Summary): void {
  open()?.postMessage(summary ?? null);
}

/** Calls `listener` when another tab notifies; returns the function to unsubscribe. */
export function onTabNotified(listener: (summary: Summary | null) => void): () => void {
  const source = open();
  const listen = ({ data }: MessageEvent<Summary | null>) => listener(data);
  source?.addEventListener("message", listen);
  return () => source?.removeEventListener("message", listen);
}
