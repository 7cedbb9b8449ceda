"use client";
import type { VirtualItem } from "@tanstack/react-virtual";

/**
 * Where somebody was in a long list, for each entry of the browser's history that shows one. Browsers know the place as
 * well, but put it back before the list is there.
 */

interface Place {
  /** How far the page was scrolled, in pixels. */
  offset: number;
  /** The rows whose heights are known. */
  sizes: VirtualItem[];
}

const field = "stintList";
const places = new Map<string, Place>();

const stateOf = (): Record<string, unknown> => window.history.state ?? {};

function nameOfEntry(): string | undefined {
  const name = stateOf()[field];
  return typeof name === "string" ? name : undefined;
}

/** The place in this entry of the history, if somebody comes back to it. */
export function recallPlace(): Place | undefined {
  if (typeof window === "undefined") return undefined;
  return places.get(nameOfEntry() ?? "");
}

/** Marks this entry of the history as one with a list; answers its name. */
export function markEntry(): string {
  const known = nameOfEntry();
  if (known !== undefined) return known;
  const name = crypto.randomUUID();
  window.history.replaceState({ ...stateOf(), [field]: name }, "");
  return name;
}

/** Stores a scroll position for when a history entry is returned to. */
export function keepPlace(entry: string, place: Place): void {
  if (places.size > 50) places.clear();
  places.set(entry, place);
}
