import { ApiError } from "./api-error.ts";
import { type AnyEndpoint, type InputOf, locationOf, type OutputOf, publicPath } from "./contract.ts";

/** A client generated from the same contracts the server implements. Runs wherever `fetch` does. */

export interface ClientOptions {
  /** Stint's base URL, without a trailing slash. Default: the page's own origin. */
  baseUrl?: string;
  /** Access token or personal API token. Without one the browser's cookie is used. */
  token?: string;
  /** Headers of every request, such as `X-CSRF-Token`. */
  headers?: Record<string, string>;
  fetch?: typeof fetch;
}

type DomainClient<C> = { [K in keyof C]: (input: InputOf<C[K]>) => Promise<OutputOf<C[K]>> };
export type Client<R> = { [D in keyof R]: DomainClient<R[D]> };

async function call(contract: AnyEndpoint, input: Record<string, unknown>, options: ClientOptions): Promise<unknown> {
  const search = new URLSearchParams();
  const body: Record<string, unknown> = {};
  let path = publicPath(contract);
  for (const [name, value] of Object.entries(input)) {
    if (value === undefined) continue;
    const place = locationOf(contract, name);
    if (place === "path") path = path.replace(`:${name}`, encodeURIComponent(String(value)));
    else if (place === "query") search.set(name, String(value));
    else body[name] = value;
  }
  const unsafe = contract.method !== "GET";
  const request = options.fetch ?? fetch;
  const query = search.size > 0 ? `?${search}` : "";
  const response = await request(`${options.baseUrl ?? ""}${path}${query}`, {
    method: contract.method,
    headers: {
      ...(unsafe && { "Content-Type": "application/json" }),
      ...(options.token && { Authorization: `Bearer ${options.token}` }),
      ...options.headers,
    },
    ...(unsafe && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw await ApiError.of(response);
  if (response.status === 204) return null;
  return response.headers.get("content-type")?.includes("json") ? response.json() : response.body;
}

/**
 * Creates a client for the contracts of some domains.
 * @example const stint = createClient(registry, { token }); await stint.tracking.daily({ days: 7 });
 */
export function createClient<R extends Record<string, Record<string, AnyEndpoint>>>(
  domains: R,
  options: ClientOptions = {},
): Client<R> {
  const domainClients = Object.entries(domains).map(([domain, contracts]) => {
    const methods = Object.entries(contracts).map(([name, contract]) => [
      name,
      (input: Record<string, unknown>) => call(contract, input, options),
    ]);
    return [domain, Object.fromEntries(methods)];
  });
  return Object.fromEntries(domainClients) as Client<R>;
}
