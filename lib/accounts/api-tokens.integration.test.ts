import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { db } from "@/db/index.ts";
import { apiTokens } from "@/db/schema/index.ts";
import { newUser } from "@/lib/testing/accounts.ts";
import { call } from "@/lib/testing/http.ts";
import { prepareAccounts } from "@/lib/testing/sign-up.ts";

prepareAccounts();

test("an API token is shown once, stored hashed, and works until it is deleted or expires", async () => {
  const { id, token } = await newUser();
  const expires_at = new Date(Date.now() + 60_000).toISOString();
  const made = await call<{ id: number; token: string }>("POST", "/auth/tokens", {
    token,
    body: { name: " Laptop ", scopes: ["write", "read"], expires_at },
  });
  expect(made.status).toBe(201);
  expect(made.body).toEqual({
    id: expect.any(Number),
    token: expect.stringMatching(/^stint_[\w-]{43}$/),
    name: "Laptop",
    scopes: ["write", "read"],
    last4: made.body.token.slice(-4),
    created_at: expect.any(String),
    expires_at,
    last_used_at: null,
  });
  const { body: list, text } = await call("GET", "/auth/tokens", { token });
  expect(list).toMatchObject({ total: 1, tokens: [{ id: made.body.id, name: "Laptop" }] });
  expect(text).not.toContain(made.body.token);
  expect(JSON.stringify(await (await db()).select().from(apiTokens))).not.toContain(made.body.token);
  expect((await call("GET", "/auth/me", { token: made.body.token })).body).toMatchObject({ user: { id } });
  await (await db())
    .update(apiTokens)
    .set({ expires_at: new Date(Date.now() - 1000) })
    .where(eq(apiTokens.id, made.body.id));
  expect((await call("GET", "/auth/me", { token: made.body.token })).status).toBe(401);
  expect((await call("DELETE", `/auth/tokens/${made.body.id}`, { token })).status).toBe(204);
  expect((await call("DELETE", `/auth/tokens/${made.body.id}`, { token })).status).toBe(404);
});

test.each([
  [{ scopes: ["read"] }, "name"],
  [{ name: "", scopes: ["read"] }, "name"],
  [{ name: "x".repeat(101), scopes: ["read"] }, "name"],
  [{ name: "x" }, "scopes"],
  [{ name: "x", scopes: [] }, "scopes"],
  [{ name: "x", scopes: ["read", "read"] }, "scopes"],
  [{ name: "x", scopes: ["admin"] }, "scopes"],
  [{ name: "x", scopes: ["read"], expires_at: "2020-01-01T00:00:00Z" }, "expires_at"],
  [{ name: "x", scopes: ["read"], expires_at: "soon" }, "expires_at"],
  [{ name: "x", scopes: ["read"], user_id: 1 }, "user_id"],
])("an API token from %j is rejected", async (body, field) => {
  const { id, token } = await newUser();
  const answer = await call<{ detail: { loc: string[] }[] }>("POST", "/auth/tokens", { token, body });
  expect(answer.status).toBe(422);
  expect(answer.body.detail[0]?.loc.slice(0, 2)).toEqual(["body", field]);
  expect(await (await db()).select().from(apiTokens).where(eq(apiTokens.user_id, id))).toEqual([]);
});

test("a read token reads, a write token writes too, and neither can change credentials", async () => {
  const { token } = await newUser();
  const make = async (scopes: string[]) =>
    (await call<{ token: string }>("POST", "/auth/tokens", { token, body: { name: "x", scopes } })).body.token;
  const [read, write] = [await make(["read"]), await make(["write"])];
  for (const each of [read, write]) expect((await call("GET", "/auth/me", { token: each })).status).toBe(200);
  expect((await call("PATCH", "/auth/me", { token: read, body: { name: "x" } })).status).toBe(403);
  expect((await call("PATCH", "/auth/me", { token: write, body: { name: "x" } })).status).toBe(200);
  for (const [method, path, body] of [
    ["POST", "/auth/tokens", { name: "x", scopes: ["read"] }],
    ["DELETE", "/auth/tokens/1", undefined],
    ["DELETE", "/auth/sessions/1", undefined],
    ["POST", "/auth/password/change", { current_password: "x", password: "Correct-horse-8" }],
    ["DELETE", "/auth/me", {}],
    ["POST", "/auth/logout", undefined],
  ] as const) {
    const answer = await call(method, path, { token: write, body });
    expect([answer.status, answer.body?.code], `${method} ${path}`).toEqual([403, "FORBIDDEN"]);
  }
});
