/** Whether an object says of itself what it is, as a URL does; a plain one does not. */
const hasWords = (value: object): boolean => value.toString !== Object.prototype.toString;

function part(value: unknown): unknown {
  if (typeof value !== "object" || value === null || value instanceof Date) return value;
  // A buffer may be a small part of a large one, all of which would be sent.
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength).slice();
  if (Array.isArray(value)) return value.map(part);
  return hasWords(value) ? value.toString() : value;
}

/**
 * A value of a statement as it may be sent to another thread, where PGlite makes the same of it: an object is JSON there
 * too, and one that has words of its own is those words.
 */
export function sendable(value: unknown): unknown {
  const sent = part(value);
  const isPlain = sent === value && typeof sent === "object" && sent !== null && !(sent instanceof Date);
  return isPlain ? JSON.stringify(sent) : sent;
}
