import { navItems } from "@/components/ui/nav-list.ts";
import { keyName } from "./key-name.ts";

/** What a shortcut does; `page` is for the page that is shown. */
export type ShortcutAction =
  | { go: string }
  | { page: string }
  | "palette"
  | "shortcuts"
  | "start"
  | "end"
  | "task"
  | "search";

export interface Shortcut {
  /** Pressed one after the other; `Mod+` is ⌘ on Apple's machines and Ctrl on others. */
  keys: readonly string[];
  label: string;
  /** Without it the browser, or what is open, does it. */
  act?: ShortcutAction;
}

/** Every shortcut: what the keyboard's handler obeys and the dialog shows. */
export const shortcuts: readonly Shortcut[] = [
  { keys: ["Mod+k"], label: "Search and commands", act: "palette" },
  ...navItems.map(({ href, label, key }) => ({ keys: ["g", key], label: `Go to ${label}`, act: { go: href } })),
  { keys: ["n"], label: "Start tracking", act: "start" },
  { keys: ["e"], label: "End the running session", act: "end" },
  { keys: ["/"], label: "Search on this page", act: "search" },
  { keys: ["?"], label: "Show keyboard shortcuts", act: "shortcuts" },
  { keys: ["Escape"], label: "Close" },
];

/** The keys of an act, to be shown beside it. */
export const keysOf = (wanted: ShortcutAction): readonly string[] | undefined =>
  shortcuts.find(({ act }) => JSON.stringify(act) === JSON.stringify(wanted))?.keys;

/** What of a `keydown` matters. */
export interface Press {
  key: string;
  code: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

interface Surroundings {
  /** ⌘ takes the part of Ctrl. */
  apple: boolean;
  /** Letters are being typed, or shortcuts of one key are turned off: only those with ⌘ or Ctrl count. */
  typing: boolean;
}

/** The beginning of a sequence, and when it was pressed in milliseconds. */
export interface StartedSequence {
  keys: string;
  at: number;
}

/** How long after its beginning a sequence may go on. */
const patienceMs = 1500;

/** The name of a press in the list above; null for one that no shortcut may be. */
function nameOf(press: Press, { apple, typing }: Surroundings): string | null {
  const mod = apple ? press.metaKey : press.ctrlKey;
  const other = apple ? press.ctrlKey : press.metaKey;
  if (press.altKey || other) return null;
  if (mod) return press.shiftKey ? null : `Mod+${keyName(press)}`;
  if (typing) return null;
  // Signs such as ? need Shift on most keyboards; a letter with Shift is another one. Caps Lock is not Shift.
  const letter = press.key.length === 1 && press.key.toLowerCase() !== press.key.toUpperCase();
  return letter && press.shiftKey ? null : keyName(press);
}

/**
 * What a press means.
 * @param begun what the press before has begun
 * @param own shortcuts of the page; they go before the others
 * @returns the act to do, or what the press has begun
 */
export function readPress(
  press: Press,
  surroundings: Surroundings,
  now: number,
  begun: StartedSequence | null = null,
  own: readonly Shortcut[] = [],
): { act?: ShortcutAction; begun?: StartedSequence } {
  const name = nameOf(press, surroundings);
  if (name === null) return {};
  const before = begun && now - begun.at <= patienceMs ? begun.keys : null;
  const keys = before === null ? name : `${before} ${name}`;
  const all = [...own, ...shortcuts];
  const found = all.find((shortcut) => shortcut.keys.join(" ") === keys);
  if (found) return found.act === undefined ? {} : { act: found.act };
  if (all.some((shortcut) => shortcut.keys.join(" ").startsWith(`${keys} `))) return { begun: { keys, at: now } };
  return before === null ? {} : readPress(press, surroundings, now, null, own);
}
