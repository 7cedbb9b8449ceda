import { eq } from "drizzle-orm";
import pino from "pino";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { database, db, useDatabase } from "@/db/index.ts";
import { trackingSessions } from "@/db/schema/index.ts";
import { contracts } from "@/lib/app/contracts.ts";
import { env, resetEnv } from "@/lib/core/env.ts";
import { useLog } from "@/lib/core/log.ts";
import { newLogin, newUser } from "@/lib/testing/accounts.ts";
import { call, dispatch } from "@/lib/testing/http.ts";
import { ApiError } from "./api-error.ts";
import { createClient } from "./client.ts";
import { resetLimits } from "./limits.ts";

let user: Awaited<ReturnType<typeof newUser>>;
const pr = { repo_owner: "acme", repo_name: "api", pr_number: 1 };

beforeEach(async () => {
  resetEnv({ RATE_LIMIT_PER_MINUTE: "1000", AUTH_RATE_LIMIT_PER_MINUTE: "1000", ALLOWED_ORIGINS: "", TRUST_PROXY: "" });
  resetLimits();
  user = await newUser();
});
afterEach(() => useLog(undefined));

const start = (sent: Parameters<typeof call>[2]) => call("POST", "/sessions/start", { token: user.token, ...sent });
const sessionCount = async () =>
  (await (await db()).select().from(trackingSessions).where(eq(trackingSessions.user_id, user.id))).length;

describe("X-User-Id", () => {
  test("allows a write for the caller", async () => {
    const answer = await start({ body: pr, headers: { "x-user-id": String(user.id) } });
    expect(answer.status).toBe(201);
  });

  test.each(["another's", "no number"])("rejects a write for somebody else: %s", async (kind) => {
    const believed = kind === "no number" ? `${user.id}x` : String((await newUser()).id);
    const answer = await start({ body: pr, headers: { "x-user-id": believed } });
    expect([answer.status, answer.body.code]).toEqual([403, "USER_ID_MISMATCH"]);
    expect(await sessionCount()).toBe(0);
  });

  test("changes nothing for a caller who is not signed in", async () => {
    const answer = await start({ token: undefined, body: pr, headers: { "x-user-id": String(user.id) } });
    expect([answer.status, answer.body.code]).toEqual([401, "UNAUTHORIZED"]);
  });
});

describe("errors have one shape", () => {
  test.each([
    ["malformed JSON", { body: "{" }, 400, "BAD_REQUEST"],
    ["no sign-in", { token: undefined, body: pr }, 401, "UNAUTHORIZED"],
    ["another media type", { body: "a=1", headers: { "content-type": "text/plain" } }, 415, "UNSUPPORTED_MEDIA_TYPE"],
    ["a body over 1 MB", { body: `{"a":"${"x".repeat(1024 * 1024)}"}` }, 413, "PAYLOAD_TOO_LARGE"],
    ["an unknown field", { body: { ...pr, extra: 1 } }, 422, "VALIDATION_ERROR"],
    [
      "__proto__",
      { body: `{"__proto__":{"a":1},"repo_owner":"acme","repo_name":"api","pr_number":1}` },
      422,
      "VALIDATION_ERROR",
    ],
    [
      "an escaped __proto__",
      { body: `{"\\u005f_proto__":1,"repo_owner":"acme","repo_name":"api","pr_number":1}` },
      422,
      "VALIDATION_ERROR",
    ],
    ["no object", { body: "[1]" }, 422, "VALIDATION_ERROR"],
  ])("for %s", async (_, sent, status, code) => {
    const answer = await start(sent);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(Object.keys(answer.body).sort()).toEqual(["code", "detail", "error", "message", "request_id"]);
    expect(answer.body.request_id).toBe(answer.headers.get("x-request-id"));
    expect(await sessionCount()).toBe(0);
  });

  test("with the path of each invalid value", async () => {
    const { body } = await start({ body: { repo_owner: "", repo_name: 5, pr_number: -1, extra: true } });
    const places = (body.detail as { loc: string[] }[]).map(({ loc }) => loc.join("."));
    expect(places.sort()).toEqual(["body.extra", "body.pr_number", "body.repo_name", "body.repo_owner"]);
  });

  test("a body that contains a path parameter cannot change which row is written", async () => {
    const { body: session } = await start({ body: pr });
    const answer = await call("PATCH", `/sessions/${session.id}`, { token: user.token, body: { id: 1, note: "x" } });
    expect([answer.status, answer.body.detail]).toEqual([422, [expect.objectContaining({ loc: ["body", "id"] })]]);
  });

  test("a body of unknown length is cut off at 1 MB", async () => {
    const chunk = new Uint8Array(64 * 1024).fill(32);
    let sent = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1;
        controller.enqueue(chunk);
        if (sent > 200) controller.close();
      },
    });
    const headers = { authorization: `Bearer ${user.token}`, "content-type": "application/json" };
    const init = { method: "POST", headers, body, duplex: "half" };
    const response = await dispatch(new Request("http://localhost:3000/api/v1/sessions/start", init as RequestInit));
    expect(response.status).toBe(413);
    expect(sent).toBeLessThan(40);
  });

  test("an unknown method is 405 with Allow; an unknown path is 404", async () => {
    const wrong = await call("PUT", "/sessions", { token: user.token });
    expect([wrong.status, wrong.headers.get("allow"), wrong.body.code]).toEqual([
      405,
      "GET, POST, HEAD, OPTIONS",
      "METHOD_NOT_ALLOWED",
    ]);
    const nowhere = await call("GET", "/nowhere", { token: user.token });
    expect([nowhere.status, nowhere.body.code]).toEqual([404, "NOT_FOUND"]);
  });

  test("an unreachable database is 503 with Retry-After, and /health reports it within two seconds", async () => {
    const real = await database();
    const away = Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });
    useDatabase({
      ...real,
      run: () => Promise.reject(away),
      orm: new Proxy(real.orm, { get: () => () => Promise.reject(away) }),
    });
    try {
      const answer = await start({ body: pr });
      expect([answer.status, answer.body.code, answer.headers.get("retry-after")]).toEqual([503, "UNAVAILABLE", "5"]);
      expect(answer.text).not.toContain("ECONNREFUSED");
      const health = await call("GET", "/health");
      expect([health.status, health.body.status]).toEqual([503, "unavailable"]);
      useDatabase({ ...real, run: () => new Promise(() => {}) });
      const began = performance.now();
      expect((await call("GET", "/health")).status).toBe(503);
      expect(performance.now() - began).toBeLessThan(2000);
    } finally {
      useDatabase(real);
    }
  });

  test("a database that is still opening is not a 503: /health reports that Stint is starting", async () => {
    const real = await database();
    const shared = globalThis as { stintOpened?: unknown; stintDatabase?: unknown };
    Object.assign(shared, { stintOpened: undefined, stintDatabase: new Promise(() => {}) });
    try {
      const health = await call("GET", "/health");
      expect([health.status, health.body.status]).toEqual([200, "starting"]);
    } finally {
      shared.stintDatabase = undefined;
      useDatabase(real);
    }
  });

  test("an unknown error is a 500 without details", async () => {
    const real = await database();
    useDatabase({ ...real, run: () => Promise.reject(new Error("secret plumbing")) });
    try {
      const answer = await start({ body: pr });
      expect([answer.status, answer.body.code]).toEqual([500, "INTERNAL"]);
      expect(answer.text).not.toContain("plumbing");
    } finally {
      useDatabase(real);
    }
  });
});

describe("every response", () => {
  test("carries the caller's request id when it is valid, otherwise a new one", async () => {
    const given = await call("GET", "/sessions", { token: user.token, headers: { "x-request-id": "build-42" } });
    expect(given.headers.get("x-request-id")).toBe("build-42");
    const odd = await call("GET", "/sessions", { token: user.token, headers: { "x-request-id": "a b<script>" } });
    expect(odd.headers.get("x-request-id")).toMatch(/^[\w-]{36}$/);
    expect(odd.headers.get("cache-control")).toBe("no-store");
  });

  test("to HEAD is the one to GET without a body", async () => {
    const { status, text, headers } = await call("HEAD", "/sessions", { token: user.token });
    expect([status, text, headers.get("content-type")]).toEqual([200, "", "application/json"]);
  });
});

describe("limits", () => {
  test("are counted per user, are sent as headers, and give Retry-After when exceeded", async () => {
    resetEnv({ RATE_LIMIT_PER_MINUTE: "2" });
    resetLimits();
    const get = () => call("GET", "/sessions", { token: user.token });
    const first = await get();
    expect(first.headers.get("ratelimit")).toMatch(/^"default";r=1;t=\d+$/);
    expect(first.headers.get("ratelimit-policy")).toBe('"default";q=2;w=60');
    await get();
    const third = await get();
    expect([third.status, third.body.code]).toEqual([429, "RATE_LIMITED"]);
    expect(Number(third.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(third.headers.get("ratelimit")).toMatch(/r=0/);
    const other = await newUser();
    expect((await call("GET", "/sessions", { token: other.token })).status).toBe(200);
  });

  test("the address is the socket's or, behind a trusted proxy, the one the proxy saw", async () => {
    resetEnv({ RATE_LIMIT_PER_MINUTE: "1" });
    resetLimits();
    const get = (forwarded: string) =>
      call("GET", "/sessions", { headers: { "x-stint-peer": "10.0.0.1", "x-forwarded-for": forwarded } });
    expect((await get("1.1.1.1")).status).toBe(401);
    expect((await get("2.2.2.2")).status).toBe(429);
    resetEnv({ TRUST_PROXY: "true" });
    expect((await get("6.6.6.6, 3.3.3.3")).status).toBe(401);
    expect((await get("7.7.7.7, 3.3.3.3")).status).toBe(429);
    expect((await get("4.4.4.4")).status).toBe(401);
  });
});

describe("roles and cookies", () => {
  test("a viewer can read; every unsafe method is forbidden", async () => {
    const viewer = await newUser({ role: "viewer" });
    expect((await call("GET", "/sessions", { token: viewer.token })).status).toBe(200);
    const answer = await call("POST", "/sessions/start", { token: viewer.token, body: pr });
    expect([answer.status, answer.body.code]).toEqual([403, "FORBIDDEN"]);
  });

  test("writes with a cookie need a CSRF token of this login; reads do not", async () => {
    const { cookie } = user;
    expect((await call("GET", "/sessions", { cookie })).status).toBe(200);
    const bare = await call("POST", "/sessions/start", { cookie, body: pr });
    expect([bare.status, bare.body.code]).toEqual([403, "CSRF_FAILED"]);
    const issued = await call<{ data: { csrfToken: string } }>("GET", "/csrf-token", { cookie });
    expect(issued.headers.get("set-cookie")).toContain("HttpOnly");
    const both = `${cookie}; ${issued.headers.get("set-cookie")?.split(";")[0]}`;
    const headers = { "x-csrf-token": issued.body.data.csrfToken };
    const send = (more: Record<string, string>, sentCookie = both) =>
      call("POST", "/sessions/start", { cookie: sentCookie, body: pr, headers: { ...headers, ...more } });
    expect((await send({ origin: "https://evil.example" })).body.code).toBe("CSRF_FAILED");
    expect((await send({ "sec-fetch-site": "none" })).body.code).toBe("CSRF_FAILED");
    expect((await send({ "sec-fetch-site": "cross-site" })).body.code).toBe("CSRF_FAILED");
    const otherLogin = await newLogin(user);
    expect((await send({}, both.replace(cookie, otherLogin.cookie))).body.code).toBe("CSRF_FAILED");
    expect((await send({ origin: env().APP_URL, "sec-fetch-site": "same-origin" })).status).toBe(201);
  });

  test("a request with Authorization ignores its cookie", async () => {
    const answer = await call("GET", "/sessions", {
      cookie: user.cookie,
      headers: { authorization: "Bearer nonsense" },
    });
    expect([answer.status, answer.headers.get("www-authenticate")]).toEqual([401, "Bearer"]);
  });

  test("tokens that are tampered with, unsigned, expired, or for another purpose are rejected", async () => {
    const [head = "", payload = "", signature = ""] = user.token.split(".");
    const none = Buffer.from(JSON.stringify({ alg: "none", typ: "JWT" })).toString("base64url");
    const admin = Buffer.from(
      JSON.stringify({ ...JSON.parse(Buffer.from(payload, "base64url").toString()), role: "admin" }),
    );
    const cookieToken = user.cookie.slice(user.cookie.indexOf("=") + 1);
    for (const token of [
      `${none}.${payload}.`,
      `${none}.${payload}.${signature}`,
      `${head}.${admin.toString("base64url")}.${signature}`,
      `${head}.${payload}.${"A".repeat(43)}`,
      cookieToken,
      "a.b.c",
      "x".repeat(10_000),
    ]) {
      expect((await call("GET", "/sessions", { token })).status).toBe(401);
    }
  });
});

describe("the log", () => {
  test("has a line for each request, and never a password, token, cookie or body", async () => {
    const lines: string[] = [];
    useLog(pino({ base: undefined }, { write: (line: string) => void lines.push(line) }));
    const canary = "Canary7secret";
    // Its own password: one that repeats the name or the address would be rejected as easy to guess.
    const password = "Tulip-9-brass-lantern";
    const email = `${canary.toLowerCase()}@example.com`;
    const credentials = { email, password };
    await call("POST", "/auth/register", { body: { ...credentials, name: canary } });
    const { body: signedIn } = await call<{ access_token: string; refresh_token: string }>("POST", "/auth/login", {
      body: { ...credentials, remember_me: true },
    });
    await call("POST", "/auth/login", { body: { ...credentials, password: `${password}x` } });
    await call("POST", "/auth/refresh", { body: { refresh_token: signedIn.refresh_token } });
    await call("POST", "/auth/password/reset", { body: { token: canary, password } });
    await call("POST", "/auth/password/forgot", { body: { email } });
    await call("GET", `/sessions?q=${canary}`, { token: signedIn.access_token, cookie: `stint.session=${canary}` });
    await call("POST", "/sessions", {
      token: signedIn.access_token,
      headers: { "idempotency-key": canary },
      body: { ...pr, start_time: "2026-01-01T09:00:00Z", end_time: "2026-01-01T10:00:00Z", note: canary },
    });
    await call("POST", "/sessions/start", { token: signedIn.access_token, body: `{"repo_owner":"${canary}"` });
    await call("GET", `/stats/repo/${canary}/x`, { token: signedIn.access_token });
    const real = await database();
    const failure = Object.assign(new Error(`Failed query: ${canary}`), { query: "select", params: [canary] });
    useDatabase({ ...real, run: () => Promise.reject(failure) });
    await start({ body: pr });
    useDatabase(real);
    const written = lines.join("");
    expect(lines.length).toBeGreaterThanOrEqual(12);
    expect(JSON.parse(lines[0] ?? "{}")).toMatchObject({ method: "POST", route: "/auth/register", status: 201 });
    expect(written).toContain('"user_id":');
    for (const secret of [canary, password, canary.toLowerCase(), signedIn.access_token, signedIn.refresh_token]) {
      expect(written).not.toContain(secret);
    }
  });
});

test("the typed client reaches every domain through the same contracts", async () => {
  const local: typeof fetch = (input, init) =>
    dispatch(new Request(new URL(String(input), "http://localhost:3000"), init));
  const stint = createClient(contracts, { baseUrl: "http://localhost:3000", token: user.token, fetch: local });
  const started = await stint.tracking.start({ ...pr, source: "client" });
  const ended = await stint.tracking.end({ id: started.id, duration_seconds: 60 });
  expect(ended.duration_seconds).toBe(60);
  expect((await stint.tracking.list({ limit: 1 })).total).toBe(1);
  expect(await stint.tracking.remove({ id: started.id })).toBeNull();
  await expect(stint.tracking.get({ id: started.id })).rejects.toMatchObject({ status: 404, code: "NOT_FOUND" });
  await expect(stint.tracking.get({ id: started.id })).rejects.toBeInstanceOf(ApiError);
});
