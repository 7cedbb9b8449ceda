import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openPglite } from "@/db/drivers/pglite.ts";
import type { Durability } from "@/db/drivers/pglite-files.ts";
import { readCommandLine } from "@/lib/cli/usage.ts";
import { scripts } from "@/package.json";
import { drive, emptyTally, percentile, type Shot, type Tally } from "./load.ts";
import { password } from "./people.ts";
import { type Measured, serve } from "./servers.ts";

/**
 * `npm run bench:durability [rounds]`: the cost of waiting for the disk in the embedded database. Writes over the API
 * and bare commits, each with `EMBEDDED_DURABILITY` full and relaxed in alternation, in the folder for temporary files.
 */

const { words } = readCommandLine("Usage: npm run bench:durability [-- ROUNDS]", { words: 1 });
const rounds = Number(words[0] ?? 3);
const kinds = ["full", "relaxed"] as const satisfies Durability[];
const people = 16;
const json = { "Content-Type": "application/json" };

/** Signs accounts up and returns requests that start a session for each in turn, which ends the one before. */
async function writes(url: string): Promise<() => Shot> {
  const headers: Record<string, string>[] = [];
  for (let number = 0; number < people; number++) {
    const body = JSON.stringify({ email: `p${number}@bench.example`, password });
    const response = await fetch(`${url}/api/v1/auth/register`, { method: "POST", headers: json, body });
    const { access_token } = (await response.json()) as { access_token: string };
    headers.push({ ...json, Authorization: `Bearer ${access_token}` });
  }
  let turn = 0;
  return () => {
    const body = JSON.stringify({ repo_owner: "acme", repo_name: "api", pr_number: ++turn });
    return { method: "POST", path: "/api/v1/sessions/start", headers: headers[turn % people] ?? {}, body };
  };
}

async function measureRequests(folder: string): Promise<void> {
  const servers: { kind: Durability; server: Measured; next: () => Shot; tally: Tally }[] = [];
  const startWords = scripts.start.replace(/^exec node /, "").split(" ");
  try {
    for (const kind of kinds) {
      const environment = {
        DATA_DIR: join(folder, kind),
        EMBEDDED_DURABILITY: kind,
        DATABASE_URL: "",
        LOG_LEVEL: "error",
        RATE_LIMIT_PER_MINUTE: "1000000",
        AUTH_RATE_LIMIT_PER_MINUTE: "1000000",
      };
      const server = await serve(startWords, environment, "/health");
      servers.push({ kind, server, next: await writes(server.url), tally: emptyTally() });
    }
    for (const { server, next } of servers) await drive(server, 8, { seconds: 4 }, next, [201], emptyTally());
    for (let round = 0; round < rounds; round++) {
      for (const { server, next, tally } of servers) await drive(server, 8, { seconds: 3 }, next, [201], tally);
    }
  } finally {
    for (const { server } of servers) await server.stop();
  }
  console.log("\nsession start over the API, 8 connections");
  for (const { kind, tally } of servers) {
    const rate = (tally.requests / tally.seconds).toFixed(0).padStart(6);
    const [p50, p99] = [percentile(tally.latencies, 0.5), percentile(tally.latencies, 0.99)];
    console.log(
      `${kind.padEnd(8)}${rate}/s  p50 ${p50.toFixed(2)} ms  p99 ${p99.toFixed(2)} ms  errors ${tally.errors}`,
    );
  }
}

async function measureCommits(folder: string): Promise<void> {
  const rates: Record<Durability, number[]> = { full: [], relaxed: [] };
  for (let round = 0; round < rounds; round++) {
    for (const kind of kinds) {
      const handle = await openPglite(join(folder, "commits"), { durability: kind });
      await handle.connection(async (query) => {
        await query("create table if not exists cost (id serial primary key, body text)");
        const commits = 1000;
        const began = performance.now();
        for (let done = 0; done < commits; done++) await query("insert into cost (body) values ('a day of work')");
        rates[kind].push((commits * 1000) / (performance.now() - began));
      });
      await handle.close();
    }
  }
  console.log("\ncommits of one row, one after the other, a second in each round");
  for (const kind of kinds)
    console.log(`${kind.padEnd(8)}${rates[kind].map((rate) => rate.toFixed(0).padStart(6)).join("")}`);
}

const folder = mkdtempSync(join(tmpdir(), "stint-durability-"));
try {
  await measureCommits(folder);
  await measureRequests(folder);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
