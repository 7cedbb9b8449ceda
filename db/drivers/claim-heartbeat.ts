import { closeSync, futimesSync, openSync, writeSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";

// A thread of its own: a long statement of the embedded database keeps the main thread busy, and the heart must not stop.
const { file, texts, everyMs, released } = workerData as {
  file: string;
  /** What surrounds the beat's number in the file. */
  texts: [string, string];
  everyMs: number;
  /** 1 as soon as the claim is given back. */
  released: Int32Array;
};

let beat = 0;

function write(): void {
  const now = new Date();
  const descriptor = openSync(file, "r+");
  try {
    // In place and of one length: a full disk has room for it.
    writeSync(descriptor, texts.join(String(beat).padStart(10, "0")), 0);
  } catch {
    futimesSync(descriptor, now, now);
  } finally {
    closeSync(descriptor);
  }
}

setInterval(() => {
  beat++;
  try {
    write();
  } catch (error) {
    // A disk that is away for a moment is no reason to end; a claim that somebody has removed is.
    if ((error as NodeJS.ErrnoException).code !== "ENOENT" || Atomics.load(released, 0) === 1) return;
    parentPort?.postMessage("replaced");
    // The main thread ends the process with a message. One that is stuck must not come back to its writes.
    setTimeout(() => process.kill(process.pid, "SIGKILL"), everyMs).unref();
  }
}, everyMs);
