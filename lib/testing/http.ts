import { publicPath } from "@/lib/api/contract.ts";
import { createRouter } from "@/lib/api/native/router.ts";
import { documentedStatuses } from "@/lib/api/openapi.ts";
import type { Handlers, RouteHandler } from "@/lib/api/route.ts";

/** Calls route handlers as Next would, without a server: a test sends what a client would send. */

// A folder that begins with a dot must be explicit.
const modules = import.meta.glob<Handlers>(["/app/**/route.ts", "/app/.well-known/**/route.ts"]);

/** Every route file's path pattern (with `[name]`) and module, for tests over all of them. */
export const routeFiles = Object.entries(modules);

const find = createRouter(routeFiles);

/** The options of a test request besides method and path. */
export interface Sent {
  /** An object is sent as JSON; a string or bytes as they are. */
  body?: unknown;
  token?: string | undefined;
  cookie?: string | undefined;
  headers?: Record<string, string>;
}

/**
 * Fails the test for a response that the OpenAPI document does not describe, so that every response in any test is
 * checked against the document.
 */
function holdAgainstDocument({ contract }: RouteHandler, { status }: Response): void {
  // 499 is for the log: the caller has disconnected and reads no response.
  if (!contract || status === 499 || documentedStatuses(contract).has(status)) return;
  throw new Error(
    `${contract.method} ${publicPath(contract)} answered ${status}, which the OpenAPI document does not name: add it to the contract's errors`,
  );
}

/** Responds from the route files of this tree, with a status that the OpenAPI document describes. */
export async function dispatch(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  const found = find(pathname);
  if (!found) throw new Error(`No route file answers ${pathname}`);
  const handlers = await found.target();
  const handler = handlers[request.method as keyof Handlers];
  if (!handler) return new Response(null, { status: 405 });
  const response = await handler(request, { params: Promise.resolve(found.params) });
  holdAgainstDocument(handler, response);
  return response;
}

/**
 * Sends one request; `path` begins with `/`, and is relative to `/api/v1` unless it is a root path.
 * @example const response = await api("POST", "/sessions/start", { token, body: { … } });
 */
export function api(method: string, path: string, { body, token, cookie, headers = {} }: Sent = {}): Promise<Response> {
  const root = /^\/(api|\.well-known|health|openapi\.json|docs|redoc)\b/.test(path);
  const isRaw = typeof body === "string" || body instanceof Uint8Array;
  const text = isRaw || body === undefined ? (body as BodyInit | undefined) : JSON.stringify(body);
  return dispatch(
    new Request(`http://localhost:3000${root ? "" : "/api/v1"}${path}`, {
      method,
      headers: {
        host: "localhost:3000",
        ...(text !== undefined && { "content-type": "application/json" }),
        ...(token && { authorization: `Bearer ${token}` }),
        ...(cookie && { cookie }),
        ...headers,
      },
      ...(text !== undefined && { body: text }),
    }),
  );
}

/** Sends one request and returns status, headers and parsed body. */
export async function call<Body = Record<string, unknown>>(method: string, path: string, sent: Sent = {}) {
  const response = await api(method, path, sent);
  const text = await response.text();
  const json = response.headers.get("content-type")?.includes("json") ?? false;
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: (text !== "" && json ? JSON.parse(text) : null) as Body,
  };
}
