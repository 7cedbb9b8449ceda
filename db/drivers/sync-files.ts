import { closeSync, fsyncSync, mkdirSync, openSync, readdirSync, renameSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";
import { setImmediate } from "node:timers/promises";

const isWindows = process.platform === "win32";

/** Runs an fsync on a folder. Windows has none: it keeps names in its own journal. */
export function syncFolder(sync: () => void): void {
  try {
    sync();
  } catch (error) {
    if (!isWindows) throw error;
  }
}

/** Forces a file, or the names in a folder, to the disk. */
export function syncPath(path: string, kind: "file" | "folder"): void {
  const sync = () => {
    // Windows flushes only files opened for writing.
    const descriptor = openSync(path, kind === "file" && isWindows ? "r+" : "r");
    try {
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  };
  if (kind === "folder") syncFolder(sync);
  else sync();
}

/** Forces a folder and everything in it to the disk; yields to other work in between. */
export async function syncTree(folder: string): Promise<void> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await syncTree(path);
    else if (entry.isFile()) syncPath(path, "file");
  }
  syncPath(folder, "folder");
  await setImmediate();
}

/** Creates a folder, mode 0700, and its missing parents; a power cut removes none of them. */
export function makeFolder(path: string): void {
  const first = mkdirSync(path, { recursive: true, mode: 0o700 });
  if (first === undefined) return;
  for (let folder = path; ; folder = dirname(folder)) {
    syncPath(dirname(folder), "folder");
    if (folder === first || folder === dirname(folder)) break;
  }
}

/** Replaces a small file atomically: after a power cut it has the old text or the new one. */
export function replaceFile(path: string, text: string): void {
  const descriptor = openSync(`${path}.new`, "w", 0o600);
  try {
    writeSync(descriptor, text);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(`${path}.new`, path);
  syncPath(dirname(path), "folder");
}
