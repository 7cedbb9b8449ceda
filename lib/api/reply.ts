import "server-only";
import { type AppError, errorTable } from "@/lib/core/errors.ts";
import type { AnyEndpoint } from "./contract.ts";
import { parseOutput, type Reply, usualStatus } from "./implement.ts";
import { answerCache } from "./response-cache.ts";

/** API responses before a door writes them: from an endpoint's reply, or from an error. */

/** A response for a door to write. Text is written as UTF-8. */
export interface HttpReply {
  status: number;
  headers: Record<string, string>;
  body: string | ReadableStream<Uint8Array> | null;
}

const json = { "Content-Type": "application/json" };

/** The body of an error, in the contract's shape. */
export function errorBody(error: AppError, requestId: string): string {
  const { title } = errorTable[error.code];
  const { code, message, detail } = error;
  return JSON.stringify({ error: title, code, message, detail, request_id: requestId });
}

/** The response for an error, in the contract's shape. */
export function errorReply(error: AppError, requestId: string): HttpReply & { body: string } {
  const headers: Record<string, string> = { ...json };
  if (error.status === 401) headers["WWW-Authenticate"] = "Bearer";
  // RFC 9110, section 15.5.16.
  if (error.status === 415) headers["Accept-Encoding"] = "identity";
  if (error.retryAfter !== undefined) headers["Retry-After"] = String(error.retryAfter);
  return { status: error.status, headers, body: errorBody(error, requestId) };
}

/** The tag in an `If-None-Match` that matches `etag`, as the caller sent it: compression makes a strong ETag weak. */
function knownTag(header: string | null, etag: string): string | undefined {
  if (header === null) return undefined;
  const tags = header.split(",").map((tag) => tag.trim());
  const known = tags.find((tag) => tag === etag || tag === `W/${etag}`);
  return known ?? (tags.includes("*") ? etag : undefined);
}

async function versionedAnswer(
  contract: AnyEndpoint,
  sent: Headers,
  given: NonNullable<Reply["versioned"]>,
): Promise<HttpReply> {
  const etag = `"${given.etag}"`;
  const headers: Record<string, string> = {
    ETag: etag,
    "Cache-Control": `private, max-age=${given.maxAge}`,
    Vary: "Authorization, Cookie, Origin",
  };
  const known = knownTag(sent.get("if-none-match"), etag);
  if (known !== undefined) return { status: 304, headers: { ...headers, ETag: known }, body: null };
  const status = usualStatus(contract);
  const name = `${contract.path} ${given.etag}`;
  let body = answerCache().get(name);
  if (body === undefined) {
    body = JSON.stringify(parseOutput(contract, status, await given.load()));
    answerCache().set(name, body);
  }
  return { status, headers: { ...headers, ...json }, body };
}

/**
 * The response for an endpoint's reply; fields its contract does not name are dropped.
 * @param sent the request's headers
 */
export async function toHttpReply(contract: AnyEndpoint, sent: Headers, reply: Reply): Promise<HttpReply> {
  if (reply.versioned) return versionedAnswer(contract, sent, reply.versioned);
  const status = reply.status ?? usualStatus(contract);
  if (reply.stream) return { status, headers: reply.headers ?? {}, body: reply.stream };
  const data = parseOutput(contract, status, reply.data);
  const empty = contract.output[status] === null;
  return { status, headers: { ...(empty ? {} : json), ...reply.headers }, body: empty ? null : JSON.stringify(data) };
}
