import { eq } from "drizzle-orm";
import { beforeEach, expect, test, vi } from "vitest";
import { db } from "@/db/index.ts";
import { apiTokens, loginSessions, users } from "@/db/schema/index.ts";
import { type FormState, untouched } from "@/lib/api/form.ts";
import { newLogin, newUser } from "@/lib/testing/accounts.ts";
import { call } from "@/lib/testing/http.ts";
import { prepareAccounts } from "@/lib/testing/sign-up.ts";
import * as forms from "./settings-actions.ts";

let cookie = "";
const shown = vi.hoisted(() => ({ refreshes: 0 }));

vi.mock("next/headers", () => ({
  headers: async () => new Headers({ host: "localhost:3000", "x-stint-peer": "10.0.0.5" }),
  cookies: async () => ({
    get: () => ({ value: cookie.split("=")[1] }),
    set: () => {},
    delete: () => {
      cookie = "";
    },
    toString: () => cookie,
  }),
}));
vi.mock("next/cache", () => ({
  refresh: () => {
    shown.refreshes += 1;
  },
  revalidatePath: () => {
    shown.refreshes += 1;
  },
}));

prepareAccounts();
beforeEach(() => {
  cookie = "";
  shown.refreshes = 0;
});

type User = Awaited<ReturnType<typeof newUser>>;

async function signedIn(values: Parameters<typeof newUser>[0] = {}): Promise<User> {
  const user = await newUser(values);
  cookie = user.cookie;
  return user;
}

/** Submits a form from the page of `person`. */
function send(action: (before: FormState, form: FormData) => Promise<FormState>, person: unknown, fields = {}) {
  const form = new FormData();
  for (const [name, value] of Object.entries({ person, ...fields })) form.append(name, String(value));
  return action(untouched, form);
}

const rowOf = async (id: number) => (await (await db()).select().from(users).where(eq(users.id, id)))[0];

/** Each form, with input that would change something. */
const filled: [string, typeof forms.saveProfile, Record<string, string>][] = [
  ["saveProfile", forms.saveProfile, { name: "Changed", username: "changed" }],
  ["saveTime", forms.saveTime, { timezone: "Asia/Tokyo", week_start: "sunday" }],
  ["resendMail", forms.resendMail, {}],
  ["mailPassword", forms.mailPassword, {}],
  ["revokeDevice", forms.revokeDevice, { id: "1", device: "x" }],
  ["revokeOtherDevices", forms.revokeOtherDevices, {}],
  ["createApiToken", forms.createApiToken, { name: "CI", scopes: "read", lifetime: "30" }],
  ["deleteApiToken", forms.deleteApiToken, { id: "1", name: "x" }],
  ["changePassword", forms.changePassword, { current_password: "Correct-horse-7", password: "Better-horse-8" }],
  ["linkGithub", forms.linkGithub, {}],
  ["unlinkGithub", forms.unlinkGithub, {}],
  ["eraseAccount", forms.eraseAccount, { email: "person@example.com", password: "Correct-horse-7" }],
];

test.each(filled)("%s does nothing for a signed-out user, and says so", async (_name, action, fields) => {
  const user = await newUser({ name: "Before" });
  const answer = await send(action, user.id, fields);
  expect(answer).toMatchObject({ done: false, code: "UNAUTHORIZED", message: expect.stringContaining("signed out") });
  expect(JSON.stringify(answer)).not.toContain("horse");
  expect(shown.refreshes).toBe(0);
});

test.each(filled)("%s does nothing for another account than its page's", async (_name, action, fields) => {
  const [other, user] = [await newUser(), await signedIn({ name: "Before" })];
  for (const person of [other.id, "", "banana", `${user.id}0`]) {
    const answer = await send(action, person, fields);
    expect(answer).toMatchObject({ done: false, code: "USER_ID_MISMATCH" });
  }
  expect(await rowOf(user.id)).toMatchObject({ name: "Before", timezone: "UTC" });
  expect(shown.refreshes).toBe(0);
});

test("a profile is saved, an empty name clears it, and every page is refreshed", async () => {
  const { id } = await signedIn({ name: "Before" });
  expect(await send(forms.saveProfile, id, { name: "  ", username: " ada-1 " })).toMatchObject({ done: true });
  expect(await rowOf(id)).toMatchObject({ name: null, username: "ada-1" });
  expect(shown.refreshes).toBe(1);
  const wrong = { name: "x".repeat(300), username: "é" };
  expect(await send(forms.saveProfile, id, wrong)).toMatchObject({
    done: false,
    typed: wrong,
    fields: { name: "Must be at most 100 characters long", username: expect.stringContaining("3 to 39") },
  });
});

test.each(["", "Mars/Olympus", "+02:00", "SystemV/EST5", "Europe/Berlin\u0000", "x".repeat(500)])(
  "the zone %j is rejected beside the field",
  async (timezone) => {
    const { id } = await signedIn();
    const answer = await send(forms.saveTime, id, { timezone, week_start: "sunday" });
    expect(answer).toMatchObject({ done: false, typed: { timezone }, fields: { timezone: expect.any(String) } });
    expect(await rowOf(id)).toMatchObject({ timezone: "UTC", week_start: "monday" });
  },
);

test("an invalid first day of the week leaves the day as it is", async () => {
  const { id } = await signedIn({ week_start: "sunday" });
  await send(forms.saveTime, id, { timezone: "Asia/Tokyo", week_start: "constructor" });
  expect(await rowOf(id)).toMatchObject({ timezone: "Asia/Tokyo", week_start: "sunday" });
});

test("another account's device and API token stay, and deleting one's own twice is no error", async () => {
  const [other, user] = [await newUser(), await signedIn()];
  const orm = await db();
  const token = { user_id: other.id, name: "x", token_hash: `h${other.id}`, last4: "abcd", scopes: ["read" as const] };
  const [theirs] = await orm.insert(apiTokens).values(token).returning();
  expect(await send(forms.revokeDevice, user.id, { id: other.loginId, device: "X" })).toMatchObject({ done: true });
  expect(await send(forms.deleteApiToken, user.id, { id: theirs?.id, name: "X" })).toMatchObject({ done: true });
  const [login] = await orm.select().from(loginSessions).where(eq(loginSessions.id, other.loginId));
  expect(login?.revoked_at).toBeNull();
  expect(await orm.select().from(apiTokens).where(eq(apiTokens.user_id, other.id))).toHaveLength(1);
  for (const id of ["", "banana", "-1", "1e9"]) {
    expect((await send(forms.revokeDevice, user.id, { id, device: "X" })).code ?? "gone").toMatch(/VALID|gone/);
  }
});

test("one device is signed out, and so are all others", async () => {
  const user = await signedIn();
  const [phone, laptop] = [await newLogin(user), await newLogin(user)];
  const statusOf = async ({ token }: { token: string }) => (await call("GET", "/auth/me", { token })).status;
  await send(forms.revokeDevice, user.id, { id: phone.loginId, device: "Phone" });
  expect([await statusOf(phone), await statusOf(laptop)]).toEqual([401, 200]);
  await send(forms.revokeOtherDevices, user.id);
  expect([await statusOf(user), await statusOf(laptop)]).toEqual([200, 401]);
});

test("an API token is created as requested, and forged choices are rejected", async () => {
  const { id } = await signedIn();
  const answer = await send(forms.createApiToken, id, { name: "CI", scopes: "write", lifetime: "30" });
  expect(answer).toMatchObject({ done: true, made: { name: "CI", scopes: ["read", "write"] } });
  const [row] = await (await db()).select().from(apiTokens).where(eq(apiTokens.user_id, id));
  expect(Math.round(((row?.expires_at?.getTime() ?? 0) - Date.now()) / 86_400_000)).toBe(30);
  await send(forms.createApiToken, id, { name: "For ever", scopes: "read", lifetime: "never" });
  const rows = await (await db()).select().from(apiTokens).where(eq(apiTokens.user_id, id));
  expect(rows.find(({ name }) => name === "For ever")).toMatchObject({ expires_at: null, scopes: ["read"] });
  for (const wrong of [{ scopes: "admin" }, { scopes: "constructor" }, { lifetime: "9999" }, { name: " " }]) {
    const refused = await send(forms.createApiToken, id, { name: "X", scopes: "read", lifetime: "30", ...wrong });
    expect(refused).toMatchObject({ done: false, fields: { [Object.keys(wrong)[0] ?? ""]: expect.any(String) } });
  }
  expect(await (await db()).select().from(apiTokens).where(eq(apiTokens.user_id, id))).toHaveLength(2);
});

test("an account without a password stays linked to GitHub and is told why", async () => {
  const { id } = await signedIn({ github_id: 4711 });
  const answer = await send(forms.unlinkGithub, id);
  expect(answer).toMatchObject({ done: false, message: expect.stringContaining("Set a password first") });
  expect((await rowOf(id))?.github_id).toBe(4711);
});

test("an account without a password is deleted by typing its own address, and no other", async () => {
  const { id, email } = await signedIn();
  for (const typed of ["", "other@example.com"]) {
    const answer = await send(forms.eraseAccount, id, { email: typed });
    expect(answer).toMatchObject({ done: false, typed: { email: typed }, fields: { email: expect.any(String) } });
  }
  await expect(send(forms.eraseAccount, id, { email: ` ${email.toUpperCase()}` })).rejects.toThrow("NEXT_REDIRECT");
  expect(await rowOf(id)).toBeUndefined();
  expect(cookie).toBe("");
});

test("an account with a password is not deleted by typing its address", async () => {
  const { id, email } = await signedIn({
    password_hash: "$2b$04$0nYluuulPyjyMj4E4BXUT.j3FhBh.VTSayDKsbQcJFHr0RUecoayO",
  });
  const answer = await send(forms.eraseAccount, id, { email });
  expect(answer).toMatchObject({ done: false, fields: { password: "Enter your password" } });
  const wrong = await send(forms.eraseAccount, id, { email, password: "Wrong-horse-7" });
  expect(wrong).toMatchObject({ done: false, fields: { password: "The password is wrong" } });
  expect(JSON.stringify(wrong)).not.toContain("horse");
  expect(await rowOf(id)).toBeDefined();
});
