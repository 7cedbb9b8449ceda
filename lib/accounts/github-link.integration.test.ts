import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { db } from "@/db/index.ts";
import { users } from "@/db/schema/index.ts";
import { newLogin, newUser } from "@/lib/testing/accounts.ts";
import { call } from "@/lib/testing/http.ts";
import { prepareAccounts } from "@/lib/testing/sign-up.ts";
import { joinGithub } from "./github-link.ts";

prepareAccounts();

let count = 70_000;
const profile = () => {
  count += 1;
  return {
    id: count,
    login: `person-${count}`,
    name: null,
    avatarUrl: "https://example.org/a.png",
    verifiedEmail: null,
  };
};
const rowOf = async (id: number) => (await (await db()).select().from(users).where(eq(users.id, id)))[0];
const withPassword = { password_hash: "$2b$04$x" };
const me = (token: string) => call<{ user: Record<string, unknown> }>("GET", "/auth/me", { token });

test("of several accounts that link one GitHub account at once, one succeeds", async () => {
  const github = profile();
  const people = await Promise.all([newUser(), newUser(), newUser()]);
  const outcomes = await Promise.all(people.map(({ id }) => joinGithub(id, github)));
  expect(outcomes.sort()).toEqual(["linked", "taken", "taken"]);
  const rows = await Promise.all(people.map(({ id }) => rowOf(id)));
  expect(rows.filter((row) => row?.github_id === github.id)).toHaveLength(1);
});

test("of two GitHub accounts linked to one account at once, one succeeds", async () => {
  const { id } = await newUser();
  const outcomes = await Promise.all([joinGithub(id, profile()), joinGithub(id, profile())]);
  expect(outcomes.sort()).toEqual(["linked", "occupied"]);
});

test("a deactivated account, and a sample account, cannot be linked", async () => {
  for (const values of [{ is_active: false }, { expires_at: new Date(Date.now() + 3_600_000) }]) {
    const { id } = await newUser(values);
    await joinGithub(id, profile());
    expect((await rowOf(id))?.github_id).toBeNull();
  }
});

test("unlinking GitHub leaves the account with its password, and the GitHub account free for others", async () => {
  const [owner, other] = [await newUser(withPassword), await newUser()];
  const github = profile();
  await joinGithub(owner.id, github);
  expect((await me(owner.token)).body.user).toMatchObject({ github_username: github.login, has_password: true });
  for (let time = 0; time < 2; time++) {
    expect((await call("DELETE", "/auth/github", { token: owner.token })).status).toBe(204);
  }
  expect((await me(owner.token)).body.user).toMatchObject({ github_username: null, avatar_url: null });
  expect(await joinGithub(other.id, github)).toBe("linked");
});

test("an account without a password cannot be unlinked: there would be no way to sign in", async () => {
  const { id, token } = await newUser();
  expect((await call("DELETE", "/auth/github", { token })).status).toBe(204);
  await joinGithub(id, profile());
  expect((await me(token)).body.user).toMatchObject({ has_password: false });
  const answer = await call("DELETE", "/auth/github", { token });
  expect([answer.status, answer.body.code]).toEqual([409, "CONFLICT"]);
  expect((await rowOf(id))?.github_id).not.toBeNull();
});

test("a caller who is signed out, uses an API token, or may only read cannot unlink an account", async () => {
  const [user, viewer] = [await newUser(withPassword), await newUser({ ...withPassword, role: "viewer" })];
  for (const { id } of [user, viewer]) await joinGithub(id, profile());
  const body = { name: "x", scopes: ["write"] };
  const made = await call<{ token: string }>("POST", "/auth/tokens", { token: user.token, body });
  const attempts: [object, number][] = [
    [{}, 401],
    [{ token: "broken" }, 401],
    [{ token: made.body.token }, 403],
    [{ token: viewer.token }, 403],
    [{ cookie: user.cookie }, 403],
  ];
  for (const [sent, status] of attempts) expect((await call("DELETE", "/auth/github", sent)).status).toBe(status);
  for (const { id } of [user, viewer]) expect((await rowOf(id))?.github_id).not.toBeNull();
});

test("signing out all other devices ends all logins of the account but this one, and nobody else's", async () => {
  const [user, other] = [await newUser(), await newUser()];
  const [phone, laptop] = [await newLogin(user), await newLogin(user)];
  expect((await call("DELETE", "/auth/sessions", { token: phone.token })).status).toBe(204);
  expect((await me(phone.token)).status).toBe(200);
  for (const { token } of [user, laptop]) expect((await me(token)).status).toBe(401);
  expect((await me(other.token)).status).toBe(200);
  const body = { name: "x", scopes: ["write"] };
  const made = await call<{ token: string }>("POST", "/auth/tokens", { token: phone.token, body });
  expect((await call("DELETE", "/auth/sessions", { token: made.body.token })).status).toBe(403);
  expect((await call("DELETE", "/auth/sessions")).status).toBe(401);
});
