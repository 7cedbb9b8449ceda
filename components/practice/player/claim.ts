"use client";

/** Only one tab of a browser plays a practice. */

let release: (() => void) | undefined;

function ask(name: string, options: LockOptions, onLost: () => void): Promise<boolean> {
  return new Promise((resolve) => {
    navigator.locks
      .request(name, options, (lock) => {
        if (!lock) return resolve(false);
        resolve(true);
        return new Promise<void>((done) => {
          release = done;
        });
      })
      .catch(() => {
        // Another tab has taken it.
        release = undefined;
        onLost();
        resolve(false);
      });
  });
}

/**
 * Claims a practice for this tab until it is closed or lets go.
 * @param take from the tab that has it, if there is one
 * @param onLost called when another tab takes it
 * @returns whether this tab has it; browsers that cannot tell let every tab play
 */
export async function claim(name: string, take: boolean, onLost: () => void): Promise<boolean> {
  if (release || !navigator.locks) return true;
  if (take) return ask(name, { steal: true }, onLost);
  if (await ask(name, { ifAvailable: true }, onLost)) return true;
  // The page before this one, when it is loaded anew, takes a moment to let go.
  await new Promise((resolve) => setTimeout(resolve, 400));
  return ask(name, { ifAvailable: true }, onLost);
}

/** Lets others play. */
export function letGo(): void {
  release?.();
  release = undefined;
}
