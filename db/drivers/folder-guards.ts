import { DiskGuard, freeBytes, reserveBytes } from "./disk-space.ts";
import type { GuardedPGlite, StatementGuard } from "./guarded-pglite.ts";

const checkpointEveryMs = 60_000;

function describeSpace(readOnly: boolean, free: number): string {
  const megabytes = Math.floor(free / 1024 / 1024);
  return readOnly
    ? `the disk that holds the embedded database has ${megabytes} MB left: until it has 64 MB, writes are refused`
    : `the disk that holds the embedded database has ${megabytes} MB left: writes are accepted again`;
}

/** Whom the guards tell what they see. */
export interface GuardListeners {
  /** Hears what an operator should know: that a power cut may lose rows, that the disk is almost full. */
  onWarning?: ((message: string) => void) | undefined;
  /** Hears after each look at the disk whether writes are refused. */
  onLook?: (low: boolean) => void;
  /** Ends the process, whose database has ended; by default this thread's, with the message on standard error. */
  onDeath?: (message: string) => void;
}

/** Says why and ends the process, with 1. */
export function endProcess(message: string): never {
  process.stderr.write(`\n${message}\n`);
  process.exit(1);
}

/** What watches over an embedded database in a folder: that the folder is still ours, and its disk has room. */
export class FolderGuards implements StatementGuard {
  readonly #folder: string;
  readonly #confirm: () => void;
  readonly #listeners: GuardListeners;
  #disk: DiskGuard | undefined;
  #checkpointed = Number.NEGATIVE_INFINITY;

  /**
   * @param folder of the database, which exists
   * @param confirm throws when the folder is no longer this process's
   */
  constructor(folder: string, confirm: () => void, listeners: GuardListeners = {}) {
    this.#folder = folder;
    this.#confirm = confirm;
    this.#listeners = listeners;
  }

  /** Begins to watch the disk, once the database is open. */
  async attach(client: GuardedPGlite): Promise<void> {
    client.whenItDies(() => this.#die());
    this.#disk = new DiskGuard({
      free: () => freeBytes(this.#folder),
      inTransaction: () => client.isInTransaction(),
      setReadOnly: (readOnly) => this.#setReadOnly(client, readOnly),
      onChange: (readOnly, free) => this.#listeners.onWarning?.(describeSpace(readOnly, free)),
      onLook: (low) => this.#listeners.onLook?.(low),
    });
    await this.#disk.check();
  }

  async #setReadOnly(client: GuardedPGlite, readOnly: boolean): Promise<void> {
    await client.exec(`set default_transaction_read_only = ${readOnly ? "on" : "off"}`);
    if (!readOnly || performance.now() - this.#checkpointed < checkpointEveryMs) return;
    // Reads write a little of the log, too. After a checkpoint they find segments to use again, and need no new one.
    this.#checkpointed = performance.now();
    await client.exec("checkpoint");
  }

  /** The database has ended, and its process ends with it: the next start repairs it from the log, as after a kill. */
  #die(): void {
    let full = false;
    try {
      full = freeBytes(this.#folder) < reserveBytes;
    } catch {}
    const reason = full ? "found no room on its disk for its log, and has stopped" : "has failed, and has stopped";
    const message = `The embedded database in ${this.#folder} ${reason}. Stint ends; start it again.`;
    (this.#listeners.onDeath ?? endProcess)(message);
  }

  /** Why writes are refused; undefined while they are not. */
  get refusal(): string | undefined {
    return this.#disk?.refusal;
  }

  before(text: string): void {
    this.#confirm();
    this.#disk?.before(text);
  }

  after(): void {
    this.#confirm();
  }

  translate(error: unknown): unknown {
    return this.#disk?.translate(error) ?? error;
  }

  stop(): void {
    this.#disk?.stop();
  }
}
