import "server-only";
import type { IncomingMessage, ServerResponse } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { AppError } from "@/lib/core/errors.ts";
import { log } from "@/lib/core/log.ts";
import { securityHeaders } from "@/lib/core/security-headers.ts";
import { describeError } from "../../core/describe-error.ts";
import { runDeferred } from "../defer.ts";
import { errorReply, type HttpReply } from "../reply.ts";
import type { Handlers, RouteContext, RouteHandler } from "../route.ts";
import { createRouter } from "./router.ts";

/**
 * The native door: serves route files without Next's router, which costs more than most handlers do. The build makes
 * one bundle of it and of all route files (lib/cli/native.ts), and the start command calls it first.
 */

/** A file that only Next can serve: next-auth needs Next's request. */
export type Target = Handlers | "next";

/** Options of the start command. */
export interface DoorOptions {
  /** Prepares a response for the compression its request accepts. */
  compress(request: IncomingMessage, response: ServerResponse): void;
}

/** Handles a request if a route file matches; false leaves it to Next. */
export type NativeDoor = (request: IncomingMessage, response: ServerResponse) => boolean;

interface Routed extends IncomingMessage {
  stintRoute?: { handler: RouteHandler; params: Record<string, string> };
}

/** Below this many bytes, compression costs more than it saves. */
const compressedFrom = 1024;

const acceptsCoding = ({ headers }: IncomingMessage): boolean => headers["accept-encoding"] !== undefined;

const withVary = (vary: string | undefined): string => (vary ? `${vary}, Accept-Encoding` : "Accept-Encoding");

/** Writes a response whose body is text, or empty. */
function write(response: ServerResponse, { status, headers, body }: HttpReply & { body: string | null }): void {
  if (body === null) {
    if (headers["Content-Type"]) headers.Vary = withVary(headers.Vary);
    response.writeHead(status, headers).end();
    return;
  }
  headers["Content-Length"] = String(Buffer.byteLength(body));
  headers.Vary = withVary(headers.Vary);
  response.writeHead(status, headers).end(body);
}

/**
 * The same stream. When it fails, the connection is cut and the error does not reach the adapter, which would write the
 * error's message into the response.
 */
function cutting(body: ReadableStream<Uint8Array>, outgoing: ServerResponse): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  return new ReadableStream({
    async pull(controller) {
      const part = await reader.read().catch((error: unknown) => {
        log().error(describeError(error), "a response stream failed");
        outgoing.destroy();
        return { done: true as const, value: undefined };
      });
      if (part.done) controller.close();
      else controller.enqueue(part.value);
    },
    cancel: (reason) => reader.cancel(reason),
  });
}

/** The door to route files. `files` maps their paths (`app/…/route.ts`) to their exports. */
export function createNativeDoor(
  files: (readonly [file: string, target: Target])[],
  { compress }: DoorOptions,
): NativeDoor {
  const find = createRouter(files);

  async function respond(request: Request, incoming: Routed, outgoing: ServerResponse): Promise<Response> {
    const { handler, params } = incoming.stintRoute as NonNullable<Routed["stintRoute"]>;
    const defer = (task: () => Promise<void>) => {
      // A caller who has disconnected since has nothing left to close.
      if (outgoing.closed) runDeferred(task);
      else outgoing.once("close", () => runDeferred(task));
    };
    const context: RouteContext = { params, native: { defer } };
    if (!handler.answer) {
      const response = await handler(request, context);
      const { body } = response;
      compress(incoming, outgoing);
      return body ? new Response(cutting(body, outgoing), response) : response;
    }
    const answer = await handler.answer(request, context);
    const { status, headers, body } = answer;
    if (typeof body === "object" && body !== null) {
      compress(incoming, outgoing);
      return new Response(cutting(body, outgoing), { status, headers });
    }
    const isLong = body !== null && Buffer.byteLength(body) >= compressedFrom;
    if (isLong && acceptsCoding(incoming)) compress(incoming, outgoing);
    write(outgoing, { status, headers, body });
    return RESPONSE_ALREADY_SENT;
  }

  function failed(error: unknown): Response {
    // The adapter rejects a Host or a path that no URL can be built from.
    const isRequest = error instanceof Error && error.name === "RequestError";
    const refused = new AppError(
      isRequest ? "BAD_REQUEST" : "INTERNAL",
      isRequest ? "The address of the request is not valid" : "Something went wrong on our side",
    );
    const requestId = crypto.randomUUID();
    if (!isRequest) log().error({ request_id: requestId, ...describeError(error) }, "the native door failed");
    const { status, headers, body } = errorReply(refused, requestId);
    const own = { "Cache-Control": "no-store", ...securityHeaders(), "X-Request-Id": requestId };
    return new Response(body, { status, headers: { ...own, ...headers } });
  }

  const listener = getRequestListener(
    (request, { incoming, outgoing }) =>
      respond(request, incoming as unknown as Routed, outgoing as unknown as ServerResponse),
    { overrideGlobalObjects: false, errorHandler: failed },
  );

  return (request, response) => {
    const url = request.url ?? "";
    const mark = url.indexOf("?");
    const path = mark === -1 ? url : url.slice(0, mark);
    // Next redirects to the path without a trailing slash, repeated slashes and backslashes.
    if (path.endsWith("/") || /\/\/|\\/.test(path)) return false;
    const found = find(path);
    if (!found || found.target === "next") return false;
    const handler = found.target[request.method as keyof Handlers] as RouteHandler | undefined;
    if (!handler) return false;
    (request as Routed).stintRoute = { handler, params: found.params };
    void listener(request, response);
    return true;
  };
}
