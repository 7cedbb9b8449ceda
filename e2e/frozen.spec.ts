import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { type APIRequestContext, expect, request as requests, test } from "@playwright/test";
import pg from "pg";
import { run } from "../lib/cli/run.ts";
import { freePort, type PostgresServer, startPostgres } from "../lib/testing/embedded-postgres.ts";
import { startServer, type TestServer } from "../lib/testing/server.ts";
import { newAccount } from "./support.ts";

// A Stint with its own PostgreSQL and Redis, which are suspended: what happens to its requests, and how it shuts down.
// Where there is no redis-server, lib/api/limits.integration.test.ts freezes the one that CI brings.

const withRedis = spawnSync("redis-server", ["--version"]).status === 0;

let postgres: PostgresServer;
let redis: ChildProcess | undefined;
let stint: TestServer | undefined;
let request: APIRequestContext;
let authorization: { Authorization: string };

test.describe.configure({ mode: "serial" });

test.beforeAll(async () => {
  test.setTimeout(400_000);
  postgres = await startPostgres();
  const settings = {
    DATABASE_URL: postgres.url(),
    AUTH_SECRET: "a secret for tests only, 32 characters or more",
    LOG_LEVEL: "error",
    RATE_LIMIT_PER_MINUTE: "100000",
  };
  if (withRedis) {
    const port = String(await freePort());
    redis = spawn("redis-server", ["--port", port, "--save", "", "--bind", "127.0.0.1"], { stdio: "ignore" });
    Object.assign(settings, { REDIS_URL: `redis://127.0.0.1:${port}` });
  }
  const migrated = await run(["npm", "run", "migrate:up"], { env: settings, quiet: true });
  expect(migrated.ok, migrated.output).toBe(true);
  stint = await startServer(["lib/cli/start.ts"], settings);
  request = await requests.newContext({ baseURL: stint.address, timeout: 60_000 });
  const account = await newAccount(request);
  authorization = { Authorization: `Bearer ${account.token}` };
});

test.afterAll(async () => {
  redis?.kill("SIGKILL");
  await stint?.stop();
  await request?.dispose();
  await postgres?.stop();
});

const sessions = () => request.get("/api/v1/sessions", { headers: authorization });
const statusOf = async (path: string): Promise<[number, string]> => {
  const answer = await request.get(path);
  return [answer.status(), (await answer.json()).status];
};

test("a frozen PostgreSQL makes requests 503 and nothing worse, and is used again when it resumes", async () => {
  expect((await sessions()).status()).toBe(200);
  postgres.freeze(true);
  try {
    for (let round = 0; round < 2; round++) {
      const answer = await sessions();
      expect([answer.status(), (await answer.json()).code]).toEqual([503, "UNAVAILABLE"]);
    }
    expect(await statusOf("/health")).toEqual([503, "unavailable"]);
    expect(await statusOf("/health/live")).toEqual([200, "ok"]);
  } finally {
    postgres.freeze(false);
  }
  await expect.poll(async () => (await sessions()).status(), { timeout: 30_000 }).toBe(200);
});

test("a frozen Redis does not affect requests", async () => {
  redis?.kill("SIGSTOP");
  for (let round = 0; round < 3; round++) expect((await sessions()).status()).toBe(200);
  redis?.kill("SIGCONT");
  expect((await sessions()).status()).toBe(200);
});

test("stopped during a long response, it shuts down in time and gracefully", async () => {
  const holder = new pg.Client(postgres.url());
  await holder.connect();
  await holder.query("begin; lock table tracking_sessions in access exclusive mode");
  const long = sessions().then(
    (answer) => answer.status(),
    () => "cut off",
  );
  await expect
    .poll(async () => {
      const { rows } = await holder.query("select 1 from pg_stat_activity where wait_event_type = 'Lock'");
      return rows.length;
    })
    .toBeGreaterThan(0);
  const began = Date.now();
  const code = await stint?.stop();
  stint = undefined;
  test.info().annotations.push({ type: "stopped after", description: `${Date.now() - began} ms` });
  expect([await long, code]).toEqual(["cut off", 0]);
  await holder.end();
});
