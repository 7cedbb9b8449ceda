import { sql } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { forCaller } from "@/db/caller.ts";
import { type DatabaseHandle, database, db, openDatabase, useDatabase } from "@/db/index.ts";
import { resetLimits } from "@/lib/api/limits.ts";
import { env, resetEnv } from "@/lib/core/env.ts";
import { toAppError } from "@/lib/core/errors.ts";
import { newUser } from "@/lib/testing/accounts.ts";
import { type FreezableProxy, startFreezableProxy } from "@/lib/testing/freezable-proxy.ts";
import { call } from "@/lib/testing/http.ts";

// On PostgreSQL and Neon: the embedded database is this process, which cannot wait for itself.

let real: DatabaseHandle;
let handle: DatabaseHandle;
let proxy: FreezableProxy;
let before: { DATABASE_URL: string | undefined; NEON_WS_PROXY: string | undefined };

beforeEach(async () => {
  const { DATABASE_URL = "", NEON_WS_PROXY, DATABASE_DRIVER } = env();
  before = { DATABASE_URL, NEON_WS_PROXY };
  real = await database();
  const url = new URL(DATABASE_URL);
  proxy = await startFreezableProxy(Number(DATABASE_DRIVER === "neon" ? NEON_WS_PROXY?.split(":")[1] : url.port));
  if (DATABASE_DRIVER === "postgres") url.port = String(proxy.port);
  resetEnv({
    DATABASE_URL: url.href,
    ...(DATABASE_DRIVER === "neon" && { NEON_WS_PROXY: `127.0.0.1:${proxy.port}` }),
    DATABASE_POOL_SIZE: "2",
    RATE_LIMIT_PER_MINUTE: "1000",
  });
  resetLimits();
  handle = await openDatabase(true);
  useDatabase(handle);
});

afterEach(async () => {
  useDatabase(real);
  proxy.thaw();
  await Promise.race([handle.close(), patience(5000)]);
  await proxy.close();
  resetEnv({ ...before, DATABASE_POOL_SIZE: undefined });
});

const patience = (ms: number) => new Promise<"hung">((done) => setTimeout(done, ms, "hung"));

test("while the database is frozen every request is a 503, and afterwards everything works again", async () => {
  const { token } = await newUser();
  const pull = { repo_owner: "a", repo_name: "b", pr_number: 1 };
  const sendRequests = () => [
    call("GET", "/sessions", { token }),
    call("POST", "/sessions/start", { token, body: pull, headers: { "idempotency-key": "once" } }),
    call("POST", "/auth/refresh", { body: { refresh_token: "x" } }),
    ...Array.from({ length: 6 }, () => call("GET", "/tasks", { token })),
  ];
  const healthy = await Promise.all(sendRequests());
  expect(healthy.filter(({ status }) => status >= 500)).toEqual([]);
  proxy.freeze();
  for (let round = 0; round < 2; round++) {
    // Three seconds are promised; a hanging request would hang for ever.
    const answers = await Promise.race([Promise.all(sendRequests()), patience(30_000)]);
    if (answers === "hung") throw new Error("Requests hang");
    expect(answers.map(({ status, body }) => [status, body.code])).toEqual(answers.map(() => [503, "UNAVAILABLE"]));
  }
  proxy.thaw();
  await expect.poll(async () => (await call("GET", "/sessions", { token })).status, { timeout: 30_000 }).toBe(200);
  expect((await sendRequests()[1])?.status).toBeLessThan(500);
});

test("a transaction that was frozen is a 503 as well, and affects neither the process nor the next one", async () => {
  const frozen = handle.orm.transaction(async (tx) => {
    await tx.execute(sql`select 1`);
    proxy.freeze();
    await tx.execute(sql`select 2`);
  });
  const error = await Promise.race([frozen.catch((cause: unknown) => cause), patience(30_000)]);
  expect(toAppError(error).code).toBe("UNAVAILABLE");
  proxy.thaw();
  await expect
    .poll(() => handle.orm.transaction((tx) => tx.execute(sql`select 3`)).then(() => "done", String), {
      timeout: 30_000,
    })
    .toBe("done");
});

test("a statement that is merely slow is left alone", async () => {
  const [row] = await handle.run<{ slept: boolean }>(
    { name: "nap", text: "select pg_sleep(3) is not null as slept" },
    [],
  );
  expect(row).toEqual({ slept: true });
});

test("statements and idle transactions of requests have timeouts, those of commands do not", async () => {
  const bounds = async ({ connection }: DatabaseHandle) =>
    connection((query) =>
      query<object>(`select current_setting('statement_timeout') as statement,
        current_setting('idle_in_transaction_session_timeout') as idle`),
    );
  expect(await bounds(handle)).toEqual([{ statement: "15s", idle: "15s" }]);
  const unbounded = await openDatabase();
  expect(await bounds(unbounded)).toEqual([{ statement: "0", idle: "0" }]);
  await unbounded.close();
  const late = handle.connection(async (query) => {
    await query("set statement_timeout = '20ms'");
    await query("select pg_sleep(60)");
  });
  expect(toAppError(await late.catch((cause: unknown) => cause)).code).toBe("UNAVAILABLE");
});

const sleepers = () =>
  real.connection(
    async (query) =>
      (
        await query(`select 1 from pg_stat_activity
        where state = 'active' and pid <> pg_backend_pid() and query like '%pg_sleep(77)%'`)
      ).length,
  );

test("a long read is cancelled on the server when its caller disconnects, and nobody else's is", async () => {
  const leaving = new AbortController();
  const sleep = () => handle.run({ name: "sleep", text: "select pg_sleep(77)" }, []).catch((cause: unknown) => cause);
  // All connections are taken, so that the next statement waits for one of these.
  const left = forCaller(leaving.signal, () => [sleep(), sleep()]);
  await expect.poll(sleepers, { timeout: 30_000 }).toBe(2);
  const waiting = forCaller(new AbortController().signal, () =>
    handle.run({ name: "two", text: "select 2 as two" }, []),
  );
  leaving.abort();
  expect(await waiting).toEqual([{ two: 2 }]);
  for (const error of await Promise.all(left)) expect(toAppError(error, leaving.signal).status).toBe(499);
  await expect.poll(sleepers, { timeout: 30_000 }).toBe(0);
});

test("no statement starts for a caller who has disconnected", async () => {
  await expect(forCaller(AbortSignal.abort(), db)).rejects.toThrow("abort");
});
