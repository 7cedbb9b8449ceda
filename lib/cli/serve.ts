import { randomUUID } from "node:crypto";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { hostname } from "node:os";
import { AppError } from "../errors.ts";

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

/** Answers what Next would answer with a bare 500: a path whose percent-encoding is broken. True when it did. */
export function refuseUnroutable(request: IncomingMessage, response: ServerResponse): boolean {
  const [path = ""] = (request.url ?? "").split("?");
  if (!path.includes("%")) return false;
  try {
    decodeURIComponent(path);
    return false;
  } catch {
    const error = new AppError("BAD_REQUEST", "The address is not valid percent-encoding");
    const id = randomUUID();
    response.writeHead(error.status, {
      "Content-Type": "application/json",
      "Cache-Control": "no-store",
      "X-Request-Id": id,
    });
    const { code, message, detail } = error;
    response.end(JSON.stringify({ error: "Bad Request", code, message, detail, request_id: id }));
    return true;
  }
}

/** Stops listening and waits for the requests under way, `patience` milliseconds at the most. */
export async function drain(server: Server, patience: number): Promise<void> {
  const idle = setInterval(() => server.closeIdleConnections(), 50);
  const late = setTimeout(() => server.closeAllConnections(), patience);
  await new Promise((resolve) => server.close(resolve));
  clearInterval(idle);
  clearTimeout(late);
}
