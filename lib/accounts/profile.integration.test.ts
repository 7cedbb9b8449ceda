import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { db } from "@/db/index.ts";
import { dailyStats, loginSessions, trackingSessions, users } from "@/db/schema/index.ts";
import { newLogin, newUser } from "@/lib/testing/accounts.ts";
import { call } from "@/lib/testing/http.ts";
import { prepareAccounts, signUp } from "@/lib/testing/sign-up.ts";

prepareAccounts();

interface Listed {
  sessions: Record<string, unknown>[];
  tokens: Record<string, unknown>[];
  total: number;
  has_more: boolean;
  next_cursor: string | null;
}

test.each([
  ["GET", "/auth/me"],
  ["PATCH", "/auth/me"],
  ["DELETE", "/auth/me"],
  ["GET", "/auth/me/export"],
  ["POST", "/auth/logout"],
  ["POST", "/auth/password/change"],
  ["POST", "/auth/email/resend"],
  ["GET", "/auth/sessions"],
  ["DELETE", "/auth/github"],
  ["DELETE", "/auth/sessions"],
  ["DELETE", "/auth/sessions/1"],
  ["GET", "/auth/tokens"],
  ["POST", "/auth/tokens"],
  ["DELETE", "/auth/tokens/1"],
])("%s %s is 401 when signed out", async (method, path) => {
  const answer = await call(method, path);
  expect(answer.status).toBe(401);
  expect(answer.body).toMatchObject({ code: "UNAUTHORIZED", request_id: expect.any(String) });
  expect(answer.headers.get("www-authenticate")).toBe("Bearer");
  expect(answer.headers.get("cache-control")).toBe("no-store");
});

test("the profile changes field by field, and null clears a name", async () => {
  const { token } = await newUser();
  const change = async (body: object) => (await call<{ user: object }>("PATCH", "/auth/me", { token, body })).body.user;
  expect(await change({ name: "Ada", username: "ada-l", week_start: "sunday" })).toMatchObject({
    name: "Ada",
    username: "ada-l",
    week_start: "sunday",
    timezone: "UTC",
  });
  expect(await change({})).toMatchObject({ name: "Ada", username: "ada-l" });
  expect(await change({ name: null, username: null })).toMatchObject({ name: null, username: null });
  expect(await change({ timezone: "Asia/Kolkata" })).toMatchObject({ timezone: "Asia/Kolkata" });
});

test("another user's username is rejected in any case, one's own may change its case", async () => {
  const [one, two] = [await newUser({ username: "Hopper" }), await newUser({ username: "Lovelace" })];
  const clash = await call("PATCH", "/auth/me", { token: two.token, body: { username: "hOPPER", name: "x" } });
  expect(clash.status).toBe(409);
  expect(clash.body).toMatchObject({ detail: [{ loc: ["body", "username"] }] });
  expect((await call("GET", "/auth/me", { token: two.token })).body).toMatchObject({
    user: { username: "Lovelace", name: null },
  });
  expect((await call("PATCH", "/auth/me", { token: one.token, body: { username: "HOPPER" } })).status).toBe(200);
});

test.each([
  [{ email: "other@example.com" }],
  [{ role: "admin" }],
  [{ is_active: false }],
  [{ id: 1 }],
  [{ timezone: "Nowhere/There" }],
  [{ week_start: "friday" }],
  [{ name: "x".repeat(101) }],
  [{ name: "a\u0000b" }],
  [{ username: "ä".repeat(5) }],
  [{ name: 5 }],
])("PATCH rejects %j and changes nothing", async (body) => {
  const { id, token } = await newUser({ name: "Before" });
  const answer = await call("PATCH", "/auth/me", { token, body });
  expect(answer.status).toBe(422);
  const [row] = await (await db()).select().from(users).where(eq(users.id, id));
  expect(row).toMatchObject({ name: "Before", role: "user", timezone: "UTC", is_active: true });
});

test("another time zone recomputes the days of tracked time, and raises their version", async () => {
  const { id, token } = await newUser();
  const orm = await db();
  await orm.insert(trackingSessions).values({
    user_id: id,
    repo_owner: "o",
    repo_name: "r",
    pr_number: 1,
    start_time: new Date("2026-01-01T18:00:00Z"),
    end_time: new Date("2026-01-01T19:00:00Z"),
    duration_seconds: 3600,
    ended_by: "user",
  });
  await orm.insert(dailyStats).values({ user_id: id, date: "2026-01-01", total_seconds: 3600, session_count: 1 });
  expect((await call("PATCH", "/auth/me", { token, body: { timezone: "Asia/Kathmandu" } })).status).toBe(200);
  const days = await orm.select().from(dailyStats).where(eq(dailyStats.user_id, id)).orderBy(dailyStats.date);
  expect(days.map(({ date, total_seconds, session_count }) => [date, total_seconds, session_count])).toEqual([
    ["2026-01-01", 900, 1],
    ["2026-01-02", 2700, 0],
  ]);
  const version = async () => (await orm.select().from(users).where(eq(users.id, id)))[0]?.data_version;
  const raised = await version();
  expect(raised).toBeGreaterThan(0);
  await call("PATCH", "/auth/me", { token, body: { timezone: "Asia/Kathmandu", name: "x" } });
  expect(await version()).toBe(raised);
});

test("two concurrent changes of the time zone leave days that match the final one", async () => {
  const { id, token } = await newUser();
  const orm = await db();
  const start_time = new Date("2026-01-01T18:00:00Z");
  const end_time = new Date("2026-01-01T19:00:00Z");
  const work = { user_id: id, repo_owner: "o", repo_name: "r", pr_number: 1, start_time, end_time };
  await orm.insert(trackingSessions).values({ ...work, duration_seconds: 3600, ended_by: "user" });
  const zones = ["Asia/Kathmandu", "UTC", "Asia/Kathmandu", "UTC", "Asia/Tokyo", "Asia/Kathmandu"];
  await Promise.all(zones.map((timezone) => call("PATCH", "/auth/me", { token, body: { timezone } })));
  const [row] = await orm.select().from(users).where(eq(users.id, id));
  const days = await orm.select().from(dailyStats).where(eq(dailyStats.user_id, id)).orderBy(dailyStats.date);
  const expected: Record<string, number[]> = { UTC: [3600], "Asia/Kathmandu": [900, 2700], "Asia/Tokyo": [3600] };
  expect(days.map(({ total_seconds }) => total_seconds)).toEqual(expected[row?.timezone ?? ""]);
});

test("the list of logins has device, address and the current one; revoking one ends only that one", async () => {
  const agent =
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0 Safari/537.36";
  const first = await signUp();
  const body = { email: first.user.email, password: "Correct-horse-7" };
  const headers = { "user-agent": agent, "x-stint-peer": "192.0.2.7" };
  const second = await call<{ access_token: string }>("POST", "/auth/login", { body, headers });
  const { body: list } = await call<Listed>("GET", "/auth/sessions", { token: first.access_token });
  expect(list).toMatchObject({ total: 2, limit: 50, offset: 0, has_more: false, next_cursor: null });
  expect(list.sessions[0]).toEqual({
    id: expect.any(Number),
    device: "Chrome on macOS",
    user_agent: agent,
    address: "192.0.2.7",
    kind: "client",
    created_at: expect.any(String),
    last_seen_at: expect.any(String),
    expires_at: expect.any(String),
    current: false,
  });
  expect(list.sessions[1]).toMatchObject({ current: true, device: "Unknown device" });
  const path = `/auth/sessions/${list.sessions[0]?.id}`;
  expect((await call("DELETE", path, { token: first.access_token })).status).toBe(204);
  expect((await call("GET", "/auth/me", { token: second.body.access_token })).status).toBe(401);
  expect((await call("GET", "/auth/me", { token: first.access_token })).status).toBe(200);
  expect((await call("DELETE", path, { token: first.access_token })).status).toBe(404);
});

test("another account's login and API token are not found, and stay", async () => {
  const [owner, other] = [await newUser(), await newUser()];
  const made = await call<{ id: number; token: string }>("POST", "/auth/tokens", {
    token: owner.token,
    body: { name: "mine", scopes: ["read"] },
  });
  for (const path of [`/auth/sessions/${owner.loginId}`, `/auth/tokens/${made.body.id}`]) {
    const answer = await call("DELETE", path, { token: other.token });
    expect(answer.status).toBe(404);
    expect(answer.body).toMatchObject({ code: "NOT_FOUND" });
  }
  expect((await call("GET", "/auth/me", { token: owner.token })).status).toBe(200);
  expect((await call("GET", "/auth/me", { token: made.body.token })).status).toBe(200);
});

test.each(["abc", "0", "-1", "1.5", "99999999999999999999", "%00", "__proto__"])("the id %s is 422", async (id) => {
  const { token } = await newUser();
  for (const what of ["sessions", "tokens"]) {
    expect((await call("DELETE", `/auth/${what}/${id}`, { token })).status).toBe(422);
  }
});

test("paging through logins by cursor returns each once", async () => {
  const user = await newUser();
  for (let count = 0; count < 6; count++) await newLogin(user);
  await (await db())
    .update(loginSessions)
    .set({ created_at: new Date("2026-01-01T00:00:00Z") })
    .where(eq(loginSessions.user_id, user.id));
  const seen: unknown[] = [];
  let cursor: string | null = "";
  for (let page = 0; page < 10 && cursor !== null; page++) {
    const query: string = cursor === "" ? "limit=3" : `limit=3&cursor=${cursor}`;
    const { body }: { body: Listed } = await call<Listed>("GET", `/auth/sessions?${query}`, { token: user.token });
    expect(body.total).toBe(7);
    seen.push(...body.sessions.map(({ id }) => id));
    cursor = body.next_cursor;
  }
  expect(seen).toHaveLength(7);
  expect(new Set(seen).size).toBe(7);
  const second = await call<Listed>("GET", "/auth/sessions?limit=3&offset=6", { token: user.token });
  expect(second.body).toMatchObject({ total: 7, offset: 6, has_more: false, next_cursor: null });
  expect(second.body.sessions).toHaveLength(1);
});

test.each(["limit=0", "limit=abc", "offset=-1", "cursor=nonsense"])("lists reject %s", async (query) => {
  const { token } = await newUser();
  for (const what of ["sessions", "tokens"]) {
    expect((await call("GET", `/auth/${what}?${query}`, { token })).status).toBe(422);
  }
  expect((await call<Listed>("GET", "/auth/tokens?limit=1000", { token })).body).toMatchObject({ limit: 100 });
});

test("a viewer can read and sign out; every other unsafe method is 403", async () => {
  const viewer = await newUser({ role: "viewer" });
  const { token } = viewer;
  for (const path of ["/auth/me", "/auth/me/export", "/auth/sessions", "/auth/tokens"]) {
    expect((await call("GET", path, { token })).status).toBe(200);
  }
  for (const [method, path, body] of [
    ["PATCH", "/auth/me", { name: "x" }],
    ["DELETE", "/auth/me", {}],
    ["POST", "/auth/tokens", { name: "x", scopes: ["read"] }],
    ["DELETE", `/auth/sessions/${viewer.loginId}`, undefined],
    ["POST", "/auth/email/resend", undefined],
  ] as const) {
    const answer = await call(method, path, { token, body });
    expect([answer.status, answer.body?.code], `${method} ${path}`).toEqual([403, "FORBIDDEN"]);
  }
  expect((await call("POST", "/auth/logout", { token })).status).toBe(204);
  expect((await call("GET", "/auth/me", { token })).status).toBe(401);
});

test("the role of a request is the account's current one, not the one its token was signed with", async () => {
  const user = await newUser({ role: "user" });
  await (await db()).update(users).set({ role: "viewer" }).where(eq(users.id, user.id));
  expect((await call("PATCH", "/auth/me", { token: user.token, body: { name: "x" } })).status).toBe(403);
});
