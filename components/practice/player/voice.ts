"use client";

/** Speak pose names. The voice is the system's own; nothing is fetched, and nothing of it is sent by Stint. */

const synthesis = (): SpeechSynthesis | undefined =>
  typeof window === "undefined" ? undefined : (window.speechSynthesis ?? undefined);

/** Whether there is a voice that speaks English; voices may come a moment after the page. */
export async function hasVoice(): Promise<boolean> {
  const speaker = synthesis();
  if (!speaker) return false;
  const isThere = () => speaker.getVoices().some(({ lang }) => lang.toLowerCase().startsWith("en"));
  if (isThere()) return true;
  await new Promise<void>((resolve) => {
    speaker.addEventListener?.("voiceschanged", () => resolve(), { once: true });
    setTimeout(resolve, 1500);
  });
  return isThere();
}

/** Says something instead of whatever is being said. */
export function say(text: string): void {
  const speaker = synthesis();
  if (!speaker) return;
  speaker.cancel();
  const utterance = new SpeechSynthesisUtterance(text);
  utterance.lang = "en";
  utterance.rate = 0.92;
  speaker.speak(utterance);
}

/** Stops speaking. */
export function hush(): void {
  synthesis()?.cancel();
}
