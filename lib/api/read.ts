import { ApiError } from "./api-error.ts";
import type { AnyEndpoint, InputOf, OutputOf } from "./contract.ts";

/**
 * Reads from the API as the person of this browser. It knows contracts as types only, so that they, and zod with them,
 * stay out of what the browser loads. An answer that has not changed since costs a 304.
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
  const address = `/api/v1${path}${search.size > 0 ? `?${search}` : ""}`;
  // Answers may be kept for minutes by others; what somebody looks at asks each time whether it still holds.
  const response = await fetch(address, { cache: "no-cache", ...(signal && { signal }) });
  if (!response.ok) throw await ApiError.of(response);
  return response.json();
}
