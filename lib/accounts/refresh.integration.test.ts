import { createHmac } from "node:crypto";
import { and, eq, isNull, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { db } from "@/db/index.ts";
import { loginSessions, refreshTokens, users } from "@/db/schema/index.ts";
import { readToken, signToken, type TokenClaims } from "@/lib/auth/tokens.ts";
import { authSecret, hashToken } from "@/lib/core/secrets.ts";
import { call, type Sent } from "@/lib/testing/http.ts";
import { prepareAccounts, type SignedIn, signUp } from "@/lib/testing/sign-up.ts";
import { sweepAccounts } from "./sweep.ts";

prepareAccounts();

type Pair = SignedIn & { token?: string };

const laptop = { "user-agent": "laptop", "x-stint-peer": "10.0.0.1" };
const stranger = { "user-agent": "stranger", "x-stint-peer": "10.9.9.9" };

const refresh = (refresh_token: string, headers: Record<string, string> = laptop) =>
  call<Pair>("POST", "/auth/refresh", { body: { refresh_token }, headers });

const me = (sent: Sent) => call("GET", "/auth/me", sent);

const claimsOf = (token: string): TokenClaims => {
  const claims = readToken("access", token);
  if (!claims) throw new Error("not our token");
  return claims;
};

async function ageUse(token: string, seconds: number): Promise<void> {
  await (await db())
    .update(refreshTokens)
    .set({ used_at: sql`used_at - make_interval(secs => ${seconds})` })
    .where(eq(refreshTokens.token_hash, hashToken(token)));
}

test("a refresh token gets a new pair of the same login, and extends the login", async () => {
  const first = await signUp();
  const sid = Number(claimsOf(first.access_token).sid);
  const soon = new Date(Date.now() + 60_000);
  await (await db()).update(loginSessions).set({ expires_at: soon }).where(eq(loginSessions.id, sid));
  const second = await refresh(first.refresh_token);
  expect(second.status).toBe(200);
  expect(second.body).toEqual({
    access_token: expect.any(String),
    token: expect.any(String),
    refresh_token: expect.stringMatching(/^[\w-]{43}$/),
    token_type: "bearer",
    expires_in: 86_400,
  });
  expect(second.body.refresh_token).not.toBe(first.refresh_token);
  expect(Number(claimsOf(second.body.access_token).sid)).toBe(sid);
  expect((await me({ token: second.body.access_token })).status).toBe(200);
  const [login] = await (await db()).select().from(loginSessions).where(eq(loginSessions.id, sid));
  expect(login?.expires_at.getTime()).toBeGreaterThan(Date.now() + 7 * 86_400_000);
});

test("a reused refresh token ends its whole family: access, refresh and all", async () => {
  const first = await signUp();
  const other = await call<SignedIn>("POST", "/auth/login", {
    body: { email: first.user.email, password: "Correct-horse-7" },
  });
  const second = (await refresh(first.refresh_token)).body;
  await ageUse(first.refresh_token, 11);
  const reuse = await refresh(first.refresh_token);
  expect(reuse.status).toBe(401);
  expect(reuse.body).toMatchObject({ code: "UNAUTHORIZED" });
  expect((await refresh(second.refresh_token)).status).toBe(401);
  expect((await me({ token: second.access_token })).status).toBe(401);
  expect((await me({ token: first.access_token })).status).toBe(401);
  expect((await me({ token: other.body.access_token })).status).toBe(200);
});

const livingTokens = async (sid: number) =>
  (await db())
    .select({ hash: refreshTokens.token_hash })
    .from(refreshTokens)
    .where(and(eq(refreshTokens.login_session_id, sid), isNull(refreshTokens.used_at)));

test("20 parallel refreshes of one client all get a valid pair, and leave one valid refresh token", async () => {
  const first = await signUp();
  const answers = await Promise.all(Array.from({ length: 20 }, () => refresh(first.refresh_token)));
  expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
  const [token = "", ...others] = new Set(answers.map(({ body }) => body.refresh_token));
  expect(others).toEqual([]);
  const sid = Number(claimsOf(first.access_token).sid);
  expect(await livingTokens(sid)).toEqual([{ hash: hashToken(token) }]);
  for (const { body } of answers) expect((await me({ token: body.access_token })).status).toBe(200);
  const next = await refresh(token);
  expect(next.status).toBe(200);
  // A late one gets the currently valid token, not one used since.
  expect((await refresh(first.refresh_token)).body.refresh_token).toBe(next.body.refresh_token);
  expect(await livingTokens(sid)).toEqual([{ hash: hashToken(next.body.refresh_token) }]);
});

test("with an Idempotency-Key no token is returned to another caller, and no used one is replayed", async () => {
  const headers = { ...laptop, "idempotency-key": "the-same-for-all" };
  const [ada, bob] = [await signUp(), await signUp()];
  const renewed = async ({ access_token }: SignedIn) =>
    claimsOf((await call<Pair>("POST", "/auth/refresh", { token: access_token, headers })).body.access_token).sub;
  expect(await renewed(ada)).toBe(String(ada.user.id));
  expect(await renewed(bob)).toBe(String(bob.user.id));
  const second = await refresh(ada.refresh_token, headers);
  expect([second.status, second.headers.get("idempotent-replayed")]).toEqual([200, null]);
  expect((await refresh(bob.refresh_token, headers)).body.refresh_token).not.toBe(second.body.refresh_token);
  expect((await refresh(ada.refresh_token, { ...headers, ...stranger })).status).toBe(401);
  expect((await me({ token: second.body.access_token })).status).toBe(401);
});

test("within the ten seconds another client is rejected, and the family ends", async () => {
  const first = await signUp();
  const second = (await refresh(first.refresh_token)).body;
  expect((await refresh(first.refresh_token, stranger)).status).toBe(401);
  expect((await me({ token: second.access_token })).status).toBe(401);
});

test("a refresh token expires after seven days, without ending its login", async () => {
  const first = await signUp();
  const orm = await db();
  const [row] = await orm
    .select()
    .from(refreshTokens)
    .where(eq(refreshTokens.token_hash, hashToken(first.refresh_token)));
  const days = ((row?.expires_at.getTime() ?? 0) - Date.now()) / 86_400_000;
  expect(days).toBeGreaterThan(6.99);
  expect(days).toBeLessThanOrEqual(7);
  await orm
    .update(refreshTokens)
    .set({ expires_at: sql`now() - interval '1 second'` })
    .where(eq(refreshTokens.id, row?.id ?? 0));
  expect((await refresh(first.refresh_token)).status).toBe(401);
  expect((await me({ token: first.access_token })).status).toBe(200);
  await sweepAccounts(new Date());
  expect((await refresh(first.refresh_token)).status).toBe(401);
});

test.each([["never given"], ["a".repeat(43)], ["\u0000"], ["__proto__"]])(
  "a refresh token that is %j is rejected",
  async (token) => {
    expect((await refresh(token)).status).toBe(401);
  },
);

test("refreshing rejects anything but a token: 422, and 400 for broken JSON", async () => {
  const bodies = [{ refresh_token: 7 }, { refresh_token: "" }, { refresh_token: null }, { other: 1 }, [], "text"];
  for (const body of bodies) {
    const sent = typeof body === "string" ? JSON.stringify(body) : body;
    expect((await call("POST", "/auth/refresh", { body: sent })).status).toBe(422);
  }
  expect((await call("POST", "/auth/refresh", { body: "{" })).status).toBe(400);
  expect((await call("POST", "/auth/refresh")).body).toMatchObject({ detail: [{ loc: ["body", "refresh_token"] }] });
});

const expiredBy = (token: string, seconds: number): string => {
  const now = Math.floor(Date.now() / 1000);
  return signToken("access", { ...claimsOf(token), iat: now - seconds - 86_400, exp: now - seconds });
};

test("without a body, an access token valid or expired for less than seven days gets a new one of the same login", async () => {
  const { access_token, user } = await signUp();
  for (const token of [access_token, expiredBy(access_token, 1), expiredBy(access_token, 7 * 86_400 - 60)]) {
    const { status, body } = await call<Pair>("POST", "/auth/refresh", { token });
    expect(status).toBe(200);
    expect(body).toEqual({ token: body.access_token, access_token: expect.any(String), expires_in: 86_400 });
    expect(claimsOf(body.access_token)).toMatchObject({ sub: String(user.id), sid: claimsOf(access_token).sid });
    expect((await me({ token: body.access_token })).status).toBe(200);
  }
  const old = await call("POST", "/auth/refresh", { token: expiredBy(access_token, 7 * 86_400 + 1) });
  expect(old.status).toBe(401);
});

test("a login without refresh token can still exchange its access token six days after it expired", async () => {
  const { user } = await signUp();
  const login = await call<SignedIn>("POST", "/auth/login", {
    body: { email: user.email, password: "Correct-horse-7" },
  });
  const sid = Number(claimsOf(login.body.access_token).sid);
  const [row] = await (await db()).select().from(loginSessions).where(eq(loginSessions.id, sid));
  expect(row?.expires_at.getTime()).toBeGreaterThan(Date.now() + 7.99 * 86_400_000);
});

test("after sign-out, access token, refresh token and exchange are rejected", async () => {
  const { access_token, refresh_token } = await signUp();
  const out = await call("POST", "/auth/logout", { token: access_token });
  expect(out.status).toBe(204);
  expect(out.text).toBe("");
  expect((await me({ token: access_token })).status).toBe(401);
  expect((await refresh(refresh_token)).status).toBe(401);
  expect((await call("POST", "/auth/refresh", { token: access_token })).status).toBe(401);
  expect((await call("POST", "/auth/logout", { token: access_token })).status).toBe(401);
});

test("a deactivated account can neither call nor refresh", async () => {
  const { access_token, refresh_token, user } = await signUp();
  await (await db()).update(users).set({ is_active: false }).where(eq(users.id, user.id));
  expect((await me({ token: access_token })).status).toBe(401);
  expect((await refresh(refresh_token)).status).toBe(401);
  expect((await call("POST", "/auth/refresh", { token: access_token })).status).toBe(401);
});

test("expired, tampered, unsigned and foreign tokens are 401 on every kind of endpoint", async () => {
  const { access_token, user } = await signUp();
  const claims = claimsOf(access_token);
  const [head = "", payload = "", signature = ""] = access_token.split(".");
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const hs = (content: string, secret: string) => createHmac("sha256", secret).update(content).digest("base64url");
  const none = `${encode({ alg: "none", typ: "JWT" })}.${payload}`;
  const admin = encode({ ...claims, role: "admin", sub: "1" });
  const hs512 = `${encode({ alg: "HS512", typ: "JWT" })}.${payload}`;
  const bad = [
    expiredBy(access_token, 1),
    `${head}.${admin}.${signature}`,
    `${none}.`,
    `${none}.${signature}`,
    `${head}.${payload}.`,
    `${head}.${payload}`,
    `${hs512}.${hs(hs512, authSecret())}`,
    `${head}.${payload}.${hs(`${head}.${payload}`, "another secret of 32 characters…")}`,
    signToken("cookie", claims),
    signToken("access", { ...claims, sid: "999999999" }),
    signToken("access", { ...claims, sub: String(user.id + 1) }),
    signToken("access", { ...claims, sid: "1; drop table users" }),
    "stint_nothing",
    "null",
    "x".repeat(10_000),
  ];
  for (const token of bad) {
    for (const [method, path] of [
      ["GET", "/auth/me"],
      ["PATCH", "/auth/me"],
      ["POST", "/auth/logout"],
      ["GET", "/auth/tokens"],
    ]) {
      const answer = await call(method ?? "", path ?? "", { token });
      expect(answer.status, `${method} ${path} ${token.slice(0, 60)}`).toBe(401);
      expect(answer.headers.get("www-authenticate")).toBe("Bearer");
    }
  }
});

test("no response of the refresh endpoint is stored with a token in plain text", async () => {
  const { refresh_token } = await signUp();
  const rows = await (await db()).select().from(refreshTokens);
  expect(JSON.stringify(rows)).not.toContain(refresh_token);
});
