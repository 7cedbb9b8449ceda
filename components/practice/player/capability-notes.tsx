"use client";
import { useSoundSettings } from "./sound-settings.ts";
import type { Lacks } from "./use-player.ts";

/** Says in one line what this browser cannot do, as far as it would be wanted. */
export function CapabilityNotes({ lacks }: { lacks: Lacks }) {
  const { voice, muted } = useSoundSettings();
  const notes = [
    lacks.sound && !muted && "Tap anywhere to turn sound on.",
    lacks.voice && voice && !muted && "No speech voice on this device – names are shown only.",
    lacks.awake && "This browser cannot keep the screen on.",
  ].filter(Boolean);
  return <p className="min-h-4 text-center text-muted text-xs">{notes.join(" ")}</p>;
}
