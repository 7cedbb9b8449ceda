import { randomUUID } from "node:crypto";
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
  STATUS_CODES,
} from "node:http";
import type { Socket } from "node:net";
import { hostname } from "node:os";
import type { Duplex } from "node:stream";
import compression from "compression";
import { bodyLimit } from "../api/body-limit.ts";
import { AppError, errorTable } from "../core/errors.ts";
import { securityHeaders } from "../core/security-headers.ts";

/** The start fails, for the reason in the message. */
export class StartError extends Error {
  override name = "StartError";
}

/** The address to listen on. Many shells export the machine's own name as HOSTNAME, which nobody chose. */
export function chosenHost(given: string | undefined): string | undefined {
  return given === hostname() ? undefined : given;
}

const listenReasons: Record<string, (port: number, host: string) => string> = {
  EADDRINUSE: (port) =>
    `Port ${port} is taken by another program. Stop it, or choose another port: PORT=${port + 1} npm start`,
  EACCES: (port) => `Port ${port} needs more rights than this user has. Choose one above 1023: PORT=3000 npm start`,
  EADDRNOTAVAIL: (_, host) => `HOSTNAME is ${host}, which is not an address of this machine.`,
  ENOTFOUND: (_, host) => `HOSTNAME is ${host}, which has no address.`,
};

/**
 * Binds `server`.
 * @returns the port, which differs from the given one when that is 0
 * @throws {StartError} for a port that is in use and the like
 */
export function listen(server: Server, port: number, host: string | undefined): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const reason = listenReasons[error.code ?? ""]?.(port, host ?? "");
      reject(reason ? new StartError(reason) : error);
    });
    server.listen({ port, ...(host && { host }) }, () => {
      const address = server.address();
      resolve(typeof address === "object" && address ? address.port : port);
    });
  });
}

/** Headers and body of an error, in the contract's shape. */
function refusalOf({ code, message, detail }: AppError): { headers: Record<string, string>; body: string } {
  const request_id = randomUUID();
  const headers = { "Content-Type": "application/json", "Cache-Control": "no-store", "X-Request-Id": request_id };
  return { headers, body: JSON.stringify({ error: errorTable[code].title, code, message, detail, request_id }) };
}

function refuse(response: ServerResponse, error: AppError, more: Record<string, string> = {}, status = error.status) {
  const { headers, body } = refusalOf(error);
  response.writeHead(status, { ...headers, ...more });
  response.end(body);
}

/** Two encodings of a response differ in bytes, so they must not share a strong ETag (RFC 9110, section 8.8.1). */
function weakenTag(response: ServerResponse): void {
  const tag = response.getHeader("ETag");
  const isCoded = response.hasHeader("Content-Encoding");
  if (isCoded && typeof tag === "string" && !tag.startsWith("W/")) response.setHeader("ETag", `W/${tag}`);
}

/** Events are few and small, and each has to be sent at once. */
const isEventStream = (response: ServerResponse): boolean =>
  String(response.getHeader("Content-Type")).startsWith("text/event-stream");

const middleware = compression({
  threshold: 1024,
  filter: (request, response) => !isEventStream(response) && compression.filter(request, response),
});

/** Prepares a response for compression when it is written, if the request accepts that and it is worth it. */
export function compress(request: IncomingMessage, response: ServerResponse): void {
  // Written for Express, whose request and response extend Node's.
  const [expressRequest, expressResponse] = [request, response] as unknown as Parameters<typeof middleware>;
  middleware(expressRequest, expressResponse, () => {});
}

const isComplete = (headers: unknown): boolean =>
  typeof headers === "object" &&
  headers !== null &&
  "Content-Security-Policy" in headers &&
  "X-Frame-Options" in headers;

/**
 * Adds missing security headers to a response when its head is written, by any code: the framework's files,
 * redirects and errors have none of their own.
 */
export function completeHeaders(response: ServerResponse): void {
  const writeHead = response.writeHead.bind(response) as (...words: unknown[]) => ServerResponse;
  // Headers passed to writeHead itself take precedence over these.
  response.writeHead = (...words: unknown[]): ServerResponse => {
    // The native door's responses are complete; checking each header would cost more than writing it.
    if (isComplete(words[1])) return writeHead(...words);
    for (const [name, value] of Object.entries(securityHeaders())) {
      if (!response.hasHeader(name)) response.setHeader(name, value);
    }
    weakenTag(response);
    return writeHead(...words);
  };
}

const malformed: Record<string, { status: number; message: string }> = {
  HPE_HEADER_OVERFLOW: { status: 431, message: "The headers are too large" },
  HPE_CHUNK_EXTENSIONS_OVERFLOW: { status: 413, message: "The chunk extensions are too large" },
  ERR_HTTP_REQUEST_TIMEOUT: { status: 408, message: "The request took too long to arrive" },
};

/** Responds to what never became a request, as Node itself would, but in the contract's shape and with our headers. */
function refuseMalformed(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (!socket.writable || (socket as Socket).bytesWritten > 0) return void socket.destroy();
  const { status, message } = malformed[error.code ?? ""] ?? { status: 400, message: "This is not an HTTP request" };
  const { headers, body } = refusalOf(new AppError("BAD_REQUEST", message));
  const all = { ...securityHeaders(), ...headers, "Content-Length": Buffer.byteLength(body), Connection: "close" };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join("")}\r\n${body}`);
}

/** A server that passes every valid request on to `listener`, and whose responses all have security headers. */
export function createSafeServer(listener: RequestListener): Server {
  // Without this, Node itself responds to a request without a Host. No other protocol is supported, so that an
  // `Upgrade` is ignored (RFC 9110, section 7.8).
  const options = { requireHostHeader: false, shouldUpgradeCallback: () => false };
  const server = createServer(options, (request, response) => {
    completeHeaders(response);
    if (refuseUnroutable(request, response) || refuseLarge(request, response)) return;
    listener(request, response);
  });
  server.on("clientError", refuseMalformed);
  server.on("checkExpectation", (_, response: ServerResponse) => {
    completeHeaders(response);
    refuse(response, new AppError("BAD_REQUEST", "Expect must be 100-continue"), {}, 417);
  });
  return server;
}

const isEncoded = (path: string): boolean => {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
};

const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
const allow = { Allow: methods.join(", ") };

/**
 * Responds where Next would with a bare 400 or 500: a method that no route can have (TRACE, or those of WebDAV), a path
 * with broken percent-encoding, a request without Host, and a target without a path, such as `*` (RFC 9112, section
 * 3.2.4). An absolute-form target is reduced to its path. True when it responded.
 */
export function refuseUnroutable(request: IncomingMessage, response: ServerResponse): boolean {
  if (!methods.includes(request.method ?? "")) {
    refuse(response, new AppError("METHOD_NOT_ALLOWED", `${request.method} is not allowed here`), allow);
    return true;
  }
  if (request.url && /^https?:\/\//i.test(request.url) && URL.canParse(request.url)) {
    const { pathname, search } = new URL(request.url);
    request.url = pathname + search;
  }
  if (!request.url?.startsWith("/")) {
    if (request.method === "OPTIONS" && request.url === "*") response.writeHead(204, allow).end();
    else refuse(response, new AppError("BAD_REQUEST", "The request has no path"));
    return true;
  }
  if (request.headers.host === undefined && request.httpVersion === "1.1") {
    refuse(response, new AppError("BAD_REQUEST", "The request has no Host header"));
    return true;
  }
  const [path = ""] = (request.url ?? "").split("?");
  if (!path.includes("%") || isEncoded(path)) return false;
  refuse(response, new AppError("BAD_REQUEST", "The address is not valid percent-encoding"));
  return true;
}

/**
 * Rejects a body whose Content-Length exceeds the limit, before a byte of it, and closes the connection: otherwise Node
 * would read all of it to throw it away. True when it did.
 */
export function refuseLarge(request: IncomingMessage, response: ServerResponse): boolean {
  // Next would wait for a body of unknown length to end before anything could reject it.
  if (request.headers["next-action"] !== undefined && request.headers["transfer-encoding"] !== undefined) {
    refuse(response, new AppError("BAD_REQUEST", "Send Content-Length"), { Connection: "close" }, 411);
    return true;
  }
  if (!(Number(request.headers["content-length"] ?? 0) > bodyLimit)) return false;
  refuse(response, new AppError("PAYLOAD_TOO_LARGE", "The body is larger than 1 MB"), { Connection: "close" });
  return true;
}

/** Stops listening and waits for the requests in progress, at most `patience` milliseconds. */
export async function drain(server: Server, patience: number): Promise<void> {
  const idle = setInterval(() => server.closeIdleConnections(), 50);
  const late = setTimeout(() => server.closeAllConnections(), patience);
  await new Promise((resolve) => server.close(resolve));
  clearInterval(idle);
  clearTimeout(late);
}
