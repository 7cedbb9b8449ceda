import type { Shortcut } from "./shortcuts.ts";

/** What keys do on the page of the assistant. */
export const assistantShortcuts = [
  { keys: ["n"], label: "New conversation", act: { page: "new" } },
  { keys: ["Mod+j"], label: "New conversation (also while typing)", act: { page: "new" } },
  { keys: ["c"], label: "Message the assistant", act: { page: "write" } },
  // The field itself obeys it.
  { keys: ["Escape"], label: "Stop the answer" },
] as const satisfies readonly Shortcut[];
