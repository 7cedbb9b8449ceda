import { writeSync } from "node:fs";
import { workerData } from "node:worker_threads";

// The thread that lib/operation/watchdog.ts starts. The main thread may be stuck: nothing here may depend on it.
const { signs, tickMs, ticksUntilStuck } = workerData as {
  /** How often the event loop has turned with the database responsive, and 1 while a debugger is attached. */
  signs: Int32Array;
  tickMs: number;
  ticksUntilStuck: number;
};

let seen = Atomics.load(signs, 0);
let silent = 0;

setInterval(() => {
  const now = Atomics.load(signs, 0);
  silent = now === seen && Atomics.load(signs, 1) === 0 ? silent + 1 : 0;
  seen = now;
  if (silent < ticksUntilStuck) return;
  const seconds = Math.round((silent * tickMs) / 1000);
  // In pino's format; its own stream belongs to the main thread. 60 is "fatal".
  const msg = `the event loop has been stuck for ${seconds} seconds, or the embedded database has; Stint ends`;
  const line = { level: 60, time: Date.now(), msg };
  try {
    writeSync(1, `${JSON.stringify(line)}\n`);
  } finally {
    process.kill(process.pid, "SIGKILL");
  }
}, tickMs);
