"use client";

/** Only one tab of a browser plays a practice. */

let release: (() => void) | undefined;

/** After a reload, the previous page takes a moment to release the lock. */
const patienceMs = 500;

/**
 * Claims a practice for this tab until it is closed or lets go.
 * @param take from the tab that has it, if there is one
 * @param onLost called when another tab takes it
 * @returns whether this tab has it; browsers that cannot tell let every tab play
 */
export async function takeTabLock(name: string, take: boolean, onLost: () => void): Promise<boolean> {
  if (release || !navigator.locks) return true;
  const options: LockOptions = take ? { steal: true } : { signal: AbortSignal.timeout(patienceMs) };
  return new Promise((resolve) => {
    let mine = false;
    navigator.locks
      .request(name, options, () => {
        mine = true;
        resolve(true);
        return new Promise<void>((done) => {
          release = done;
        });
      })
      .catch(() => {
        // It was never free, or another tab has taken it.
        if (mine) {
          release = undefined;
          onLost();
        }
        resolve(false);
      });
  });
}

/** Lets others play. */
export function releaseTabLock(): void {
  release?.();
  release = undefined;
}
