"use client";
import { useSyncExternalStore } from "react";

/** What somebody wants to hear, kept in this browser. */
export interface Choices {
  /** Names are spoken. */
  voice: boolean;
  /** Neither bells nor names. */
  muted: boolean;
}

const name = "stint.practice.sound";
const usual: Choices = { voice: true, muted: false };

let known: Choices | undefined;
const listeners = new Set<() => void>();

function read(): Choices {
  try {
    return { ...usual, ...(JSON.parse(localStorage.getItem(name) ?? "{}") as Partial<Choices>) };
  } catch {
    return usual;
  }
}

export function choices(): Choices {
  known ??= read();
  return known;
}

export function choose(next: Partial<Choices>): void {
  known = { ...choices(), ...next };
  try {
    localStorage.setItem(name, JSON.stringify(known));
  } catch {
    // A browser that keeps nothing asks again next time.
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useChoices = (): Choices => useSyncExternalStore(subscribe, choices, () => usual);
