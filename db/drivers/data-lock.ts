import { closeSync, openSync, readdirSync, rmSync, statSync, writeFileSync, writeSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { beatText, type Claim, type ClaimState, newClaimName, parseClaim, processLives, pulseOf } from "./claim.ts";
import { makeFolder } from "./sync-files.ts";

/** Another running process has the data folder open. PGlite takes no lock itself and would corrupt the files. */
export class DataFolderLocked extends Error {
  override name = "DataFolderLocked";
}

/** In milliseconds. */
interface LockTimes {
  /** Between two heartbeats of a holder. */
  beatMs: number;
  /**
   * How long the claim of another container or machine is watched; without a heartbeat in that time it counts as dead.
   */
  silenceMs: number;
  /** Between two checks of it. */
  lookMs: number;
}

export const lockTimes: LockTimes = { beatMs: 2000, silenceMs: 15_000, lookMs: 250 };

export interface LockOptions {
  times?: LockTimes;
  /** Called when another process has taken over the folder; exits the process by default, tests override it. */
  onReplaced?: (message: string) => void;
  /**
   * Called once when the claim of another container or machine shows no heartbeat; writes to standard error by default.
   */
  onWait?: (message: string) => void;
}

/** What every thread of the holder needs to confirm that its process still holds the folder. */
export interface Claimed {
  /** Path of the claim. */
  file: string;
  /** 1 as soon as the claim is released. */
  released: Int32Array;
  /** The message for when another process has taken over the folder. */
  message: string;
}

/** The data folder, locked by this process. */
export interface DataLock {
  /** For another thread of this process, which confirms with {@link confirmClaim}. */
  readonly claimed: Claimed;
  /** Releases the folder. */
  release(): void;
  /**
   * Confirms that this process still holds the folder: cheap enough for each statement. A process that was frozen for
   * long, such as a suspended container, may have been considered dead.
   * @throws {DataFolderLocked} when it does not (by default the process exits first)
   */
  confirm(): void;
}

interface Holder {
  claim: Claim;
  /** Set for a holder on another container or machine. */
  host?: string;
  /** It holds the folder, and is not only claiming it. */
  holds: boolean;
}

/** Watches claims whose process cannot be checked by pid; returns the first with a heartbeat, or undefined. */
async function watch(
  folder: string,
  claims: Claim[],
  times: LockTimes,
  beat: () => void,
  onWait: () => void,
): Promise<Holder | undefined> {
  const before = new Map(claims.map(({ name }) => [name, pulseOf(folder, name)?.mark]));
  // Counted in checks and not by a clock: clocks of two machines differ, and ours may jump or sleep.
  for (let look = 0; look < times.silenceMs / times.lookMs; look++) {
    await sleep(times.lookMs);
    beat();
    // A living holder shows a heartbeat before that, and the error then says everything.
    if (look * times.lookMs > 2 * times.beatMs) onWait();
    for (const claim of claims) {
      const pulse = pulseOf(folder, claim.name);
      if (pulse && pulse.mark !== before.get(claim.name)) return { claim, host: pulse.host, holds: pulse.holds };
    }
  }
  return undefined;
}

function describeHolder(dataDir: string, { claim, host }: Holder): string {
  const where = host === undefined ? "" : ` of another container or machine${host && ` (${host})`}`;
  return (
    `The data folder ${resolve(dataDir)} is in use by process ${claim.pid}${where}. ` +
    "Stop that process, or set DATA_DIR to another folder."
  );
}

function waitMessage(dataDir: string, { silenceMs }: LockTimes): string {
  return (
    `The data folder ${resolve(dataDir)} holds the claim of a process of another container, another machine, or of ` +
    `this machine before it was restarted. Watching for ${silenceMs / 1000} seconds whether that process is alive.`
  );
}

const say = (message: string): void => {
  process.stderr.write(`\n${message}\n`);
};

function endProcess(message: string): void {
  say(message);
  process.exit(1);
}

/** Sends a claim's heartbeat from a separate thread, until it is released. */
function keepAlive(file: string, everyMs: number, released: Int32Array, onReplaced: () => void): Worker {
  const [before = "", after = ""] = beatText("holding ", 0).split("0000000000");
  // The bundler must not treat the file as a module: Node runs it as it is.
  const source = join(/* turbopackIgnore: true */ process.cwd(), "db", "drivers", "claim-heartbeat.ts");
  const worker = new Worker(source, {
    workerData: { file: resolve(file), texts: [before, after], everyMs, released },
    // The TypeScript loader that an older Node needs is needed there as well.
    execArgv: process.features.typescript ? [] : process.execArgv,
    resourceLimits: { maxOldGenerationSizeMb: 16 },
  });
  worker.on("message", onReplaced);
  // Without a heartbeat others may take over the folder, which `confirm` notices.
  worker.on("error", (error) => process.emitWarning(`The data folder's heartbeat has stopped: ${error.message}`));
  // After the listeners, each of which would keep the process alive again.
  worker.unref();
  return worker;
}

const isReleased = ({ released }: Claimed): boolean => Atomics.load(released, 0) === 1;

/**
 * Checks, on any thread, that a claim is still held or was released.
 * @throws {DataFolderLocked} when another process has removed it, after `onReplaced`
 */
export function confirmClaim(claimed: Claimed, onReplaced: (message: string) => void): void {
  if (isReleased(claimed) || statSync(claimed.file, { throwIfNoEntry: false })) return;
  onReplaced(claimed.message);
  throw new DataFolderLocked(claimed.message);
}

class HeldFolder implements DataLock {
  readonly claimed: Claimed;
  readonly #worker: Worker;
  readonly #onReplaced: (message: string) => void;

  constructor(dataDir: string, file: string, beatMs: number, onReplaced: (message: string) => void) {
    const released = new Int32Array(new SharedArrayBuffer(4));
    const message =
      `Another process has taken over the data folder ${resolve(dataDir)} because this one did not respond. ` +
      "This process no longer writes to it.";
    this.claimed = { file: resolve(file), released, message };
    this.#onReplaced = onReplaced;
    this.#worker = keepAlive(file, beatMs, released, () => {
      if (!isReleased(this.claimed)) onReplaced(message);
    });
    process.once("exit", this.#remove);
  }

  #remove = (): void => {
    Atomics.store(this.claimed.released, 0, 1);
    rmSync(this.claimed.file, { force: true });
  };

  release(): void {
    process.off("exit", this.#remove);
    this.#remove();
    void this.#worker.terminate();
  }

  confirm(): void {
    confirmClaim(this.claimed, this.#onReplaced);
  }
}

/** A claim of this process that does not hold the folder yet. */
class Candidate {
  readonly file: string;
  #beats = 0;

  constructor(folder: string) {
    this.file = join(folder, newClaimName());
  }

  write(): void {
    writeFileSync(this.file, beatText("claiming", 0), { flag: "wx", mode: 0o600 });
  }

  beat(state: ClaimState = "claiming"): void {
    const descriptor = openSync(this.file, "r+");
    try {
      writeSync(descriptor, beatText(state, ++this.#beats), 0);
    } finally {
      closeSync(descriptor);
    }
  }

  withdraw(): void {
    rmSync(this.file, { force: true });
  }
}

/** Looks for a living claim beside the candidate's; removes the others when there is none. */
async function findHolder(
  folder: string,
  candidate: Candidate,
  times: LockTimes,
  onWait: () => void,
): Promise<Holder | undefined> {
  const others = readdirSync(folder).filter((name) => join(folder, name) !== candidate.file);
  const claims = others.map(parseClaim).filter((claim) => claim !== undefined);
  const here = claims.find((claim) => processLives(claim) === true);
  if (here) return { claim: here, holds: true };
  const elsewhere = claims.filter((claim) => processLives(claim) === undefined);
  if (elsewhere.length > 0) {
    const holder = await watch(folder, elsewhere, times, () => candidate.beat(), onWait);
    if (holder) return holder;
  }
  for (const name of others) rmSync(join(folder, name), { force: true });
  return undefined;
}

/**
 * Claims `dataDir` for this process; a dead process's claim is removed.
 *
 * Each process first writes its own claim and then looks for others, so that of two at least one sees the other and
 * backs off. Claim names are never reused, so removing a dead one cannot hit a living one. A process of this pid
 * namespace is checked by its pid; any other is alive when its claim's heartbeat changes while we watch.
 * @throws {DataFolderLocked} when a living process holds it
 */
export async function lockDataFolder(dataDir: string, options: LockOptions = {}): Promise<DataLock> {
  const { times = lockTimes, onReplaced = endProcess, onWait = say } = options;
  const folder = join(/* turbopackIgnore: true */ dataDir, "database.lock");
  makeFolder(folder);
  let waiting = false;
  const announce = () => {
    if (!waiting) onWait(waitMessage(dataDir, times));
    waiting = true;
  };
  let holder: Holder | undefined;
  // Several that start at once may all back off; after delays of different lengths one of them is first.
  for (let attempt = 0; attempt < 8; attempt++) {
    const candidate = new Candidate(folder);
    let held = false;
    try {
      candidate.write();
      holder = await findHolder(folder, candidate, times, announce);
      if (!holder) {
        candidate.beat("holding ");
        held = true;
        return new HeldFolder(dataDir, candidate.file, times.beatMs, onReplaced);
      }
    } catch (error) {
      // Another process considered this candidate dead, as it was frozen: start over.
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    } finally {
      if (!held) candidate.withdraw();
    }
    if (holder?.host !== undefined && holder.holds) break;
    await sleep(5 + Math.random() * 20 * (attempt + 1));
  }
  throw new DataFolderLocked(holder ? describeHolder(dataDir, holder) : `${resolve(dataDir)} is in use.`);
}
