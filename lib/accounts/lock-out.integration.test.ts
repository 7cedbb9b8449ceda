import { eq } from "drizzle-orm";
import { afterAll, beforeEach, expect, test } from "vitest";
import { db } from "@/db/index.ts";
import { loginThrottles } from "@/db/schema/index.ts";
import { addressKey, resetLimits } from "@/lib/api/limits.ts";
import { resetEnv } from "@/lib/core/env.ts";
import { call } from "@/lib/testing/http.ts";
import { TestBrowser } from "@/lib/testing/next-auth.ts";
import { freshEmail, goodPassword, mailedToken, prepareAccounts, signInOver, signUp } from "@/lib/testing/sign-up.ts";

prepareAccounts();
beforeEach(() => {
  resetEnv({ AUTH_RATE_LIMIT_PER_MINUTE: "100000" });
  resetLimits();
});
afterAll(() => void resetEnv({ AUTH_RATE_LIMIT_PER_MINUTE: "100000" }));

const wrong = "Wrong-horse-7";
const logIn = (email: string, password: string, from: { cookie?: string; address?: string } = {}) =>
  call("POST", "/auth/login", {
    body: { email, password },
    cookie: from.cookie,
    headers: { "x-stint-peer": from.address ?? "10.0.0.1" },
  });

/** The device cookie that a sign-in of that account sets. */
async function deviceOf(email: string, cookie?: string): Promise<string> {
  const answer = await logIn(email, goodPassword, cookie === undefined ? {} : { cookie });
  const line = answer.headers.getSetCookie().find((each) => each.startsWith("stint.device="));
  expect(line).toMatch(/; Path=\/; HttpOnly; SameSite=Lax; Max-Age=34560000$/);
  return line?.split(";")[0] ?? "";
}

test("ten failures by strangers lock every device but a known one", async () => {
  const { email } = (await signUp()).user;
  const cookie = await deviceOf(email);
  for (let time = 0; time < 10; time++) await logIn(email, wrong);
  expect((await logIn(email, goodPassword)).status).toBe(429);
  expect((await logIn(email, goodPassword, { cookie })).status).toBe(200);
  // The owner's successful sign-in is no reason to unlock strangers.
  expect((await logIn(email, goodPassword)).status).toBe(429);
});

test("a device is locked by its own failures, exactly ten of many concurrent ones, and others are not", async () => {
  const { email } = (await signUp()).user;
  const cookie = await deviceOf(email);
  const answers = await Promise.all(Array.from({ length: 16 }, () => logIn(email, wrong, { cookie })));
  expect(answers.map(({ status }) => status).sort()).toEqual([...Array(10).fill(401), ...Array(6).fill(429)]);
  expect((await logIn(email, goodPassword, { cookie })).status).toBe(429);
  expect((await logIn(email, goodPassword)).status).toBe(200);
});

test("five failed requests a minute from anywhere leave a known device its own five, and not one more", async () => {
  const { email } = (await signUp()).user;
  const cookie = await deviceOf(email);
  resetEnv({ AUTH_RATE_LIMIT_PER_MINUTE: "5" });
  resetLimits();
  for (let time = 0; time < 6; time++) await logIn(email, wrong, { address: `10.0.1.${time}` });
  for (let time = 0; time < 6; time++) await logIn(freshEmail(), wrong, { address: "10.0.0.1" });
  expect((await logIn(email, goodPassword, { address: "10.0.2.1" })).status).toBe(429);
  const answers = await Promise.all(Array.from({ length: 9 }, () => logIn(email, goodPassword, { cookie })));
  expect(answers.map(({ status }) => status).sort()).toEqual([...Array(5).fill(200), ...Array(4).fill(429)]);
  expect(answers.find(({ status }) => status === 200)?.headers.get("ratelimit")).toMatch(/^"auth";r=\d;t=\d+$/);
});

test("a device cookie that is forged, truncated, or of other accounts has no effect", async () => {
  const { email } = (await signUp()).user;
  const own = await deviceOf(email);
  const others = await deviceOf((await signUp()).user.email);
  const [name = "", value = ""] = own.split("=");
  for (let time = 0; time < 10; time++) await logIn(email, wrong);
  const [id = "", account = "", signature = ""] = value.split(".");
  const forged = [
    others,
    `${name}=`,
    `${name}=x`,
    `${name}=${value}x`,
    `${name}=${id}.${account}`,
    `${name}=${id}.${account}.`,
    `${name}=${id.replace(/./, "_")}.${account}.${signature}`,
    `${name}=${others.split("=")[1]?.split(".")[0]}.${account}.${signature}`,
    `${name}=${id}.${account}.${account}.${signature}`,
    `x=${value}`,
  ];
  for (const cookie of forged) expect((await logIn(email, goodPassword, { cookie })).status, cookie).toBe(429);
  expect((await logIn(email, goodPassword, { cookie: own })).status).toBe(200);
});

test("one device knows the last five accounts that signed in there", async () => {
  const people = [];
  for (let count = 0; count < 6; count++) people.push((await signUp()).user.email);
  let cookie: string | undefined;
  for (const email of people) cookie = await deviceOf(email, cookie);
  for (const email of people) {
    for (let time = 0; time < 10; time++) await logIn(email, wrong);
    const status = (await logIn(email, goodPassword, { cookie: cookie ?? "" })).status;
    expect(status).toBe(email === people[0] ? 429 : 200);
  }
});

test("an exhausted sign-in limit does not affect a forgotten password, its reset and a signed-in change", async () => {
  const { user, access_token } = await signUp();
  resetEnv({ AUTH_RATE_LIMIT_PER_MINUTE: "5" });
  resetLimits();
  for (let time = 0; time < 11; time++) await logIn(user.email, wrong, { address: `10.0.${time}.1` });
  expect((await logIn(user.email, goodPassword)).status).toBe(429);
  const change = (current_password: string) =>
    call("POST", "/auth/password/change", {
      token: access_token,
      body: { current_password, password: "Better-horse-8" },
    });
  expect((await change(wrong)).status).toBe(422);
  expect((await change(goodPassword)).status).toBe(204);
  expect((await call("POST", "/auth/password/forgot", { body: { email: user.email } })).status).toBe(202);
  const token = await mailedToken(user.email, "reset");
  const body = { token, password: goodPassword };
  const reset = await call("POST", "/auth/password/reset", { body });
  expect(reset.status).toBe(204);
  // The recipient of the email is the owner: that device can sign in while strangers are locked out.
  const cookie = reset.headers.get("set-cookie")?.split(";")[0] ?? "";
  expect((await logIn(user.email, goodPassword, { cookie })).status).toBe(200);
});

test("requests by strangers for an account do not keep its owner from resetting a forgotten password", async () => {
  const { email } = (await signUp()).user;
  resetEnv({ AUTH_RATE_LIMIT_PER_MINUTE: "5" });
  resetLimits();
  const forgot = async (address: string) =>
    (await call("POST", "/auth/password/forgot", { body: { email }, headers: { "x-stint-peer": address } })).status;
  for (let time = 0; time < 12; time++) expect(await forgot(`10.9.${time}.1`)).toBe(202);
  const alone = await Promise.all(Array.from({ length: 8 }, () => forgot("10.8.0.1")));
  expect(alone.sort()).toEqual([...Array(5).fill(202), ...Array(3).fill(429)]);
});

test("IPv6 addresses of one /64 share a budget, and those of others do not", async () => {
  resetEnv({ AUTH_RATE_LIMIT_PER_MINUTE: "5" });
  resetLimits();
  const from = async (address: string) => (await logIn(freshEmail(), wrong, { address })).status;
  const statuses = [];
  for (let host = 1; host <= 6; host++) statuses.push(await from(`2001:db8:1:2:${host}::${host}`));
  expect(statuses).toEqual([...Array(5).fill(401), 429]);
  expect(await from("2001:db8:1:3::1")).toBe(401);
});

test.each([
  ["2001:db8::1", "address:2001:db8:0:0::/64"],
  ["2001:DB8:0:0:ffff:ffff:ffff:ffff", "address:2001:db8:0:0::/64"],
  ["2001:db8:0:1::1", "address:2001:db8:0:1::/64"],
  ["fe80::1%eth0", "address:fe80:0:0:0::/64"],
  ["::ffff:192.0.2.1", "address:192.0.2.1"],
  ["::ffff:c000:201", "address:192.0.2.1"],
  ["192.0.2.1", "address:192.0.2.1"],
  ["unknown", "address:unknown"],
  ["", "address:"],
  ["1.2.3.4:567", "address:1.2.3.4:567"],
])("the address %j is counted under %j", (address, key) => {
  expect(addressKey(address)).toBe(key);
});

test("signing in through next-auth's form makes the device known as well, and its cookie survives the sign-out", async () => {
  const { email } = (await signUp()).user;
  const browser = new TestBrowser();
  const submit = async (password: string) =>
    browser.visit("callback/credentials", { email, password, csrfToken: await browser.csrfToken(), json: "true" });
  expect((await submit(goodPassword)).status).toBe(200);
  const device = browser.jar.get("stint.device");
  expect(device).toBeDefined();
  await browser.visit("signout", { csrfToken: await browser.csrfToken(), json: "true" });
  expect(browser.jar.has("stint.session")).toBe(false);
  expect(browser.jar.get("stint.device")).toBe(device);
  for (let time = 0; time < 10; time++) await signInOver(email, wrong);
  expect((await signInOver(email)).status).toBe(429);
  expect((await submit(goodPassword)).status).toBe(200);
  expect(browser.jar.has("stint.session")).toBe(true);
  const scopes = (await (await db()).select().from(loginThrottles).where(eq(loginThrottles.email, email))).length;
  expect(scopes).toBe(1);
});
