import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** Another living process has the data folder open. PGlite takes no lock itself and would corrupt the files. */
export class DataFolderLocked extends Error {
  override name = "DataFolderLocked";
}

interface Holder {
  pid: number;
  /** What tells this process from a later one with the same number; empty where the system does not say. */
  started: string;
  boot: string;
}

const readOr = (path: string): string => {
  try {
    return readFileSync(path, "utf8").trim();
  } catch {
    return "";
  }
};

// proc(5): field 22 of /proc/PID/stat is the start time in ticks since boot; the name in field 2 may hold spaces.
const startedAt = (pid: number): string => readOr(`/proc/${pid}/stat`).split(") ").at(-1)?.split(" ")[19] ?? "";
const bootId = (): string => readOr("/proc/sys/kernel/random/boot_id");

function alive(holder: Holder): boolean {
  if (holder.boot !== bootId()) return false;
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
  return holder.started === startedAt(holder.pid);
}

function parse(text: string): Holder | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && "pid" in value && typeof value.pid === "number") {
      return value as Holder;
    }
  } catch {
    // Half-written by a process that was killed: nobody holds it.
  }
  return undefined;
}

/**
 * Claims `dataDir` for this process by a lock file; a file left by a dead process is taken over.
 * @returns a function that gives the folder back
 * @throws {DataFolderLocked} when a living process holds it
 */
export function lockDataFolder(dataDir: string): () => void {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const file = join(dataDir, "database.lock");
  const mine = JSON.stringify({ pid: process.pid, started: startedAt(process.pid), boot: bootId() } satisfies Holder);
  for (let attempt = 0; attempt < 5; attempt++) {
    try {
      writeFileSync(file, mine, { flag: "wx", mode: 0o600 });
      const unlock = () => {
        if (readOr(file) === mine) rmSync(file, { force: true });
      };
      process.once("exit", unlock);
      return unlock;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    const found = readOr(file);
    const holder = parse(found);
    if (holder && alive(holder)) {
      throw new DataFolderLocked(
        `The data folder ${resolve(dataDir)} is in use by process ${holder.pid}. ` +
          "Stop that process, or set DATA_DIR to another folder.",
      );
    }
    // Moved aside rather than deleted: should somebody have claimed it meanwhile, their file goes back.
    const aside = `${file}.${process.pid}.${attempt}`;
    try {
      renameSync(file, aside);
      if (readOr(aside) === found) rmSync(aside, { force: true });
      else renameSync(aside, file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    }
  }
  throw new DataFolderLocked(`The data folder ${resolve(dataDir)} is being opened by several processes at once.`);
}
