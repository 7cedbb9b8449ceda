"use client";
import { useSyncExternalStore } from "react";

/** What can lie over any page. Buttons and keys all over Stint open it, so it is kept outside of the pages. */
export type Overlay = "palette" | "shortcuts";

let shown: Overlay | null = null;
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const overlay = (): Overlay | null => shown;

export function showOverlay(next: Overlay | null): void {
  shown = next;
  for (const listener of listeners) listener();
}

export const useOverlay = (): Overlay | null => useSyncExternalStore(subscribe, overlay, () => null);
