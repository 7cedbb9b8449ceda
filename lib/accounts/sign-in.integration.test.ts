import * as bcrypt from "@node-rs/bcrypt";
import { eq, sql } from "drizzle-orm";
import { beforeEach, expect, test, vi } from "vitest";
import { db } from "@/db/index.ts";
import { installation, loginSessions, loginThrottles, users } from "@/db/schema/index.ts";
import { resetLimits } from "@/lib/api/limits.ts";
import { resetEnv } from "@/lib/core/env.ts";
import { call } from "@/lib/testing/http.ts";
import { freshEmail, goodPassword, prepareAccounts, signInOver, signUp } from "@/lib/testing/sign-up.ts";
import { sweepAccounts } from "./sweep.ts";

vi.mock("@node-rs/bcrypt", { spy: true });
prepareAccounts();
beforeEach(() => {
  vi.mocked(bcrypt.verify).mockClear();
  resetLimits();
});

const counted = async (table: typeof users | typeof loginSessions) => (await (await db()).select().from(table)).length;

test("of ten concurrent first sign-ups exactly one becomes administrator", async () => {
  const people = await Promise.all(Array.from({ length: 10 }, () => signUp()));
  expect(people.filter(({ user }) => user.role === "admin")).toHaveLength(1);
  expect(people.filter(({ user }) => user.role === "user")).toHaveLength(9);
  const [row] = await (await db()).select().from(installation);
  expect(row?.first_user_id).toBe(people.find(({ user }) => user.role === "admin")?.user.id);
  expect((await signUp()).user.role).toBe("user");
});

test("register returns the account and both tokens, and stores the password hashed", async () => {
  const body = {
    email: " Ada@Example.COM ",
    password: goodPassword,
    name: " Ada ",
    username: "Ada_1",
    timezone: "europe/berlin",
  };
  const { status, body: answer } = await call("POST", "/auth/register", { body });
  expect(status).toBe(201);
  expect(answer).toEqual({
    user: {
      id: expect.any(Number),
      user_id: expect.any(Number),
      email: "ada@example.com",
      username: "Ada_1",
      name: "Ada",
      role: "user",
      timezone: "Europe/Berlin",
      week_start: "monday",
      is_active: true,
      email_verified: false,
      expires_at: null,
      has_password: true,
      github_username: null,
      avatar_url: null,
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      last_login_at: expect.any(String),
    },
    access_token: expect.stringMatching(/^ey[\w-]+\.[\w-]+\.[\w-]+$/),
    token: answer.access_token,
    refresh_token: expect.stringMatching(/^[\w-]{43}$/),
    token_type: "bearer",
    expires_in: 86_400,
  });
  const claims = JSON.parse(Buffer.from(String(answer.access_token).split(".")[1] ?? "", "base64url").toString());
  expect(Object.keys(claims).sort()).toEqual(["exp", "iat", "role", "sid", "sub"]);
  expect(claims.exp - claims.iat).toBe(86_400);
  const [row] = await (await db()).select().from(users).where(eq(users.email, "ada@example.com"));
  expect(row?.password_hash).toMatch(/^\$2b\$/);
});

test("an email or a username taken in any case is rejected with its field, and nothing is stored", async () => {
  const email = freshEmail();
  await signUp({ email, username: "Grace" });
  const before = await counted(loginSessions);
  const again = await call("POST", "/auth/register", { body: { email: email.toUpperCase(), password: goodPassword } });
  expect(again.status).toBe(409);
  expect(again.body).toMatchObject({ code: "CONFLICT", detail: [{ loc: ["body", "email"] }] });
  const name = await call("POST", "/auth/register", {
    body: { email: freshEmail(), password: goodPassword, username: "gRACE" },
  });
  expect(name.status).toBe(409);
  expect(name.body).toMatchObject({ code: "CONFLICT", detail: [{ loc: ["body", "username"] }] });
  expect(await counted(loginSessions)).toBe(before);
});

test("of ten concurrent sign-ups with one email exactly one succeeds", async () => {
  const body = { email: freshEmail(), password: goodPassword };
  const answers = await Promise.all(Array.from({ length: 10 }, () => call("POST", "/auth/register", { body })));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(9).fill(409)]);
});

test.each([
  ["a short password", { password: "Aa345678".slice(0, 7) }, "password"],
  ["a password over 72 bytes", { password: `Aa1${"é".repeat(35)}` }, "password"],
  ["a password without upper case", { password: "abcdefg1" }, "password"],
  ["a password without lower case", { password: "ABCDEFG1" }, "password"],
  ["a password without digit", { password: "Abcdefgh" }, "password"],
  ["a password with NUL", { password: "Abcdefg1\u0000" }, "password"],
  ["a password with a lone surrogate", { password: "Abcdefg1\ud800" }, "password"],
  ["a password of 10 kB", { password: "Aa1".repeat(3500) }, "password"],
  ["an invalid email", { email: "nobody" }, "email"],
  ["an email of 10 kB", { email: `${"a".repeat(10_000)}@example.com` }, "email"],
  ["a number for an email", { email: 7 }, "email"],
  ["an unknown field", { role: "admin" }, "role"],
  ["a short username", { username: "ab" }, "username"],
  ["a username with a space", { username: "a b c" }, "username"],
  ["a name with control characters", { name: "a\u0007b" }, "name"],
  ["an unknown zone", { timezone: "Mars/Olympus" }, "timezone"],
  ["an offset for a zone", { timezone: "+01:00" }, "timezone"],
])("register rejects %s", async (_what, wrong, field) => {
  const before = await counted(users);
  const body = { email: freshEmail(), password: goodPassword, ...wrong };
  const answer = await call("POST", "/auth/register", { body });
  expect(answer.status).toBe(422);
  expect(answer.body).toMatchObject({ code: "VALIDATION_ERROR", detail: [{ loc: ["body", field] }] });
  if (field === "password") expect(answer.text).not.toContain(String(body.password));
  expect(await counted(users)).toBe(before);
});

test("a password of 72 bytes is used completely, and no longer one matches it", async () => {
  const email = freshEmail();
  const password = `Aa1${"x".repeat(69)}`;
  await signUp({ email, password });
  expect((await signInOver(email, password)).status).toBe(200);
  expect((await signInOver(email, `${password}y`)).status).toBe(401);
});

test("sign-in responds as register does, with a refresh token only when it is remembered", async () => {
  const { user } = await signUp();
  const plain = await signInOver(user.email.toUpperCase());
  expect(plain.status).toBe(200);
  expect(Object.keys(plain.body).sort()).toEqual(["access_token", "expires_in", "token", "token_type", "user"]);
  expect(plain.body).toMatchObject({ token: plain.body.access_token });
  const remembered = await signInOver(user.email, goodPassword, { remember_me: true });
  expect(remembered.body.refresh_token).toMatch(/^[\w-]{43}$/);
  const me = await call("GET", "/auth/me", { token: plain.body.access_token });
  expect(me.body).toEqual({ user: remembered.body.user });
});

test("unknown email, wrong password, no password and inactive account: one response, one comparison each", async () => {
  const wrong = await signUp();
  const inactive = await signUp();
  const github = await signUp();
  const orm = await db();
  await orm.update(users).set({ is_active: false }).where(eq(users.id, inactive.user.id));
  await orm.update(users).set({ password_hash: null, github_id: 77 }).where(eq(users.id, github.user.id));
  const attempts = [
    [freshEmail(), goodPassword],
    [wrong.user.email, "Wrong-horse-7"],
    [inactive.user.email, goodPassword],
    [github.user.email, goodPassword],
  ];
  for (const [email = "", password = ""] of attempts) {
    vi.mocked(bcrypt.verify).mockClear();
    const answer = await signInOver(email, password);
    const { request_id: _, ...body } = answer.body as unknown as Record<string, unknown>;
    expect(answer.status).toBe(401);
    expect(answer.headers.get("www-authenticate")).toBe("Bearer");
    expect(body).toEqual({
      error: "Unauthorized",
      code: "UNAUTHORIZED",
      message: "Email or password is wrong",
      detail: [],
    });
    expect(bcrypt.verify).toHaveBeenCalledTimes(1);
    expect(bcrypt.parseOptions(vi.mocked(bcrypt.verify).mock.calls[0]?.[1] ?? "").cost).toBe(4);
  }
});

test.each([["known"], ["unknown"]])(
  "ten failures lock an email that is %s for 15 minutes, for the right password too",
  async (kind) => {
    const email = kind === "known" ? (await signUp()).user.email : freshEmail();
    const attempts = await Promise.all(Array.from({ length: 14 }, () => signInOver(email, "Wrong-horse-7")));
    const statuses = attempts.map(({ status }) => status).sort();
    expect(statuses).toEqual([...Array(10).fill(401), ...Array(4).fill(429)]);
    const locked = await signInOver(email);
    expect(locked.status).toBe(429);
    expect(locked.body.code).toBe("RATE_LIMITED");
    const wait = Number(locked.headers.get("retry-after"));
    expect(wait).toBeGreaterThan(880);
    expect(wait).toBeLessThanOrEqual(900);
    const past = sql`now() - interval '1 second'`;
    await (await db()).update(loginThrottles).set({ locked_until: past }).where(eq(loginThrottles.email, email));
    expect((await signInOver(email)).status).toBe(kind === "known" ? 200 : 401);
  },
);

test("a success resets earlier failures, and failures older than 15 minutes do not count", async () => {
  const { email } = (await signUp()).user;
  const fail = async (times: number) => {
    for (let time = 0; time < times; time++) expect((await signInOver(email, "Wrong-horse-7")).status).toBe(401);
  };
  await fail(9);
  expect((await signInOver(email)).status).toBe(200);
  await fail(9);
  const old = sql`now() - interval '16 minutes'`;
  await (await db()).update(loginThrottles).set({ window_started_at: old }).where(eq(loginThrottles.email, email));
  await fail(9);
  expect((await signInOver(email)).status).toBe(200);
});

test("sign-in paths allow five requests a minute per address, and per account from anywhere", async () => {
  resetEnv({ AUTH_RATE_LIMIT_PER_MINUTE: "5" });
  resetLimits();
  const from = (address: string, email: string) =>
    call("POST", "/auth/login", { body: { email, password: "x" }, headers: { "x-stint-peer": address } });
  for (let time = 0; time < 5; time++) expect((await from("10.0.0.1", freshEmail())).status).toBe(401);
  const sixth = await from("10.0.0.1", freshEmail());
  expect(sixth.status).toBe(429);
  expect(Number(sixth.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(sixth.headers.get("ratelimit")).toMatch(/^"auth";r=0;t=\d+$/);
  const email = freshEmail();
  for (let time = 0; time < 5; time++) expect((await from(`10.0.1.${time}`, email)).status).toBe(401);
  expect((await from("10.0.1.99", email)).status).toBe(429);
  resetEnv({ AUTH_RATE_LIMIT_PER_MINUTE: "100000" });
});

test("the sweep deletes expired logins and counters, and nothing else", async () => {
  const kept = await signUp();
  const ended = await signUp();
  await call("POST", "/auth/logout", { token: ended.access_token });
  await signInOver(freshEmail(), "x");
  await sweepAccounts(new Date());
  const orm = await db();
  expect(await orm.select().from(loginSessions).where(eq(loginSessions.user_id, ended.user.id))).toEqual([]);
  expect((await call("GET", "/auth/me", { token: kept.access_token })).status).toBe(200);
  expect((await call("GET", "/auth/me", { token: ended.access_token })).status).toBe(401);
  await sweepAccounts(new Date(Date.now() + 30 * 86_400_000));
  for (const table of [loginSessions, loginThrottles]) expect(await orm.select().from(table)).toEqual([]);
});
