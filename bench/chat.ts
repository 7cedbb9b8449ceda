import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Query } from "@/db/handle.ts";
import { openDatabase } from "@/db/index.ts";
import { bringUpToDate } from "@/db/migrate.ts";
import { sessionCookieName } from "@/lib/auth/cookies.ts";
import { signToken } from "@/lib/auth/tokens.ts";
import { readCommandLine } from "@/lib/cli/usage.ts";
import { resetEnv } from "@/lib/core/env.ts";
import { startPostgres } from "@/lib/testing/embedded-postgres.ts";
import { scripts } from "@/package.json";
import { percentile } from "./load.ts";
import { addPeople, type Person } from "./people.ts";
import { type Measured, serve } from "./servers.ts";

/**
 * `npm run bench:chat [--long]`: how much later than the provider itself (the baseline) Stint streams the first word of
 * an answer, with 8 streams at a time, in alternation; whether 100 concurrent streams all arrive complete, round after
 * round, and how much memory is left when idle; and how long a conversation of 1,000 messages takes to open compared
 * with one of 20 (the baseline). `--long` waits until buffers of finished answers are freed before memory is read.
 */

const streams = 8;
const turns = 25;
const crowd = 100;
const rounds = 4;
const opens = 150;
const restSeconds = readCommandLine("Usage: npm run bench:chat [-- --long]", { flags: ["long"] }).flags.has("long")
  ? 90
  : 10;

interface Arrived {
  /** Milliseconds from the request to the first word, and to the end. */
  first: number;
  whole: number;
  text: string;
}

const json = { "content-type": "application/json" };

/** Reads server-sent events until they end. */
async function arrive(response: Response, began: number, wordOf: (event: string) => string): Promise<Arrived> {
  if (response.status !== 200 || !response.body) throw new Error(`${response.url} answered ${response.status}`);
  let [first, text, rest] = [0, "", ""];
  for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
    const events = `${rest}${chunk}`.split("\n\n");
    rest = events.pop() ?? "";
    for (const event of events) {
      const word = wordOf(event.slice("data: ".length));
      if (word && first === 0) first = performance.now() - began;
      text += word;
    }
  }
  return { first, whole: performance.now() - began, text };
}

const parsed = (event: string): Record<string, unknown> => (event.startsWith("{") ? JSON.parse(event) : {});

async function askProvider(provider: Measured): Promise<Arrived> {
  const began = performance.now();
  const body = JSON.stringify({ model: "bench", stream: true, messages: [{ role: "user", content: "Hello" }] });
  const response = await fetch(`${provider.url}/v1/chat/completions`, { method: "POST", headers: json, body });
  return arrive(response, began, (event) => {
    const { choices } = parsed(event) as { choices?: { delta: { content?: string } }[] };
    return choices?.[0]?.delta.content ?? "";
  });
}

async function askStint(stint: Measured, { token }: Person): Promise<Arrived> {
  const began = performance.now();
  const headers = { ...json, authorization: `Bearer ${token}` };
  const response = await fetch(`${stint.url}/api/v1/chat`, { method: "POST", headers, body: '{"message":"Hello"}' });
  return arrive(response, began, (event) => {
    const part = parsed(event) as { type?: string; delta?: string; errorText?: string };
    if (part.type === "error") throw new Error(`Stint says: ${part.errorText}`);
    return part.type === "text-delta" ? (part.delta ?? "") : "";
  });
}

function cookieOf({ id, login }: Person): string {
  const iat = Math.floor(Date.now() / 1000);
  const claims = { sub: String(id), sid: String(login), role: "user", iat, exp: iat + 86_400 };
  return `${sessionCookieName()}=${signToken("cookie", claims)}`;
}

interface Door {
  name: string;
  headers: Record<string, string>;
  path: (id: number) => string;
  sign: string;
}

/** A conversation of this many messages of some sentences each. */
async function addConversation(query: Query, owner: number, count: number): Promise<number> {
  const [row] = await query<{ id: number }>(
    "insert into conversations (user_id, title, last_position) values ($1, 'Reviews', $2) returning id",
    [owner, count],
  );
  const text = "What was decided about the cache, and who looks at it next? **Ada** does, on Friday. ".repeat(4);
  await query(
    `insert into messages (conversation_id, user_id, position, role, key, parts, content)
     select $1, $2, n, (case when n % 2 = 1 then 'user' else 'assistant' end)::message_role, 'k' || n,
       jsonb_build_array(jsonb_build_object('type', 'text', 'text', $4::text)), $4
     from generate_series(1, $3::int) n`,
    [row?.id, owner, count, text],
  );
  return Number(row?.id);
}

async function open(address: string, headers: Record<string, string>, sign: string): Promise<number> {
  const began = performance.now();
  const response = await fetch(address, { headers, redirect: "manual" });
  const text = await response.text();
  if (response.status !== 200 || !text.includes(sign)) throw new Error(`${address} answered ${response.status}`);
  return performance.now() - began;
}

const folder = mkdtempSync(join(tmpdir(), "stint-bench-"));
const postgres = await startPostgres({ durable: true });
const startWords = scripts.start.replace(/^exec node /, "").split(" ");
const provider = await serve(["--conditions=react-server", "--import", "tsx", "bench/provider.ts"], {}, "/v1/models");
const environment = {
  AUTH_SECRET: "a secret for benchmarks only, 32 characters or more",
  DATA_DIR: folder,
  DATABASE_URL: postgres.url(),
  RATE_LIMIT_PER_MINUTE: "1000000",
  CHAT_RATE_LIMIT_PER_MINUTE: "1000000",
  AI_MODEL: "openai-compatible/bench",
  AI_BASE_URL: `${provider.url}/v1`,
  LOG_LEVEL: "warn",
};
resetEnv(environment);
const handle = await openDatabase();
await bringUpToDate(handle);
// Once to build when the sources are newer, and then on that build.
await (await serve(startWords, environment, "/health")).stop();
const stint = await serve(startWords, environment, "/health");
const fail = (): void => {
  process.exitCode = 1;
};

await handle.connection(async (query) => {
  const people = await addPeople(query, crowd, "chat");
  const [somebody] = people as [Person];

  async function together(count: number, ask: (index: number) => Promise<Arrived>): Promise<Arrived[]> {
    return Promise.all(Array.from({ length: count }, (_, index) => ask(index)));
  }
  const person = (index: number) => people[index % people.length] as Person;
  const direct: number[] = [];
  const through: number[] = [];
  for (let turn = -5; turn < turns; turn++) {
    const theirs = await together(streams, () => askProvider(provider));
    const ours = await together(streams, (index) => askStint(stint, person(index)));
    // The first ones warm up.
    if (turn < 0) continue;
    direct.push(...theirs.map(({ first }) => first));
    through.push(...ours.map(({ first }) => first));
  }
  const [own = 0, added = 0] = [percentile(direct, 0.5), percentile(through, 0.5)];
  console.log(`First word, ${streams} streams at a time
  the provider itself (baseline)  p50 ${own.toFixed(1)} ms  p95 ${percentile(direct, 0.95).toFixed(1)} ms
  through Stint                   p50 ${added.toFixed(1)} ms  p95 ${percentile(through, 0.95).toFixed(1)} ms  +${(added - own).toFixed(1)} ms`);
  if (added - own >= 30) fail();

  const expected = (await askProvider(provider)).text;
  await pause(restSeconds * 1000);
  let memory = `${stint.residentMb().toFixed(0)} MB before`;
  for (let round = 1; round <= rounds; round++) {
    const arrived = await together(crowd, (index) => askStint(stint, person(index)));
    const whole = arrived.filter(({ text }) => text === expected).length;
    if (whole < crowd) fail();
    const during = stint.residentMb();
    await pause(restSeconds * 1000);
    memory += `, ${during.toFixed(0)} and ${stint.residentMb().toFixed(0)} MB at rest after round ${round}`;
    const slowest = percentile(
      arrived.map((each) => each.whole),
      1,
    );
    console.log(
      `${crowd} streams at once, round ${round}: ${whole} arrived whole, the slowest in ${slowest.toFixed(0)} ms`,
    );
  }
  console.log(`Memory: ${memory}`);

  const ids = [await addConversation(query, somebody.id, 20), await addConversation(query, somebody.id, 1000)];
  await query("analyze");
  const doors: Door[] = [
    {
      name: "over the API",
      headers: { authorization: `Bearer ${somebody.token}` },
      path: (id: number) => `/api/v1/users/${somebody.id}/conversations/${id}?limit=20`,
      sign: '"messages"',
    },
    {
      name: "as a page",
      headers: { cookie: cookieOf(somebody) },
      path: (id: number) => `/assistant/${id}`,
      sign: "</html>",
    },
  ];
  for (const { name, headers, path, sign } of doors) {
    const times = ids.map((): number[] => []);
    for (let index = -20; index < opens; index++) {
      for (const [place, id] of ids.entries()) {
        const took = await open(`${stint.url}${path(id)}`, headers, sign);
        if (index >= 0) times[place]?.push(took);
      }
    }
    const [few = 0, many = 0] = times.map((each) => percentile(each, 0.5));
    if (many / few > 1.5) fail();
    console.log(`A conversation opens ${name}
  20 messages (baseline)  p50 ${few.toFixed(2)} ms
  1,000 messages          p50 ${many.toFixed(2)} ms  ×${(many / few).toFixed(2)}`);
  }
});

await stint.stop();
await provider.stop();
await handle.close();
await postgres.stop();
rmSync(folder, { recursive: true, force: true });
