import { DiskGuard, freeBytes, reserveBytes } from "./disk-space.ts";
import type { GuardedPGlite, StatementGuard } from "./guarded-pglite.ts";

const checkpointEveryMs = 60_000;

function describeSpace(readOnly: boolean, free: number): string {
  const megabytes = Math.floor(free / 1024 / 1024);
  return readOnly
    ? `the disk that holds the embedded database has ${megabytes} MB left: until it has 64 MB, writes are refused`
    : `the disk that holds the embedded database has ${megabytes} MB left: writes are accepted again`;
}

/** Callbacks of the guards. */
export interface GuardListeners {
  /** Called with warnings for the operator: that a power cut may lose rows, that the disk is almost full. */
  onWarning?: ((message: string) => void) | undefined;
  /** Called after each check of the disk with whether writes are refused. */
  onLook?: (low: boolean) => void;
  /**
   * Exits the process, whose database has stopped; by default exits this thread's process, with the message on standard
   * error.
   */
  onDeath?: (message: string) => void;
}

/** Prints the reason and exits the process with code 1. */
export function endProcess(message: string): never {
  process.stderr.write(`\n${message}\n`);
  process.exit(1);
}

/** Guards an embedded database in a folder: the process still holds the folder, and its disk has room. */
export class FolderGuards implements StatementGuard {
  readonly #folder: string;
  readonly #confirm: () => void;
  readonly #listeners: GuardListeners;
  #disk: DiskGuard | undefined;
  #checkpointed = Number.NEGATIVE_INFINITY;

  /**
   * @param folder of the database, which exists
   * @param confirm throws when this process no longer holds the folder
   */
  constructor(folder: string, confirm: () => void, listeners: GuardListeners = {}) {
    this.#folder = folder;
    this.#confirm = confirm;
    this.#listeners = listeners;
  }

  /** Starts monitoring the disk, once the database is open. */
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
    // Reads write a little to the log, too. After a checkpoint they find segments to reuse, and need no new one.
    this.#checkpointed = performance.now();
    await client.exec("checkpoint");
  }

  /**
   * The database has stopped, and its process exits with it: the next start recovers it from the log, as after a kill.
   */
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
