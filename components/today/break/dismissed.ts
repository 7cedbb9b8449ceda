"use client";
import { useMemo, useSyncExternalStore } from "react";

/** When the offer of a break was last put away, in this browser and for each person of it. */

const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  addEventListener("storage", listener);
  return () => {
    listeners.delete(listener);
    removeEventListener("storage", listener);
  };
}

const nameFor = (person: number): string => `stint.break-dismissed.${person}`;

/** Storage may be shut: then it holds until the page is left. */
const shut = new Map<string, string>();

function stored(name: string): string | null {
  try {
    return localStorage.getItem(name) ?? shut.get(name) ?? null;
  } catch {
    return shut.get(name) ?? null;
  }
}

/** The instant in milliseconds, or null; and the function that sets it. */
export function useDismissed(person: number): [number | null, (at: number) => void] {
  const name = nameFor(person);
  const text = useSyncExternalStore(
    subscribe,
    () => stored(name),
    () => null,
  );
  const dismiss = useMemo(
    () => (at: number) => {
      shut.set(name, String(at));
      try {
        localStorage.setItem(name, String(at));
      } catch {}
      for (const listener of listeners) listener();
    },
    [name],
  );
  const at = Number(text);
  return [text === null || !Number.isFinite(at) ? null : at, dismiss];
}
