import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { db } from "@/db/index.ts";
import { loginSessions, users } from "@/db/schema/index.ts";
import { beginGithubLink, beginGithubSignIn } from "@/lib/accounts/github-trips.ts";
import { resetLimits } from "@/lib/api/limits.ts";
import { resetEnv } from "@/lib/core/env.ts";
import { newLogin, newUser } from "@/lib/testing/accounts.ts";
import { startGithub, type TestGithub } from "@/lib/testing/github.ts";
import { githubApplication } from "@/lib/testing/github-application.ts";
import { call } from "@/lib/testing/http.ts";
import { TestBrowser } from "@/lib/testing/next-auth.ts";
import { prepareAccounts } from "@/lib/testing/sign-up.ts";

let browser = new TestBrowser();
const options = new Map<string, Record<string, unknown>>();

vi.mock("next/headers", () => ({
  headers: async () => new Headers({ host: "localhost:3000", "x-stint-peer": "10.0.0.5", ...browser.headers }),
  cookies: async () => ({
    set(name: string, value: string, given: Record<string, unknown>) {
      browser.jar.set(name, encodeURIComponent(value));
      options.set(name, given);
    },
    toString: () => browser.cookie,
  }),
}));

prepareAccounts();
let github: TestGithub;

const people = ["linker", "taken", "other", "newcomer", "late", "cancels", "vouched", "returns", "quick"];

beforeAll(async () => {
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
beforeEach(() => {
  browser = new TestBrowser();
  options.clear();
  resetLimits();
  vi.useRealTimers();
});

const me = () => call<{ user: { id: number; github_username: string | null } }>("GET", "/auth/me", browser);
const addressOf = (result: Awaited<ReturnType<typeof beginGithubLink>>): string => {
  if (!result.ok) throw new Error(result.message);
  return result.data.address;
};

const takeLogin = ({ cookie }: { cookie: string }) => browser.jar.set("stint.session", cookie.split("=")[1] ?? "");

/** The user the browser is signed in as. */
async function signedIn(values: Parameters<typeof newUser>[0] = {}) {
  const user = await newUser({ password_hash: "$2b$04$x", ...values });
  takeLogin(user);
  return user;
}

const rowOf = async (id: number) => (await (await db()).select().from(users).where(eq(users.id, id)))[0];
const comeBack = (back: URL) => browser.visit(`callback/github${back.search}`);
const link = async (user: { id: number }, login: string) =>
  comeBack(await github.agree(addressOf(await beginGithubLink(user.id)), login));

test("linking uses GitHub's OAuth flow with PKCE and state, and keeps the login and the account", async () => {
  const user = await signedIn();
  const address = new URL(addressOf(await beginGithubLink(user.id)));
  expect(address.origin).toBe(github.url);
  expect(address.searchParams.get("code_challenge_method")).toBe("S256");
  expect(address.searchParams.get("code_challenge")).toMatch(/^[\w-]{43}$/);
  expect(address.searchParams.get("state")).toBeTruthy();
  expect(options.get("stint.github")).toEqual({
    httpOnly: true,
    sameSite: "lax",
    secure: false,
    path: "/",
    maxAge: 3600,
  });
  const before = browser.jar.get("stint.session");
  const answer = await comeBack(await github.agree(address.href, "linker"));
  expect([answer.status, answer.location]).toEqual([302, "/settings?github=linked#github"]);
  expect(browser.jar.get("stint.session")).toBe(before);
  expect(browser.jar.has("stint.github")).toBe(false);
  expect((await me()).body.user).toMatchObject({ id: user.id, github_username: "linker" });
  const logins = await (await db()).select().from(loginSessions).where(eq(loginSessions.user_id, user.id));
  expect(logins).toHaveLength(1);
});

test("a GitHub account linked to another user is not linked, and does not switch accounts", async () => {
  const owner = await signedIn();
  await link(owner, "taken");
  browser = new TestBrowser();
  const user = await signedIn();
  expect((await link(user, "taken")).location).toBe("/settings?github=taken#github");
  expect((await me()).body.user).toMatchObject({ id: user.id, github_username: null });
  expect((await rowOf(owner.id))?.github_username).toBe("taken");
});

test("an already linked account stays linked; the same GitHub account again is not an error", async () => {
  const user = await signedIn();
  await link(user, "other");
  expect((await link(user, "quick")).location).toBe("/settings?github=occupied#github");
  expect((await link(user, "other")).location).toBe("/settings?github=linked#github");
  expect((await rowOf(user.id))?.github_username).toBe("other");
});

test("GitHub's confirmation confirms an address that is the account's own", async () => {
  const user = await signedIn({ email: "vouched@example.org" });
  await link(user, "vouched");
  expect((await rowOf(user.id))?.email_verified_at).not.toBeNull();
  const other = await signedIn({ email: "somebody@example.org" });
  await link(other, "quick");
  expect((await rowOf(other.id))?.email_verified_at).toBeNull();
});

test("a link request is valid in the login that made it, and for ten minutes", async () => {
  const user = await signedIn();
  const cases: [string, () => Promise<unknown>, string][] = [
    ["another login of the account", async () => takeLogin(await newLogin(user)), "other-login"],
    ["another account", async () => takeLogin(await newUser()), "other-login"],
    ["nobody", async () => browser.jar.delete("stint.session"), "other-login"],
    ["a viewer", async () => changeRole("viewer"), "other-login"],
    ["too late", async () => vi.useFakeTimers({ now: Date.now() + 11 * 60_000, toFake: ["Date"] }), "expired"],
  ];
  const changeRole = async (role: "user" | "viewer") =>
    (await db()).update(users).set({ role }).where(eq(users.id, user.id));
  for (const [what, change, outcome] of cases) {
    vi.useRealTimers();
    await changeRole("user");
    takeLogin(user);
    const back = await github.agree(addressOf(await beginGithubLink(user.id)), "late");
    await change();
    const session = browser.jar.get("stint.session");
    expect((await comeBack(back)).location, what).toBe(`/settings?github=${outcome}#github`);
    expect(browser.jar.get("stint.session"), what).toBe(session);
    expect((await rowOf(user.id))?.github_id, what).toBeNull();
  }
});

test("a user who is signed out, may only read, or is not the page's user cannot start linking", async () => {
  expect(await beginGithubLink(1)).toMatchObject({ ok: false, code: "UNAUTHORIZED" });
  const viewer = await signedIn({ role: "viewer" });
  expect(await beginGithubLink(viewer.id)).toMatchObject({ ok: false, code: "FORBIDDEN" });
  const user = await signedIn();
  expect(await beginGithubLink(viewer.id)).toMatchObject({ ok: false, code: "USER_ID_MISMATCH" });
  resetEnv({ GITHUB_ID: undefined });
  expect(await beginGithubLink(user.id)).toMatchObject({ ok: false, code: "NOT_FOUND" });
  resetEnv({ GITHUB_ID: githubApplication.id });
  expect(browser.jar.has("stint.github")).toBe(false);
});

test("a modified link request, or one of another OAuth flow, links nothing", async () => {
  const [victim, user] = [await newUser(), await signedIn()];
  const forged = (value: string) => {
    const [content = "", signature = ""] = value.split(".");
    const trip = JSON.parse(Buffer.from(content, "base64url").toString());
    const link = { ...trip.link, user: victim.id, login: victim.loginId };
    return `${Buffer.from(JSON.stringify({ ...trip, link })).toString("base64url")}.${signature}`;
  };
  const back = await github.agree(addressOf(await beginGithubLink(user.id)), "returns");
  browser.jar.set("stint.github", forged(browser.jar.get("stint.github") ?? ""));
  takeLogin(victim);
  await comeBack(back);
  expect((await rowOf(victim.id))?.github_id).toBeNull();

  takeLogin(user);
  await beginGithubLink(user.id);
  const wish = browser.jar.get("stint.github") ?? "";
  const second = await github.agree(addressOf(await beginGithubSignIn("/sign-in", "/today")), "quick");
  browser.jar.set("stint.github", wish);
  await comeBack(second);
  expect((await rowOf(user.id))?.github_id).toBeNull();
});

test("signing in returns to the requested page, for a new account as well as a known one", async () => {
  for (const next of ["/today?from=mail", "/today"]) {
    browser = new TestBrowser();
    const back = await github.agree(addressOf(await beginGithubSignIn("/sign-up", next)), "newcomer");
    const answer = await comeBack(back);
    expect([answer.status, answer.location]).toEqual([302, `http://localhost:3000${next}`]);
    expect((await me()).body.user).toMatchObject({ github_username: "newcomer" });
    expect(browser.jar.has("stint.github")).toBe(false);
  }
});

const refusedAtGithub = (address: string, error = "access_denied") =>
  browser.visit(`callback/github?error=${error}&state=${new URL(address).searchParams.get("state")}`);

test("declining at GitHub shows an error on the page of origin, and keeps the requested page", async () => {
  const begun = addressOf(await beginGithubSignIn("/sign-up", "/today?from=mail"));
  const answer = await refusedAtGithub(begun);
  expect(answer.location).toBe("/sign-up?error=cancelled&next=%2Ftoday%3Ffrom%3Dmail");
  expect(browser.jar.has("stint.github")).toBe(false);
  const user = await signedIn();
  expect((await refusedAtGithub(addressOf(await beginGithubLink(user.id)))).location).toBe(
    "/settings?github=cancelled#github",
  );
  expect((await browser.visit("callback/github?error=access_denied")).location).toBe("/sign-in?error=cancelled");
  const broken = await refusedAtGithub(addressOf(await beginGithubLink(user.id)), "redirect_uri_mismatch");
  expect(broken.location).toBe("/settings?github=Callback#github");
  expect((await me()).body.user.id).toBe(user.id);
});

test("a code GitHub rejects, a wrong state and too many attempts return to the page of origin", async () => {
  const user = await signedIn();
  const address = addressOf(await beginGithubLink(user.id));
  const state = new URL(address).searchParams.get("state");
  expect((await browser.visit(`callback/github?code=made-up&state=${state}`)).location).toBe(
    "/settings?github=OAuthCallback#github",
  );
  const back = await github.agree(addressOf(await beginGithubSignIn("/sign-up", "/today")), "cancels");
  back.searchParams.set("state", "another");
  expect((await comeBack(back)).location).toContain("error=");
  expect((await me()).body.user.id).toBe(user.id);

  resetEnv({ AUTH_RATE_LIMIT_PER_MINUTE: "1" });
  resetLimits();
  await browser.visit("callback/github?code=x");
  const again = addressOf(await beginGithubSignIn("/sign-up", "/today?x"));
  const late = await browser.visit(`callback/github?code=x&state=${new URL(again).searchParams.get("state")}`);
  expect(late.location).toMatch(/^\/sign-up\?error=RATE_LIMITED&wait=[1-6]?\d&next=%2Ftoday%3Fx$/);
  resetEnv({ AUTH_RATE_LIMIT_PER_MINUTE: "100000" });
});
