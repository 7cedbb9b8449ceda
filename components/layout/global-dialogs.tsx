"use client";
import { useEffect, useRef, useState } from "react";
import { isComposing } from "@/components/ui/keyboard/is-composing.ts";
import { isApple } from "@/components/ui/keyboard/keys.tsx";
import { pageKeys } from "@/components/ui/keyboard/page-shortcuts.ts";
import { type Begun, readPress } from "@/components/ui/keyboard/shortcuts.ts";
import { singleKeysOn } from "@/components/ui/keyboard/single-key-shortcuts.ts";
import { usePart } from "@/components/ui/use-part.ts";
import { overlay, showOverlay, useOverlay } from "./global-dialog.ts";
import { useActs } from "./use-shortcut-actions.ts";

const loadPalette = () => import("./command-palette.tsx").then((module) => module.Palette);
const loadShortcuts = () => import("./shortcuts-dialog.tsx").then((module) => module.ShortcutsDialog);

const fields = "input:not([type=checkbox],[type=radio],[type=button],[type=submit]), textarea, select";
const layers = "[role=dialog], [role=alertdialog], [role=menu]";

const close = () => showOverlay(null);

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches(fields));

/** Obeys the shortcuts, and shows what they open over the page; each is loaded when it is first asked for. */
export function Overlays() {
  const shown = useOverlay();
  const act = useActs();
  const [Palette, getPalette] = usePart(loadPalette, close);
  const [Shortcuts, getShortcuts] = usePart(loadShortcuts, close);
  /** What was typed while the palette was on its way. */
  const [ahead, setAhead] = useState("");
  const begun = useRef<Begun | null>(null);
  const waiting = shown === "palette" && !Palette;

  useEffect(() => {
    if (shown === "palette") getPalette();
    if (shown === "shortcuts") getShortcuts();
    if (shown === null) setAhead("");
  }, [shown, getPalette, getShortcuts]);

  useEffect(() => () => showOverlay(null), []);

  useEffect(() => {
    function typeAhead(event: KeyboardEvent): void {
      const letter = event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey;
      if (letter) setAhead((before) => before + event.key);
      if (event.key === "Escape") showOverlay(null);
      if (letter || event.key === "Backspace") event.preventDefault();
    }
    function listen(event: KeyboardEvent): void {
      if (event.defaultPrevented || isComposing(event)) return;
      const page = pageKeys();
      if (event.repeat && !page?.repeating.includes(event.key)) return;
      const surroundings = { apple: isApple(), typing: isTyping(event.target) || !singleKeysOn() };
      const read = readPress(event, surroundings, Date.now(), begun.current, page?.shortcuts);
      begun.current = read.begun ?? null;
      if (read.act === "palette" && overlay() === "palette") {
        event.preventDefault();
        showOverlay(null);
      } else if (waiting) {
        typeAhead(event);
      } else if (read.act !== undefined && overlay() === null && !document.querySelector(layers)) {
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
