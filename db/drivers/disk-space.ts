import { statfsSync } from "node:fs";

const mebibyte = 1024 * 1024;

/**
 * Below this much free space nothing is written. A write-ahead log segment takes 16 MiB at once, and PostgreSQL stops
 * when it has no room for one, so that whatever is in progress when the limit is reached must have several times that.
 */
export const reserveBytes = 64 * mebibyte;

/** Below this, a transaction that began in time is aborted as well. */
export const floorBytes = reserveBytes / 2;

export const diskAlmostFull =
  "The disk with Stint's data is almost full, so nothing can be saved right now. " +
  "Everything can still be read, and saving will work again once space is free.";

/** A write was refused because the disk is almost full. Recognised by its code, as classes may be bundled twice. */
export class DiskAlmostFull extends Error {
  override name = "DiskAlmostFull";
  readonly code = "DISK_ALMOST_FULL";

  constructor(cause?: unknown) {
    super(diskAlmostFull, { cause });
  }
}

/** Free space for this user on the disk of a folder, in bytes. */
export function freeBytes(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

interface DiskGuardOptions {
  /** Free space in bytes; may throw, which changes nothing. */
  free: () => number;
  inTransaction: () => boolean;
  /** Makes the database read-only or writable, once no transaction is open. */
  setReadOnly: (readOnly: boolean) => Promise<void>;
  onChange?: (readOnly: boolean, free: number) => void;
  /** Called after each check with whether there is too little space. */
  onLook?: (low: boolean) => void;
  everyMs?: number;
}

const everySecond = 1000;
// A burst of statements checks at most this often; in that time a fast disk fills about half of the reserve.
const staleMs = 100;

/**
 * Monitors the free space, and makes the database read-only while there is too little. PostgreSQL itself refuses the
 * writes (`default_transaction_read_only`), so that none slips through: sign-ins, sweeps and functions that write
 * included.
 */
export class DiskGuard {
  readonly #options: DiskGuardOptions;
  readonly #timer: NodeJS.Timeout;
  #free = Number.POSITIVE_INFINITY;
  #readAt = Number.NEGATIVE_INFINITY;
  #low = false;
  /** The mode the database was last set to. */
  #readOnly = false;
  #setting: Promise<void> | undefined;

  constructor(options: DiskGuardOptions) {
    this.#options = options;
    this.#timer = setInterval(() => void this.check(), options.everyMs ?? everySecond);
    this.#timer.unref();
  }

  /** Why writes are refused; undefined while they are not. */
  get refusal(): string | undefined {
    return this.#low ? diskAlmostFull : undefined;
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    try {
      this.#free = this.#options.free();
    } catch {
      // A failed check says nothing about the space.
    }
    this.#readAt = performance.now();
    this.#low = this.#free < reserveBytes;
    this.#options.onLook?.(this.#low);
  }

  /** Checks the free space; resolves once the database is read-only or writable accordingly. */
  async check(): Promise<void> {
    this.#look();
    await this.#settle();
  }

  async #settle(): Promise<void> {
    // Set on each check while space is short: resetting the session's settings must not lift it.
    if (this.#low === this.#readOnly && !this.#low) return;
    this.#setting ??= this.#set(this.#low).finally(() => {
      this.#setting = undefined;
    });
    await this.#setting;
  }

  async #set(readOnly: boolean): Promise<void> {
    try {
      await this.#options.setReadOnly(readOnly);
    } catch {
      // The next check tries again.
      return;
    }
    if (this.#readOnly !== readOnly) this.#options.onChange?.(readOnly, this.#free);
    this.#readOnly = readOnly;
  }

  /**
   * Called before each statement.
   * @param text how it begins
   * @throws {DiskAlmostFull} when a transaction that began in time uses up the remaining space
   */
  before(text: string): void {
    if (performance.now() - this.#readAt > staleMs) {
      this.#look();
      if (this.#low !== this.#readOnly) void this.#settle();
    }
    if (this.#readOnly || this.#free >= floorBytes || /^rollback/i.test(text)) return;
    if (this.#options.inTransaction()) throw new DiskAlmostFull();
  }

  /** Maps an error of the database: a read-only error gets the reason. */
  translate(error: unknown): unknown {
    const refused = error instanceof Error && "code" in error && error.code === "25006";
    return refused && this.#readOnly ? new DiskAlmostFull(error) : error;
  }
}
