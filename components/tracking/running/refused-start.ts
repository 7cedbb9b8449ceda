/** Where a refused start is told: beside the form for it, if the page will show that again, else in a toast. */

export interface RefusedStart {
  /** As people write it down. */
  reference: string;
  message: string;
}

let form: ((refused: RefusedStart) => void) | undefined;

/** Has refused starts told to `listener` from now on; returns the way out. */
export function hearRefusedStart(listener: (refused: RefusedStart) => void): () => void {
  form = listener;
  return () => {
    if (form === listener) form = undefined;
  };
}

/** Tells the form. Answers whether there is one. */
export function notifyOfRefusedStart(refused: RefusedStart): boolean {
  form?.(refused);
  return form !== undefined;
}
