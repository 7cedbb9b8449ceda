import { AsyncResource } from "node:async_hooks";
import { callerSignal, forNobody } from "../caller.ts";
import { idleTransactionSeconds, statementSeconds } from "./types.ts";

/**
 * Keeps statements of the `pg` family from hanging: a server that is frozen never says no. A statement that takes long
 * is only given up when its server does not greet a new connection either, or when its caller has left.
 */

// Together under three seconds, which is what a caller waits at the most for a database that is frozen.
const patienceMs = 1000;
const probeMs = 1000;
const tickMs = 200;
/** How long a read may go on after its caller has left: to end it costs a connection. */
const abandonedMs = 200;

type Callback = (...result: unknown[]) => void;

/** What is used of a client; `pg` and Neon's driver have it alike. */
export interface WatchedClient {
  query: (...parts: never[]) => unknown;
  on(event: "error", listener: () => void): unknown;
  connection?: { emit(event: "error", error: Error): unknown; stream?: { destroy(): unknown } };
}

interface Busy {
  waiting: number;
  /** When the statement that runs was begun, by `performance.now()`. */
  since: number;
}

/**
 * Watches clients of one server.
 * @param greeted resolves when a new connection is greeted, rejects within the milliseconds given when it is not
 */
export function watchStatements(greeted: (withinMs: number) => Promise<unknown>) {
  const busy = new Map<WatchedClient, Busy>();
  let timer: NodeJS.Timeout | undefined;
  let probing = false;
  let aliveAt = 0;

  const drop = (client: WatchedClient, reason: string): void => {
    const { connection } = client;
    // First the statements learn of it, for a socket whose other end is frozen may close late.
    connection?.emit("error", new Error(`Connection terminated: ${reason}`));
    connection?.stream?.destroy();
  };

  const overdue = (before: number) => [...busy].filter(([, { since }]) => since < before);

  const probe = async (): Promise<void> => {
    const began = performance.now();
    const answers = await greeted(probeMs).then(
      () => true,
      // A server that refuses, because it is full or starting, is no frozen one.
      (error: unknown) => typeof error === "object" && error !== null && "severity" in error,
    );
    if (answers) aliveAt = performance.now();
    // What has arrived while this process itself was held up counts first.
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

  /** Notes a statement of a client; what it returns is called once, when the statement is over. */
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
    // Without a listener, a connection that breaks within a transaction would end the process.
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

/** A pool hands a connection on from one request to the next: what goes on with it belongs to the one that asked. */
export function keepCallers(pool: { connect: (callback?: never) => unknown }): void {
  const connect = pool.connect.bind(pool) as (callback?: Callback) => unknown;
  pool.connect = (callback?: Callback) => (callback ? connect(AsyncResource.bind(callback)) : connect());
}

const bounds = `select set_config(name, value, false) from (values
  ('statement_timeout', '${statementSeconds}s'),
  ('idle_in_transaction_session_timeout', '${idleTransactionSeconds}s')) as bound (name, value)`;

// The server looks whether its client is still there, so that a statement ends with its connection. PostgreSQL 14 and
// later know it, and not on every system.
const lookForClient = "select set_config('client_connection_check_interval', '1s', false)";

/** Bounds what one statement may cost the server. By statement, as poolers refuse parameters at the start. */
export async function boundStatements(client: { query(text: string): Promise<unknown> }): Promise<void> {
  await client.query(bounds);
  await client.query(lookForClient).catch(() => {});
}
