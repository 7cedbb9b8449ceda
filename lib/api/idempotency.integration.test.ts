import { randomBytes } from "node:crypto";
import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db/index.ts";
import { idempotencyKeys, trackingSessions } from "@/db/schema/index.ts";
import { resetEnv } from "@/lib/core/env.ts";
import { newUser } from "@/lib/testing/accounts.ts";
import { call } from "@/lib/testing/http.ts";
import { operations } from "@/lib/testing/operations.ts";
import { answersCredentials } from "./contract.ts";
import { resetLimits } from "./limits.ts";

let user: Awaited<ReturnType<typeof newUser>>;
const pr = { repo_owner: "acme", repo_name: "api", pr_number: 1 };

beforeEach(async () => {
  resetEnv({ RATE_LIMIT_PER_MINUTE: "1000", AUTH_RATE_LIMIT_PER_MINUTE: "1000" });
  resetLimits();
  user = await newUser();
});

const start = (sent: Parameters<typeof call>[2]) => call("POST", "/sessions/start", { token: user.token, ...sent });

const credentialed = [
  "/auth/register",
  "/auth/login",
  "/auth/refresh",
  "/auth/github/callback",
  "/auth/tokens",
  "/csrf-token",
];

/** Field names in an operation's responses. */
function namesIn(schema: unknown): string[] {
  if (typeof schema !== "object" || schema === null) return [];
  const own = "properties" in schema ? Object.keys(schema.properties as object) : [];
  return [...own, ...Object.values(schema).flatMap(namesIn)];
}

const sessionCount = async () =>
  (await (await db()).select().from(trackingSessions).where(eq(trackingSessions.user_id, user.id))).length;

describe("Idempotency-Key", () => {
  const key = () => randomBytes(12).toString("hex");

  test("replays the first response to the same request, and rejects a different one", async () => {
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

  test("of one user does not match another user's", async () => {
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

  test("expires after 24 hours, and a claim whose process died is taken over", async () => {
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

  test("stores no response with a credential: each request runs, and gets its own secret", async () => {
    const headers = { "idempotency-key": key() };
    const sent = { token: user.token, headers, body: { name: "ci", scopes: ["read"] } };
    const [made, again] = [await call("POST", "/auth/tokens", sent), await call("POST", "/auth/tokens", sent)];
    expect([made.body.token, again.body.token]).toEqual([
      expect.stringMatching(/^stint_/),
      expect.stringMatching(/^stint_/),
    ]);
    expect(again.body.token).not.toBe(made.body.token);
    const rows = await (await db())
      .select()
      .from(idempotencyKeys)
      .where(eq(idempotencyKeys.key, headers["idempotency-key"]));
    expect(rows).toEqual([]);
  });

  test("is accepted by every operation whose response holds a credential, and stored for none of them", () => {
    const holding = operations.filter(({ contract }) => answersCredentials(contract)).map(({ path }) => path.slice(7));
    expect(holding).toEqual(expect.arrayContaining(credentialed));
    // Field names that look like a credential but are none would have to be listed here.
    const suspicious = /token|secret|passw|credential|cookie|otp$/i;
    const counts = ["input_tokens", "output_tokens", "total_tokens", "tokens", "token_type", "has_password"];
    for (const { path, contract, operation } of operations) {
      const names = namesIn(operation.responses);
      const found = names.filter((name) => suspicious.test(name) && !counts.includes(name));
      expect([path, found.length > 0]).toEqual([path, answersCredentials(contract)]);
      const takes = (operation.parameters ?? []).some(
        (parameter) => "$ref" in parameter && /Idempotency/.test(String(parameter.$ref)),
      );
      expect([path, takes]).toEqual([path, contract.method === "POST" && !answersCredentials(contract)]);
    }
  });

  test("on a public endpoint is scoped to the address, the credentials and the body together", async () => {
    const headers = { "idempotency-key": key(), "x-stint-peer": "10.0.0.1" };
    const forgot = (email: string, more: Record<string, string> = {}) =>
      call("POST", "/auth/password/forgot", { body: { email }, headers: { ...headers, ...more } });
    const replayed = async (...sent: Parameters<typeof forgot>) => {
      const { status, headers: responseHeaders } = await forgot(...sent);
      return [status, responseHeaders.get("idempotent-replayed")];
    };
    expect(await replayed("a@example.com")).toEqual([202, null]);
    expect(await replayed("a@example.com")).toEqual([202, "true"]);
    expect(await replayed("b@example.com")).toEqual([202, null]);
    expect(await replayed("a@example.com", { "x-stint-peer": "10.0.0.2" })).toEqual([202, null]);
    expect(await replayed("a@example.com", { authorization: "Bearer another" })).toEqual([202, null]);
    expect(await replayed("a@example.com", { cookie: "stint.session=another" })).toEqual([202, null]);
  });

  test.each(["", " ", "a b", "x".repeat(256)])("%j is refused", async (name) => {
    expect((await start({ body: pr, headers: { "idempotency-key": name } })).status).toBe(422);
  });
});
