import { AsyncResource } from "node:async_hooks";
import { callerSignal, forNobody } from "../caller.ts";
import { idleTransactionSeconds, statementSeconds } from "./types.ts";

/**
 * Keeps statements of the `pg` family from hanging: a frozen server never responds. A slow statement is only cancelled
 * when its server does not accept a new connection either, or when its caller has disconnected.
 */

// Together under three seconds, the longest a caller waits for a frozen database.
const patienceMs = 1000;
const probeMs = 1000;
const tickMs = 200;
/** How long a read may continue after its caller has disconnected: ending it costs a connection. */
const abandonedMs = 200;

type Callback = (...result: unknown[]) => void;

/** The part of a client that is used here; `pg` and Neon's driver share it. */
export interface WatchedClient {
  query: (...parts: never[]) => unknown;
  on(event: "error", listener: () => void): unknown;
  connection?: { emit(event: "error", error: Error): unknown; stream?: { destroy(): unknown } };
}

interface Busy {
  waiting: number;
  /** Start of the running statement, by `performance.now()`. */
  since: number;
}

/**
 * Watches clients of one server.
 * @param greeted resolves when the server accepts a new connection, rejects when it does not within the given
 * milliseconds
 */
export function watchStatements(greeted: (withinMs: number) => Promise<unknown>) {
  const busy = new Map<WatchedClient, Busy>();
  let timer: NodeJS.Timeout | undefined;
  let probing = false;
  let aliveAt = 0;

  const drop = (client: WatchedClient, reason: string): void => {
    const { connection } = client;
    // The statements fail first, as a socket with a frozen peer may take long to close.
    connection?.emit("error", new Error(`Connection terminated: ${reason}`));
    connection?.stream?.destroy();
  };

  const overdue = (before: number) => [...busy].filter(([, { since }]) => since < before);

  const probe = async (): Promise<void> => {
    const began = performance.now();
    const answers = await greeted(probeMs).then(
      () => true,
      // A server that refuses connections, because it is full or starting, is not frozen.
      (error: unknown) => typeof error === "object" && error !== null && "severity" in error,
    );
    if (answers) aliveAt = performance.now();
    // Process data that arrived while this process itself was blocked first.
    else for (let turn = 0; turn < 2; turn++) await new Promise(setImmediate);
    if (!answers) for (const [client] of overdue(began - patienceMs)) drop(client, "the database does not respond");
  };

  const look = (): void => {
    if (busy.size === 0) {
      clearInterval(timer);
      timer = undefined;
      return;
    }
    const now = performance.now();
    if (probing || now - aliveAt < patienceMs || overdue(now - patienceMs).length === 0) return;
    probing = true;
    void forNobody(probe).finally(() => {
      probing = false;
    });
  };

  const begin = (client: WatchedClient): Busy => {
    const state = busy.get(client) ?? { waiting: 0, since: performance.now() };
    state.waiting += 1;
    busy.set(client, state);
    timer ??= forNobody(() => setInterval(look, tickMs).unref());
    return state;
  };

  /** Registers a statement of a client; call the returned function once, when the statement is over. */
  const note = (client: WatchedClient): (() => void) => {
    const state = begin(client);
    const signal = callerSignal();
    let leaving: NodeJS.Timeout | undefined;
    const leave = (): void => {
      leaving = setTimeout(drop, abandonedMs, client, "the caller has left").unref();
    };
    signal?.addEventListener("abort", leave, { once: true });
    return () => {
      signal?.removeEventListener("abort", leave);
      clearTimeout(leaving);
      state.waiting -= 1;
      state.since = performance.now();
      if (state.waiting === 0) busy.delete(client);
    };
  };

  return (client: WatchedClient): void => {
    const send = client.query.bind(client) as (...parts: unknown[]) => unknown;
    // Without a listener, a connection that breaks within a transaction would crash the process.
    client.on("error", () => {});
    client.query = (...parts: unknown[]) => {
      const done = note(client);
      const callback = parts.at(-1);
      if (typeof callback === "function") {
        const over: Callback = (...result) => {
          done();
          (callback as Callback)(...result);
        };
        return send(...parts.slice(0, -1), over);
      }
      const answer = send(...parts);
      if (answer instanceof Promise) answer.then(done, done);
      else done();
      return answer;
    };
  };
}

/** A pool passes a connection from one request to the next: what runs on it belongs to the current one. */
export function keepCallers(pool: { connect: (callback?: never) => unknown }): void {
  const connect = pool.connect.bind(pool) as (callback?: Callback) => unknown;
  pool.connect = (callback?: Callback) => (callback ? connect(AsyncResource.bind(callback)) : connect());
}

const bounds = `select set_config(name, value, false) from (values
  ('statement_timeout', '${statementSeconds}s'),
  ('idle_in_transaction_session_timeout', '${idleTransactionSeconds}s')) as bound (name, value)`;

// The server checks whether its client is still connected, so that a statement ends with its connection. Needs
// PostgreSQL 14 or later, and does not work on every system.
const lookForClient = "select set_config('client_connection_check_interval', '1s', false)";

/** Limits what one statement may cost the server. Set by a statement, as poolers reject startup parameters. */
export async function boundStatements(client: { query(text: string): Promise<unknown> }): Promise<void> {
  await client.query(bounds);
  await client.query(lookForClient).catch(() => {});
}
