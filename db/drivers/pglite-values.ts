/** Whether an object serializes itself, as a URL does; a plain one does not. */
const hasWords = (value: object): boolean => value.toString !== Object.prototype.toString;

function part(value: unknown): unknown {
  if (typeof value !== "object" || value === null || value instanceof Date) return value;
  // A buffer may be a small view of a large one, all of which would be sent.
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength).slice();
  if (Array.isArray(value)) return value.map(part);
  return hasWords(value) ? value.toString() : value;
}

/**
 * A statement's value in a form that can be sent to another thread, with the same result in PGlite: a plain object
 * becomes JSON there too, and one that serializes itself becomes that string.
 */
export function sendable(value: unknown): unknown {
  const sent = part(value);
  const isPlain = sent === value && typeof sent === "object" && sent !== null && !(sent instanceof Date);
  return isPlain ? JSON.stringify(sent) : sent;
}
