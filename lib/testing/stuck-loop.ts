import inspector from "node:inspector";
import { createInterface } from "node:readline";
import { startWatchdog } from "@/lib/operation/watchdog.ts";

// A process for tests: under a watchdog with short timings. It repeats each line of its input, and blocks its event
// loop for ever after the line "stick".
const [mode] = process.argv.slice(2);
if (mode === "debugged") inspector.open(0, "127.0.0.1");
startWatchdog(50);
process.stdout.write("watched\n");
for await (const line of createInterface({ input: process.stdin })) {
  if (line === "stick") for (;;);
  if (line === "pause") Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 4000);
  process.stdout.write(`${line}\n`);
}
process.exit(0);
