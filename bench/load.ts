import autocannon from "autocannon";
import type { Measured } from "./servers.ts";

/** One request as autocannon sends it. */
export interface Shot {
  method: "GET" | "POST" | "PATCH";
  path: string;
  headers: Record<string, string>;
  body?: string;
}

/** The results of one or several slices of load on one server. */
export interface Tally {
  requests: number;
  seconds: number;
  latencies: number[];
  errors: number;
  cpuMs: number;
}

export const emptyTally = (): Tally => ({ requests: 0, seconds: 0, latencies: [], errors: 0, cpuMs: 0 });

/** The length of one slice, in seconds or requests. */
export type Slice = { seconds: number } | { amount: number };

/**
 * Loads a server for one slice and adds the results to `tally`. Latencies are recorded for each response, because
 * autocannon's own histogram rounds to whole milliseconds.
 * @param next the next request; called for each
 * @param expected the status of a good response
 */
export async function drive(
  server: Measured,
  connections: number,
  slice: Slice,
  next: () => Shot,
  expected: number[],
  tally: Tally,
): Promise<void> {
  const cpuBefore = server.cpuMs();
  const began = performance.now();
  let last = began;
  await new Promise<void>((done, fail) => {
    const instance = autocannon(
      {
        url: server.url,
        connections,
        ...("amount" in slice ? { amount: slice.amount } : { duration: slice.seconds }),
        requests: [
          {
            setupRequest: (request) => {
              const { method, path, headers, body } = next();
              return { ...request, method, path, headers: { ...headers }, body: body ?? "" };
            },
          },
        ],
      },
      (error) => (error ? fail(error) : done()),
    );
    instance.on("response", (_client, status, _bytes, milliseconds) => {
      last = performance.now();
      tally.requests += 1;
      tally.latencies.push(milliseconds);
      if (!expected.includes(status)) tally.errors += 1;
    });
    instance.on("reqError", () => {
      tally.errors += 1;
    });
  });
  // Up to the last response: autocannon itself ends at its next clock tick, up to a second later.
  tally.seconds += (last - began) / 1000;
  tally.cpuMs += server.cpuMs() - cpuBefore;
}

/** The value below which a share of the latencies lies, in milliseconds. */
export function percentile(latencies: number[], share: number): number {
  const sorted = latencies.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
