import { readCommandLine } from "@/lib/cli/usage.ts";
import { percentile } from "./load.ts";
import { addPeople, addYear, cookieOf, type Person } from "./people.ts";
import type { Measured } from "./servers.ts";
import { openStage } from "./stage.ts";

/**
 * `npm run bench:pages`: server time for a page of a user with a year of sessions, one request at a time: to the first
 * byte, to the last, and CPU time. The baseline is the page for a forgotten password, which reads nothing.
 */

readCommandLine("Usage: npm run bench:pages");

const samples = 300;
const batch = 25;
const baseline = "/forgot-password";
const paths = [baseline, "/today", "/tracking", "/tasks"];

interface Times {
  first: number[];
  last: number[];
  /** Milliseconds of CPU per request, one for each batch: the clock of /proc is too coarse for single requests. */
  cpu: number[];
}

async function render(server: Measured, path: string, cookie: string, times: Times): Promise<void> {
  const began = performance.now();
  const response = await fetch(server.url + path, { headers: { cookie }, redirect: "manual" });
  times.first.push(performance.now() - began);
  const text = await response.text();
  if (response.status !== 200 || !text.includes("</html>")) throw new Error(`${path} answered ${response.status}`);
  times.last.push(performance.now() - began);
}

const stage = await openStage();
const { handle } = stage;
const person = await handle.connection(async (query) => {
  const [one] = await addPeople(query, 1, "pages");
  await addYear(query, (one as Person).id, 2000);
  await query("analyze");
  return one as Person;
});
const server = await stage.start();

const measured = new Map(paths.map((path): [string, Times] => [path, { first: [], last: [], cpu: [] }]));
const warmUp: Times = { first: [], last: [], cpu: [] };
for (const path of paths) {
  // Signed in, the baseline redirects to Today.
  const cookie = path === baseline ? "" : cookieOf(person);
  for (let index = 0; index < 100; index++) await render(server, path, cookie, warmUp);
}
for (let done = 0; done < samples; done += batch) {
  // In alternation, so that other load on the machine affects all alike.
  for (const [path, times] of measured) {
    const cookie = path === baseline ? "" : cookieOf(person);
    const before = server.cpuMs();
    for (let index = 0; index < batch; index++) await render(server, path, cookie, times);
    times.cpu.push((server.cpuMs() - before) / batch);
  }
}
const cpuOf = (path: string) => percentile(measured.get(path)?.cpu ?? [], 0.5);
for (const [path, { first, last }] of measured) {
  const number = (value: number) => value.toFixed(1).padStart(6);
  console.log(
    `${path.padEnd(10)} first byte p50 ${number(percentile(first, 0.5))} p99 ${number(percentile(first, 0.99))} ms` +
      `  last byte p50 ${number(percentile(last, 0.5))} ms  cpu p50 ${number(cpuOf(path))} ms` +
      `  ${(cpuOf(path) / cpuOf(baseline)).toFixed(2)} × ${baseline}`,
  );
}
console.log(`resident ${server.residentMb().toFixed(0)} MB`);

await server.stop();
await stage.close();
