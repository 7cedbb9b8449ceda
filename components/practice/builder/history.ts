import type { Draft } from "./draft.ts";

/** What was done in the builder, to be undone and done again. Pure. */

export interface History {
  past: readonly Draft[];
  present: Draft;
  future: readonly Draft[];
  /** What the last change was about: typing in one field is one change. */
  about: string | null;
}

const longest = 200;

export const begin = (present: Draft): History => ({ past: [], present, future: [], about: null });

/**
 * Notes a change.
 * @param about the field that is being typed in; null for an act of its own
 */
export function change(history: History, next: Draft, about: string | null = null): History {
  const { past, present } = history;
  if (next === present) return history;
  const goesOn = about !== null && about === history.about;
  return { past: goesOn ? past : [...past, present].slice(-longest), present: next, future: [], about };
}

export function undo(history: History): History {
  const before = history.past.at(-1);
  if (!before) return history;
  const { past, present, future } = history;
  return { past: past.slice(0, -1), present: before, future: [present, ...future], about: null };
}

export function redo(history: History): History {
  const [next, ...future] = history.future;
  if (!next) return history;
  return { past: [...history.past, history.present], present: next, future, about: null };
}
