import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { db } from "@/db/index.ts";
import { apiTokens, loginSessions, users } from "@/db/schema/index.ts";
import { newLogin, newUser } from "@/lib/testing/accounts.ts";
import { call } from "@/lib/testing/http.ts";
import { goodPassword, mailedToken, prepareAccounts, signInOver, signUp } from "@/lib/testing/sign-up.ts";
import { joinGithub } from "./github-link.ts";
import { signInWithGithub } from "./github-sign-in.ts";
import { hashNewPassword } from "./passwords.ts";
import { mostLogins, mostTokens } from "./rules.ts";

prepareAccounts();

const newPassword = "Better-horse-8";
let count = 90_000;
const profile = () => {
  count += 1;
  return { id: count, login: `person-${count}`, name: null, avatarUrl: null, verifiedEmail: null };
};
const place = { address: "10.0.0.9", userAgent: "test", headers: new Headers() };
const me = async (token: string) => (await call("GET", "/auth/me", { token })).status;
const reset = (token: string, more: object = {}) =>
  call("POST", "/auth/password/reset", { body: { token, password: newPassword, ...more } });
const preview = (token: unknown) =>
  call<{ first_proof: boolean; tokens: { name: string }[] }>("POST", "/auth/password/reset/preview", {
    body: { token },
  });
const makeToken = (token: string, body: object = {}) =>
  call<{ token: string; detail: object[] }>("POST", "/auth/tokens", {
    token,
    body: { name: "x", scopes: ["write"], ...body },
  });
async function resetLink(email: string, number = 1): Promise<string> {
  await call("POST", "/auth/password/forgot", { body: { email } });
  return mailedToken(email, "reset", number);
}
const makeOld = (loginId: number) =>
  db().then((orm) =>
    orm
      .update(loginSessions)
      .set({ authenticated_at: sql`now() - interval '16 minutes'` })
      .where(eq(loginSessions.id, loginId)),
  );

test("a reset that first proves the address revokes every earlier token, login and GitHub link", async () => {
  const { user, access_token } = await signUp();
  const github = profile();
  expect(await joinGithub(user.id, github)).toBe("linked");
  const made = (await makeToken(access_token)).body.token;
  const link = await resetLink(user.email);
  expect((await preview(link)).body).toMatchObject({ first_proof: true, github_username: github.login });
  // Anything from before may have been created by somebody else.
  expect((await reset(link, { keep_tokens: true })).status).toBe(204);
  expect([await me(made), await me(access_token)]).toEqual([401, 401]);
  const elsewhere = await signInWithGithub(github, "browser", place);
  expect(elsewhere.user.id).not.toBe(user.id);
  const again = await signInOver(user.email, newPassword);
  expect(again.body.user).toMatchObject({ email_verified: true, github_username: null });
});

test.each([
  [undefined, 401],
  [false, 401],
  [true, 200],
])("a later reset with keep_tokens %s leaves API tokens at %i, and GitHub linked", async (keep_tokens, status) => {
  const user = await newUser({ email_verified_at: new Date(), password_hash: "$2b$04$x" });
  await joinGithub(user.id, profile());
  const made = (await makeToken(user.token, { name: "CI" })).body.token;
  const link = await resetLink(user.email);
  const shown = (await preview(link)).body;
  expect(shown).toMatchObject({ first_proof: false, tokens: [{ name: "CI" }] });
  expect(JSON.stringify(shown)).not.toContain(made);
  expect((await reset(link, keep_tokens === undefined ? {} : { keep_tokens })).status).toBe(204);
  expect([await me(user.token), await me(made)]).toEqual([401, status]);
  expect((await signInOver(user.email, newPassword)).body.user.github_username).not.toBeNull();
  expect((await preview(link)).status).toBe(422);
});

test("a preview of what a reset ends consumes nothing, and reveals nothing without the link", async () => {
  for (const token of ["x", "", 7, null, undefined, "__proto__"]) expect((await preview(token)).status).toBe(422);
  const { user } = await signUp();
  const link = await resetLink(user.email);
  for (let time = 0; time < 3; time++) expect((await preview(link)).status).toBe(200);
  for (const keep_tokens of ["yes", 1]) expect((await reset(link, { keep_tokens })).status).toBe(422);
  expect((await reset(link)).status).toBe(204);
});

test.each([
  [undefined, 200],
  [true, 200],
  [false, 401],
])("a change with keep_tokens %s leaves API tokens at %i and ends all other logins", async (keep_tokens, status) => {
  const { user, access_token } = await signUp();
  const other = (await signInOver(user.email)).body.access_token;
  const made = (await makeToken(access_token)).body.token;
  const body = {
    current_password: goodPassword,
    password: newPassword,
    ...(keep_tokens !== undefined && { keep_tokens }),
  };
  expect((await call("POST", "/auth/password/change", { token: access_token, body })).status).toBe(204);
  expect([await me(access_token), await me(other), await me(made)]).toEqual([200, 401, status]);
});

test("15 minutes after the sign-in, managing tokens and other logins needs the password again; signing out does not", async () => {
  const { user, access_token } = await signUp();
  const { body } = await call<{ sessions: { id: number }[] }>("GET", "/auth/sessions", { token: access_token });
  const own = body.sessions[0]?.id ?? 0;
  const other = await newLogin(user);
  const acts = [
    () => makeToken(access_token),
    () => call("DELETE", `/auth/sessions/${other.loginId}`, { token: access_token }),
    () => call("DELETE", "/auth/sessions", { token: access_token }),
  ];
  await makeOld(own);
  for (const act of acts) {
    const answer = await act();
    expect(answer.body).toMatchObject({ code: "FORBIDDEN", detail: [{ type: "reauthentication_required" }] });
    expect(answer.status).toBe(403);
  }
  expect(await me(other.token)).toBe(200);
  const confirm = (password: unknown) =>
    call("POST", "/auth/password/confirm", { token: access_token, body: { password } });
  for (const wrong of ["Wrong-horse-7", "", 7]) {
    expect((await confirm(wrong)).body).toMatchObject({ detail: [{ loc: ["body", "password"] }] });
  }
  expect((await acts[0]?.())?.status).toBe(403);
  expect((await confirm(goodPassword)).status).toBe(204);
  const statuses: number[] = [];
  // Sequentially: the third ends the login that the second uses.
  for (const act of acts) statuses.push((await act()).status);
  expect(statuses).toEqual([201, 204, 204]);
  await makeOld(own);
  expect((await call("DELETE", `/auth/sessions/${own}`, { token: access_token })).status).toBe(204);
});

test("a new sign-in and a change of the password count as a confirmation", async () => {
  const { user, access_token } = await signUp();
  await (await db())
    .update(loginSessions)
    .set({ authenticated_at: new Date(0) })
    .where(eq(loginSessions.user_id, user.id));
  expect((await makeToken(access_token)).status).toBe(403);
  expect((await makeToken((await signInOver(user.email)).body.access_token)).status).toBe(201);
  const body = { current_password: goodPassword, password: newPassword };
  await call("POST", "/auth/password/change", { token: access_token, body });
  expect((await makeToken(access_token)).status).toBe(201);
});

test("a user with only GitHub signs in there again; one with neither, such as a sample account, is not asked", async () => {
  const github = await newUser({ github_id: 4712 });
  await makeOld(github.loginId);
  expect((await makeToken(github.token)).body).toMatchObject({ message: expect.stringContaining("GitHub") });
  const confirm = { token: github.token, body: { password: "x" } };
  expect((await call("POST", "/auth/password/confirm", confirm)).status).toBe(422);
  const sample = await newUser({ expires_at: new Date(Date.now() + 3_600_000) });
  await makeOld(sample.loginId);
  expect((await makeToken(sample.token)).status).toBe(201);
});

test("a password cannot be confirmed when signed out, with an API token, or for another login", async () => {
  const { user, access_token } = await signUp();
  const made = (await makeToken(access_token)).body.token;
  const body = { password: goodPassword };
  expect((await call("POST", "/auth/password/confirm", { body })).status).toBe(401);
  expect((await call("POST", "/auth/password/confirm", { token: made, body })).status).toBe(403);
  const other = await newLogin(user);
  await makeOld(other.loginId);
  expect((await call("POST", "/auth/password/confirm", { token: access_token, body })).status).toBe(204);
  expect((await makeToken(other.token)).status).toBe(403);
});

test(`of many tokens created concurrently an account gets ${mostTokens}; the next is rejected until one is deleted`, async () => {
  const user = await newUser();
  const rows = Array.from({ length: mostTokens - 3 }, (_, index) => ({
    user_id: user.id,
    name: "x",
    token_hash: `cap-${user.id}-${index}`,
    last4: "xxxx",
    scopes: ["read" as const],
  }));
  await (await db()).insert(apiTokens).values(rows);
  const answers = await Promise.all(Array.from({ length: 6 }, () => makeToken(user.token)));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 201, 409, 409, 409]);
  const list = await call<{ total: number; tokens: { id: number }[] }>("GET", "/auth/tokens", { token: user.token });
  expect(list.body.total).toBe(mostTokens);
  await call("DELETE", `/auth/tokens/${list.body.tokens[0]?.id}`, { token: user.token });
  expect((await makeToken(user.token)).status).toBe(201);
});

test(`an account keeps ${mostLogins} logins: ended ones are deleted first, then the least recently seen`, async () => {
  const orm = await db();
  const user = await newUser({ password_hash: await hashNewPassword(goodPassword, []) });
  const day = 86_400_000;
  const login = (seen: number, ended = false) => ({
    user_id: user.id,
    kind: "client" as const,
    last_seen_at: new Date(Date.now() - seen),
    expires_at: new Date(Date.now() + day),
    revoked_at: ended ? new Date() : null,
  });
  const [ended] = await orm.insert(loginSessions).values(login(0, true)).returning();
  const [stalest] = await orm
    .insert(loginSessions)
    .values(login(2 * day))
    .returning();
  await orm.insert(loginSessions).values(Array.from({ length: mostLogins - 3 }, () => login(day)));
  const idsOf = async () =>
    (await orm.select().from(loginSessions).where(eq(loginSessions.user_id, user.id))).map(({ id }) => id);
  expect((await signInOver(user.email)).status).toBe(200);
  expect(await idsOf()).toHaveLength(mostLogins);
  expect(await idsOf()).not.toContain(ended?.id);
  expect(await idsOf()).toContain(stalest?.id);
  await Promise.all([signInOver(user.email), signInOver(user.email)]);
  expect(await idsOf()).toHaveLength(mostLogins);
  expect(await idsOf()).not.toContain(stalest?.id);
  expect(await me(user.token)).toBe(200);
  expect(await orm.$count(users, eq(users.id, user.id))).toBe(1);
});
