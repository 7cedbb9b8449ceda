/** Reads `1 h 24 m`, `1:24`, `84 m`, `42 s` and `84`, which are minutes; the seconds, or null. */
export function readDuration(text: string): number | null {
  const trimmed = text.trim().slice(0, 100);
  if (/^\d{1,4}$/.test(trimmed)) return Number(trimmed) * 60;
  const clock = /^(\d{1,2}):(\d\d)$/.exec(trimmed);
  if (clock) return Number(clock[1]) * 3600 + Number(clock[2]) * 60;
  const words = /^(?:(\d{1,2})\s{0,9}h)?\s{0,9}(?:(\d{1,4})\s{0,9}m(?:in)?)?\s{0,9}(?:(\d{1,2})\s{0,9}s)?$/i.exec(
    trimmed,
  );
  if (!words || trimmed === "") return null;
  const [, hours = 0, minutes = 0, seconds = 0] = words;
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}
