import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const version = () =>
  (JSON.parse(readFileSync(join(import.meta.dirname, "../../package.json"), "utf8")) as { version: string }).version;

const pathOf = ({ method, url = "" }: IncomingMessage): string =>
  method === "GET" || method === "HEAD" ? (url.split("?", 1)[0] ?? "").replace(/^\/api(?=\/health)/, "") : "";

/** In the contract's shape (`lib/operation/contract.ts`), which the application takes over as soon as it can. */
function answerStarting(response: ServerResponse, status: number, more: object, headers: object): void {
  response.writeHead(status, {
    "Content-Type": "application/json",
    "Cache-Control": "no-store",
    "X-Request-Id": randomUUID(),
    ...headers,
  });
  const about = { status: "starting", version: version(), uptime_seconds: Math.round(process.uptime()) };
  // Node omits the body of a response to HEAD.
  response.end(JSON.stringify({ ...about, ...more }));
}

/**
 * Runs in front of the application: until it is ready, requests wait, and `/health` says that it is starting.
 * @param driver the database's, for `/health`
 * @param patienceMs how long `/health` waits for the application; the contract gives it two seconds to respond
 */
export class Gate {
  #handler: RequestListener | undefined;
  readonly #opened = Promise.withResolvers<void>();
  readonly #driver: string;
  readonly #patienceMs: number;

  constructor(driver: string, patienceMs = 1000) {
    this.#driver = driver;
    this.#patienceMs = patienceMs;
  }

  get isOpen(): boolean {
    return this.#handler !== undefined;
  }

  /** Hands requests over to the application, waiting ones first. */
  open(handler: RequestListener): void {
    this.#handler = handler;
    this.#opened.resolve();
  }

  readonly listener = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (!this.#handler) {
      const path = pathOf(request);
      if (path === "/health/live") return answerStarting(response, 200, {}, {});
      if (path === "/health") {
        await Promise.race([this.#opened.promise, sleep(this.#patienceMs)]);
        if (!this.#handler) return this.#answerHealth(response);
      }
      await this.#opened.promise;
    }
    this.#handler?.(request, response);
  };

  #answerHealth(response: ServerResponse): void {
    const database = { status: "starting", latency_ms: null, driver: this.#driver };
    answerStarting(
      response,
      503,
      { schema_version: null, pending_migrations: null, database, door: "native" },
      { "Retry-After": "2" },
    );
  }
}
