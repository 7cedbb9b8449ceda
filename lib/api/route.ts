import "server-only";
import { type Identity, identify } from "@/lib/auth/principal.ts";
import { AppError, errorTable, toAppError } from "@/lib/errors.ts";
import { log } from "@/lib/log.ts";
import { answerCache } from "./answers.ts";
import type { AnyEndpoint, Method } from "./contract.ts";
import { corsHeaders, preflightHeaders } from "./cors.ts";
import { verifyCsrf } from "./csrf.ts";
import { defer } from "./defer.ts";
import { describeError } from "./describe-error.ts";
import { idempotencyKeyOf, type KeptAnswer, once } from "./idempotency.ts";
import { type Caller, guard, type Implemented, parseOutput, type Reply, usualStatus } from "./implement.ts";
import { charge, LimitExceeded, type LimitState, limitHeaders } from "./limits.ts";
import { addressOf, gatherInput, readBody, requestIdOf } from "./request.ts";

type Context = { params: Promise<Record<string, string | string[]>> };
/** What Next calls; carries the contract it answers for, so that tests can compare routes with contracts. */
export type RouteHandler = ((request: Request, context: Context) => Promise<Response>) & { contract?: AnyEndpoint };

/** What is known of a request while it is answered; the log line and the headers are made of it. */
interface Progress {
  requestId: string;
  headers: Record<string, string>;
  userId?: number;
  limit?: LimitState;
}

interface Answer {
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

function errorAnswer(error: AppError, requestId: string): Answer & { body: string } {
  const headers: Record<string, string> = { ...json };
  if (error.status === 401) headers["WWW-Authenticate"] = "Bearer";
  if (error.retryAfter !== undefined) headers["Retry-After"] = String(error.retryAfter);
  return { status: error.status, headers, body: errorBody(error, requestId) };
}

async function chargeCaller(
  contract: AnyEndpoint,
  identity: Identity,
  address: string,
): Promise<LimitState | undefined> {
  if (contract.limit === "none") return undefined;
  const key = identity.principal && contract.limit !== "auth" ? `user:${identity.principal.id}` : `address:${address}`;
  return charge(contract.limit, key);
}

/** Sign-in paths count for the account as well, so that many addresses cannot share the guessing. */
async function chargeAccount(contract: AnyEndpoint, input: Record<string, unknown>): Promise<LimitState | undefined> {
  if (contract.limit !== "auth" || typeof input.email !== "string") return undefined;
  return charge("auth", `account:${input.email.trim().toLowerCase().slice(0, 254)}`);
}

function etagMatches(header: string | null, etag: string): boolean {
  const tags = (header ?? "").split(",").map((tag) => tag.trim().replace(/^W\//, ""));
  return tags.includes(etag) || tags.includes("*");
}

async function versionedAnswer(
  contract: AnyEndpoint,
  request: Request,
  given: NonNullable<Reply["versioned"]>,
): Promise<Answer> {
  const etag = `"${given.etag}"`;
  const headers: Record<string, string> = {
    ETag: etag,
    "Cache-Control": `private, max-age=${given.maxAge}`,
    Vary: "Authorization, Cookie, Origin",
  };
  if (etagMatches(request.headers.get("if-none-match"), etag)) return { status: 304, headers, body: null };
  const status = usualStatus(contract);
  const name = `${contract.path} ${given.etag}`;
  let body = answerCache().get(name);
  if (body === undefined) {
    body = JSON.stringify(parseOutput(contract, status, await given.load()));
    answerCache().set(name, body);
  }
  return { status, headers: { ...headers, ...json }, body };
}

async function answerOf(contract: AnyEndpoint, request: Request, answer: Reply): Promise<Answer> {
  if (answer.versioned) return versionedAnswer(contract, request, answer.versioned);
  const status = answer.status ?? usualStatus(contract);
  if (answer.stream) return { status, headers: answer.headers ?? {}, body: answer.stream };
  const data = parseOutput(contract, status, answer.data);
  const empty = contract.output[status] === null;
  return { status, headers: { ...(empty ? {} : json), ...answer.headers }, body: empty ? null : JSON.stringify(data) };
}

/** Runs the endpoint once for its `Idempotency-Key`; refusals are answers too, and are replayed like others. */
async function idempotent(
  key: string,
  caller: Caller,
  request: Request,
  text: string,
  run: () => Promise<Answer>,
): Promise<Answer> {
  const owner = caller.principal ? `user:${caller.principal.id}` : `address:${caller.address}`;
  const { pathname } = new URL(request.url);
  const { answer, replayed } = await once(owner, key, `${request.method} ${pathname}\n${text}`, async () => {
    try {
      const { body, ...rest } = await run();
      if (typeof body === "object" && body !== null) throw new Error("A stream cannot be replayed");
      return { ...rest, body } satisfies KeptAnswer;
    } catch (error) {
      if (error instanceof AppError && error.status < 500) return errorAnswer(error, caller.requestId);
      throw error;
    }
  });
  return replayed ? { ...answer, headers: { ...answer.headers, "Idempotent-Replayed": "true" } } : answer;
}

async function respond(endpoint: Implemented, request: Request, context: Context, progress: Progress): Promise<Answer> {
  const { contract } = endpoint;
  const { requestId } = progress;
  const { headers } = request;
  const address = addressOf(headers);
  const identity: Identity =
    contract.access === "public" ? { principal: null, refused: false } : await identify(headers);
  const { principal } = identity;
  if (principal) progress.userId = principal.id;
  const state = await chargeCaller(contract, identity, address);
  if (state) progress.limit = state;
  const userAgent = headers.get("user-agent")?.slice(0, 300) ?? "";
  const caller: Caller = { principal, requestId, address, userAgent, headers, defer };
  const unsafe = contract.method !== "GET";
  if (unsafe && principal?.via === "cookie") verifyCsrf(headers);
  guard(contract, caller);
  const { text, value } = unsafe ? await readBody(request) : { text: "", value: undefined };
  const search = unsafe ? new URLSearchParams() : new URL(request.url).searchParams;
  const params = (await context.params) as Record<string, string>;
  const input = gatherInput(contract, params, search, value);
  const accountState = await chargeAccount(contract, input);
  if (accountState && accountState.remaining < (progress.limit?.remaining ?? Number.POSITIVE_INFINITY)) {
    progress.limit = accountState;
  }
  const run = async () => answerOf(contract, request, await endpoint.execute(caller, input));
  const key = contract.method === "POST" ? idempotencyKeyOf(headers) : null;
  return key === null || contract.keepsKeys ? run() : idempotent(key, caller, request, text, run);
}

function finish(
  contract: AnyEndpoint | undefined,
  request: Request,
  answer: Answer,
  progress: Progress,
  started: number,
): Response {
  const headers: Record<string, string> = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Request-Id": progress.requestId,
    ...answer.headers,
    ...(progress.limit && limitHeaders(progress.limit)),
    ...progress.headers,
  };
  if (progress.headers["Access-Control-Allow-Origin"]) headers.Vary = answer.headers.Vary ?? "Origin";
  log().info(
    {
      method: request.method,
      route: contract?.path ?? "(unknown)",
      status: answer.status,
      duration_ms: Math.round((performance.now() - started) * 100) / 100,
      user_id: progress.userId,
      request_id: progress.requestId,
    },
    "request",
  );
  return new Response(answer.body, { status: answer.status, headers });
}

async function handle(endpoint: Implemented, request: Request, context: Context): Promise<Response> {
  const started = performance.now();
  const progress: Progress = { requestId: requestIdOf(request.headers), headers: corsHeaders(request) };
  let answer: Answer;
  try {
    answer = await respond(endpoint, request, context, progress);
  } catch (cause) {
    if (cause instanceof LimitExceeded) progress.limit = cause.state;
    const error = toAppError(cause);
    if (error.status >= 500) log().error({ request_id: progress.requestId, ...describeError(cause) }, error.code);
    answer = errorAnswer(error, progress.requestId);
  }
  return finish(endpoint.contract, request, answer, progress, started);
}

function refusal(error: (request: Request) => AppError, headers: Record<string, string> = {}): RouteHandler {
  return async (request) => {
    const requestId = requestIdOf(request.headers);
    const answer = errorAnswer(error(request), requestId);
    const progress: Progress = { requestId, headers: { ...corsHeaders(request), ...headers } };
    return finish(undefined, request, answer, progress, performance.now());
  };
}

function preflight(allow: string): RouteHandler {
  return async (request) =>
    new Response(null, {
      status: 204,
      headers: {
        Allow: allow,
        Vary: "Origin",
        "X-Request-Id": requestIdOf(request.headers),
        ...preflightHeaders(request, allow),
      },
    });
}

export type Handlers = Record<Method | "HEAD" | "OPTIONS", RouteHandler>;

/** What a route file exports. `force-dynamic` spares every request the proxy by which Next looks for static routes. */
export type RouteModule = Handlers & { dynamic: "force-dynamic" };

/**
 * The REST door: handlers for every method of one path, of which those without an endpoint answer 405.
 * @example export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS, dynamic } = route(tracking.list, tracking.create);
 */
export function route(...endpoints: Implemented[]): RouteModule {
  const methods = endpoints.map((endpoint) => endpoint.contract.method);
  const allow = [...methods, ...(methods.includes("GET") ? ["HEAD"] : []), "OPTIONS"].join(", ");
  const unknown = refusal(
    (request) => new AppError("METHOD_NOT_ALLOWED", `${request.method} is not possible here; use ${allow}`),
    { Allow: allow },
  );
  const handlers: Handlers = {
    GET: unknown,
    HEAD: unknown,
    POST: unknown,
    PUT: unknown,
    PATCH: unknown,
    DELETE: unknown,
    OPTIONS: preflight(allow),
  };
  for (const endpoint of endpoints) {
    const handler: RouteHandler = (request, context) => handle(endpoint, request, context);
    handler.contract = endpoint.contract;
    handlers[endpoint.contract.method] = handler;
    if (endpoint.contract.method === "GET") {
      handlers.HEAD = async (request, context) => {
        const { status, headers } = await handle(endpoint, request, context);
        return new Response(null, { status, headers });
      };
    }
  }
  return { ...handlers, dynamic: "force-dynamic" };
}

/** Handlers for paths nothing stands at: 404 in the contract's shape. */
export function nothingHere(): Handlers {
  const handler = refusal(() => new AppError("NOT_FOUND", "There is nothing at this path"));
  return {
    GET: handler,
    HEAD: handler,
    POST: handler,
    PUT: handler,
    PATCH: handler,
    DELETE: handler,
    OPTIONS: preflight("OPTIONS"),
  };
}
