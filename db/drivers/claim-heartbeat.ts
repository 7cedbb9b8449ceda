import { closeSync, futimesSync, openSync, writeSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";

// A separate thread: a long statement of the embedded database blocks the main thread, and the heartbeat must not stop.
const { file, texts, everyMs, released } = workerData as {
  file: string;
  /** The text around the beat counter in the file. */
  texts: [string, string];
  everyMs: number;
  /** 1 as soon as the claim is released. */
  released: Int32Array;
};

let beat = 0;

function write(): void {
  const now = new Date();
  const descriptor = openSync(file, "r+");
  try {
    // In place and of constant length: a full disk has room for it.
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
    // A disk that is briefly unavailable is no reason to exit; a claim removed by somebody else is.
    if ((error as NodeJS.ErrnoException).code !== "ENOENT" || Atomics.load(released, 0) === 1) return;
    parentPort?.postMessage("replaced");
    // The main thread exits the process with a message. If it is stuck, it must not resume its writes.
    setTimeout(() => process.kill(process.pid, "SIGKILL"), everyMs).unref();
  }
}, everyMs);
