import "server-only";
import { forCaller } from "@/db/caller.ts";
import { type Identity, identify, type Principal } from "@/lib/auth/principal.ts";
import { AppError } from "@/lib/core/errors.ts";
import { securityHeaders } from "@/lib/core/security-headers.ts";
import { readBody } from "./body.ts";
import { type AnyEndpoint, type Method, takesKeys } from "./contract.ts";
import { corsHeaders, preflightHeaders } from "./cors.ts";
import { verifyCsrf } from "./csrf.ts";
import { defer } from "./defer.ts";
import { idempotencyKeyOf, type KeptAnswer, keyOwner, once } from "./idempotency.ts";
import { type Caller, guard, type Implemented } from "./implement.ts";
import { gatherInput } from "./input.ts";
import { limitHeaders } from "./limits.ts";
import { beginCall, type CallContext, chargeCall, originOf, runCall } from "./pipeline.ts";
import { errorReply, type HttpReply, toHttpReply } from "./reply.ts";
import { requestIdOf, splitUrl, userAgentOf } from "./request.ts";
import { chargeAttempt, isSignInLimit } from "./sign-in-limits.ts";

/** The REST door. Next calls it, and so does the native door (`native/door.ts`), which needs no Response. */

type Params = Record<string, string | string[]>;

/** The context of a request. */
export interface RouteContext {
  params: Promise<Params> | Params;
  /** Set by the native door, which knows when a response was sent. */
  native?: Pick<Caller, "defer">;
}

/** A handler of one method; carries its contract, so that tests can compare routes with contracts. */
export type RouteHandler = ((request: Request, context: RouteContext) => Promise<Response>) & {
  contract?: AnyEndpoint;
  /** The same without building a Response. */
  answer?: (request: Request, context: RouteContext) => Promise<HttpReply>;
};

function handlerOf(answer: NonNullable<RouteHandler["answer"]>, contract?: AnyEndpoint): RouteHandler {
  const handler: RouteHandler = async (request, context) => {
    const { status, headers, body } = await answer(request, context);
    return new Response(body, { status, headers });
  };
  handler.answer = answer;
  if (contract) handler.contract = contract;
  return handler;
}

/** Runs the endpoint once for its `Idempotency-Key`; errors are responses too, and are replayed like any other. */
async function idempotent(
  key: string,
  caller: Caller,
  request: Request,
  text: string,
  call: CallContext,
  run: () => Promise<HttpReply>,
): Promise<HttpReply> {
  const owner = keyOwner(caller, text);
  const { path } = splitUrl(request.url);
  const { answer, replayed } = await once(owner, key, `${request.method} ${path}\n${text}`, async () => {
    try {
      const { body, ...rest } = await run();
      if (typeof body === "object" && body !== null) throw new Error("A stream cannot be replayed");
      return { ...rest, body } satisfies KeptAnswer;
    } catch (error) {
      if (error instanceof AppError && error.status < 500) return errorReply(error, caller.requestId);
      throw error;
    }
  });
  // An error was stored as it was sent, with its code in it.
  if (answer.status >= 400 && answer.body) call.code = (JSON.parse(answer.body) as { code?: string }).code;
  return replayed ? { ...answer, headers: { ...answer.headers, "Idempotent-Replayed": "true" } } : answer;
}

/**
 * Rejects a write meant for another account than the one whose credentials it carries: somebody else may have signed in
 * to the same browser since the page was loaded.
 * @throws {AppError} USER_ID_MISMATCH
 */
function checkUserId(headers: Headers, principal: Principal): void {
  const believed = headers.get("x-user-id");
  if (believed !== null && believed !== String(principal.id)) {
    throw new AppError("USER_ID_MISMATCH", "X-User-Id names another account than the one that is signed in");
  }
}

const nobody: Identity = { principal: null, refused: false };
const noSearch = new URLSearchParams();

async function respond(
  endpoint: Implemented,
  request: Request,
  { params, native }: RouteContext,
  call: CallContext,
): Promise<HttpReply> {
  const { contract } = endpoint;
  const { headers } = request;
  const { requestId, address } = call;
  const { principal } = contract.access === "public" ? nobody : await identify(headers);
  await chargeCall(call, contract.limit, principal, headers);
  const caller: Caller = {
    ...{ principal, requestId, address, headers, userAgent: userAgentOf(headers) },
    ...{ defer: native?.defer ?? defer, native: native !== undefined },
  };
  const unsafe = contract.method !== "GET";
  if (unsafe && principal) checkUserId(headers, principal);
  if (unsafe && principal?.via === "cookie") verifyCsrf(headers);
  guard(contract, caller);
  const { text, value } = unsafe ? await readBody(request) : { text: "", value: undefined };
  const { query } = unsafe ? { query: "" } : splitUrl(request.url);
  const search = query === "" ? noSearch : new URLSearchParams(query);
  const input = gatherInput(contract, (await params) as Record<string, string>, search, value);
  if (isSignInLimit(contract.limit)) {
    call.limit = await chargeAttempt(contract.limit, { headers, address }, input.email, call.limit);
  }
  const run = async () => toHttpReply(contract, headers, await endpoint.execute(caller, input));
  const key = takesKeys(contract) ? idempotencyKeyOf(headers) : null;
  return key === null || contract.keepsKeys ? run() : idempotent(key, caller, request, text, call, run);
}

/** Adds the headers that every API response has. */
function complete(answer: HttpReply, call: CallContext, own: Record<string, string>): HttpReply {
  const headers: Record<string, string> = {
    "Cache-Control": "no-store",
    ...securityHeaders(),
    "X-Request-Id": call.requestId,
    ...answer.headers,
    ...(call.limit && limitHeaders(call.limit)),
    ...own,
  };
  if (own["Access-Control-Allow-Origin"]) headers.Vary = answer.headers.Vary ?? "Origin";
  return { status: answer.status, headers, body: answer.body };
}

async function handle(endpoint: Implemented, request: Request, context: RouteContext): Promise<HttpReply> {
  const { method, path } = endpoint.contract;
  const call = beginCall("rest", path, originOf(request.headers), request.method);
  const respondTo = async () => {
    const answer = await respond(endpoint, request, context, call);
    call.status = answer.status;
    return answer;
  };
  // A write is completed, whether or not the caller waits for the response.
  const work = method === "GET" ? () => forCaller(request.signal, respondTo) : respondTo;
  const answer = await runCall(call, work, (error) => errorReply(error, call.requestId), request.signal);
  return complete(answer, call, corsHeaders(request));
}

function refusal(refuse: (request: Request) => AppError, more: Record<string, string> = {}): RouteHandler {
  return handlerOf(async (request) => {
    const call = beginCall("rest", "(unknown)", originOf(request.headers), request.method);
    const work = () => Promise.reject(refuse(request));
    const answer = await runCall(call, work, (error) => errorReply(error, call.requestId));
    return complete(answer, call, { ...corsHeaders(request), ...more });
  });
}

const notAllowed = (allow: string): RouteHandler =>
  refusal((request) => new AppError("METHOD_NOT_ALLOWED", `${request.method} is not allowed here; use ${allow}`), {
    Allow: allow,
  });

function preflight(allow: string): RouteHandler {
  return handlerOf(async (request) => ({
    status: 204,
    headers: {
      ...securityHeaders(),
      Allow: allow,
      Vary: "Origin",
      "X-Request-Id": requestIdOf(request.headers),
      ...preflightHeaders(request, allow),
    },
    body: null,
  }));
}

export type Handlers = Record<Method | "HEAD" | "OPTIONS", RouteHandler>;

/** The exports of a route file. `force-dynamic` saves every request the proxy by which Next detects static routes. */
export type RouteModule = Handlers & { dynamic: "force-dynamic" };

const withoutBody = (handler: RouteHandler): RouteHandler =>
  handlerOf(async (request, context) => {
    const { answer } = handler;
    if (!answer) throw new Error("A HEAD is answered from a GET of this door");
    const { status, headers, body } = await answer(request, context);
    // Cancel the stream, so that its producer knows nobody reads it.
    if (typeof body === "object") await body?.cancel();
    return { status, headers, body: null };
  });

/**
 * The REST door: handlers for every method of one path; those without an endpoint respond 405.
 * @example export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS, dynamic } = route(tracking.list,
 * tracking.create);
 */
export function route(...endpoints: Implemented[]): RouteModule {
  const methods = endpoints.map((endpoint) => endpoint.contract.method);
  const allow = [...methods, ...(methods.includes("GET") ? ["HEAD"] : []), "OPTIONS"].join(", ");
  const unknown = notAllowed(allow);
  const handlers: Handlers = { GET: unknown, HEAD: unknown, ...refused(unknown), OPTIONS: preflight(allow) };
  for (const endpoint of endpoints) {
    const { contract } = endpoint;
    const handler = handlerOf((request, context) => handle(endpoint, request, context), contract);
    handlers[contract.method] = handler;
    if (contract.method === "GET") handlers.HEAD = withoutBody(handler);
  }
  return { ...handlers, dynamic: "force-dynamic" };
}

/** Every method but GET and HEAD, rejected. */
const refused = (handler: RouteHandler) => ({ POST: handler, PUT: handler, PATCH: handler, DELETE: handler });

/** Handlers of a page or an image that `render` produces, without a contract. */
export function file(render: () => Response): RouteModule {
  const allow = "GET, HEAD, OPTIONS";
  const get: RouteHandler = async () => render();
  return { GET: get, HEAD: get, ...refused(notAllowed(allow)), OPTIONS: preflight(allow), dynamic: "force-dynamic" };
}

/** Handlers for paths that do not exist: 404 in the contract's shape. */
export function nothingHere(): RouteModule {
  const handler = refusal(() => new AppError("NOT_FOUND", "Nothing exists at this path"));
  return {
    ...{ GET: handler, HEAD: handler, ...refused(handler) },
    ...{ OPTIONS: preflight("OPTIONS"), dynamic: "force-dynamic" },
  };
}
