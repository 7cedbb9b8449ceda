import "server-only";
import { randomUUID } from "node:crypto";
import { env } from "@/lib/env.ts";
import { AppError, invalid } from "@/lib/errors.ts";
import { type AnyEndpoint, pathParameters } from "./contract.ts";

/** Largest body that is read, in bytes. */
const bodyLimit = 1024 * 1024;

/** The caller's own request id when it is a sane one, else a new one. */
export function requestIdOf(headers: Headers): string {
  const given = headers.get("x-request-id");
  return given && /^[\w.:-]{1,128}$/.test(given) ? given : randomUUID();
}

/**
 * The caller's address: the socket's (`x-stint-peer`, which instrumentation.ts overwrites on every request), or the
 * one that the outermost trusted proxy saw: the n-th from the right in `X-Forwarded-For` behind n proxies.
 */
export function addressOf(headers: Headers): string {
  const hops = env().TRUST_PROXY;
  const forwarded = headers.get("x-forwarded-for");
  if (hops > 0 && forwarded) {
    const addresses = forwarded.split(",").map((address) => address.trim());
    const address = addresses[Math.max(0, addresses.length - hops)];
    if (address) return address.slice(0, 64);
  }
  return headers.get("x-stint-peer") ?? "unknown";
}

const tooLarge = () => new AppError("PAYLOAD_TOO_LARGE", "The body is larger than 1 MB");

/**
 * The body as text, counted while it arrives: what a `Content-Length` says of it need not be true.
 * @throws {AppError} PAYLOAD_TOO_LARGE above 1 MB
 */
export async function readText(request: Request): Promise<string> {
  if (Number(request.headers.get("content-length") ?? 0) > bodyLimit) throw tooLarge();
  if (!request.body) return "";
  const reader: ReadableStreamDefaultReader<Uint8Array> = request.body.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    size += next.value.byteLength;
    if (size > bodyLimit) {
      await reader.cancel();
      throw tooLarge();
    }
    chunks.push(next.value);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** zod's object parser passes over an own `__proto__` key, so unknown-field checks would not see it. */
function refusePrototypeKeys(text: string, value: unknown, loc: (string | number)[]): void {
  if (!text.includes("__proto__") && !text.includes("\\u005f")) return;
  const visit = (node: unknown, at: (string | number)[]): void => {
    if (typeof node !== "object" || node === null) return;
    for (const key of Object.keys(node)) {
      const next = [...at, Array.isArray(node) ? Number(key) : key];
      if (key === "__proto__") throw invalid(next, "Unknown field", "unrecognized_keys");
      visit((node as Record<string, unknown>)[key], next);
    }
  };
  visit(value, loc);
}

/**
 * Reads a JSON body. An absent or empty one is undefined.
 * @throws {AppError} PAYLOAD_TOO_LARGE, UNSUPPORTED_MEDIA_TYPE, BAD_REQUEST
 */
export async function readBody(request: Request): Promise<{ text: string; value: unknown }> {
  const text = await readText(request);
  if (text === "") return { text, value: undefined };
  const type = request.headers.get("content-type") ?? "";
  if (!/^application\/(?:[\w.-]+\+)?json\s*(;|$)/i.test(type)) {
    throw new AppError("UNSUPPORTED_MEDIA_TYPE", "Send JSON, with Content-Type: application/json");
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new AppError("BAD_REQUEST", "The body is not valid JSON", { cause });
  }
  refusePrototypeKeys(text, value, ["body"]);
  return { text, value };
}

/**
 * Gathers the flat input of an endpoint from where its fields travel.
 * @throws {AppError} VALIDATION_ERROR for a body that is no object, or that names a path parameter
 */
export function gatherInput(
  contract: AnyEndpoint,
  params: Record<string, string>,
  search: URLSearchParams,
  body: unknown,
): Record<string, unknown> {
  const input: Record<string, unknown> = {};
  if (contract.method === "GET") {
    for (const name of Object.keys(contract.shape)) {
      const value = search.get(name);
      if (value !== null) input[name] = value;
    }
  } else if (body !== undefined) {
    if (typeof body !== "object" || body === null || Array.isArray(body)) {
      throw invalid(["body"], "Invalid input: expected object", "invalid_type");
    }
    Object.assign(input, body);
  }
  for (const name of pathParameters(contract.path)) {
    if (name in input && contract.method !== "GET") throw invalid(["body", name], "Unknown field", "unrecognized_keys");
    input[name] = params[name];
  }
  return input;
}
