import "server-only";
import inspector from "node:inspector";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { databaseIsAlive } from "@/db/index.ts";
import { log } from "@/lib/core/log.ts";

/** Milliseconds between two heartbeats of the event loop; an attached debugger counts as a heartbeat. */
const pingEveryMs = 1000;
/** After this many of the watchdog's own ticks without a heartbeat, the process is exited. */
const ticksUntilStuck = 30;

const shared = globalThis as { stintWatchdog?: Worker };

/**
 * Exits this process when its event loop, or the thread of its embedded database, is stuck for 30 seconds, so that its
 * supervisor restarts it. A separate thread counts ticks and compares no clocks: while a machine sleeps, or the process
 * is suspended, neither of the two advances.
 */
export function startWatchdog(tickMs = pingEveryMs): void {
  if (shared.stintWatchdog) return;
  const signs = new Int32Array(new SharedArrayBuffer(8));
  const ping = () => {
    if (databaseIsAlive()) Atomics.add(signs, 0, 1);
    Atomics.store(signs, 1, inspector.url() === undefined ? 0 : 1);
  };
  ping();
  // The bundler must not treat the file as a module: Node runs it as it is.
  const source = join(/* turbopackIgnore: true */ process.cwd(), "lib", "operation", "watchdog-thread.ts");
  const worker = new Worker(source, {
    workerData: { signs, tickMs, ticksUntilStuck },
    execArgv: process.features.typescript ? [] : process.execArgv,
    resourceLimits: { maxOldGenerationSizeMb: 16 },
  });
  worker.on("error", (error) => log().warn({ error: error.message }, "the watchdog has exited"));
  worker.unref();
  shared.stintWatchdog = worker;
  setInterval(ping, tickMs).unref();
}
