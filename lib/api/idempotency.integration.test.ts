import { randomBytes } from "node:crypto";
import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db/index.ts";
import { idempotencyKeys, trackingSessions } from "@/db/schema/index.ts";
import { resetEnv } from "@/lib/env.ts";
import { newUser } from "@/lib/testing/accounts.ts";
import { call } from "@/lib/testing/http.ts";
import { resetLimits } from "./limits.ts";

let user: Awaited<ReturnType<typeof newUser>>;
const pr = { repo_owner: "acme", repo_name: "api", pr_number: 1 };

beforeEach(async () => {
  resetEnv({ RATE_LIMIT_PER_MINUTE: "1000" });
  resetLimits();
  user = await newUser();
});

const start = (sent: Parameters<typeof call>[2]) => call("POST", "/sessions/start", { token: user.token, ...sent });
const sessionCount = async () =>
  (await (await db()).select().from(trackingSessions).where(eq(trackingSessions.user_id, user.id))).length;

describe("Idempotency-Key", () => {
  const key = () => randomBytes(12).toString("hex");

  test("replays the first answer to the same request, and refuses another one", async () => {
    const headers = { "idempotency-key": key() };
    const first = await start({ body: pr, headers });
    const again = await start({ body: pr, headers });
    expect([again.status, again.text, again.headers.get("idempotent-replayed")]).toEqual([201, first.text, "true"]);
    expect(await sessionCount()).toBe(1);
    expect((await start({ body: { ...pr, pr_number: 2 }, headers })).status).toBe(422);
    const elsewhere = await call("POST", "/activities", {
      token: user.token,
      headers,
      body: { ...pr, activity_type: "comment" },
    });
    expect(elsewhere.status).toBe(422);
  });

  test("of one user means nothing to another", async () => {
    const headers = { "idempotency-key": key() };
    await start({ body: pr, headers });
    const other = await newUser();
    const theirs = await call("POST", "/sessions/start", { token: other.token, body: pr, headers });
    expect([theirs.status, theirs.headers.get("idempotent-replayed")]).toEqual([201, null]);
  });

  test("sent ten times at once runs once", async () => {
    const headers = { "idempotency-key": key() };
    const body = { ...pr, start_time: "2026-01-01T09:00:00Z", end_time: "2026-01-01T10:00:00Z" };
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => call("POST", "/sessions", { token: user.token, body, headers })),
    );
    expect(answers.every(({ status }) => status === 201 || status === 409)).toBe(true);
    expect(await sessionCount()).toBe(1);
  });

  test("is forgotten after 24 hours, and a claim whose process died is taken over", async () => {
    const name = key();
    const headers = { "idempotency-key": name };
    await start({ body: pr, headers });
    const orm = await db();
    const yesterday = new Date(Date.now() - 25 * 3_600_000);
    await orm.update(idempotencyKeys).set({ created_at: yesterday }).where(eq(idempotencyKeys.key, name));
    expect((await start({ body: { ...pr, pr_number: 2 }, headers })).status).toBe(201);
    const claim = { answer: null, status: null, locked_until: new Date(Date.now() - 1000) };
    await orm.update(idempotencyKeys).set(claim).where(eq(idempotencyKeys.key, name));
    expect((await start({ body: { ...pr, pr_number: 2 }, headers })).status).toBe(200);
  });

  test("keeps no token readable in the database", async () => {
    const headers = { "idempotency-key": key() };
    const made = await call("POST", "/auth/tokens", {
      token: user.token,
      headers,
      body: { name: "ci", scopes: ["read"] },
    });
    expect(made.body.token).toMatch(/^stint_/);
    const [row] = await (await db())
      .select()
      .from(idempotencyKeys)
      .where(eq(idempotencyKeys.key, headers["idempotency-key"]));
    expect(Buffer.from(row?.answer ?? []).toString("latin1")).not.toContain(String(made.body.token));
    const again = await call("POST", "/auth/tokens", {
      token: user.token,
      headers,
      body: { name: "ci", scopes: ["read"] },
    });
    expect(again.body.token).toBe(made.body.token);
  });

  test.each(["", " ", "a b", "x".repeat(256)])("%j is refused", async (name) => {
    expect((await start({ body: pr, headers: { "idempotency-key": name } })).status).toBe(422);
  });
});
