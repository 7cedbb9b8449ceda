import "server-only";
import { AppError, invalid } from "@/lib/core/errors.ts";
import { bodyLimit } from "./body-limit.ts";

/** Reads request bodies: bytes → text → JSON. Every door that takes a body uses this. */

/** Maximum nesting depth of arrays and objects in a body. */
const deepestNesting = 64;

const tooLarge = () => new AppError("PAYLOAD_TOO_LARGE", "The body is larger than 1 MB");

/** RFC 9110, section 8.4: `identity` means no encoding. */
function refuseEncoded(headers: Headers): void {
  const codings = (headers.get("content-encoding") ?? "").toLowerCase().split(",");
  if (codings.some((coding) => !["", "identity"].includes(coding.trim()))) {
    throw new AppError("UNSUPPORTED_MEDIA_TYPE", "Send the body without Content-Encoding");
  }
}

async function readBytes(request: Request, limit: number): Promise<Uint8Array> {
  const left = (cause: unknown): never => {
    throw new AppError("CLIENT_CLOSED_REQUEST", "The connection closed before the whole body arrived", { cause });
  };
  const length = Number(request.headers.get("content-length") ?? Number.NaN);
  if (length > limit) throw tooLarge();
  if (length >= 0) {
    // The HTTP parser enforces Content-Length, so such a body need not be counted; a Request built in this process is
    // checked.
    const bytes = new Uint8Array(await request.arrayBuffer().catch(left));
    if (bytes.byteLength > limit) throw tooLarge();
    return bytes;
  }
  if (!request.body) return new Uint8Array();
  const reader: ReadableStreamDefaultReader<Uint8Array> = request.body.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  const read = () => reader.read().catch(left);
  for (let next = await read(); !next.done; next = await read()) {
    size += next.value.byteLength;
    if (size > limit) {
      await reader.cancel();
      throw tooLarge();
    }
    chunks.push(next.value);
  }
  return Buffer.concat(chunks);
}

/**
 * The body as text, its size counted while it arrives, as `Content-Length` may be wrong. Strips a byte order mark.
 * @param limit maximum size in bytes
 * @throws {AppError} PAYLOAD_TOO_LARGE, UNSUPPORTED_MEDIA_TYPE for an encoded body, BAD_REQUEST for one that is not
 * UTF-8, CLIENT_CLOSED_REQUEST when the caller disconnected halfway through it
 */
export async function readText(request: Request, limit = bodyLimit): Promise<string> {
  refuseEncoded(request.headers);
  const bytes = await readBytes(request, limit);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new AppError("BAD_REQUEST", "The body is not valid UTF-8", { cause });
  }
}

/**
 * Walks a parsed body without recursion, so that no depth can exhaust the stack.
 * @throws {AppError} BAD_REQUEST when it is nested too deep; VALIDATION_ERROR for an own `__proto__` key, which zod
 * ignores, however the key was escaped in the text
 */
function refuseHostileShape(value: unknown): void {
  interface Node {
    value: object;
    key: string | number;
    parent: Node | null;
    depth: number;
  }
  const waiting: Node[] = [];
  const add = (child: unknown, key: string | number, parent: Node | null): void => {
    if (typeof child !== "object" || child === null) return;
    const depth = (parent?.depth ?? 0) + 1;
    if (depth > deepestNesting) {
      throw new AppError("BAD_REQUEST", `The body is nested deeper than ${deepestNesting} levels`);
    }
    waiting.push({ value: child, key, parent, depth });
  };
  add(value, "body", null);
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (Array.isArray(node.value)) {
      for (const [index, item] of node.value.entries()) add(item, index, node);
      continue;
    }
    if (Object.hasOwn(node.value, "__proto__")) {
      const loc: (string | number)[] = ["__proto__"];
      for (let at: Node | null = node; at; at = at.parent) loc.unshift(at.key);
      throw invalid(loc, "Unknown field", "unrecognized_keys");
    }
    for (const [key, item] of Object.entries(node.value)) add(item, key, node);
  }
}

/**
 * Parses the text of a JSON body.
 * @throws {AppError} BAD_REQUEST, VALIDATION_ERROR for a `__proto__` key
 */
export function parseJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new AppError("BAD_REQUEST", "The body is not valid JSON", { cause });
  }
  refuseHostileShape(value);
  return value;
}

/**
 * Reads a JSON body. Returns undefined for an absent or empty one.
 * @throws {AppError} as {@link readText} and {@link parseJson}; UNSUPPORTED_MEDIA_TYPE for anything but JSON
 */
export async function readBody(request: Request): Promise<{ text: string; value: unknown }> {
  const text = await readText(request);
  if (text === "") return { text, value: undefined };
  const type = request.headers.get("content-type") ?? "";
  if (!/^application\/(?:[\w.-]+\+)?json\s*(;|$)/i.test(type)) {
    throw new AppError("UNSUPPORTED_MEDIA_TYPE", "Send JSON, with Content-Type: application/json");
  }
  return { text, value: parseJson(text) };
}
