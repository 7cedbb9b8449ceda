"use client";

/** The sounds of a practice, made on the spot by Web Audio: no file has to be there. */

export type Sound = "bell" | "count" | "end";

let context: AudioContext | undefined;

/**
 * Makes sounds possible; call it while a press is handled, as browsers stay silent until somebody has pressed something.
 * Resolves to whether they are.
 */
export async function wakeSound(): Promise<boolean> {
  if (typeof AudioContext === "undefined") return false;
  context ??= new AudioContext();
  if (context.state === "running") return true;
  // Without a press this stays open for good, so nobody waits long for it.
  await Promise.race([context.resume().catch(() => {}), new Promise((resolve) => setTimeout(resolve, 300))]);
  return isSoundAwake();
}

const isSoundAwake = (): boolean => context?.state === "running";

/** One partial of a sound: struck at once, dying away. */
function strike(on: AudioContext, frequency: number, loudness: number, seconds: number, delay = 0): void {
  const at = on.currentTime + delay;
  const tone = on.createOscillator();
  const volume = on.createGain();
  tone.frequency.value = frequency;
  volume.gain.setValueAtTime(0, at);
  volume.gain.linearRampToValueAtTime(loudness, at + 0.008);
  volume.gain.exponentialRampToValueAtTime(0.0001, at + seconds);
  tone.connect(volume).connect(on.destination);
  tone.start(at);
  tone.stop(at + seconds);
}

/** A small bowl: its partials are no multiples of each other, and the high ones die first. */
function bowl(on: AudioContext, pitch: number, delay = 0): void {
  strike(on, pitch, 0.2, 2.4, delay);
  strike(on, pitch * 2.71, 0.07, 1.3, delay);
  strike(on, pitch * 5.15, 0.025, 0.6, delay);
}

/** Plays sounds, or does nothing where there is no audio. */
export function play(sound: Sound): void {
  if (!context || !isSoundAwake()) return;
  if (sound === "count") strike(context, 880, 0.05, 0.12);
  else bowl(context, 528);
  if (sound === "end") bowl(context, 396, 0.7);
}

/** Lets go of the sound device. */
export function endSound(): void {
  const ended = context;
  context = undefined;
  // The last bell may still ring.
  setTimeout(() => void ended?.close().catch(() => {}), 4000);
}
