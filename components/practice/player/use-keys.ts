"use client";
import { useEffect, useRef } from "react";
import { isComposing } from "@/components/ui/keyboard/is-composing.ts";
import { keyName } from "@/components/ui/keyboard/key-name.ts";
import { areSingleKeysOn } from "@/components/ui/keyboard/single-key-shortcuts.ts";

export interface KeyActs {
  toggle: () => void;
  next: () => void;
  previous: () => void;
  mute: () => void;
  fullScreen: () => void;
  ask: () => void;
}

const acts: Record<string, keyof KeyActs> = {
  " ": "toggle",
  ArrowRight: "next",
  ArrowLeft: "previous",
  m: "mute",
  f: "fullScreen",
  Escape: "ask",
  End: "ask",
};

/** What has the keyboard for itself: a dialog, or a button that was reached by Tab. */
function belongsElsewhere({ key, target }: KeyboardEvent): boolean {
  if (document.querySelector("dialog[open]")) return true;
  return key === " " && target instanceof Element && target.matches("button:focus-visible, a:focus-visible");
}

/** Obeys the player's keys while `active`. */
export function useKeys(active: boolean, given: KeyActs): void {
  const latest = useRef(given);
  latest.current = given;
  useEffect(() => {
    if (!active) return;
    function listen(event: KeyboardEvent): void {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isComposing(event)) return;
      const act = acts[keyName(event)];
      if (!act || belongsElsewhere(event)) return;
      // Letters do nothing by themselves for who has turned that off.
      if (/^[a-z]$/i.test(event.key) && !areSingleKeysOn()) return;
      event.preventDefault();
      if (!event.repeat) latest.current[act]();
    }
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, [active]);
}
