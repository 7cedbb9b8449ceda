"use client";
import { useSyncExternalStore } from "react";

// Users who dictate, or rest a hand on the keyboard, must be able to turn off single-key shortcuts (WCAG 2.1.4).

const storageKey = "stint:single-keys";
const listeners = new Set<() => void>();

/** Whether shortcuts without ⌘ or Ctrl are on in this browser. */
export function areSingleKeysOn(): boolean {
  try {
    return localStorage.getItem(storageKey) !== "off";
  } catch {
    return true;
  }
}

export function setSingleKeys(on: boolean): void {
  try {
    if (on) localStorage.removeItem(storageKey);
    else localStorage.setItem(storageKey, "off");
  } catch {
    // A browser that keeps nothing keeps them on.
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useSingleKeys = (): boolean => useSyncExternalStore(subscribe, areSingleKeysOn, () => true);
