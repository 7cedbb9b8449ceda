import { randomUUID } from "node:crypto";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { hostname } from "node:os";
import { AppError, errorTable } from "../errors.ts";

/** The start cannot go on, for a reason its message gives. */
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
  EADDRNOTAVAIL: (_, host) => `HOSTNAME is ${host}, which is no address of this machine.`,
  ENOTFOUND: (_, host) => `HOSTNAME is ${host}, which has no address.`,
};

/**
 * Binds `server`.
 * @returns the port, which differs from the given one when that is 0
 * @throws {StartError} for a port that is taken and the like
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

function refuse(response: ServerResponse, { status, code, message, detail }: AppError): void {
  const request_id = randomUUID();
  response.writeHead(status, {
    "Content-Type": "application/json",
    "Cache-Control": "no-store",
    "X-Request-Id": request_id,
  });
  response.end(JSON.stringify({ error: errorTable[code].title, code, message, detail, request_id }));
}

const isEncoded = (path: string): boolean => {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
};

/**
 * Answers what Next would answer with a bare 500: a path whose percent-encoding is broken, and TRACE, which the Fetch
 * standard's Request cannot carry. True when it did.
 */
export function refuseUnroutable(request: IncomingMessage, response: ServerResponse): boolean {
  if (request.method === "TRACE") {
    refuse(response, new AppError("METHOD_NOT_ALLOWED", "TRACE is not possible here"));
    return true;
  }
  const [path = ""] = (request.url ?? "").split("?");
  if (!path.includes("%") || isEncoded(path)) return false;
  refuse(response, new AppError("BAD_REQUEST", "The address is not valid percent-encoding"));
  return true;
}

/** Stops listening and waits for the requests under way, `patience` milliseconds at the most. */
export async function drain(server: Server, patience: number): Promise<void> {
  const idle = setInterval(() => server.closeIdleConnections(), 50);
  const late = setTimeout(() => server.closeAllConnections(), patience);
  await new Promise((resolve) => server.close(resolve));
  clearInterval(idle);
  clearTimeout(late);
}
