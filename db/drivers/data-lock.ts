import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** Another living process has the data folder open. PGlite takes no lock itself and would corrupt the files. */
export class DataFolderLocked extends Error {
  override name = "DataFolderLocked";
}

const readOr = (path: string): string => {
  try {
    return readFileSync(path, "utf8").trim();
  } catch {
    return "";
  }
};

const bootId = (): string => readOr("/proc/sys/kernel/random/boot_id").slice(0, 8) || "boot";

/** When a process began, in ticks since boot; "0" where the system does not say, undefined when it has ended. */
function startedAt(pid: number): string | undefined {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return undefined;
  }
  // proc(5): after the name in parentheses, which may hold spaces, come the state (field 3) and at 22 the start time.
  const fields = readOr(`/proc/${pid}/stat`).split(") ").at(-1)?.split(" ") ?? [];
  return fields[0] === "Z" ? undefined : (fields[19] ?? "0");
}

/** A claim is a file named `pid-start-boot-nonce`: what tells a process from a later one with the same number. */
function alive(claim: string): boolean {
  const [pid, started, boot] = claim.split("-");
  if (boot !== bootId()) return false;
  const now = startedAt(Number(pid));
  return now !== undefined && (now === "0" || now === started);
}

function pause(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

/**
 * Claims `dataDir` for this process; a claim that a dead process left is cleared away.
 *
 * Each process first lays down a claim of its own and then looks for others, so that of two at least one sees the
 * other and steps back. A claim's name never comes back, so clearing a dead one cannot hit a living one.
 * @returns a function that gives the folder back
 * @throws {DataFolderLocked} when a living process holds it
 */
export function lockDataFolder(dataDir: string): () => void {
  const folder = join(/* turbopackIgnore: true */ dataDir, "database.lock");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  let holder: string | undefined;
  // Several that start at once may all step back; after waits of different lengths one of them is first.
  for (let attempt = 0; attempt < 8; attempt++) {
    const nonce = Math.random().toString(36).slice(2, 10);
    const mine = `${process.pid}-${startedAt(process.pid) ?? "0"}-${bootId()}-${nonce}`;
    writeFileSync(join(folder, mine), "", { flag: "wx", mode: 0o600 });
    const unlock = () => rmSync(join(folder, mine), { force: true });
    const others = readdirSync(folder).filter((claim) => claim !== mine);
    holder = others.find(alive);
    if (holder === undefined) {
      for (const claim of others) rmSync(join(folder, claim), { force: true });
      process.once("exit", unlock);
      return () => {
        process.off("exit", unlock);
        unlock();
      };
    }
    unlock();
    pause(5 + Math.random() * 20 * (attempt + 1));
  }
  throw new DataFolderLocked(
    `The data folder ${resolve(dataDir)} is in use by process ${holder?.split("-")[0]}. ` +
      "Stop that process, or set DATA_DIR to another folder.",
  );
}
