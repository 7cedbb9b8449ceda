"use client";
import type { Style } from "@/lib/practice/constants.ts";
import type { Step } from "@/lib/practice/shapes.ts";
import type { PlayState } from "./machine.ts";

/** Where a practice stands, kept in this browser for each account and sequence, so that a reload changes nothing. */

/** The sequence as it was when the practice began. */
export interface Copy {
  name: string;
  style: Style;
  steps: Step[];
}

export interface Saved {
  /** The practice's `client_session_id`. */
  key: string;
  state: PlayState;
  copy: Copy;
}

/** Stint gives up a practice nobody has touched for a day. */
const keptForMs = 24 * 3_600_000;

const prefix = "stint.practice.at.";
export const nameOf = (person: number, sequence: number): string => `${prefix}${person}.${sequence}`;

function storage(): Storage | undefined {
  try {
    return window.localStorage;
  } catch {
    return undefined;
  }
}

// The copy is many times larger than the state, which is written each second.
const copyOf = (name: string): string => `${name}.copy`;

/** Keeps where it stands; the copy only with its first state. */
export function save(name: string, { key, state, copy }: Saved, withCopy: boolean): void {
  try {
    if (withCopy) storage()?.setItem(copyOf(name), JSON.stringify(copy));
    storage()?.setItem(name, JSON.stringify({ key, state }));
  } catch {
    // A browser that keeps nothing cannot go on after a reload; the practice itself is recorded all the same.
  }
}

export function forget(name: string): void {
  storage()?.removeItem(name);
  storage()?.removeItem(copyOf(name));
}

/** Where a practice stands that has begun and is not over. */
export function savedAt(name: string, now: number): Saved | undefined {
  try {
    const [kept, copy] = [storage()?.getItem(name), storage()?.getItem(copyOf(name))];
    if (!kept || !copy) return undefined;
    const saved = { ...JSON.parse(kept), copy: JSON.parse(copy) } as Saved;
    if (saved.state.phase !== "done" && now - saved.state.seen < keptForMs) return saved;
  } catch {
    // What cannot be read is worth nothing.
  }
  forget(name);
  return undefined;
}

/** Drops what nobody comes back to. */
export function forgetOld(now: number): void {
  const store = storage();
  if (!store) return;
  for (const name of Object.keys(store)) {
    if (name.startsWith(prefix) && !name.endsWith(".copy")) savedAt(name, now);
  }
}
