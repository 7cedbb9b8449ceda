"use client";
import { useSyncExternalStore } from "react";

/** What can lie over any page. Buttons and keys all over Stint open it, so it is kept outside of the pages. */
export type GlobalDialog = "palette" | "shortcuts";

let shown: GlobalDialog | null = null;
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const getGlobalDialog = (): GlobalDialog | null => shown;

export function showGlobalDialog(next: GlobalDialog | null): void {
  shown = next;
  for (const listener of listeners) listener();
}

export const useGlobalDialog = (): GlobalDialog | null => useSyncExternalStore(subscribe, getGlobalDialog, () => null);
