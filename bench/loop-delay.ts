import { createServer } from "node:http";
import { monitorEventLoopDelay } from "node:perf_hooks";

// Preloaded by Node in the measured server (bench/embedded.ts): reports the event loop delay in milliseconds, since it
// was last asked. An idle one has a delay of 1 ms by this measure, which is its resolution.

const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();

const server = createServer((_request, response) => {
  const inMs = (nanoseconds: number) => nanoseconds / 1e6;
  response.end(
    JSON.stringify({ p50: inMs(delay.percentile(50)), p99: inMs(delay.percentile(99)), max: inMs(delay.max) }),
  );
  delay.reset();
});
server.listen(Number(process.env.BENCH_DELAY_PORT), "127.0.0.1").unref();
