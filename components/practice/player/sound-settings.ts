"use client";
import { useSyncExternalStore } from "react";

/** What somebody wants to hear, kept in this browser. */
export interface SoundSettings {
  /** Names are spoken. */
  voice: boolean;
  /** Neither bells nor names. */
  muted: boolean;
}

const name = "stint.practice.sound";
const usual: SoundSettings = { voice: true, muted: false };

let known: SoundSettings | undefined;
const listeners = new Set<() => void>();

function read(): SoundSettings {
  try {
    return { ...usual, ...(JSON.parse(localStorage.getItem(name) ?? "{}") as Partial<SoundSettings>) };
  } catch {
    return usual;
  }
}

export function getSoundSettings(): SoundSettings {
  known ??= read();
  return known;
}

export function setSoundSettings(next: Partial<SoundSettings>): void {
  known = { ...getSoundSettings(), ...next };
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

export const useSoundSettings = (): SoundSettings => useSyncExternalStore(subscribe, getSoundSettings, () => usual);
