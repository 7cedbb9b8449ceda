import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import type { QueryOptions, Transaction } from "@electric-sql/pglite";
import { confirmClaim } from "./data-lock.ts";
import type { GuardedPGlite } from "./guarded-pglite.ts";
import { openFolder } from "./pglite-folder.ts";
import { type Answer, type Asked, carry, type Order, type Report, signs, type ThreadData } from "./pglite-messages.ts";
import { drizzleParsers } from "./pglite-parsers.ts";

// The thread of the embedded database, started by pglite-thread.ts: PGlite and the guards of its folder. Statements
// block this thread, so that requests wait only for each other's statements, and the server's thread stays free.

const data = workerData as ThreadData;
const port = parentPort as MessagePort;
const report = (message: Report): void => port.postMessage(message);

const readings: Record<Asked["reading"], QueryOptions | undefined> = {
  own: undefined,
  "drizzle-array": { rowMode: "array", parsers: drizzleParsers },
  "drizzle-object": { rowMode: "object", parsers: drizzleParsers },
};

/** A transaction led by the other thread. Others wait for it in PGlite's own queue. */
class LedTransaction {
  readonly #begun = Promise.withResolvers<Transaction>();
  readonly #ending = Promise.withResolvers<boolean>();
  readonly #over: Promise<void>;

  constructor(client: GuardedPGlite) {
    this.#over = client.transaction(async (transaction) => {
      this.#begun.resolve(transaction);
      if (!(await this.#ending.promise)) await transaction.rollback();
    });
    // Each of its statements reports why it could not start, and so does its end.
    this.#over.catch((error) => this.#begun.reject(error));
    this.#begun.promise.catch(() => {});
  }

  get begun(): Promise<Transaction> {
    return this.#begun.promise;
  }

  end(commit: boolean): Promise<void> {
    this.#ending.resolve(commit);
    return this.#over;
  }
}

/** Handles a message of the other thread, and posts the result. */
function serve(client: GuardedPGlite, close: () => Promise<void>): void {
  const transactions = new Map<number, LedTransaction>();

  const query = async ({ text, values, reading, transaction }: Asked): Promise<Answer> => {
    const led = transaction === undefined ? client : await transactions.get(transaction)?.begun;
    if (!led) throw new Error("Transaction is closed");
    const { rows, affectedRows } = await led.query(text, values, readings[reading]);
    return { rows, ...(affectedRows !== undefined && { affectedRows }) };
  };

  const perform = async (order: Exclude<Order, { kind: "begin" }>): Promise<Answer | undefined> => {
    if (order.kind === "query") return query(order);
    if (order.kind === "close") {
      await close();
      return undefined;
    }
    const led = transactions.get(order.transaction);
    transactions.delete(order.transaction);
    await led?.end(order.commit);
    return undefined;
  };

  const begin = (order: Order): void => {
    if (order.kind === "begin") {
      transactions.set(order.transaction, new LedTransaction(client));
      return;
    }
    const { id } = order;
    perform(order).then(
      (answer) => report({ kind: "answer", id, answer }),
      (error) => report({ kind: "refusal", id, error: carry(error) }),
    );
  };

  port.on("message", (orders: Order[]) => {
    for (const order of orders) begin(order);
  });
}

const confirm = (): void => confirmClaim(data.claimed, (message) => report({ kind: "replaced", message }));

/** At least once a second, as long as no statement blocks this thread. */
const onLook = (low: boolean): void => {
  Atomics.store(data.signs, signs.low, low ? 1 : 0);
  Atomics.add(data.signs, signs.life, 1);
};

try {
  const { client, guards } = await openFolder(data.folder, data.durability, confirm, {
    onWarning: (message) => report({ kind: "warning", message }),
    onLook,
    onDeath: (message) => {
      report({ kind: "died", message });
      // Ends this thread: it must not return to the statement, and the other one exits the process.
      process.exit(1);
    },
  });
  serve(client, async () => {
    try {
      if (!client.closed) await client.close();
    } finally {
      guards.stop();
    }
  });
  report({ kind: "opened" });
} catch (error) {
  report({ kind: "failed", error: carry(error) });
}
