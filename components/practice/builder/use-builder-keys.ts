"use client";
import { useEffect, useRef } from "react";
import { isComposing } from "@/components/ui/keyboard/is-composing.ts";
import { keyName } from "@/components/ui/keyboard/key-name.ts";

const textFields = "input:not([type=checkbox],[type=radio]), textarea, select";
const dialogs = "[role=dialog], [role=alertdialog]";

interface KeyActs {
  save: () => void;
  undo: () => void;
  redo: () => void;
}

/** ⌘S saves; ⌘Z and ⇧⌘Z (or Ctrl Y) undo and redo, except in text, where the browser undoes letters. */
export function useBuilderKeys(acts: KeyActs): void {
  const latest = useRef(acts);
  useEffect(() => {
    latest.current = acts;
  });
  useEffect(() => {
    function listen(event: KeyboardEvent): void {
      const { target, shiftKey } = event;
      if (!(event.metaKey || event.ctrlKey) || event.altKey || event.defaultPrevented || isComposing(event)) return;
      const letter = keyName(event);
      const isOver = document.querySelector(dialogs) !== null;
      if (letter === "s" && !shiftKey) {
        // The browser would save the page as a file.
        event.preventDefault();
        if (!(isOver || event.repeat)) latest.current.save();
      } else if ((letter === "z" || letter === "y") && !isOver) {
        if (target instanceof HTMLElement && (target.isContentEditable || target.matches(textFields))) return;
        event.preventDefault();
        if (letter === "y" || shiftKey) latest.current.redo();
        else latest.current.undo();
      }
    }
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
}
