import { chmodSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { db } from "@/db/index.ts";
import { emailTokens, users } from "@/db/schema/index.ts";
import { env } from "@/lib/core/env.ts";
import { newUser } from "@/lib/testing/accounts.ts";
import { call } from "@/lib/testing/http.ts";
import {
  freshEmail,
  goodPassword,
  mailedToken,
  mailsTo,
  prepareAccounts,
  signInOver,
  signUp,
} from "@/lib/testing/sign-up.ts";

prepareAccounts();

const newPassword = "Better-horse-8";
const forgot = (email: string) => call("POST", "/auth/password/forgot", { body: { email } });
const reset = (token: string, password = newPassword) =>
  call("POST", "/auth/password/reset", { body: { token, password } });
const verify = (token: string) => call("POST", "/auth/email/verify", { body: { token } });
const me = (token: string) => call<{ user: Record<string, unknown> }>("GET", "/auth/me", { token });
const soon = () => new Promise((resolve) => setTimeout(resolve, 300));

test("a forgotten password: the token of the email sets a new one, once, and ends every login", async () => {
  const { user, access_token, refresh_token } = await signUp();
  const other = await signInOver(user.email);
  const answer = await forgot(user.email.toUpperCase());
  expect([answer.status, answer.text]).toEqual([202, ""]);
  const token = await mailedToken(user.email, "reset");
  expect(mailsTo(user.email, "reset")[0]).toContain(`${env().APP_URL}/reset-password?token=`);
  const tries = await Promise.all(Array.from({ length: 5 }, () => reset(token)));
  expect(tries.map(({ status }) => status).sort()).toEqual([204, 422, 422, 422, 422]);
  for (const each of [access_token, other.body.access_token]) expect((await me(each)).status).toBe(401);
  expect((await call("POST", "/auth/refresh", { body: { refresh_token } })).status).toBe(401);
  expect((await signInOver(user.email)).status).toBe(401);
  const again = await signInOver(user.email, newPassword);
  expect(again.status).toBe(200);
  expect(again.body.user.email_verified).toBe(true);
  expect(JSON.stringify(await (await db()).select().from(emailTokens))).not.toContain(token);
});

test("a reset token expires after an hour, and a second one is invalidated when the first is used", async () => {
  const { user } = await signUp();
  await forgot(user.email);
  const first = await mailedToken(user.email, "reset");
  const orm = await db();
  const [row] = await orm.select().from(emailTokens).where(sql`user_id = ${user.id} and purpose = 'reset'`);
  expect((row?.expires_at.getTime() ?? 0) - (row?.created_at.getTime() ?? 0)).toBe(3_600_000);
  await orm
    .update(emailTokens)
    .set({ expires_at: sql`now() - interval '1 second'` })
    .where(eq(emailTokens.id, row?.id ?? 0));
  expect((await reset(first)).status).toBe(422);
  await forgot(user.email);
  const second = await mailedToken(user.email, "reset", 2);
  await forgot(user.email);
  const third = await mailedToken(user.email, "reset", 3);
  expect((await reset(third)).status).toBe(204);
  expect((await reset(second)).status).toBe(422);
  expect((await signInOver(user.email, newPassword)).status).toBe(200);
});

test("a reset rejects a weak password and keeps the token for a better one", async () => {
  const { user } = await signUp();
  await forgot(user.email);
  const token = await mailedToken(user.email, "reset");
  const weak = await reset(token, "weak");
  expect(weak.body).toMatchObject({ detail: [{ loc: ["body", "password"] }] });
  expect((await reset(token)).status).toBe(204);
});

test.each([["x"], ["a".repeat(43)], ["\u0000"], ["__proto__"], ["' or 1=1 --"]])(
  "the token %j resets and confirms nothing",
  async (token) => {
    for (const answer of [await reset(token), await verify(token)]) {
      expect(answer.status).toBe(422);
      expect(answer.body).toMatchObject({ code: "VALIDATION_ERROR", detail: [{ loc: ["body", "token"] }] });
    }
  },
);

test("forgot password responds alike for unknown and deactivated accounts, which get no email", async () => {
  const unknown = freshEmail();
  const closed = (await signUp()).user;
  await (await db()).update(users).set({ is_active: false }).where(eq(users.id, closed.id));
  for (const email of [unknown, closed.email]) {
    const answer = await forgot(email);
    expect([answer.status, answer.text]).toEqual([202, ""]);
  }
  await soon();
  for (const email of [unknown, closed.email]) expect(mailsTo(email, "reset")).toEqual([]);
});

test("an account is sent at most five emails of a kind in an hour, however they are requested", async () => {
  const { user } = await signUp();
  await Promise.all(Array.from({ length: 9 }, () => forgot(user.email)));
  await mailedToken(user.email, "reset", 5);
  await soon();
  expect(mailsTo(user.email, "reset")).toHaveLength(5);
});

test("a lock ends when the mailbox's owner sets a new password", async () => {
  const { user } = await signUp();
  for (let time = 0; time < 10; time++) await signInOver(user.email, "Wrong-horse-7");
  expect((await signInOver(user.email)).status).toBe(429);
  await forgot(user.email);
  await reset(await mailedToken(user.email, "reset"));
  expect((await signInOver(user.email, newPassword)).status).toBe(200);
});

test("changing the password keeps this login and ends the others", async () => {
  const { user, access_token } = await signUp();
  const other = (await signInOver(user.email)).body.access_token;
  const change = (body: object) => call("POST", "/auth/password/change", { token: access_token, body });
  const wrong = await change({ current_password: "Wrong-horse-7", password: newPassword });
  expect(wrong.status).toBe(422);
  expect(wrong.body).toMatchObject({ detail: [{ loc: ["body", "current_password"] }] });
  expect((await me(other)).status).toBe(200);
  const weak = await change({ current_password: goodPassword, password: "weak" });
  expect(weak.body).toMatchObject({ detail: [{ loc: ["body", "password"] }] });
  const done = await change({ current_password: goodPassword, password: newPassword });
  expect([done.status, done.text]).toEqual([204, ""]);
  expect((await me(access_token)).status).toBe(200);
  expect((await me(other)).status).toBe(401);
  expect((await signInOver(user.email)).status).toBe(401);
  expect((await signInOver(user.email, newPassword)).status).toBe(200);
});

test("of several concurrent password changes one wins", async () => {
  const { user, access_token } = await signUp();
  const passwords = Array.from({ length: 4 }, (_, index) => `Better-horse-${index}`);
  const answers = await Promise.all(
    passwords.map((password) =>
      call("POST", "/auth/password/change", {
        token: access_token,
        body: { current_password: goodPassword, password },
      }),
    ),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([204, 422, 422, 422]);
  const winner = passwords[answers.findIndex(({ status }) => status === 204)] ?? "";
  expect((await signInOver(user.email, winner)).status).toBe(200);
});

test("guessing the current password with a stolen token triggers the lock", async () => {
  const { access_token } = await signUp();
  const body = { current_password: "Wrong-horse-7", password: newPassword };
  const statuses: number[] = [];
  for (let time = 0; time < 12; time++) {
    statuses.push((await call("POST", "/auth/password/change", { token: access_token, body })).status);
  }
  expect(statuses).toEqual([...Array(10).fill(422), 429, 429]);
});

test("an account without a password is asked to set one by email", async () => {
  const user = await newUser({ github_id: 4711 });
  const body = { current_password: "x", password: newPassword };
  const answer = await call("POST", "/auth/password/change", { token: user.token, body });
  expect(answer.body).toMatchObject({ detail: [{ loc: ["body", "current_password"] }] });
  await forgot(user.email);
  expect((await reset(await mailedToken(user.email, "reset"))).status).toBe(204);
  expect((await signInOver(user.email, newPassword)).status).toBe(200);
});

test("registering emails a token that confirms the address, once", async () => {
  const { user, access_token } = await signUp();
  const token = await mailedToken(user.email, "verify");
  expect((await me(access_token)).body.user.email_verified).toBe(false);
  const tries = await Promise.all([verify(token), verify(token), verify(token)]);
  expect(tries.map(({ status }) => status).sort()).toEqual([204, 422, 422]);
  expect((await me(access_token)).body.user.email_verified).toBe(true);
  expect((await reset(token)).status).toBe(422);
});

test("the confirmation email can be sent again, until the address is confirmed", async () => {
  const { user, access_token } = await signUp();
  await mailedToken(user.email, "verify");
  const answer = await call("POST", "/auth/email/resend", { token: access_token });
  expect([answer.status, answer.text]).toEqual([202, ""]);
  expect((await verify(await mailedToken(user.email, "verify", 2))).status).toBe(204);
  expect((await call("POST", "/auth/email/resend", { token: access_token })).status).toBe(202);
  await soon();
  expect(mailsTo(user.email, "verify")).toHaveLength(2);
});

test("a token confirms only the address it was sent to", async () => {
  const { user, access_token } = await signUp();
  const token = await mailedToken(user.email, "verify");
  await (await db()).update(users).set({ email: freshEmail() }).where(eq(users.id, user.id));
  await verify(token);
  expect((await me(access_token)).body.user.email_verified).toBe(false);
});

test("a failure to send an email fails no request", async () => {
  const outbox = join(env().DATA_DIR, "outbox");
  rmSync(outbox, { recursive: true, force: true });
  mkdirSync(env().DATA_DIR, { recursive: true });
  writeFileSync(outbox, "a file stands where the folder should");
  chmodSync(outbox, 0o400);
  const { user } = await signUp();
  expect((await forgot(user.email)).status).toBe(202);
  await soon();
  rmSync(outbox, { force: true });
});

test("several reset links of one account used during a sign-in: one wins, without a deadlock", async () => {
  const { user } = await signUp();
  const tokens: string[] = [];
  for (let count = 1; count <= 4; count++) {
    await forgot(user.email);
    tokens.push(await mailedToken(user.email, "reset", count));
  }
  const resets = tokens.map((token, index) => reset(token, `Better-horse-${index}`));
  const signIns = Array.from({ length: 4 }, () => signInOver(user.email));
  const answers = await Promise.all([...resets, ...signIns]);
  const statuses = answers.map(({ status }) => status);
  expect(statuses.slice(0, 4).sort()).toEqual([204, 422, 422, 422]);
  for (const status of statuses.slice(4)) expect([200, 401]).toContain(status);
});
