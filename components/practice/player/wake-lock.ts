"use client";

/** Keeps the screen on while a practice runs. */

let wanted = false;
let lock: WakeLockSentinel | undefined;

/**
 * Takes the wake lock, or frees it. The system frees it by itself when the page is hidden: ask again when it is seen.
 * @returns whether it is available; true for a page that is hidden right now
 */
export async function holdWakeLock(on: boolean): Promise<boolean> {
  wanted = on;
  if (!on) {
    const freed = lock;
    lock = undefined;
    await freed?.release().catch(() => {});
    return true;
  }
  if (document.visibilityState !== "visible") return true;
  if (lock && !lock.released) return true;
  try {
    const taken = await navigator.wakeLock.request("screen");
    // It may have been paused, or taken a second time, while the system was asked.
    if (!wanted || (lock && !lock.released)) await taken.release();
    else lock = taken;
    return true;
  } catch {
    return document.visibilityState !== "visible";
  }
}
