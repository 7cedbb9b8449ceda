import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DatabaseHandle, openDatabase } from "@/db/index.ts";
import { migrateUp } from "@/db/migrate.ts";
import { ownerCte } from "@/db/owner.ts";
import { readCommandLine } from "@/lib/cli/usage.ts";
import { resetEnv } from "@/lib/core/env.ts";
import { startPostgres } from "@/lib/testing/embedded-postgres.ts";
import { scripts } from "@/package.json";
import { drive, emptyTally, percentile, type Shot, type Slice, type Tally } from "./load.ts";
import { addPeople, addYear, openSessions, type Person, password, sharedHash } from "./people.ts";
import { type Measured, serve } from "./servers.ts";

/**
 * `npm run bench [postgres|pglite] [--quick] [--deep]`: the production build under load, with baselines measured in
 * alternation: the same build with its API served by Next's router, a Next route handler that returns a constant, and
 * bare node:http running the same statements. README.md explains how to read it.
 */

const { words: wanted, flags } = readCommandLine("Usage: npm run bench [-- postgres|pglite] [--quick] [--deep]", {
  words: 2,
  flags: ["quick", "deep"],
});
const quick = flags.has("quick");
const connectionCounts = quick ? [8, 32] : [1, 8, 32, 128];
const rounds = quick ? 2 : 3;
const sliceSeconds = quick ? 2 : 3;
const peopleCount = 64;
const endersCount = 3000;
const secret = "a secret for benchmarks only, 32 characters or more";

// The command that `npm start` runs, options for V8 included.
const startWords = scripts.start.replace(/^exec node /, "").split(" ");

const json = { "Content-Type": "application/json" };

interface Case {
  name: string;
  expected: number[];
  slice: Slice;
  /** Prepares data before each slice. */
  prepare?: () => Promise<void>;
  next: () => Shot;
}

function casesFor(people: Person[], enders: Person[], query: Parameters<typeof openSessions>[0]): Case[] {
  let turn = 0;
  const person = (list: Person[]) => list[turn++ % list.length] as Person;
  const about = ({ id, token }: Person) => ({ Authorization: `Bearer ${token}`, "x-user": String(id) });
  let open: number[] = [];
  const etags = new Map<number, string>();
  const timed = { seconds: sliceSeconds };
  return [
    {
      name: "session start",
      expected: [201],
      slice: timed,
      next: () => {
        const who = person(people);
        const body = JSON.stringify({ repo_owner: "acme", repo_name: "api", pr_number: turn });
        return { method: "POST", path: "/api/v1/sessions/start", headers: { ...json, ...about(who) }, body };
      },
    },
    {
      name: "session end",
      expected: [200],
      slice: { amount: endersCount },
      prepare: async () => {
        open = await openSessions(query, enders);
        turn = 0;
      },
      next: () => {
        const index = turn % enders.length;
        const who = person(enders);
        return {
          method: "PATCH",
          path: `/api/v1/sessions/${open[index]}/end`,
          headers: { ...json, ...about(who) },
          body: "{}",
        };
      },
    },
    {
      name: "daily stats",
      expected: [200],
      slice: timed,
      next: () => ({ method: "GET", path: "/api/v1/stats/daily?days=30", headers: about(person(people)) }),
    },
    {
      name: "daily stats, 304",
      expected: [304, 200],
      slice: timed,
      prepare: async () => {
        for (const who of people) {
          const response = await fetch(`${target.url}/api/v1/stats/daily?days=30`, { headers: about(who) });
          etags.set(who.id, response.headers.get("etag") ?? "");
        }
      },
      next: () => {
        const who = person(people);
        return {
          method: "GET",
          path: "/api/v1/stats/daily?days=30",
          headers: { ...about(who), "If-None-Match": etags.get(who.id) ?? "" },
        };
      },
    },
    {
      name: "sign-in",
      expected: [200],
      slice: timed,
      next: () => ({
        method: "POST",
        path: "/api/v1/auth/login",
        headers: json,
        body: JSON.stringify({ email: person(people).email, password }),
      }),
    },
  ];
}

let target: Measured;

async function measure(
  one: Case,
  connections: number,
  servers: [string, Measured, boolean][],
): Promise<Map<string, Tally>> {
  const tallies = new Map(servers.map(([name]): [string, Tally] => [name, emptyTally()]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, server, constant] of servers) {
      await one.prepare?.();
      const next = constant ? () => ({ ...one.next(), path: "/constant" }) : one.next;
      const expected = name === "native" || name === "next" ? one.expected : [200];
      await drive(server, connections, one.slice, next, expected, tallies.get(name) as Tally);
    }
  }
  return tallies;
}

const cell = (value: number, digits = 0) => value.toFixed(digits).padStart(8);

function print(one: Case, connections: number, tallies: Map<string, Tally>): void {
  const rates = new Map([...tallies].map(([name, tally]) => [name, tally.requests / tally.seconds]));
  const against = (name: string, baseline: string) => {
    const ratio = (rates.get(name) ?? 0) / (rates.get(baseline) ?? Number.NaN);
    return Number.isNaN(ratio) ? "" : ` ${ratio.toFixed(2)} × ${baseline}`;
  };
  for (const [name, tally] of tallies) {
    const rate = rates.get(name) ?? 0;
    const [p50, p99] = [percentile(tally.latencies, 0.5), percentile(tally.latencies, 0.99)];
    const label = `${one.name.padEnd(17)} c=${String(connections).padEnd(3)} ${name.padEnd(9)}`;
    if (tally.requests === 0) {
      console.log(`${label}no request finished within a slice of ${sliceSeconds} s`);
      continue;
    }
    console.log(
      `${label}${cell(rate)}/s p50 ${cell(p50, 2)} p99 ${cell(p99, 2)} ms` +
        ` (×${(p99 / p50).toFixed(1)}) errors ${tally.errors} cpu ${cell((1000 * tally.cpuMs) / tally.requests)} µs` +
        (name === "native" ? ["next", "bare", "constant"].map((baseline) => against(name, baseline)).join(",") : ""),
    );
  }
}

function buildFloor(): string {
  const folder = join(import.meta.dirname, "floor-next");
  if (!existsSync(join(folder, ".next", "BUILD_ID"))) {
    // Otherwise Turbopack would use the surrounding repository's middleware for the floor application.
    const next = join(import.meta.dirname, "..", "node_modules", "next", "dist", "bin", "next");
    const { status, stderr } = spawnSync(process.execPath, [next, "build", "--webpack", folder], { encoding: "utf8" });
    if (status !== 0) throw new Error(`The floor application does not build:\n${stderr}`);
  }
  return folder;
}

/** p50 of one user's daily stats while the tables grow: 1,000 to 1,000,000 sessions, 10,000 more users. */
async function deepStats(query: Parameters<typeof openSessions>[0], others: Person[], me: Person): Promise<void> {
  const samples = async () => {
    const times: number[] = [];
    for (let index = 0; index < 400; index++) {
      // Each write invalidates the cached response, so that every response is computed.
      await query(`with ${ownerCte("tracking")} select from owner`, [me.id]);
      const began = performance.now();
      await (
        await fetch(`${target.url}/api/v1/stats/daily?days=30`, { headers: { Authorization: `Bearer ${me.token}` } })
      ).text();
      times.push(performance.now() - began);
    }
    return percentile(times, 0.5);
  };
  await addYear(query, me.id, 1000);
  await query("analyze tracking_sessions; analyze daily_stats;");
  // Earlier sign-ins leave hashing behind that nobody waits for any more.
  await new Promise((done) => setTimeout(done, 3000));
  await samples();
  const small = await samples();
  await addPeople(query, 10_000, "crowd");
  for (const other of others.slice(0, 20)) await addYear(query, other.id, 50_000);
  await query("analyze");
  const large = await samples();
  console.log(
    `daily stats p50, uncached: ${small.toFixed(2)} ms at 1,000 sessions, ${large.toFixed(2)} ms at 1,000,000 and with 10,000 more people (×${(large / small).toFixed(2)})`,
  );
  const rich = others[30] as Person;
  await addYear(query, rich.id, 500_000);
  await query("analyze");
  const times: number[] = [];
  for (let index = 0; index < 50; index++) {
    const began = performance.now();
    await query(
      "select date, total_seconds, session_count from daily_stats where user_id = $1 and date >= current_date - 364 order by date desc",
      [rich.id],
    );
    times.push(performance.now() - began);
  }
  console.log(`a year of one user's 500,000 sessions: ${percentile(times, 0.5).toFixed(2)} ms in the database`);
}

async function benchmark(driver: "postgres" | "pglite"): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "stint-bench-"));
  const postgres = driver === "postgres" ? await startPostgres({ durable: true }) : undefined;
  const environment: Record<string, string> = {
    AUTH_SECRET: secret,
    DATA_DIR: folder,
    DATABASE_URL: postgres?.url() ?? "",
    DATABASE_POOL_SIZE: "16",
    RATE_LIMIT_PER_MINUTE: "1000000",
    AUTH_RATE_LIMIT_PER_MINUTE: "1000000",
    BENCH_PASSWORD_HASH: await sharedHash(),
  };
  resetEnv(environment);
  const handle: DatabaseHandle = await openDatabase();
  await migrateUp(handle);
  const [people, enders] = await handle.connection(async (query) => {
    const both = [await addPeople(query, peopleCount, "p"), await addPeople(query, endersCount, "e")] as const;
    for (const person of both[0]) await addYear(query, person.id, 500);
    return both;
  });
  // The embedded database belongs to one process: the product's. Bare statements are measured on PostgreSQL only.
  if (!postgres) await handle.close();
  // Once to build when the sources are newer, and once more on that build.
  await (await serve(startWords, environment, "/health")).stop();
  target = await serve(startWords, environment, "/health");
  console.log(
    `\n${driver}: start to first answer ${target.firstAnswerMs.toFixed(0)} ms, resident ${target.residentMb().toFixed(0)} MB`,
  );
  const floor = await serve([join(buildFloor(), "serve.ts")], {}, "/constant");
  const bare = postgres
    ? await serve(["--conditions=react-server", "--import", "tsx", "bench/floor-bare.ts"], environment, "/ready")
    : undefined;
  const servers: [string, Measured, boolean][] = [
    ["native", target, false],
    ["constant", floor, true],
  ];
  // The embedded database belongs to one process.
  const next = postgres ? await serve(startWords, { ...environment, STINT_NATIVE_API: "off" }, "/health") : undefined;
  if (next) servers.push(["next", next, false]);
  if (bare) servers.push(["bare", bare, false]);
  await (postgres ? handle.connection((query) => runCases(query)) : runCases(undefined));

  async function runCases(query: Parameters<typeof openSessions>[0] | undefined): Promise<void> {
    const nobody: Parameters<typeof openSessions>[0] = async () => [];
    const cases = casesFor(people, enders, query ?? nobody).filter((one) => query || one.name !== "session end");
    const warm = cases[0] as Case;
    for (const [, server, constant] of servers) {
      const next = constant ? () => ({ ...warm.next(), path: "/constant" }) : warm.next;
      await drive(server, 8, { seconds: quick ? 4 : 10 }, next, [200, 201], emptyTally());
    }
    for (const one of cases) {
      for (const connections of connectionCounts) print(one, connections, await measure(one, connections, servers));
    }
    console.log(`${driver}: resident after the run ${target.residentMb().toFixed(0)} MB`);
    if (query && (!quick || flags.has("deep")))
      await deepStats(query, people, (await addPeople(query, 1, "deep"))[0] as Person);
  }

  for (const server of [target, floor, next, bare]) await server?.stop();
  if (postgres) await handle.close();
  await postgres?.stop();
  rmSync(folder, { recursive: true, force: true });
}

for (const driver of ["postgres", "pglite"] as const) {
  if (wanted.length === 0 || wanted.includes(driver)) await benchmark(driver);
}
