import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Query } from "@/db/handle.ts";
import { openDatabase } from "@/db/index.ts";
import { bringUpToDate } from "@/db/migrate.ts";
import { readCommandLine } from "@/lib/cli/usage.ts";
import { resetEnv } from "@/lib/core/env.ts";
import { startPostgres } from "@/lib/testing/embedded-postgres.ts";
import { scripts } from "@/package.json";
import { percentile } from "./load.ts";
import { addPeople, type Person } from "./people.ts";
import { type Measured, serve } from "./servers.ts";

/**
 * `npm run bench:library`: how long lists of sequences take over the API with 100 public ones stored (the baseline) and
 * with 10,000, totals included. Each has its own database and server, and both are measured in alternation, so that
 * other load on the machine affects both alike. Fails when one takes over 1.5 times as long, except for a search that
 * matches half of all.
 */

readCommandLine("Usage: npm run bench:library");

const samples = 400;
const counts = [100, 10_000];
const most = 1.5;

interface Case {
  name: string;
  path: string;
  /** Reported, but not checked: each match of a search is counted, and this one matches half of all. */
  broad?: boolean;
}

// Pages of the same length with either number stored.
const cases: Case[] = [
  { name: "list, first page of 50", path: "/sequences" },
  { name: "filtered search that finds 20", path: "/sequences?q=rare+stretch&style=hatha&max_minutes=30" },
  { name: "filtered search, 10 of a tenth", path: "/sequences?q=even+stretch&style=hatha&max_minutes=30&limit=10" },
  { name: "search, 10 of a half", path: "/sequences?q=even+stretch&limit=10", broad: true },
];

/**
 * Adds public sequences of eight steps and ordinary words; a tenth of them hatha for the evening, and 20 that are rare.
 */
async function addSequences(query: Query, people: Person[], count: number): Promise<void> {
  await query(
    `insert into sequences (user_id, name, description, style, difficulty, focus_area, is_public, total_seconds, pose_count, search_text)
     select $2::bigint + n % $3::int, initcap(words), more, (array['hatha', 'yin', 'desk', 'power', 'vinyasa'])[1 + n % 5]::practice_style,
       'beginner', 'hips', true, 300 + n % 1000, 8, words || ' ' || more || ' hips'
     from generate_series(0, $1::int - 1) n, lateral (
       select (array['evening', 'morning'])[1 + n / 5 % 2] || ' stretch ' || n || case when n < 100 and n % 5 = 0 then ' rare' else '' end as words,
         (select string_agg('word' || (n * 7919 + place * place * 31) % 400, ' ') from generate_series(1, 12) place) as more
     ) as text`,
    [count, people[0]?.id, people.length],
  );
  await query(`insert into sequence_poses (sequence_id, position, pose_id, hold_seconds)
    select s.id, place, p.id, 30 from sequences s, generate_series(0, 7) place,
      lateral (select id from poses offset (s.id + place) % 60 limit 1) p where s.user_id is not null`);
  await query("vacuum analyze");
}

async function ask(server: Measured, path: string, token: string): Promise<{ milliseconds: number; total: number }> {
  const began = performance.now();
  const response = await fetch(`${server.url}/api/v1${path}`, { headers: { authorization: `Bearer ${token}` } });
  const body = (await response.json()) as { total: number };
  if (response.status !== 200) throw new Error(`${path} answered ${response.status}`);
  return { milliseconds: performance.now() - began, total: body.total };
}

const folder = mkdtempSync(join(tmpdir(), "stint-bench-"));
const postgres = await startPostgres({ durable: true });
const environment = {
  AUTH_SECRET: "a secret for benchmarks only, 32 characters or more",
  DATA_DIR: folder,
  DATABASE_URL: postgres.url(),
  RATE_LIMIT_PER_MINUTE: "1000000",
  LOG_LEVEL: "warn",
};
const startWords = scripts.start.replace(/^exec node /, "").split(" ");
resetEnv(environment);
const first = await openDatabase();
await bringUpToDate(first);
// Once to build when the sources are newer, and then on that build.
await (await serve(startWords, environment, "/health")).stop();

const sides: { server: Measured; token: string }[] = [];
for (const count of counts) {
  await first.connection((query) => query(`create database stint_${count}`));
  const DATABASE_URL = postgres.url(`stint_${count}`);
  resetEnv({ ...environment, DATABASE_URL });
  const handle = await openDatabase();
  await bringUpToDate(handle);
  const token = await handle.connection(async (query) => {
    const people = await addPeople(query, 20, "library");
    await addSequences(query, people, count);
    return people[0]?.token ?? "";
  });
  await handle.close();
  sides.push({ server: await serve(startWords, { ...environment, DATABASE_URL }, "/health"), token });
}

for (const { name, path, broad } of cases) {
  const times = sides.map((): number[] => []);
  const totals: number[] = [];
  for (let index = -50; index < samples; index++) {
    for (const [place, { server, token }] of sides.entries()) {
      const { milliseconds, total } = await ask(server, path, token);
      totals[place] = total;
      // The first ones warm up.
      if (index >= 0) times[place]?.push(milliseconds);
    }
  }
  const [few = 0, many = 0] = times.map((each) => percentile(each, 0.5));
  const ratio = many / few;
  if (ratio > most && !broad) process.exitCode = 1;
  console.log(`${name}
  ${String(totals[0]).padStart(6)} of ${counts[0]} (baseline)  p50 ${few.toFixed(2)} ms
  ${String(totals[1]).padStart(6)} of ${counts[1]}           p50 ${many.toFixed(2)} ms  ×${ratio.toFixed(2)}`);
}

for (const { server } of sides) await server.stop();
await first.close();
await postgres.stop();
rmSync(folder, { recursive: true, force: true });
