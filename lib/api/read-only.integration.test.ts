import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { database, db, useDatabase } from "@/db/index.ts";
import * as schema from "@/db/schema/index.ts";
import { contracts } from "@/lib/app/contracts.ts";
import { sweep } from "@/lib/jobs/sweep.ts";
import { newUser } from "@/lib/testing/accounts.ts";
import { call } from "@/lib/testing/http.ts";
import { settleDeferred } from "./defer.ts";
import { openApiDocument } from "./openapi.ts";

// What an almost full disk does to the embedded database: it rejects every write, and serves every read.

const refusal = "The disk with Stint's data is almost full";

const document = openApiDocument(contracts, { version: "0", url: "http://localhost:3000" });
const reads = Object.entries(document.paths as Record<string, Record<string, unknown>>)
  .filter(([, methods]) => "get" in methods)
  .map(([path]) => path);

let user: Awaited<ReturnType<typeof newUser>>;

beforeAll(async () => {
  // Last seen long ago, so each of its requests would update the last-seen time.
  user = await newUser({ role: "admin" });
  const orm = await db();
  const long = new Date(Date.now() - 3_600_000);
  await orm.update(schema.loginSessions).set({ last_seen_at: long });
  // A stale running session is shown as ended, although no row can be updated now.
  await orm.insert(schema.trackingSessions).values({
    user_id: user.id,
    repo_owner: "a",
    repo_name: "b",
    pr_number: 1,
    start_time: long,
    last_seen_at: long,
  });
  const handle = await database();
  await handle.connection((query) => query("set default_transaction_read_only = on"));
  useDatabase({ ...handle, refusal: () => refusal });
});

afterAll(async () => {
  const handle = await database();
  await handle.connection((query) => query("set default_transaction_read_only = off"));
  useDatabase({ ...handle, refusal: () => undefined });
});

describe("a read-only database", () => {
  test.each(reads)("serves GET %s", async (path) => {
    const filled = path
      .replace(/^\/api\/v1/, "")
      .replace("{user_id}", String(user.id))
      .replaceAll(/\{\w+\}/g, "1");
    const answer = await call("GET", filled, { token: user.token });
    expect([answer.status < 500, answer.text.slice(0, 200)]).toEqual([true, answer.text.slice(0, 200)]);
    await settleDeferred();
  });

  test.each([
    ["/auth/register", { email: "new@example.com", password: "Correct-horse-7" }],
    ["/sessions/start", { repo_owner: "a", repo_name: "b", pr_number: 2 }],
    ["/tasks", { title: "Water the plants" }],
    ["/auth/password/forgot", { email: "new@example.com" }],
    ["/auth/tokens", { name: "Script", scopes: ["read"] }],
  ])("refuses POST %s with 503 and Retry-After", async (path, body) => {
    const answer = await call("POST", path, { token: user.token, body });
    expect([answer.status, answer.body.code, answer.headers.get("retry-after")]).toEqual([503, "UNAVAILABLE", "60"]);
    expect(answer.body.message).toBe(refusal);
  });

  test("gives 503 also where only the database itself reports it", async () => {
    const handle = await database();
    useDatabase({ ...handle, refusal: () => undefined });
    const answer = await call("POST", "/tasks", { token: user.token, body: { title: "Water the plants" } });
    useDatabase(handle);
    expect([answer.status, answer.body.message]).toEqual([503, "The database is not accepting writes right now"]);
  });

  test("is degraded, not down, and /health says why", async () => {
    const answer = await call("GET", "/health");
    expect([answer.status, answer.body.status]).toEqual([200, "degraded"]);
    expect(answer.body.database).toMatchObject({ status: "read_only", message: refusal });
  });

  test("is skipped by the sweep", async () => {
    expect(await sweep(new Date())).toBe(false);
  });
});
