"use client";

/** What was done to tasks in this tab and can be taken back, the latest last. */

interface Undoable {
  /** Takes it back. */
  undo: () => void;
}

const most = 50;
const done: Undoable[] = [];

/** Remembers how to take something back. @returns the function that does, once */
export function undoable(undo: () => void): () => void {
  const entry: Undoable = { undo };
  done.push(entry);
  if (done.length > most) done.shift();
  return () => {
    const place = done.indexOf(entry);
    if (place < 0) return;
    done.splice(place, 1);
    undo();
  };
}

/** Takes back what was done last. @returns whether there was anything */
export function undoLast(): boolean {
  const last = done.pop();
  last?.undo();
  return last !== undefined;
}

/** Forgets one that was refused: there is nothing to take back. */
export function forgetUndo(undo: () => void): void {
  const place = done.findIndex((entry) => entry.undo === undo);
  if (place >= 0) done.splice(place, 1);
}
