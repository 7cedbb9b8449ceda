import type { ServerResponse } from "node:http";
import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { db } from "@/db/index.ts";
import { loginSessions, users } from "@/db/schema/index.ts";
import { readToken } from "@/lib/auth/tokens.ts";
import { resetEnv } from "@/lib/core/env.ts";
import { challengeOf, newVerifier, startGithub, type TestGithub } from "@/lib/testing/github.ts";
import { githubApplication } from "@/lib/testing/github-application.ts";
import { call, type Sent } from "@/lib/testing/http.ts";
import { prepareAccounts, type SignedIn, signUp } from "@/lib/testing/sign-up.ts";

prepareAccounts();

type Answer = SignedIn & { token: string; code: string; message: string };
let github: TestGithub;

const people = ["octocat", "hubot", "mona", "taken", "taken-safe", "racer", "closed", "hidden", "scopeless"];

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
afterEach(() => {
  for (const path of Object.keys(github.answers)) delete github.answers[path];
});

const callback = (body: Sent["body"]) => call<Answer>("POST", "/auth/github/callback", { body });
const signInAs = async (login: string) => callback({ code: await github.code(login) });

const json = (status: number, body: unknown) => (_request: unknown, response: ServerResponse) => {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
};

test("a code with its PKCE verifier signs in: an account, and tokens of seven days", async () => {
  const verifier = newVerifier();
  const code = await github.code("octocat", challengeOf(verifier));
  const redirectUri = "http://localhost:3000/api/auth/callback/github";
  const { status, body } = await callback({ code, codeVerifier: verifier, redirectUri });
  expect(status).toBe(200);
  expect(body).toEqual({
    token: body.access_token,
    access_token: expect.any(String),
    refresh_token: expect.stringMatching(/^[\w-]{43}$/),
    token_type: "bearer",
    expires_in: 7 * 86_400,
    user: expect.objectContaining({
      user_id: expect.any(Number),
      github_username: "octocat",
      github_avatar_url: expect.stringMatching(/^http/),
      email: "octocat@example.org",
      email_verified: true,
      name: "The octocat",
    }),
  });
  const claims = readToken("access", body.token);
  expect((claims?.exp ?? 0) - (claims?.iat ?? 0)).toBe(7 * 86_400);
  expect((await call("GET", "/auth/me", { token: body.token })).status).toBe(200);
  const [login] = await (await db())
    .select()
    .from(loginSessions)
    .where(eq(loginSessions.id, Number(claims?.sid)));
  expect(login?.kind).toBe("github_client");
  const renewed = await call<Answer>("POST", "/auth/refresh", { body: { refresh_token: body.refresh_token } });
  expect(renewed.body.expires_in).toBe(7 * 86_400);
});

test("a code without its verifier, with another's, or used before is rejected", async () => {
  const verifier = newVerifier();
  const refused = async (body: object) => {
    const answer = await callback(body);
    expect([answer.status, answer.body.code]).toEqual([401, "UNAUTHORIZED"]);
  };
  await refused({ code: await github.code("octocat", challengeOf(verifier)) });
  await refused({ code: await github.code("octocat", challengeOf(verifier)), codeVerifier: newVerifier() });
  const code = await github.code("octocat", challengeOf(verifier));
  // Existing clients use either spelling.
  const redirect_uri = "http://localhost:3000/api/auth/callback/github";
  expect((await callback({ code, code_verifier: verifier, codeVerifier: verifier, redirect_uri })).status).toBe(200);
  await refused({ code: await github.code("octocat", challengeOf(verifier)), code_verifier: newVerifier() });
  await refused({ code, codeVerifier: verifier });
  await refused({ code: "made-up" });
});

test.each([
  [{}, "code"],
  [{ code: "" }, "code"],
  [{ code: "x".repeat(10_000) }, "code"],
  [{ code: 5 }, "code"],
  [{ code: "x", codeVerifier: "short" }, "codeVerifier"],
  [{ code: "x", codeVerifier: "ü".repeat(50) }, "codeVerifier"],
  [{ code: "x", redirectUri: "nowhere" }, "redirectUri"],
  [{ code: "x", code_verifier: "short" }, "code_verifier"],
  [{ code: "x", redirect_uri: "nowhere" }, "redirect_uri"],
  [{ code: "x", redirectUri: "https://a.example", redirect_uri: "https://b.example" }, "redirectUri"],
  [{ code: "x", code_verifier: "y" }, "code_verifier"],
])("the callback rejects %j", async (body, field) => {
  const answer = await callback(body);
  expect(answer.status).toBe(422);
  expect(answer.body).toMatchObject({ detail: [{ loc: ["body", field] }] });
});

test("a user renamed at GitHub keeps the account: the GitHub id counts, not the name", async () => {
  const first = (await signInAs("hubot")).body.user;
  const orm = await db();
  await orm.update(users).set({ github_username: "old-name", email: "old@example.org" }).where(eq(users.id, first.id));
  const second = (await signInAs("hubot")).body.user;
  expect(second).toMatchObject({ id: first.id, github_username: "hubot", email: "old@example.org" });
});

test("a confirmed email links an account whose own address is confirmed, which keeps its password", async () => {
  const { user } = await signUp({ email: "taken-safe@example.org" });
  const orm = await db();
  await orm.update(users).set({ email_verified_at: new Date() }).where(eq(users.id, user.id));
  const joined = await signInAs("taken-safe");
  expect(joined.body.user).toMatchObject({ id: user.id, github_username: "taken-safe" });
  const [row] = await orm.select().from(users).where(eq(users.id, user.id));
  expect(row?.password_hash).not.toBeNull();
});

test("an account registered with an unconfirmed address is not linked", async () => {
  const { user } = await signUp({ email: "taken@example.org" });
  const answer = await signInAs("taken");
  expect([answer.status, answer.body.code]).toEqual([409, "CONFLICT"]);
  expect(answer.body.message).toContain("confirm");
  const [row] = await (await db()).select().from(users).where(eq(users.id, user.id));
  expect(row).toMatchObject({ github_id: null, email_verified_at: null });
});

test("an account linked to another GitHub account is not linked again", async () => {
  await (await db())
    .insert(users)
    .values({ email: "mona@example.org", github_id: 999_999, email_verified_at: new Date() });
  const answer = await signInAs("mona");
  expect([answer.status, answer.body.code]).toEqual([409, "CONFLICT"]);
});

test("an address GitHub has not confirmed is ignored: the account gets a placeholder address", async () => {
  const { user: owner } = await signUp({ email: "hidden@example.org" });
  github.answers["/user/emails"] = json(200, [{ email: "hidden@example.org", primary: true, verified: false }]);
  const { status, body } = await signInAs("hidden");
  expect(status).toBe(200);
  expect(body.user.id).not.toBe(owner.id);
  expect(body.user).toMatchObject({
    email: expect.stringMatching(/^\d+\+hidden@users\.noreply\./),
    email_verified: false,
  });
});

test("signing in works without the scope for emails", async () => {
  github.answers["/user/emails"] = json(404, { message: "Not Found" });
  expect((await signInAs("scopeless")).body.user).toMatchObject({
    github_username: "scopeless",
    email_verified: false,
  });
});

test("a deactivated account cannot sign in through GitHub either", async () => {
  const { user } = (await signInAs("closed")).body;
  await (await db()).update(users).set({ is_active: false }).where(eq(users.id, user.id));
  expect((await signInAs("closed")).status).toBe(401);
});

test("two concurrent first sign-ins create one account", async () => {
  const answers = await Promise.all([signInAs("racer"), signInAs("racer"), signInAs("racer")]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(new Set(answers.map(({ body }) => body.user.id)).size).toBe(1);
});

test("GitHub being down, broken, or rejecting Stint itself is a 503, and nobody is signed in", async () => {
  const code = await github.code("octocat");
  const logins = async () => (await (await db()).select().from(loginSessions)).length;
  const before = await logins();
  const failures: TestGithub["answers"][] = [
    { "/login/oauth/access_token": json(502, {}) },
    { "/login/oauth/access_token": json(200, { nonsense: true }) },
    { "/login/oauth/access_token": json(200, { error: "incorrect_client_credentials" }) },
    { "/login/oauth/access_token": (_request, response) => response.destroy() },
    { "/login/oauth/access_token": (_request, response) => response.end("<html>") },
    {
      "/login/oauth/access_token": (_request, response) =>
        response.writeHead(302, { location: "http://127.0.0.1:1/" }).end(),
    },
    { "/login/oauth/access_token": json(200, { access_token: "x" }), "/user": json(200, { id: "many", login: 7 }) },
  ];
  for (const answers of failures) {
    for (const path of Object.keys(github.answers)) delete github.answers[path];
    Object.assign(github.answers, answers);
    const answer = await callback({ code });
    expect([answer.status, answer.body.code], Object.keys(answers).join()).toEqual([503, "UNAVAILABLE"]);
    expect(answer.headers.get("retry-after")).toBe("10");
  }
  resetEnv({ GITHUB_URL: "http://127.0.0.1:9" });
  expect((await callback({ code })).status).toBe(503);
  resetEnv({ GITHUB_URL: github.url });
  expect(await logins()).toBe(before);
});

test("GitHub's errors are distinguished: a redirect URL is the caller's to fix, a bad token is 401", async () => {
  github.answers["/login/oauth/access_token"] = json(200, { error: "redirect_uri_mismatch" });
  expect((await callback({ code: "x" })).body).toMatchObject({ detail: [{ loc: ["body", "redirectUri"] }] });
  github.answers["/login/oauth/access_token"] = json(200, { access_token: "gho_unknown" });
  github.answers["/user"] = json(401, { message: "Bad credentials" });
  expect((await callback({ code: "x" })).status).toBe(401);
});

test("without GITHUB_ID there is no GitHub sign-in: a 404 says so", async () => {
  resetEnv({ GITHUB_ID: undefined });
  const answer = await callback({ code: "x" });
  expect(answer.status).toBe(404);
  expect(answer.body.message).toContain("not set up");
  resetEnv({ GITHUB_ID: githubApplication.id });
});
