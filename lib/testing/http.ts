import type { Handlers } from "@/lib/api/route.ts";

/** Calls route handlers as Next would, without a server: what a test sends is what a client would send. */

// A folder that begins with a dot must be named.
const modules = import.meta.glob<Handlers>(["/app/**/route.ts", "/app/.well-known/**/route.ts"]);

interface Route {
  pattern: RegExp;
  names: string[];
  /** Static segments first, so that `/sessions/export` is not taken for an id. */
  rank: string;
  load: () => Promise<Handlers>;
}

function routeOf(file: string, load: () => Promise<Handlers>): Route {
  const segments = file
    .replace(/^\/app/, "")
    .replace(/\/route\.ts$/, "")
    .split("/")
    .filter((segment) => segment !== "" && !segment.startsWith("("));
  const names: string[] = [];
  const parts = segments.map((segment) => {
    const rest = /^\[{1,2}\.\.\.(\w+)\]{1,2}$/.exec(segment);
    const single = /^\[(\w+)\]$/.exec(segment);
    if (rest?.[1]) names.push(rest[1]);
    if (single?.[1]) names.push(single[1]);
    return rest ? "(.+)" : single ? "([^/]+)" : segment.replaceAll(".", "\\.");
  });
  const rank = segments
    .map((segment) => (segment.includes("...") ? "2" : segment.startsWith("[") ? "1" : "0"))
    .join("");
  return { pattern: new RegExp(`^/${parts.join("/")}$`), names, rank, load };
}

const routes = Object.entries(modules)
  .map(([file, load]) => routeOf(file, load))
  .sort((a, b) => (a.rank < b.rank ? -1 : 1));

/** Every route file's path pattern (with `[name]`) and module, for tests over all of them. */
export const routeFiles = Object.entries(modules);

/** What a test sends besides method and path. */
export interface Sent {
  /** An object is sent as JSON; a string as it is. */
  body?: unknown;
  token?: string | undefined;
  cookie?: string | undefined;
  headers?: Record<string, string>;
}

/** Answers a request from the route files of this tree. */
export async function dispatch(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  for (const { pattern, names, load } of routes) {
    const match = pattern.exec(pathname);
    if (!match) continue;
    const params = Object.fromEntries(names.map((name, index) => [name, decodeURIComponent(match[index + 1] ?? "")]));
    const handlers = await load();
    const handler = handlers[request.method as keyof Handlers];
    if (!handler) return new Response(null, { status: 405 });
    return handler(request, { params: Promise.resolve(params) });
  }
  throw new Error(`No route file answers ${pathname}`);
}

/**
 * Sends one request; `path` begins with `/`, and stands below `/api/v1` unless it is one of the root's.
 * @example const response = await api("POST", "/sessions/start", { token, body: { … } });
 */
export function api(method: string, path: string, { body, token, cookie, headers = {} }: Sent = {}): Promise<Response> {
  const root = /^\/(api|\.well-known|health|openapi\.json|docs|redoc)\b/.test(path);
  const text = typeof body === "string" || body === undefined ? body : JSON.stringify(body);
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

/** Sends one request and answers with status, headers and parsed body. */
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
