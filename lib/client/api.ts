import { ApiError } from "@/lib/api/api-error.ts";
import type { AnyEndpoint, InputOf, OutputOf } from "@/lib/api/contract.ts";
import { csrfToken, forgetCsrfToken } from "./csrf.ts";

/**
 * The API as the pages of this browser call it. Contracts are known as types only, so that they, and zod with them, stay
 * out of what the browser loads.
 */

const base = "/api/v1";

/** Browsers send larger bodies only as long as their page lives. The limit is 64 KiB for all that are on their way. */
const keepaliveBytes = 30_000;

/**
 * Reads as the person of this browser. An answer that has not changed since costs a 304.
 * @param path the endpoint's, its parameters filled in
 * @throws {ApiError} for an answer that is no success
 * @throws {TypeError} when the server cannot be reached
 * @example const day = await read<typeof trackingContract.daily>("/stats/daily", { days: 7 });
 */
export async function read<E extends AnyEndpoint>(
  path: `/${string}`,
  query: Partial<InputOf<E>> = {},
  signal?: AbortSignal,
): Promise<OutputOf<E>> {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null) search.set(name, String(value));
  }
  const address = `${base}${path}${search.size > 0 ? `?${search}` : ""}`;
  // Answers may be kept for minutes by others; what somebody looks at asks each time whether it still holds.
  const response = await fetch(address, { cache: "no-cache", ...(signal && { signal }) });
  if (!response.ok) throw await ApiError.of(response);
  return response.json();
}

export interface WriteOptions {
  body?: object | undefined;
  /** Its `Idempotency-Key`: a repeat with the same key and body is answered by what the first one did. */
  key?: string | undefined;
  /** The user the page writes for: refused (USER_ID_MISMATCH) when another one has signed in since. */
  user?: number | undefined;
  signal?: AbortSignal | undefined;
}

async function sendOnce(method: string, path: string, { body, key, user, signal }: WriteOptions): Promise<Response> {
  const headers = new Headers({ "X-CSRF-Token": await csrfToken() });
  const text = body && JSON.stringify(body);
  if (text !== undefined) headers.set("Content-Type", "application/json");
  if (key !== undefined) headers.set("Idempotency-Key", key);
  if (user !== undefined) headers.set("X-User-Id", String(user));
  return fetch(`${base}${path}`, {
    method,
    headers,
    ...(text !== undefined && { body: text }),
    ...(signal && { signal }),
    // What is pressed last before a tab is closed still goes out. A body that is waited for may be longer.
    keepalive: !signal && (text?.length ?? 0) < keepaliveBytes,
  });
}

/**
 * Sends a write as the person of this browser, and answers with the response, whatever its status. For an answer that
 * is no JSON, or whose refusal means something to the caller; else see {@link write}.
 * @throws {ApiError} when no CSRF token could be had
 * @throws {TypeError} when the server cannot be reached
 */
export async function send(method: string, path: `/${string}`, options: WriteOptions = {}): Promise<Response> {
  const response = await sendOnce(method, path, options);
  if (response.status !== 403) return response;
  // The token belongs to a sign-in that has ended: nothing was done, and a new token may do.
  const { code } = await ApiError.of(response.clone());
  if (code !== "CSRF_FAILED") return response;
  forgetCsrfToken();
  return sendOnce(method, path, options);
}

/**
 * Writes as the person of this browser.
 * @param path the endpoint's, its parameters filled in
 * @returns the answer; undefined for one without a body (204)
 * @throws {ApiError} for an answer that is no success
 * @throws {TypeError} when the server cannot be reached
 * @example await write<typeof tasksContract.create>("POST", "/tasks", { body: { title }, key: crypto.randomUUID() });
 */
export async function write<E extends AnyEndpoint>(
  method: E["method"],
  path: `/${string}`,
  options: WriteOptions = {},
): Promise<OutputOf<E>> {
  const response = await send(method, path, options);
  if (!response.ok) throw await ApiError.of(response);
  return response.status === 204 ? (undefined as OutputOf<E>) : response.json();
}

/** For deletions: what is gone already counts as deleted, so that a repeat succeeds as well. */
export function ignoreGone(error: unknown): void {
  if (!(error instanceof ApiError && error.status === 404)) throw error;
}
