import type { Shortcut } from "./shortcuts.ts";

/** Shortcuts of the page that is shown. They go before those of all pages. */
export interface PageShortcuts {
  shortcuts: readonly Shortcut[];
  /** Does what one of them names. */
  act: (name: string) => void;
  /** Those that go on while their key is held down. */
  repeating: readonly string[];
}

let shown: PageShortcuts | null = null;

/** What the page has, if it has any. */
export const getPageShortcuts = (): PageShortcuts | null => shown;

/** Gives the page its shortcuts; returns the way out. */
export function setPageShortcuts(keys: PageShortcuts): () => void {
  shown = keys;
  return () => {
    if (shown === keys) shown = null;
  };
}
