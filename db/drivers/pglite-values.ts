/**
 * A value of a statement as it may be sent to another thread, where PGlite makes the same of it: an object is JSON there
 * too, and anything with words of its own is those words.
 */
export function sendable(value: unknown): unknown {
  if (typeof value !== "object" || value === null || value instanceof Date) return value;
  // A buffer may be a small part of a large one, all of which would be sent.
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength).slice();
  if (Array.isArray(value)) return value.map(sendable);
  return value.toString === Object.prototype.toString ? JSON.stringify(value) : value.toString();
}
