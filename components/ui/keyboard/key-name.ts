/**
 * The name by which shortcuts know a key: a small letter, a sign, or the browser's name, as `Escape`. On a layout
 * without Latin letters (Cyrillic, Greek, Hebrew …) it is the letter that the key has on a Latin one.
 */
export function keyName({ key, code }: { key: string; code: string }): string {
  if (key.length !== 1) return key;
  if (key > "\u007f" && /^Key[A-Z]$/.test(code)) return code.slice(-1).toLowerCase();
  return key.toLowerCase();
}
