"use client";

/** How the tabs of one browser tell each other that tracked time has changed, quicker than each of them asks. */

const name = "stint.tracked-time";

let channel: BroadcastChannel | undefined;

function open(): BroadcastChannel | undefined {
  if (typeof BroadcastChannel === "undefined") return undefined;
  channel ??= new BroadcastChannel(name);
  return channel;
}

/** Tells the other tabs. */
export function notifyTabs(): void {
  open()?.postMessage("changed");
}

/** Calls `listener` when another tab tells; returns the way out. */
export function onTabNotified(listener: () => void): () => void {
  const heard = open();
  heard?.addEventListener("message", listener);
  return () => heard?.removeEventListener("message", listener);
}
