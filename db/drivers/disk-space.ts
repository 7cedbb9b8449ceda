import { statfsSync } from "node:fs";

const mebibyte = 1024 * 1024;

/**
 * Below this much free space nothing is written. A write-ahead log segment takes 16 MiB at once, and PostgreSQL stops
 * when it has no room for one, so that what is under way when the limit is reached must find several times that.
 */
export const reserveBytes = 64 * mebibyte;

/** Below this, a transaction that began in time is ended as well. */
export const floorBytes = reserveBytes / 2;

export const diskAlmostFull =
  "The disk with Stint's data is almost full, so nothing can be saved right now. " +
  "Everything can still be read, and saving will work again once space is free.";

/** A write was refused because the disk is almost full. Known by its code, as classes may be bundled twice. */
export class DiskAlmostFull extends Error {
  override name = "DiskAlmostFull";
  readonly code = "DISK_ALMOST_FULL";

  constructor(cause?: unknown) {
    super(diskAlmostFull, { cause });
  }
}

/** What is free for this user on the disk of a folder, in bytes. */
export function freeBytes(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

interface DiskGuardOptions {
  /** What is free, in bytes; may throw, which changes nothing. */
  free: () => number;
  inTransaction: () => boolean;
  /** Has the database refuse writes, or take them again, once no transaction is open. */
  setReadOnly: (readOnly: boolean) => Promise<void>;
  onChange?: (readOnly: boolean, free: number) => void;
  /** Hears after each look whether there is too little. */
  onLook?: (low: boolean) => void;
  everyMs?: number;
}

const everySecond = 1000;
// A burst of statements asks at most this often; in that time a fast disk takes about the reserve's half.
const staleMs = 100;

/**
 * Watches the free space, and has the database take only reads while there is too little. PostgreSQL itself refuses the
 * writes (`default_transaction_read_only`), so that none gets past: sign-ins, sweeps and functions that write included.
 */
export class DiskGuard {
  readonly #options: DiskGuardOptions;
  readonly #timer: NodeJS.Timeout;
  #free = Number.POSITIVE_INFINITY;
  #readAt = Number.NEGATIVE_INFINITY;
  #low = false;
  /** What the database was last set to. */
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
      // A disk that does not answer says nothing about its space.
    }
    this.#readAt = performance.now();
    this.#low = this.#free < reserveBytes;
    this.#options.onLook?.(this.#low);
  }

  /** Looks at the free space; resolves once the database refuses or takes writes accordingly. */
  async check(): Promise<void> {
    this.#look();
    await this.#settle();
  }

  async #settle(): Promise<void> {
    // Set with each look while space is short: whoever resets the session's settings must not lift it.
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
      // The next look tries again.
      return;
    }
    if (this.#readOnly !== readOnly) this.#options.onChange?.(readOnly, this.#free);
    this.#readOnly = readOnly;
  }

  /**
   * Called before each statement.
   * @param text how it begins
   * @throws {DiskAlmostFull} when a transaction that began in time uses up what is left
   */
  before(text: string): void {
    if (performance.now() - this.#readAt > staleMs) {
      this.#look();
      if (this.#low !== this.#readOnly) void this.#settle();
    }
    if (this.#readOnly || this.#free >= floorBytes || /^rollback/i.test(text)) return;
    if (this.#options.inTransaction()) throw new DiskAlmostFull();
  }

  /** The error to throw for one that the database threw: its refusals get the reason. */
  translate(error: unknown): unknown {
    const refused = error instanceof Error && "code" in error && error.code === "25006";
    return refused && this.#readOnly ? new DiskAlmostFull(error) : error;
  }
}
