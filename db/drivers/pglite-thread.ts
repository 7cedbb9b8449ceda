import { join, resolve } from "node:path";
import { Worker } from "node:worker_threads";
import type { Results, Transaction } from "@electric-sql/pglite";
import type { DatabaseHandle } from "../handle.ts";
import { type LockOptions, lockDataFolder } from "./data-lock.ts";
import { unopened } from "./database-folder.ts";
import { diskAlmostFull } from "./disk-space.ts";
import { endProcess } from "./folder-guards.ts";
import { handleOf, type PgliteChoices } from "./pglite.ts";
import {
  type Answer,
  type Asked,
  type Order,
  type Report,
  signs,
  type ThreadData,
  uncarry,
} from "./pglite-messages.ts";
import { sendable } from "./pglite-values.ts";

/** The thread of the embedded database has exited, and its pending calls with it; recognised by its first words. */
class DatabaseEnded extends Error {
  override name = "DatabaseEnded";

  constructor(reason: string) {
    super(`Connection terminated: ${reason}`);
  }
}

type Options = { rowMode?: "array" | "object"; parsers?: object } | undefined;
type Request =
  Exclude<Order, { kind: "begin" }> extends infer One ? (One extends { id: number } ? Omit<One, "id"> : never) : never;
type Waiting = PromiseWithResolvers<Answer | undefined>;

function readingOf(options: Options): Asked["reading"] {
  if (!options?.parsers) return "own";
  return options.rowMode === "array" ? "drizzle-array" : "drizzle-object";
}

/** PGlite on another thread, with the parts Drizzle and the handle use. */
class ThreadClient {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  readonly #signs: Int32Array;
  #outbox: Order[] = [];
  #last = 0;
  #ended: Error | undefined;
  #closing: Promise<void> | undefined;
  #seen = -1;

  constructor(worker: Worker, shown: Int32Array) {
    this.#worker = worker;
    this.#signs = shown;
  }

  settle(id: number, error: Error | undefined, answer?: Answer): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    // Nothing waits for the thread, and the process may exit.
    if (this.#waiting.size === 0) this.#worker.unref();
    if (error) waiting?.reject(error);
    else waiting?.resolve(answer);
  }

  /** The thread has exited: pending calls fail, and so do later ones. */
  end(error: Error): void {
    this.#ended ??= error;
    for (const id of [...this.#waiting.keys()]) this.settle(id, error);
  }

  async query<Row>(text: string, values?: unknown[], options?: Options): Promise<Results<Row>> {
    return this.#query<Row>(undefined, text, values, options);
  }

  /** Starts at once, without queueing: its first statement waits, as with any other database. */
  async transaction<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    const transaction = ++this.#last;
    let closed = false;
    const end = (commit: boolean) => {
      closed = true;
      return this.#ask({ kind: "end", transaction, commit });
    };
    this.#post({ kind: "begin", transaction });
    const query = async <Row>(text: string, values?: unknown[], options?: Options): Promise<Results<Row>> => {
      if (closed) throw new Error("Transaction is closed");
      return this.#query<Row>(transaction, text, values, options);
    };
    let result: T;
    try {
      result = await work({ query } as unknown as Transaction);
    } catch (error) {
      // The caller must get the original error.
      await end(false).catch(() => {});
      throw error;
    }
    await end(true);
    return result;
  }

  close(): Promise<void> {
    // A thread that has exited by itself has nothing left to close.
    this.#closing ??= this.#ended ? Promise.resolve() : this.#ask({ kind: "close" }).then(() => {});
    return this.#closing;
  }

  /** A second call waits for the same close. */
  get closed(): boolean {
    return false;
  }

  async #query<Row>(transaction: number | undefined, text: string, values: unknown[] | undefined, options: Options) {
    const order = {
      kind: "query",
      text,
      values: values?.map(sendable),
      reading: readingOf(options),
      transaction,
    } as const;
    return (await this.#ask(order)) as Results<Row>;
  }

  #ask(request: Request): Promise<Answer | undefined> {
    if (this.#ended) return Promise.reject(this.#ended);
    const id = ++this.#last;
    const waiting = Promise.withResolvers<Answer | undefined>();
    if (this.#waiting.size === 0) this.#worker.ref();
    this.#waiting.set(id, waiting);
    this.#post({ ...request, id } as Order);
    return waiting.promise;
  }

  /** Sends the calls of one tick together, such as the beginning of a transaction and its first statement. */
  #post(order: Order): void {
    if (this.#outbox.push(order) === 1) queueMicrotask(() => this.#flush());
  }

  #flush(): void {
    const orders = this.#outbox;
    this.#outbox = [];
    try {
      this.#worker.postMessage(orders);
    } catch {
      // One of them has a value that cannot be cloned; send the others one by one.
      for (const order of orders) this.#send(order);
    }
  }

  #send(order: Order): void {
    try {
      this.#worker.postMessage([order]);
    } catch (error) {
      if ("id" in order) this.settle(order.id, error as Error);
    }
  }

  /**
   * Whether it is responsive: false when, since the last call, its counter has not changed although something waits.
   */
  alive(): boolean {
    const seen = this.#seen;
    this.#seen = Atomics.load(this.#signs, signs.life);
    return this.#waiting.size === 0 || this.#seen !== seen;
  }
}

/** Starts the thread; the bundler must not treat its file as a module, as Node runs it as it is. */
function startThread(data: ThreadData): Worker {
  const source = join(/* turbopackIgnore: true */ process.cwd(), "db", "drivers", "pglite-worker.ts");
  return new Worker(source, {
    workerData: data,
    // The TypeScript loader that an older Node needs is needed there as well.
    execArgv: process.features.typescript ? [] : process.execArgv,
  });
}

/**
 * The embedded database on its own thread: the same as `openPglite`, with the same guards, while the server keeps
 * handling requests. The claim of the data folder stays with this thread, which releases it when the process exits.
 * @param onDeath called when the thread has exited by itself; exits the process by default, tests override it
 * @throws {DataFolderLocked} when another process has the folder open
 * @throws {DatabaseUnusable} when the folder is not complete, or cannot be opened; it is released then
 */
export async function openPgliteThread(
  dataDir: string,
  choices: PgliteChoices = {},
  onDeath: (message: string) => void = endProcess,
): Promise<DatabaseHandle> {
  const { durability = "full", onWarning } = choices;
  const folder = resolve(dataDir, "database");
  const options: LockOptions = choices.lock ?? {};
  const lock = await lockDataFolder(dataDir, options);
  const shown = new Int32Array(new SharedArrayBuffer(4 * signs.length));
  const worker = startThread({ folder, durability, claimed: lock.claimed, signs: shown });
  const opening = Promise.withResolvers<void>();
  let isOpen = false;
  let isOver = false;

  const die = (message: string): void => {
    if (isOver) return;
    isOver = true;
    client.end(new DatabaseEnded(message));
    if (isOpen) onDeath(message);
    else opening.reject(unopened(folder, message));
  };
  const say = (what: string) => `The embedded database in ${folder} ${what}. Stint ends; start it again.`;
  const client = new ThreadClient(worker, shown);

  const onReport = (report: Report): void => {
    if (report.kind === "answer") client.settle(report.id, undefined, report.answer);
    else if (report.kind === "refusal") client.settle(report.id, uncarry(report.error));
    else if (report.kind === "warning") onWarning?.(report.message);
    else if (report.kind === "replaced") (options.onReplaced ?? endProcess)(report.message);
    else if (report.kind === "died") die(report.message);
    else if (report.kind === "failed") opening.reject(uncarry(report.error));
    else opening.resolve();
  };
  worker.on("message", onReport);
  worker.on("error", (error) => die(say(`has failed (${error.message}), and has stopped`)));
  worker.on("exit", () => die(say("has stopped")));

  const release = async (): Promise<void> => {
    isOver = true;
    client.end(new DatabaseEnded("the embedded database is closed"));
    await worker.terminate();
    lock.release();
  };
  try {
    await opening.promise;
  } catch (error) {
    await release();
    throw error;
  }
  isOpen = true;
  worker.unref();
  const { orm, run, connection, driver, close } = handleOf(
    client as unknown as Parameters<typeof handleOf>[0],
    release,
  );
  const refusal = () => (Atomics.load(shown, signs.low) === 1 ? diskAlmostFull : undefined);
  return { driver, orm, run, connection, close, refusal, alive: () => client.alive() };
}
