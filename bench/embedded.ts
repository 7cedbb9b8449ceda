import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Durability } from "@/db/drivers/pglite-files.ts";
import { openDatabase } from "@/db/index.ts";
import { migrateUp } from "@/db/migrate.ts";
import { readCommandLine } from "@/lib/cli/usage.ts";
import { resetEnv } from "@/lib/core/env.ts";
import { freePort } from "@/lib/testing/embedded-postgres.ts";
import { scripts } from "@/package.json";
import { drive, emptyTally, percentile, type Shot, type Slice, type Tally } from "./load.ts";
import { addPeople, addYear, type Person } from "./people.ts";
import { type Measured, serve } from "./servers.ts";

/**
 * `npm run bench:embedded [rounds]`: the benefit of running the embedded database on its own thread: requests per
 * second, and the delay of the server's event loop, compared with the same build with `STINT_DATABASE_THREAD` off, in
 * alternation, with `EMBEDDED_DURABILITY` full and relaxed.
 */

const { words } = readCommandLine("Usage: npm run bench:embedded [-- ROUNDS]", { words: 1 });
const rounds = Number(words[0] ?? 3);
const sliceSeconds = 3;
const peopleCount = 64;
const endersCount = 300;
const kinds = ["full", "relaxed"] as const satisfies Durability[];
const startWords = ["--import", "./bench/loop-delay.ts", ...scripts.start.replace(/^exec node /, "").split(" ")];
const json = { "Content-Type": "application/json" };

// The first one is the baseline.
const variants = [
  { name: "same", environment: { STINT_DATABASE_THREAD: "off" } },
  { name: "own", environment: { STINT_DATABASE_THREAD: "on" } },
];

interface Server extends Measured {
  name: string;
  /** Milliseconds of event loop delay since the last call. */
  delay(): Promise<{ p50: number; p99: number; max: number }>;
}

interface Case {
  name: string;
  status: number;
  slice: Slice;
  /** Prepares data before each slice. */
  prepare?: (server: Server) => Promise<void>;
  next: () => Shot;
}

const about = ({ token }: Person) => ({ ...json, Authorization: `Bearer ${token}` });
const startPath = "/api/v1/sessions/start";

function casesFor(people: Person[], enders: Person[]): Case[] {
  let turn = 0;
  let open: number[] = [];
  const body = () => JSON.stringify({ repo_owner: "acme", repo_name: "api", pr_number: ++turn });
  const person = () => people[++turn % people.length] as Person;
  const startOne = async (server: Server, who: Person): Promise<number> => {
    const response = await fetch(`${server.url}${startPath}`, { method: "POST", headers: about(who), body: body() });
    return ((await response.json()) as { id: number }).id;
  };
  return [
    {
      name: "session start",
      status: 201,
      slice: { seconds: sliceSeconds },
      next: () => ({ method: "POST", path: startPath, headers: about(person()), body: body() }),
    },
    {
      name: "session end",
      status: 200,
      slice: { amount: endersCount },
      prepare: async (server) => {
        open = [];
        for (const who of enders) open.push(await startOne(server, who));
        turn = 0;
      },
      next: () => {
        const index = turn++ % enders.length;
        const path = `/api/v1/sessions/${open[index]}/end`;
        return { method: "PATCH", path, headers: about(enders[index] as Person), body: "{}" };
      },
    },
    {
      name: "daily stats",
      status: 200,
      slice: { seconds: sliceSeconds },
      next: () => ({ method: "GET", path: "/api/v1/stats/daily?days=30", headers: about(person()) }),
    },
  ];
}

/** Starts a server on a copy of the database, with the probe of its event loop. */
async function start(
  { name, environment }: (typeof variants)[number],
  base: string,
  settings: Record<string, string>,
): Promise<Server> {
  const folder = `${base}-${name}`;
  cpSync(base, folder, { recursive: true });
  const port = String(await freePort());
  const more = { ...settings, ...environment, DATA_DIR: folder, BENCH_DELAY_PORT: port };
  const server = await serve(startWords, more, "/health");
  const delay: Server["delay"] = async () => {
    const response = await fetch(`http://127.0.0.1:${port}`);
    return (await response.json()) as Awaited<ReturnType<Server["delay"]>>;
  };
  return { ...server, name, delay };
}

interface Row {
  tally: Tally;
  p50: number[];
  p99: number[];
}

const median = (values: number[]): number => percentile(values, 0.5);

function print(label: string, rows: Map<string, Row>): void {
  const base = rows.values().next().value as Row;
  const rate = ({ tally }: Row) => tally.requests / tally.seconds;
  for (const [name, row] of rows) {
    const { tally } = row;
    console.log(
      `${label} ${name.padEnd(5)}${rate(row).toFixed(0).padStart(6)}/s (×${(rate(row) / rate(base)).toFixed(2)})` +
        `  p50 ${percentile(tally.latencies, 0.5).toFixed(2).padStart(6)} p99 ${percentile(tally.latencies, 0.99).toFixed(2).padStart(7)} ms` +
        `  event loop p50 ${median(row.p50).toFixed(2).padStart(6)} p99 ${median(row.p99).toFixed(2).padStart(6)} ms` +
        `  cpu ${((1000 * tally.cpuMs) / tally.requests).toFixed(0).padStart(5)} µs  errors ${tally.errors}`,
    );
  }
}

async function measure(kind: Durability, folder: string): Promise<void> {
  const base = join(folder, kind);
  const settings = {
    AUTH_SECRET: "a secret for benchmarks only, 32 characters or more",
    DATABASE_URL: "",
    EMBEDDED_DURABILITY: kind,
    LOG_LEVEL: "error",
    RATE_LIMIT_PER_MINUTE: "1000000",
    AUTH_RATE_LIMIT_PER_MINUTE: "1000000",
  };
  resetEnv({ ...settings, DATA_DIR: base });
  const handle = await openDatabase();
  await migrateUp(handle);
  const [people, enders] = await handle.connection(async (query) => {
    const both = [await addPeople(query, peopleCount, "p"), await addPeople(query, endersCount, "e")] as const;
    for (const person of both[0]) await addYear(query, person.id, 500);
    return both;
  });
  await handle.close();
  const servers: Server[] = [];
  try {
    for (const variant of variants) servers.push(await start(variant, base, settings));
    const cases = casesFor(people, enders);
    const warm = cases[0] as Case;
    for (const server of servers) await drive(server, 8, { seconds: 5 }, warm.next, [warm.status], emptyTally());
    for (const connections of [1, 8]) {
      for (const one of cases) {
        const rows = new Map(
          servers.map(({ name }): [string, Row] => [name, { tally: emptyTally(), p50: [], p99: [] }]),
        );
        for (let round = 0; round < rounds; round++) {
          for (const server of servers) {
            const row = rows.get(server.name) as Row;
            await one.prepare?.(server);
            await server.delay();
            await drive(server, connections, one.slice, one.next, [one.status], row.tally);
            const { p50, p99 } = await server.delay();
            row.p50.push(p50);
            row.p99.push(p99);
          }
        }
        print(`${kind.padEnd(8)}${one.name.padEnd(14)}c=${connections}`, rows);
      }
    }
  } finally {
    for (const server of servers) await server.stop();
  }
}

const folder = mkdtempSync(join(tmpdir(), "stint-embedded-"));
try {
  // Once to build when the sources are newer, so that no measured server starts with a build.
  await (
    await serve(startWords, { DATA_DIR: join(folder, "first"), DATABASE_URL: "", BENCH_DELAY_PORT: "0" }, "/health")
  ).stop();
  for (const kind of kinds) await measure(kind, folder);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
