import { PGlite, type PGliteOptions } from "@electric-sql/pglite";

/** Hooks around every statement of the embedded database, on the thread that runs it. */
export interface StatementGuard {
  /** Before a statement starts, with its first characters; throwing refuses the statement. */
  before(text: string): void;
  /** After a statement has finished, with its commit; throwing prevents its success from being reported. */
  after(): void;
  /** Maps an error of the database. */
  translate(error: unknown): unknown;
}

// The first byte of a message. PostgreSQL, Frontend/Backend Protocol, "Message Formats".
const query = "Q".charCodeAt(0);
const parse = "P".charCodeAt(0);
const sync = "S".charCodeAt(0);

/**
 * The beginning of a message's statement, up to 32 characters; undefined for a message without one. In a Parse it comes
 * after type, length and statement name, in a Query after type and length.
 */
export function beginning(message: Uint8Array): string | undefined {
  const [kind] = message;
  if (kind !== parse && kind !== query) return undefined;
  const from = kind === parse ? message.indexOf(0, 5) + 1 : 5;
  return Buffer.from(message.subarray(from, from + 32))
    .toString("latin1")
    .trimStart();
}

/** PGlite that calls a guard around each statement, whichever of its methods runs it. */
export class GuardedPGlite extends PGlite {
  readonly #guard: StatementGuard;

  constructor(guard: StatementGuard, options: PGliteOptions) {
    super(options);
    this.#guard = guard;
  }

  override execProtocolRawSync(message: Uint8Array): Uint8Array {
    const text = beginning(message);
    if (text !== undefined) this.#guard.before(text);
    const answer = super.execProtocolRawSync(message);
    // PGlite ends each statement with a Sync, with which PostgreSQL commits whatever ran outside a transaction.
    if (message[0] === sync) this.#guard.after();
    return answer;
  }

  /** Runs messages that prepare or execute a statement, and end in a Sync, with the guard around them. */
  protected async statement(text: string, messages: Uint8Array): ReturnType<PGlite["execProtocolStream"]> {
    this.#guard.before(text.slice(0, 32).trimStart());
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
   * Calls `onDeath` when PostgreSQL crashes, as it does when it has no room for its log: PGlite goes on calling the
   * dead instance, and the thread would never return from the next statement.
   */
  whenItDies(onDeath: () => void): void {
    this.Module.onAbort = onDeath;
  }
}
