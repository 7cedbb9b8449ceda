import { hashSync } from "@node-rs/bcrypt";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { db } from "@/db/index.ts";
import { users } from "@/db/schema/index.ts";
import { newUser } from "@/lib/testing/accounts.ts";
import { call } from "@/lib/testing/http.ts";
import { freshEmail, goodPassword, mailedToken, prepareAccounts, signInOver, signUp } from "@/lib/testing/sign-up.ts";

prepareAccounts();

interface Refusal {
  detail: { loc: string[]; msg: string; type: string }[];
}

const register = (password: string, more: object = {}) =>
  call<Refusal>("POST", "/auth/register", { body: { email: freshEmail(), password, ...more } });

test.each([
  ["Password1", /common password/],
  ["pAssword1", /common password/],
  ["P@ssw0rd1", /common password/],
  ["Ｐａｓｓｗｏｒｄ１", /common password/],
  ["Qwertyuiop1", /common|easy/],
  ["passwordpassword", /easy to guess/],
  ["aaaaaaaaaaaaaaaaaaaa", /easy to guess/],
  ["123456789012345678", /common|easy/],
  ["password".repeat(9), /easy to guess/],
])("register rejects the common password %j with the reason, and never repeats it", async (password, reason) => {
  const answer = await register(password);
  expect(answer.status).toBe(422);
  expect(answer.body.detail).toEqual([
    { loc: ["body", "password"], msg: expect.stringMatching(reason), type: "too_common" },
  ]);
  expect(answer.body.detail[0]?.msg).toMatch(/^Must not/);
  expect(answer.text).not.toContain(password);
});

test("register rejects a password made of what a stranger knows about the user", async () => {
  const answer = await register("Grace-Hopper-1", { email: "grace-hopper-1@example.com", name: "Grace Hopper" });
  expect(answer.body.detail).toMatchObject([{ msg: expect.stringMatching(/your name or email address/) }]);
});

test("reset and change reject common passwords as register does, and keep the old one valid", async () => {
  const { user, access_token } = await signUp();
  await call("POST", "/auth/password/forgot", { body: { email: user.email } });
  const token = await mailedToken(user.email, "reset");
  const reset = await call<Refusal>("POST", "/auth/password/reset", { body: { token, password: "Password1" } });
  const body = { current_password: goodPassword, password: "Password1" };
  const change = await call<Refusal>("POST", "/auth/password/change", { token: access_token, body });
  for (const answer of [reset, change]) {
    expect(answer.status).toBe(422);
    expect(answer.body.detail).toMatchObject([{ loc: ["body", "password"], type: "too_common" }]);
  }
  expect((await signInOver(user.email)).status).toBe(200);
  expect((await signInOver(user.email, "Password1")).status).toBe(401);
  const better = await call("POST", "/auth/password/reset", { body: { token, password: "Better-horse-8" } });
  expect(better.status).toBe(204);
});

test.each([
  ["a passphrase of lower-case words", "correct battery staple"],
  ["fifteen characters without a digit", "lamp fence olive"],
  ["fifteen letters of another script", "длинныйпарольмой"],
])("%s needs no character classes", async (_what, password) => {
  const email = freshEmail();
  await signUp({ email, password });
  expect((await signInOver(email, password)).status).toBe(200);
});

test.each([
  ["fence olive la", "Add an upper-case letter, or use 15 characters or more"],
  ["FENCE OLIVE 7X", "Add a lower-case letter, or use 15 characters or more"],
  ["Fence olive la", "Add a digit, or use 15 characters or more"],
  ["é7Aé", "Must be at least 8 characters long"],
])("below fifteen characters %j is rejected with what to do", async (password, msg) => {
  const answer = await register(password);
  expect(answer.body.detail).toEqual([{ loc: ["body", "password"], msg, type: "custom" }]);
});

test("a password is the same however a keyboard encodes it, and its size is measured in the compared form", async () => {
  const email = freshEmail();
  await signUp({ email, password: "Zoë-ﬁnch-ⅳ-７" });
  for (const written of ["Zoë-ﬁnch-ⅳ-７", "Zoe\u0308-finch-iv-7", "Zo\u00eb-finch-iv-7"]) {
    expect((await signInOver(email, written)).status, written).toBe(200);
  }
  expect((await signInOver(email, "Zoe-finch-iv-7")).status).toBe(401);
  // One character that becomes eighteen.
  const long = await register(`Aa1${"\ufdfa".repeat(3)}`);
  expect(long.body.detail).toMatchObject([{ msg: "Must be at most 72 bytes long" }]);
});

test("a user whose common or unnormalised password predates the rules can still sign in and change it", async () => {
  const raw = "Zoe\u0308-ﬁnch-7";
  for (const old of ["Password1", raw]) {
    const user = await newUser({ password_hash: hashSync(old, { cost: 4 }) });
    expect((await signInOver(user.email, old)).status).toBe(200);
    expect((await signInOver(user.email, `${old}x`)).status).toBe(401);
    const body = { current_password: old, password: "Better-horse-8" };
    expect((await call("POST", "/auth/password/change", { token: user.token, body })).status).toBe(204);
    const [row] = await (await db()).select().from(users).where(eq(users.id, user.id));
    expect(row?.password_hash).not.toBe(user.password_hash);
    expect((await signInOver(user.email, "Better-horse-8")).status).toBe(200);
  }
});
