import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { db } from "@/db/index.ts";
import { loginSessions, users } from "@/db/schema/index.ts";
import { resetLimits } from "@/lib/api/limits.ts";
import { resetEnv } from "@/lib/core/env.ts";
import { startGithub, type TestGithub } from "@/lib/testing/github.ts";
import { githubApplication } from "@/lib/testing/github-application.ts";
import { call } from "@/lib/testing/http.ts";
import { TestBrowser } from "@/lib/testing/next-auth.ts";
import { goodPassword, prepareAccounts, signUp } from "@/lib/testing/sign-up.ts";

prepareAccounts();
let github: TestGithub;
const cookieName = "stint.session";

beforeAll(async () => {
  const people = ["octocat", "returning", "stolen", "closed"];
  github = await startGithub(people.map((login) => ({ login, name: `The ${login}`, email: `${login}@example.org` })));
  resetEnv({
    GITHUB_ID: githubApplication.id,
    GITHUB_SECRET: githubApplication.secret,
    GITHUB_URL: github.url,
    GITHUB_API_URL: github.url,
  });
});
afterAll(async () => {
  resetEnv({ GITHUB_ID: undefined, GITHUB_SECRET: undefined, GITHUB_URL: undefined, GITHUB_API_URL: undefined });
  await github.close();
});
beforeEach(resetLimits);

async function withPassword(email: string, password = goodPassword) {
  const browser = new TestBrowser();
  const csrfToken = await browser.csrfToken();
  const answer = await browser.visit("callback/credentials", { csrfToken, email, password, callbackUrl: "/today" });
  return { browser, answer };
}

async function throughGithub(login: string, browser = new TestBrowser()) {
  const csrfToken = await browser.csrfToken();
  const begun = await browser.visit("signin/github", { csrfToken, callbackUrl: "/today" });
  const back = await github.agree(begun.location ?? "", login);
  const answer = await browser.visit(`callback/github${back.search}`);
  return { browser, begun, back, answer };
}

const me = (cookie: string) => call<{ user: { id: number; email: string } }>("GET", "/auth/me", { cookie });

test("email and password sign a browser in: one login row, one cookie, valid for the API and for next-auth", async () => {
  const { user } = await signUp();
  const { browser, answer } = await withPassword(user.email);
  expect([answer.status, answer.location]).toEqual([302, "http://localhost:3000/today"]);
  const [line = ""] = answer.cookies.filter((each) => each.startsWith(`${cookieName}=`));
  expect(line).toMatch(/HttpOnly/i);
  expect(line).toMatch(/SameSite=Lax/i);
  expect(line).toMatch(/Path=\//i);
  expect((await me(browser.cookie)).body.user.id).toBe(user.id);
  const session = await browser.session();
  expect(session).toMatchObject({ user: { email: user.email }, expires: expect.any(String) });
  const rows = await (await db()).select().from(loginSessions).where(eq(loginSessions.user_id, user.id));
  const [login] = rows.filter(({ kind }) => kind === "browser");
  expect(login?.user_agent).toContain("Firefox");
  expect(login?.expires_at.toISOString().slice(0, 19)).toBe(String(session.expires).slice(0, 19));
});

test("reading the session does not extend its cookie", async () => {
  const { user } = await signUp();
  const { browser } = await withPassword(user.email);
  const looked = await browser.visit("session");
  expect(looked.cookies.filter((line) => line.startsWith(cookieName))).toEqual([]);
  expect(looked.headers.get("cache-control")).toBe("no-store");
});

test("after sign-out the cookie is deleted, and rejected when replayed, here and by the API", async () => {
  const { user } = await signUp();
  const { browser } = await withPassword(user.email);
  const kept = browser.jar.get(cookieName) ?? "";
  const out = await browser.visit("signout", { csrfToken: await browser.csrfToken(), callbackUrl: "/" });
  expect(out.status).toBe(302);
  expect(browser.jar.has(cookieName)).toBe(false);
  const thief = new TestBrowser();
  thief.jar.set(cookieName, kept);
  expect((await me(thief.cookie)).status).toBe(401);
  const replayed = await thief.visit("session");
  expect([replayed.status, replayed.text]).toEqual([200, "{}"]);
});

test("revoking a device or signing out over the API ends the browser's cookie too", async () => {
  const { user, access_token } = await signUp();
  const { browser } = await withPassword(user.email);
  const list = await call<{ sessions: { id: number; kind: string }[] }>("GET", "/auth/sessions", {
    token: access_token,
  });
  const row = list.body.sessions.find(({ kind }) => kind === "browser");
  expect((await call("DELETE", `/auth/sessions/${row?.id}`, { token: access_token })).status).toBe(204);
  expect((await me(browser.cookie)).status).toBe(401);
  expect(await browser.session()).toEqual({});
});

test("signing in again ends the previous login, as the browser no longer has its cookie", async () => {
  const { user } = await signUp();
  const { browser } = await withPassword(user.email);
  const before = browser.cookie;
  await browser.visit("callback/credentials", {
    csrfToken: await browser.csrfToken(),
    email: user.email,
    password: goodPassword,
  });
  expect((await me(browser.cookie)).status).toBe(200);
  expect((await me(before)).status).toBe(401);
});

test.each([
  ["a wrong password", { password: "Wrong-horse-7" }],
  ["an unknown email", { email: "nobody@example.com" }],
  ["no email", { email: "" }],
  ["a NUL", { email: "a\u0000@example.com" }],
])("%s signs nobody in and returns to the sign-in page", async (_what, wrong) => {
  const { user } = await signUp();
  const browser = new TestBrowser();
  const form = { csrfToken: await browser.csrfToken(), email: user.email, password: goodPassword, ...wrong };
  const answer = await browser.visit("callback/credentials", form);
  expect(answer.location).toMatch(/error/);
  expect(browser.jar.has(cookieName)).toBe(false);
});

test("a form without next-auth's token, or from another site, signs nobody in or out", async () => {
  const { user } = await signUp();
  const { browser } = await withPassword(user.email);
  const good = { email: user.email, password: goodPassword };
  const stranger = new TestBrowser();
  expect((await stranger.visit("callback/credentials", good)).location).toContain("csrf=true");
  const csrfToken = await browser.csrfToken();
  const sites: Record<string, string>[] = [
    { origin: "https://evil.example" },
    { origin: "chrome-extension://abcdef" },
    { "sec-fetch-site": "none" },
    { "sec-fetch-site": "cross-site" },
  ];
  for (const headers of sites) {
    const answer = await browser.visit("signout", { csrfToken }, headers);
    expect([answer.status, JSON.parse(answer.text).code]).toEqual([403, "CSRF_FAILED"]);
  }
  await browser.visit("signout", { csrfToken: "made-up" });
  expect((await me(browser.cookie)).status).toBe(200);
});

test("no redirect leads to another site", async () => {
  const { user } = await signUp();
  for (const callbackUrl of ["https://evil.example/", "//evil.example", "javascript:alert(1)"]) {
    const browser = new TestBrowser();
    const form = { csrfToken: await browser.csrfToken(), email: user.email, password: goodPassword, callbackUrl };
    const { location } = await browser.visit("callback/credentials", form);
    expect(new URL(location ?? "", "http://localhost:3000").origin).toBe("http://localhost:3000");
  }
});

test("the OAuth flow with GitHub, with PKCE and state, signs a browser in", async () => {
  const { browser, begun, back, answer } = await throughGithub("octocat");
  const authorizeUrl = new URL(begun.location ?? "");
  expect(authorizeUrl.origin).toBe(github.url);
  expect(authorizeUrl.searchParams.get("code_challenge_method")).toBe("S256");
  expect(authorizeUrl.searchParams.get("state")).toBeTruthy();
  expect(back.href).toContain("http://localhost:3000/api/auth/callback/github");
  expect([answer.status, answer.location]).toEqual([302, "http://localhost:3000/today"]);
  expect((await me(browser.cookie)).body.user).toMatchObject({
    email: "octocat@example.org",
    github_username: "octocat",
  });
  expect(await browser.session()).toMatchObject({ user: { name: "The octocat" } });
});

test("the same GitHub user gets the same account again", async () => {
  const first = await me((await throughGithub("returning")).browser.cookie);
  const second = await me((await throughGithub("returning")).browser.cookie);
  expect(second.body.user.id).toBe(first.body.user.id);
});

test("a code that returns to another browser, or with another state, signs nobody in", async () => {
  const browser = new TestBrowser();
  const begun = await browser.visit("signin/github", { csrfToken: await browser.csrfToken() });
  const back = await github.agree(begun.location ?? "", "stolen");
  const other = new TestBrowser();
  expect((await other.visit(`callback/github${back.search}`)).location).toContain("error=");
  back.searchParams.set("state", "another");
  expect((await browser.visit(`callback/github${back.search}`)).location).toContain("error=");
  for (const each of [browser, other]) expect(each.jar.has(cookieName)).toBe(false);
});

test("GitHub signs nobody in to a deactivated account or one that cannot be linked safely, and says why", async () => {
  const { browser } = await throughGithub("closed");
  const { id } = (await me(browser.cookie)).body.user;
  await (await db()).update(users).set({ is_active: false }).where(eq(users.id, id));
  expect((await throughGithub("closed")).answer.location).toBe("/sign-in?error=UNAUTHORIZED");
  await signUp({ email: "stolen@example.org" });
  expect((await throughGithub("stolen")).answer.location).toBe("/sign-in?error=OAuthAccountNotLinked");
});

test("sign-in attempts through next-auth count against the limit like all others", async () => {
  resetEnv({ AUTH_RATE_LIMIT_PER_MINUTE: "5" });
  resetLimits();
  const { user } = await signUp();
  const browser = new TestBrowser();
  const csrfToken = await browser.csrfToken();
  const form = { csrfToken, email: user.email, password: "Wrong-horse-7" };
  const statuses: number[] = [];
  for (let time = 0; time < 6; time++) statuses.push((await browser.visit("callback/credentials", form)).status);
  expect(statuses.at(-1)).toBe(429);
  expect((await browser.visit("callback/github?code=x&state=y")).location).toMatch(
    /^\/sign-in\?error=RATE_LIMITED&wait=\d+$/,
  );
  resetEnv({ AUTH_RATE_LIMIT_PER_MINUTE: "100000" });
});

test("without GITHUB_ID next-auth offers no GitHub, and its endpoints that Stint does not use are 404", async () => {
  const browser = new TestBrowser();
  expect(Object.keys(JSON.parse((await browser.visit("providers")).text))).toEqual(["credentials", "github"]);
  resetEnv({ GITHUB_ID: undefined });
  expect(Object.keys(JSON.parse((await browser.visit("providers")).text))).toEqual(["credentials"]);
  resetEnv({ GITHUB_ID: githubApplication.id });
  for (const path of ["_log", "verify-request", "nothing"]) {
    const answer = await browser.visit(path, { level: "error", code: "x" });
    expect([answer.status, JSON.parse(answer.text).code]).toEqual([404, "NOT_FOUND"]);
  }
  const large = await browser.visit("signout", { csrfToken: "x".repeat(200_000) });
  expect(large.status).toBe(413);
  for (const [bytes, headers, status] of [
    [Buffer.from("email=Zo\u00eb", "latin1"), {}, 400],
    [Buffer.from("email=a"), { "content-encoding": "gzip" }, 415],
    [Buffer.from(`{"a":${"[".repeat(99)}${"]".repeat(99)}}`), { "content-type": "application/json" }, 400],
  ] as const) {
    expect((await browser.visit("callback/credentials", bytes, headers)).status).toBe(status);
  }
  const broken = await browser.visit("signout", { x: "{" }, { "content-type": "application/json" });
  expect(broken.status).toBe(400);
});
