import { eq } from "drizzle-orm";
import { afterEach, expect, test } from "vitest";
import { database, db } from "@/db/index.ts";
import {
  deletedSessions,
  idempotencyKeys,
  loginSessions,
  practiceSessions,
  tasks,
  trackingSessions,
} from "@/db/schema/index.ts";
import { resetEnv } from "@/lib/core/env.ts";
import { newUser } from "@/lib/testing/accounts.ts";
import { testDriver } from "@/lib/testing/driver.ts";
import { call } from "@/lib/testing/http.ts";
import { sweep } from "./sweep.ts";

afterEach(() => void resetEnv({ CRON_SECRET: undefined }));

const secret = "a-secret-of-the-timer";
const anHourAgo = () => new Date(Date.now() - 3_600_000);

async function staleSession(): Promise<number> {
  const user = await newUser();
  const [row] = await (await db())
    .insert(trackingSessions)
    .values({
      user_id: user.id,
      repo_owner: "acme",
      repo_name: "api",
      pr_number: 1,
      start_time: anHourAgo(),
      last_seen_at: anHourAgo(),
    })
    .returning();
  return row?.id ?? 0;
}

const endedBy = async (id: number) =>
  (await (await db()).select().from(trackingSessions).where(eq(trackingSessions.id, id)))[0]?.ended_by;

test("one sweep ends stale sessions, ends idle practices, and deletes expired logins, idempotency keys and rows deleted an hour ago", async () => {
  const id = await staleSession();
  const user = await newUser();
  const orm = await db();
  const longAgo = new Date(Date.now() - 40 * 24 * 3_600_000);
  await orm.update(loginSessions).set({ expires_at: longAgo }).where(eq(loginSessions.id, user.loginId));
  const owner = `user:${user.id}`;
  await orm.insert(idempotencyKeys).values([
    { owner, key: "old", request_hash: "x", created_at: new Date(Date.now() - 25 * 3_600_000) },
    { owner, key: "new", request_hash: "x" },
  ]);
  const work = { user_id: user.id, repo_owner: "acme", repo_name: "api", pr_number: 1, start_time: longAgo };
  await orm.insert(deletedSessions).values([
    { ...work, id: 1, deleted_at: anHourAgo() },
    { ...work, id: 2, deleted_at: new Date() },
  ]);
  const practice = { user_id: user.id, sequence_name: "Test", style: "yin" as const, steps: [], total_seconds: 300 };
  await orm.insert(practiceSessions).values({
    ...practice,
    ...{ started_at: longAgo, timezone: "UTC", local_date: "2026-01-01", updated_at: longAgo },
  });
  await orm.insert(tasks).values([
    { user_id: user.id, id: 1, title: "Old", deleted_at: anHourAgo() },
    { user_id: user.id, id: 2, title: "New", deleted_at: new Date() },
  ]);
  expect(await sweep(new Date())).toBe(true);
  expect(await endedBy(id)).toBe("stale");
  const left = await orm.select().from(tasks).where(eq(tasks.user_id, user.id));
  expect(left.map(({ title }) => title)).toEqual(["New"]);
  const practices = await orm.select().from(practiceSessions).where(eq(practiceSessions.user_id, user.id));
  expect(practices).toEqual([expect.objectContaining({ status: "abandoned", ended_at: longAgo })]);
  const deleted = await orm.select().from(deletedSessions).where(eq(deletedSessions.user_id, user.id));
  expect(deleted.map((row) => row.id)).toEqual([2]);
  expect(await orm.select().from(loginSessions).where(eq(loginSessions.id, user.loginId))).toEqual([]);
  const keys = await orm.select().from(idempotencyKeys).where(eq(idempotencyKeys.owner, owner));
  expect(keys.map((row) => row.key)).toEqual(["new"]);
});

// The embedded database belongs to one process, so only hosted databases can have two that sweep.
if (testDriver() !== "pglite") {
  test("a process skips its sweep while another one is sweeping", async () => {
    const id = await staleSession();
    const { connection } = await database();
    await connection(async (query) => {
      await query("begin");
      await query("select pg_advisory_xact_lock(7236001)");
      expect(await sweep(new Date())).toBe(false);
      await query("rollback");
    });
    expect(await endedBy(id)).toBeNull();
    expect(await sweep(new Date())).toBe(true);
    expect(await endedBy(id)).toBe("stale");
  });
}

test("the cron route needs its secret, and is 404 when none is set", async () => {
  const id = await staleSession();
  const ask = (token?: string) => call("GET", "/api/cron/sweep", { token });
  expect((await ask(secret)).status).toBe(404);
  resetEnv({ CRON_SECRET: secret });
  expect((await ask()).status).toBe(401);
  expect((await ask(`${secret}x`)).status).toBe(401);
  expect(await endedBy(id)).toBeNull();
  const done = await ask(secret);
  expect([done.status, done.body]).toEqual([200, { swept: true }]);
  expect(await endedBy(id)).toBe("stale");
});
