import { eq } from "drizzle-orm";
import { beforeEach, expect, test, vi } from "vitest";
import { db } from "@/db/index.ts";
import { loginSessions } from "@/db/schema/index.ts";
import { resetLimits } from "@/lib/api/limits.ts";
import { resetEnv } from "@/lib/core/env.ts";
import { newLogin, newUser } from "@/lib/testing/accounts.ts";
import { call } from "@/lib/testing/http.ts";
import { freshEmail, goodPassword, prepareAccounts, signInOver, signUp } from "@/lib/testing/sign-up.ts";
import { signInBrowser, signOutBrowser, signUpBrowser } from "./browser.ts";

interface Kept {
  value: string;
  options: Record<string, unknown>;
}

const jar = new Map<string, Kept>();
const cookieHeader = () => [...jar].map(([name, { value }]) => `${name}=${value}`).join("; ");

vi.mock("next/headers", () => ({
  headers: async () =>
    new Headers({ "user-agent": "Mozilla/5.0 (X11; Linux) Firefox/140.0", "x-stint-peer": "10.0.0.5" }),
  cookies: async () => ({
    get: (name: string) => jar.get(name),
    set: (name: string, value: string, options: Record<string, unknown>) => jar.set(name, { value, options }),
    delete: ({ name }: { name: string }) => jar.delete(name),
    toString: cookieHeader,
  }),
}));
vi.mock("next/server", async (load) => ({ ...(await load<object>()), after: (task: () => unknown) => void task() }));

prepareAccounts();
beforeEach(() => {
  jar.clear();
  resetLimits();
});

const cookieName = "stint.session";
const me = (cookie = cookieHeader()) => call<{ user: { id: number } }>("GET", "/auth/me", { cookie });

test("signing up in the browser creates an account and a login for the browser, until the browser closes", async () => {
  const result = await signUpBrowser({ email: freshEmail(), password: goodPassword, name: "Ada" });
  expect(result).toMatchObject({ ok: true, data: { user: { name: "Ada" } } });
  expect(JSON.stringify(result)).not.toContain("token");
  expect(jar.get(cookieName)?.options).toEqual({ httpOnly: true, sameSite: "lax", secure: false, path: "/" });
  const { id } = (await me()).body.user;
  const rows = await (await db()).select().from(loginSessions).where(eq(loginSessions.user_id, id));
  expect(rows).toMatchObject([{ kind: "browser", address: "10.0.0.5" }]);
  const hours = ((rows[0]?.expires_at.getTime() ?? 0) - Date.now()) / 3_600_000;
  expect(Math.round(hours)).toBe(24);
});

test("a remembered browser keeps its cookie for 30 days", async () => {
  const { user } = await signUp();
  await signInBrowser({ email: user.email, password: goodPassword, remember_me: true });
  const expires = jar.get(cookieName)?.options.expires as Date;
  expect(Math.round((expires.getTime() - Date.now()) / 86_400_000)).toBe(30);
  expect((await me()).status).toBe(200);
});

test("over HTTPS the cookie is Secure and has the prefix that makes browsers enforce it", async () => {
  const { user } = await signUp();
  resetEnv({ APP_URL: "https://stint.example" });
  await signInBrowser({ email: user.email, password: goodPassword });
  resetEnv({ APP_URL: undefined });
  expect(jar.get("__Host-stint.session")?.options).toMatchObject({ secure: true, httpOnly: true, sameSite: "lax" });
});

test("a rejected sign-in sets no cookie and returns the errors by field", async () => {
  const { user } = await signUp();
  const wrong = await signInBrowser({ email: user.email, password: "Wrong-horse-7" });
  expect(wrong).toEqual({
    ok: false,
    code: "UNAUTHORIZED",
    message: "Email or password is wrong",
    fields: {},
    requestId: expect.any(String),
  });
  const taken = await signUpBrowser({ email: user.email, password: goodPassword });
  expect(taken).toMatchObject({ ok: false, code: "CONFLICT", fields: { email: expect.any(String) } });
  const weak = await signUpBrowser({ email: "nobody", password: "weak" });
  expect(weak).toMatchObject({ ok: false, fields: { email: expect.any(String), password: expect.any(String) } });
  expect(JSON.stringify([wrong, taken, weak])).not.toMatch(/horse|weak"/);
  expect(jar.size).toBe(0);
});

test("forms share the rate limit and the lock of the API", async () => {
  const { user } = await signUp();
  for (let time = 0; time < 9; time++) await signInOver(user.email, "Wrong-horse-7");
  await signInBrowser({ email: user.email, password: "Wrong-horse-7" });
  const locked = await signInBrowser({ email: user.email, password: goodPassword });
  expect(locked).toMatchObject({ ok: false, code: "RATE_LIMITED", retryAfter: expect.any(Number) });
  resetEnv({ AUTH_RATE_LIMIT_PER_MINUTE: "5" });
  resetLimits();
  for (let time = 0; time < 5; time++) await signInBrowser({ email: freshEmail(), password: "x" });
  expect(await signInBrowser({ email: freshEmail(), password: "x" })).toMatchObject({
    ok: false,
    code: "RATE_LIMITED",
  });
  resetEnv({ AUTH_RATE_LIMIT_PER_MINUTE: "100000" });
});

test("signing out deletes the cookie, and a copy of it is rejected", async () => {
  const { user } = await signUp();
  await signInBrowser({ email: user.email, password: goodPassword, remember_me: true });
  const copy = cookieHeader();
  const { id } = (await me()).body.user;
  await signOutBrowser();
  // The remaining cookies say whose drafts to delete, and that the device is known; neither gives access.
  expect([...jar.keys()].sort()).toEqual(["stint.device", "stint.signed-out"]);
  expect(jar.get("stint.signed-out")?.value).toBe(String(id));
  expect((await me()).status).toBe(401);
  expect((await me(copy)).status).toBe(401);
  await signOutBrowser();
});

test("signing in again ends the browser's previous login", async () => {
  const { user } = await signUp();
  await signInBrowser({ email: user.email, password: goodPassword });
  const before = cookieHeader();
  await signInBrowser({ email: user.email, password: goodPassword });
  expect((await me(before)).status).toBe(401);
  expect((await me()).status).toBe(200);
});

async function csrfOf(cookie: string) {
  const answer = await call<{ data: { csrfToken: string } }>("GET", "/csrf-token", { cookie });
  const [line = ""] = answer.headers.getSetCookie();
  return { token: answer.body.data.csrfToken, line, cookie: `${cookie}; ${line.split(";")[0]}` };
}

test("the CSRF token comes with an HttpOnly cookie, also when signed out", async () => {
  const answer = await call("GET", "/csrf-token");
  expect(answer.status).toBe(200);
  expect(answer.body).toEqual({ data: { csrfToken: expect.stringMatching(/^[\w-]{43}$/) } });
  const [line] = answer.headers.getSetCookie();
  expect(line).toMatch(/^stint\.csrf=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax/);
});

test("with the cookie, unsafe requests need the CSRF token of this login, from a page of Stint", async () => {
  const user = await newUser();
  const own = await csrfOf(user.cookie);
  const other = await csrfOf((await newLogin(user)).cookie);
  const someone = await csrfOf((await newUser()).cookie);
  const anonymous = await csrfOf("");
  const change = async (headers: Record<string, string>, cookie = own.cookie) => {
    const answer = await call("PATCH", "/auth/me", { cookie, body: { name: "changed" }, headers });
    return answer.status === 403 ? answer.body.code : answer.status;
  };
  const good = { "x-csrf-token": own.token };
  const refused: [Record<string, string>, string?][] = [
    [{}],
    [{ "x-csrf-token": "" }],
    [{ "x-csrf-token": "wrong" }],
    [{ "x-csrf-token": other.token }],
    [{ "x-csrf-token": someone.token }],
    [{ "x-csrf-token": anonymous.token }],
    [good, user.cookie],
    [good, `${user.cookie}; ${other.line.split(";")[0]}`],
    [{ ...good, origin: "https://evil.example" }],
    [{ ...good, origin: "null" }],
    [{ ...good, origin: "chrome-extension://abcdefghijklmnop" }],
    [{ ...good, "sec-fetch-site": "none" }],
    [{ ...good, "sec-fetch-site": "cross-site" }],
    [{ ...good, "sec-fetch-site": "same-site" }],
  ];
  for (const [headers, cookie] of refused)
    expect(await change(headers, cookie), JSON.stringify(headers)).toBe("CSRF_FAILED");
  expect(await change({ ...good, origin: "http://localhost:3000", "sec-fetch-site": "same-origin" })).toBe(200);
  expect(await change(good)).toBe(200);
});

test("every unsafe endpoint of the account rejects the cookie without the CSRF token, before anything else", async () => {
  const { cookie } = await newUser();
  for (const [method, path] of [
    ["PATCH", "/auth/me"],
    ["DELETE", "/auth/me"],
    ["POST", "/auth/logout"],
    ["POST", "/auth/password/change"],
    ["POST", "/auth/email/resend"],
    ["DELETE", "/auth/github"],
    ["DELETE", "/auth/sessions"],
    ["DELETE", "/auth/sessions/1"],
    ["POST", "/auth/tokens"],
    ["DELETE", "/auth/tokens/1"],
  ] as const) {
    const answer = await call(method, path, { cookie, body: {} });
    expect([answer.status, answer.body.code], path).toEqual([403, "CSRF_FAILED"]);
  }
  expect((await call("GET", "/auth/me", { cookie })).status).toBe(200);
});

test("an Authorization header takes precedence: cookies are ignored", async () => {
  const [one, two] = [await newUser(), await newUser()];
  const both = await call<{ user: { id: number } }>("GET", "/auth/me", { token: one.token, cookie: two.cookie });
  expect(both.body.user.id).toBe(one.id);
  expect((await call("PATCH", "/auth/me", { token: one.token, cookie: two.cookie, body: { name: "x" } })).status).toBe(
    200,
  );
  for (const token of ["broken", one.cookie.split("=")[1]]) {
    expect((await call("GET", "/auth/me", { token, cookie: two.cookie })).status).toBe(401);
  }
  const basic = { authorization: "Basic eDp5" };
  expect((await call("GET", "/auth/me", { cookie: two.cookie, headers: basic })).status).toBe(401);
});

test("signing out, revoking this login and deleting the account by cookie delete the cookie", async () => {
  for (const way of ["logout", "revoke", "erase"] as const) {
    const user = await newUser();
    const { token, cookie } = await csrfOf(user.cookie);
    const sent = { cookie, headers: { "x-csrf-token": token } };
    const answers = {
      logout: () => call("POST", "/auth/logout", sent),
      revoke: () => call("DELETE", `/auth/sessions/${user.loginId}`, sent),
      erase: () => call("DELETE", "/auth/me", { ...sent, body: {} }),
    };
    const answer = await answers[way]();
    expect(answer.status).toBe(204);
    expect(answer.headers.get("set-cookie")).toMatch(/^stint\.session=; Path=\/; HttpOnly; SameSite=Lax; Max-Age=0/);
    expect((await call("GET", "/auth/me", { cookie: user.cookie })).status).toBe(401);
    expect((await call("GET", "/auth/me", { token: user.token })).status).toBe(401);
  }
});
