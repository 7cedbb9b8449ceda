import { ownerCte } from "@/db/owner.ts";
import { readCommandLine } from "@/lib/cli/usage.ts";
import { percentile } from "./load.ts";
import { addHistory, addPeople, cookieOf, type Person } from "./people.ts";
import type { Measured } from "./servers.ts";
import { openStage } from "./stage.ts";

/**
 * `npm run bench:today`: how long the server takes to render Today for a user with 1,000 sessions among 1,000 stored
 * (the baseline), for the same user among 500,000 of others, and for a user with 500,000 of their own. All have the
 * same recent weeks, forty sessions a day, and are measured in alternation, so that other load on the machine affects
 * all alike.
 */

readCommandLine("Usage: npm run bench:today");

const samples = 300;
const few = 1000;
const many = 500_000;

/** One uncached rendering, in milliseconds, from the request to the last byte. */
async function render(server: Measured, cookie: string): Promise<number> {
  const began = performance.now();
  const response = await fetch(`${server.url}/today`, { headers: { cookie }, redirect: "manual" });
  const text = await response.text();
  if (response.status !== 200 || !text.includes("</html>")) throw new Error(`/today answered ${response.status}`);
  return performance.now() - began;
}

const stage = await openStage();
const { handle } = stage;
const server = await stage.start();

await handle.connection(async (query) => {
  const [poor, rich, ...others] = (await addPeople(query, 12, "today")) as [Person, Person, ...Person[]];

  async function p50(...people: Person[]): Promise<number[]> {
    const times = people.map((): number[] => []);
    for (let index = 0; index < samples; index++) {
      for (const [place, person] of people.entries()) {
        // Each write invalidates the server's cache, so that every response is computed.
        await query(`with ${ownerCte("tracking")} select from owner`, [person.id]);
        times[place]?.push(await render(server, cookieOf(person)));
      }
    }
    return times.map((each) => percentile(each, 0.5));
  }

  await addHistory(query, poor.id, few);
  await query("analyze");
  await p50(poor);
  const [alone = 0] = await p50(poor);
  for (const other of others) await addHistory(query, other.id, Math.floor((many - few) / others.length));
  await addHistory(query, rich.id, many);
  await query("analyze");
  await p50(poor, rich);
  const [among = 0, own = 0] = await p50(poor, rich);
  const line = (name: string, value: number) =>
    console.log(`${name.padEnd(46)} p50 ${value.toFixed(2)} ms  ×${(value / alone).toFixed(2)}`);
  line("1,000 sessions, 1,000 stored (baseline)", alone);
  line("1,000 sessions, 1,000,000 stored", among);
  line("500,000 sessions, 1,000,000 stored", own);
});

await server.stop();
await stage.close();
