"use client";
import { useEffect, useRef, useState } from "react";
import { isComposing } from "@/components/ui/keyboard/is-composing.ts";
import { isApple } from "@/components/ui/keyboard/keys.tsx";
import { getPageShortcuts } from "@/components/ui/keyboard/page-shortcuts.ts";
import { readPress, type StartedSequence } from "@/components/ui/keyboard/shortcuts.ts";
import { areSingleKeysOn } from "@/components/ui/keyboard/single-key-shortcuts.ts";
import { usePart } from "@/components/ui/use-part.ts";
import { getGlobalDialog, showGlobalDialog, useGlobalDialog } from "./global-dialog.ts";
import { useShortcutActions } from "./use-shortcut-actions.ts";

const loadPalette = () => import("./command-palette.tsx").then((module) => module.CommandPalette);
const loadShortcuts = () => import("./shortcuts-dialog.tsx").then((module) => module.ShortcutsDialog);

const fields = "input:not([type=checkbox],[type=radio],[type=button],[type=submit]), textarea, select";
const layers = "[role=dialog], [role=alertdialog], [role=menu]";

const close = () => showGlobalDialog(null);

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches(fields));

/** Obeys the shortcuts, and shows what they open over the page; each is loaded when it is first asked for. */
export function GlobalDialogs() {
  const shown = useGlobalDialog();
  const act = useShortcutActions();
  const [Palette, getPalette] = usePart(loadPalette, close);
  const [Shortcuts, getShortcuts] = usePart(loadShortcuts, close);
  /** What was typed while the palette was on its way. */
  const [ahead, setAhead] = useState("");
  const begun = useRef<StartedSequence | null>(null);
  const waiting = shown === "palette" && !Palette;

  useEffect(() => {
    if (shown === "palette") getPalette();
    if (shown === "shortcuts") getShortcuts();
    if (shown === null) setAhead("");
  }, [shown, getPalette, getShortcuts]);

  useEffect(() => () => showGlobalDialog(null), []);

  useEffect(() => {
    function typeAhead(event: KeyboardEvent): void {
      const letter = event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey;
      if (letter) setAhead((before) => before + event.key);
      if (event.key === "Escape") showGlobalDialog(null);
      if (letter || event.key === "Backspace") event.preventDefault();
    }
    function listen(event: KeyboardEvent): void {
      if (event.defaultPrevented || isComposing(event)) return;
      const page = getPageShortcuts();
      if (event.repeat && !page?.repeating.includes(event.key)) return;
      const surroundings = { apple: isApple(), typing: isTyping(event.target) || !areSingleKeysOn() };
      const read = readPress(event, surroundings, Date.now(), begun.current, page?.shortcuts);
      begun.current = read.begun ?? null;
      if (read.act === "palette" && getGlobalDialog() === "palette") {
        event.preventDefault();
        showGlobalDialog(null);
      } else if (waiting) {
        typeAhead(event);
      } else if (read.act !== undefined && getGlobalDialog() === null && !document.querySelector(layers)) {
        event.preventDefault();
        act(read.act);
      }
    }
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  });

  return (
    <>
      {Palette && <Palette open={shown === "palette"} typed={ahead} onClose={close} act={act} />}
      {Shortcuts && <Shortcuts open={shown === "shortcuts"} onClose={close} />}
    </>
  );
}
