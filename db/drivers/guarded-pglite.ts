import { PGlite, type PGliteOptions } from "@electric-sql/pglite";

/** What is asked around every statement of the embedded database, on the thread that runs it. */
export interface StatementGuard {
  /** Before a statement begins, with its first characters; what it throws refuses the statement. */
  before(text: string): void;
  /** After a statement has ended, with its commit; what it throws keeps its success from being told. */
  after(): void;
  /** The error to throw for one of the database's. */
  translate(error: unknown): unknown;
}

// The first byte of a message. PostgreSQL, Frontend/Backend Protocol, "Message Formats".
const query = "Q".charCodeAt(0);
const parse = "P".charCodeAt(0);
const sync = "S".charCodeAt(0);

/** How a statement begins: after type and length, and in a Parse after the name, which is empty here. */
const beginning = (message: Uint8Array): string =>
  Buffer.from(message.subarray(message[0] === parse ? 6 : 5, 40))
    .toString("latin1")
    .trimStart();

/** PGlite that asks a guard around each statement, whichever of its methods the statement came by. */
export class GuardedPGlite extends PGlite {
  readonly #guard: StatementGuard;

  constructor(guard: StatementGuard, options: PGliteOptions) {
    super(options);
    this.#guard = guard;
  }

  override execProtocolRawSync(message: Uint8Array): Uint8Array {
    const [kind] = message;
    if (kind === parse || kind === query) this.#guard.before(beginning(message));
    const answer = super.execProtocolRawSync(message);
    // PGlite ends each statement with a Sync, and with it PostgreSQL commits what stood outside a transaction.
    if (kind === sync) this.#guard.after();
    return answer;
  }

  /** Runs messages that are one statement or prepare it, and end in a Sync. */
  protected async statement(text: string, messages: Uint8Array): ReturnType<PGlite["execProtocolStream"]> {
    this.#guard.before(text.slice(0, 40).trimStart());
    const answer = await this.execProtocolStream(messages, { syncToFs: false });
    this.#guard.after();
    return answer;
  }

  override async execProtocolStream(...args: Parameters<PGlite["execProtocolStream"]>) {
    try {
      return await super.execProtocolStream(...args);
    } catch (error) {
      throw this.#guard.translate(error);
    }
  }

  /**
   * Calls `onDeath` when PostgreSQL gives up, as it does when it has no room for its log: PGlite goes on calling what
   * has ended, and the thread would never come back from the next statement.
   */
  whenItDies(onDeath: () => void): void {
    this.Module.onAbort = onDeath;
  }
}
