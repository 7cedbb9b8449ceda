import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { db } from "@/db/index.ts";
import {
  activities,
  conversations,
  dailyStats,
  deletedSessions,
  idempotencyKeys,
  messages,
  repositoryNames,
  trackingSessions,
  users,
} from "@/db/schema/index.ts";
import { newUser } from "@/lib/testing/accounts.ts";
import { call } from "@/lib/testing/http.ts";
import { newPoses, newSequence, practising, stepOf } from "@/lib/testing/practice.ts";
import { goodPassword, mailedToken, prepareAccounts, signInOver, signUp } from "@/lib/testing/sign-up.ts";
import { exporters } from "./export.ts";

prepareAccounts();

async function rowsOf<Row>(query: ReturnType<typeof sql>): Promise<Row[]> {
  return ((await (await db()).execute(query)) as unknown as { rows: Row[] }).rows;
}

async function ownedTables(): Promise<string[]> {
  const rows = await rowsOf<{ table_name: string }>(sql`
    select table_name from information_schema.columns
    where table_schema = 'public' and column_name = 'user_id' order by table_name`);
  return rows.map(({ table_name }) => table_name);
}

/** Practises once, for five minutes, with the user's own sequence, which is also a favourite. */
async function practise(token: string): Promise<void> {
  const [slug = ""] = await newPoses(1);
  const sequence = await newSequence(token, [stepOf(slug, { hold_seconds: 300, note: "Slowly" })]);
  await call("PUT", `/sequences/${sequence}/favorite`, { token });
  const { begin, complete } = practising(() => token);
  const { id } = (await begin(sequence)).body;
  await complete(id, { completed_poses: 1, mood: "calm" });
}

/** An account with a row in every table that has an owner. */
async function fillAccount() {
  const person = await signUp({ name: "Ada" });
  const { user, access_token: token } = person;
  await signInOver(user.email, goodPassword, { remember_me: true });
  await call("POST", "/auth/tokens", {
    token,
    body: { name: "Laptop", scopes: ["read"] },
    headers: { "idempotency-key": "k1" },
  });
  await call("POST", "/auth/password/forgot", { body: { email: user.email } });
  await mailedToken(user.email, "reset");
  await mailedToken(user.email, "verify");
  const orm = await db();
  const work = { user_id: user.id, repo_owner: "o", repo_name: "r", pr_number: 7 };
  await orm
    .insert(repositoryNames)
    .values({ user_id: user.id, owner_key: "o", name_key: "r", repo_owner: "o", repo_name: "r" });
  const [session] = await orm
    .insert(trackingSessions)
    .values({
      ...work,
      start_time: new Date("2026-01-01T09:00:00Z"),
      end_time: new Date("2026-01-01T10:00:00Z"),
      duration_seconds: 3600,
      ended_by: "user",
      note: "a note",
    })
    .returning();
  await orm.insert(activities).values({ ...work, activity_type: "approve", session_id: session?.id ?? null });
  await orm
    .insert(deletedSessions)
    .values({ ...work, id: user.id, start_time: new Date("2026-01-02T09:00:00Z"), deleted_at: new Date() });
  await orm.insert(dailyStats).values({ user_id: user.id, date: "2026-01-01", total_seconds: 3600, session_count: 1 });
  await practise(token);
  for (const title of ["Pay rent", "Call Ann"])
    await call("POST", "/tasks", { token, body: { title, due_date: "2026-01-09" } });
  await call("DELETE", "/tasks/2", { token });
  const [conversation] = await orm
    .insert(conversations)
    .values({ user_id: user.id, title: "Talk", last_position: 1 })
    .returning();
  const content = "What is due today?";
  await orm.insert(messages).values({
    ...{ conversation_id: conversation?.id ?? 0, user_id: user.id, position: 1, role: "user", key: "one" },
    ...{ parts: [{ type: "text", text: content }], content },
  });
  return person;
}

test("every table with an owner is part of the export", async () => {
  const exported = exporters.flatMap(({ tables }) => tables);
  expect((await ownedTables()).filter((table) => !exported.includes(table))).toEqual([]);
  expect(new Set(exported).size).toBe(exported.length);
});

test("the export contains everything the account owns, nothing of others, and no hash", async () => {
  const [person, other] = [await fillAccount(), await fillAccount()];
  const { user, access_token: token } = person;
  const answer = await call<Record<string, Record<string, unknown[]>>>("GET", "/auth/me/export", { token });
  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-disposition")).toContain("attachment");
  expect(answer.headers.get("cache-control")).toBe("no-store");
  const { account, tracking, practice, tasks, assistant } = answer.body;
  expect(answer.body.exported_at).toMatch(/Z$/);
  expect(account?.user).toMatchObject({ id: user.id, email: user.email, name: "Ada" });
  expect(account?.logins).toHaveLength(2);
  expect(account?.api_tokens).toEqual([expect.objectContaining({ name: "Laptop", scopes: ["read"] })]);
  expect(account?.mails).toHaveLength(2);
  expect(tracking?.sessions).toEqual([
    expect.objectContaining({ repo_owner: "o", pr_number: 7, note: "a note", start_time: "2026-01-01T09:00:00.000Z" }),
  ]);
  expect(tracking?.deleted_sessions).toEqual([expect.objectContaining({ start_time: "2026-01-02T09:00:00.000Z" })]);
  expect(tracking?.activities).toEqual([expect.objectContaining({ activity_type: "approve" })]);
  expect(tracking?.daily_stats).toEqual([{ date: "2026-01-01", total_seconds: 3600, session_count: 1 }]);
  expect(practice?.summary).toMatchObject({
    ...{ total_practices: 1, total_seconds: 300, current_streak_days: 1, longest_streak_days: 1 },
    favorite_styles: [{ style: "hatha", practice_count: 1, total_seconds: 300 }],
  });
  expect(practice?.sessions).toEqual([
    expect.objectContaining({
      sequence_name: "Test",
      mood: "calm",
      steps: [expect.objectContaining({ note: "Slowly" })],
    }),
  ]);
  expect(practice?.achievements).toContainEqual(expect.objectContaining({ slug: "first-practice" }));
  expect(practice?.sequences).toEqual([expect.objectContaining({ name: "Test" })]);
  expect(practice?.favorites).toHaveLength(1);
  expect(tasks?.tasks).toEqual([
    expect.objectContaining({ id: 1, title: "Pay rent", due_date: "2026-01-09", deleted_at: null }),
    expect.objectContaining({ id: 2, title: "Call Ann", deleted_at: expect.stringMatching(/Z$/) }),
  ]);
  expect(assistant?.conversations).toEqual([
    expect.objectContaining({ title: "Talk", messages: [expect.objectContaining({ content: "What is due today?" })] }),
  ]);
  expect(answer.text).not.toMatch(/hash|\$2b\$|secret/i);
  expect(answer.text).not.toContain(other.user.email);
  const hashes = await rowsOf<{ hash: string }>(sql`
    select password_hash as hash from users where password_hash is not null union all select token_hash from api_tokens
    union all select token_hash from refresh_tokens union all select token_hash from email_tokens`);
  expect(hashes.length).toBeGreaterThan(8);
  for (const { hash } of hashes) expect(answer.text).not.toContain(hash);
});

test("deleting an account needs the password, and leaves no row of it in any table", async () => {
  const [person, other] = [await fillAccount(), await fillAccount()];
  const { user, access_token: token } = person;
  const rowsLeft = async (id: number) => {
    const left: Record<string, number> = {};
    for (const table of await ownedTables()) {
      const [row] = await rowsOf<{ count: number }>(
        sql`select count(*)::int as count from ${sql.identifier(table)} where user_id = ${id}`,
      );
      if (row && row.count > 0) left[table] = row.count;
    }
    return left;
  };
  const before = await rowsLeft(other.user.id);
  expect(Object.keys(before)).toHaveLength((await ownedTables()).length);
  for (const body of [undefined, {}, { password: "Wrong-horse-7" }]) {
    const refused = await call("DELETE", "/auth/me", { token, body });
    expect(refused.status).toBe(422);
    expect(refused.body).toMatchObject({ detail: [{ loc: ["body", "password"] }] });
  }
  expect((await call("GET", "/auth/me", { token })).status).toBe(200);
  const erased = await call("DELETE", "/auth/me", { token, body: { password: goodPassword } });
  expect([erased.status, erased.text]).toEqual([204, ""]);
  expect(await rowsLeft(user.id)).toEqual({});
  const orm = await db();
  expect(await orm.select().from(users).where(eq(users.id, user.id))).toEqual([]);
  expect(
    await orm
      .select()
      .from(idempotencyKeys)
      .where(eq(idempotencyKeys.owner, `user:${user.id}`)),
  ).toEqual([]);
  const orphans = sql`select 1 from refresh_tokens r where not exists (select 1 from login_sessions l where l.id = r.login_session_id)`;
  expect(await rowsOf(orphans)).toEqual([]);
  expect(await rowsLeft(other.user.id)).toEqual(before);
  expect((await call("GET", "/auth/me", { token })).status).toBe(401);
  expect((await signInOver(user.email)).status).toBe(401);
  const newAccount = await signUp({ email: user.email });
  expect(newAccount.user.id).not.toBe(user.id);
  expect(newAccount.user.role).toBe("user");
});

test("an account without a password is deleted without one", async () => {
  const { id, token } = await newUser({ github_id: 815 });
  expect((await call("DELETE", "/auth/me", { token })).status).toBe(204);
  expect(await (await db()).select().from(users).where(eq(users.id, id))).toEqual([]);
});
