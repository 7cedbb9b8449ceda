import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { db } from "@/db/index.ts";
import {
  activities,
  dailyStats,
  idempotencyKeys,
  installation,
  practiceSessions,
  trackingSessions,
  userAchievements,
  users,
} from "@/db/schema/index.ts";
import { achievementSeeds } from "@/db/seed/achievements.ts";
import { resetLimits } from "@/lib/api/limits.ts";
import { resetEnv } from "@/lib/core/env.ts";
import { localDay } from "@/lib/core/time.ts";
import { sweep } from "@/lib/jobs/sweep.ts";
import { totalsOf } from "@/lib/practice/achievement-queries.ts";
import { factsOf, measures } from "@/lib/practice/achievement-rules.ts";
import { totalSeconds } from "@/lib/practice/constants.ts";
import { call } from "@/lib/testing/http.ts";
import { storedAchievements, storedPractices } from "@/lib/testing/practice.ts";
import { prepareAccounts, signUp } from "@/lib/testing/sign-up.ts";
import { storedTasks } from "@/lib/testing/tasks.ts";
import { storedSessions } from "@/lib/testing/tracking.ts";
import { verifyStats } from "@/lib/tracking/rebuild.ts";
import { openDemo } from "./open.ts";
import { sampleData } from "./sample.ts";
import { sampleTasks } from "./tasks.ts";

const jar = new Map<string, { value: string; options: Record<string, unknown> }>();
const cookieHeader = () => [...jar].map(([name, { value }]) => `${name}=${value}`).join("; ");

vi.mock("next/headers", () => ({
  headers: async () =>
    new Headers({ "user-agent": "Mozilla/5.0 (X11; Linux) Firefox/140.0", "x-stint-peer": "10.0.0.5" }),
  cookies: async () => ({
    get: (name: string) => jar.get(name),
    set: (name: string, value: string, options: Record<string, unknown>) => jar.set(name, { value, options }),
    delete: ({ name }: { name: string }) => jar.delete(name),
    toString: cookieHeader,
  }),
}));
vi.mock("next/server", async (load) => ({ ...(await load<object>()), after: (task: () => unknown) => void task() }));

prepareAccounts();
beforeAll(() => void resetEnv({ DEMO_MODE: "true", DEMO_FORCE: "true" }));
afterAll(() => void resetEnv({ DEMO_MODE: undefined, DEMO_FORCE: undefined }));
beforeEach(() => {
  jar.clear();
  resetLimits();
});

async function open(timezone?: string): Promise<number> {
  const result = await openDemo(timezone);
  if (!result.ok) throw new Error(result.message);
  return result.data.user.id;
}

const countOf = async (owner: number) => {
  const orm = await db();
  const tables = [trackingSessions, activities, dailyStats, practiceSessions, userAchievements];
  return Promise.all(tables.map((table) => orm.$count(table, eq(table.user_id, owner))));
};

test("one click creates an account with the sample data, in its zone, and signs the browser in", async () => {
  const before = new Date();
  const owner = await open("Asia/Kathmandu");
  const me = await call<{ user: Record<string, unknown> }>("GET", "/auth/me", { cookie: cookieHeader() });
  expect(me.body.user).toMatchObject({ id: owner, role: "user", timezone: "Asia/Kathmandu", has_password: false });
  expect(Math.round((Date.parse(String(me.body.user.expires_at)) - before.getTime()) / 3_600_000)).toBe(24);
  expect(me.body.user.email).toMatch(/^sample-[\w-]+@stint\.invalid$/);
  expect(jar.get("stint.session")?.options).toEqual({ httpOnly: true, sameSite: "lax", secure: false, path: "/" });

  const stored = await storedSessions(owner);
  const sample = sampleData("Asia/Kathmandu", before);
  expect(stored.length).toBeGreaterThan(1100);
  const ended = stored.filter((row) => row.end_time !== null).slice(0, 1000);
  expect(
    ended.map(({ repo_name, pr_number, start_time, end_time, ended_by, note, tags }) => {
      return { repo_name, pr_number, start_time, end_time, ended_by, note, tags };
    }),
  ).toEqual(
    sample.sessions.slice(0, 1000).map(({ repo_name, pr_number, start_time, end_time, ended_by, note, tags }) => {
      return { repo_name, pr_number, start_time, end_time, ended_by, note, tags };
    }),
  );
  for (const row of ended) {
    expect(row.duration_seconds).toBe((Number(row.end_time) - Number(row.start_time)) / 1000);
  }
  const written = await (await db()).select().from(activities).where(eq(activities.user_id, owner));
  const timesOf = (rows: { created_at: Date }[]) =>
    rows.map(({ created_at }) => Number(created_at)).sort((a, b) => a - b);
  expect(timesOf(written).slice(0, 1000)).toEqual(timesOf(sample.activities).slice(0, 1000));
  const ofSession = new Map(stored.map((row) => [row.id, row]));
  for (const { session_id, pr_number } of written) expect(ofSession.get(session_id ?? 0)?.pr_number).toBe(pr_number);
});

test("it has practices, and the achievements they reach, each dated when it was reached", async () => {
  const owner = await open("America/New_York");
  const practices = await storedPractices(owner);
  expect(practices.length).toBeGreaterThan(90);
  expect(practices.every((row) => row.status === "completed" && row.timezone === "America/New_York")).toBe(true);
  for (const row of practices) {
    expect(row.local_date).toBe(localDay(row.started_at.getTime(), row.timezone).date);
    expect(row.total_seconds).toBe(totalSeconds(row.steps));
  }
  const earned = await storedAchievements(owner);
  const ends = new Map(practices.map((row) => [row.id, row.ended_at]));
  for (const { earned_at, practice_session_id } of earned) {
    expect(earned_at).toEqual(ends.get(practice_session_id ?? 0));
  }
  // The database's totals equal the running totals; only hours of the day depend on each practice alone.
  const facts = factsOf(await totalsOf(owner), null);
  const reached = achievementSeeds.filter(({ slug, threshold }) => (measures[slug]?.(facts) ?? 0) >= threshold);
  const byTotals = earned.map(({ slug }) => slug).filter((slug) => !["early", "late"].includes(slug));
  expect(byTotals).toEqual(reached.map(({ slug }) => slug));
  expect(byTotals.length).toBeGreaterThan(10);
  expect(new Set(earned.map(({ earned_at }) => localDay(Number(earned_at), "UTC").date)).size).toBeGreaterThan(6);
});

test("it has tasks around today, and the next one gets the next number", async () => {
  const owner = await open("Pacific/Auckland");
  const stored = await storedTasks(owner);
  const sample = sampleTasks("Pacific/Auckland", new Date());
  expect(stored.map(({ id }) => id)).toEqual(sample.map((_, index) => index + 1));
  expect(stored.map(({ title, due_date }) => ({ title, due_date }))).toEqual(
    sample.map(({ title, due_date }) => ({ title, due_date })),
  );
  const [row] = await (await db()).select().from(users).where(eq(users.id, owner));
  expect(row?.last_task_id).toBe(sample.length);
});

test("its days equal the sums of its sessions", async () => {
  for (const zone of ["America/St_Johns", "Pacific/Auckland", undefined]) await open(zone);
  expect((await verifyStats(false)).differences).toEqual([]);
});

test("each click creates a separate account, and one visitor's changes are invisible to others", async () => {
  const one = await open("Europe/Berlin");
  const cookie = cookieHeader();
  jar.clear();
  const other = await open("Europe/Berlin");
  expect(other).not.toBe(one);
  const before = await countOf(other);
  const list = await call<{ sessions: { id: number }[] }>("GET", "/sessions?limit=1&status=completed", { cookie });
  const csrf = await call<{ data: { csrfToken: string } }>("GET", "/csrf-token", { cookie });
  const half = csrf.headers.getSetCookie()[0]?.split(";")[0];
  const removed = await call("DELETE", `/sessions/${list.body.sessions[0]?.id}`, {
    cookie: `${cookie}; ${half}`,
    headers: { "x-csrf-token": csrf.body.data.csrfToken },
  });
  expect(removed.status).toBe(204);
  expect(await countOf(other)).toEqual(before);
});

test("the account is deleted after a day with all its data, and nobody else's is", async () => {
  const orm = await db();
  const person = await signUp();
  const owner = await open();
  const [row] = await orm.select().from(users).where(eq(users.id, owner));
  const hours = (Number(row?.expires_at) - Date.now()) / 3_600_000;
  expect(Math.round(hours)).toBe(24);
  await orm.insert(idempotencyKeys).values({ owner: `user:${owner}`, key: "k", request_hash: "x" });
  await sweep(new Date(Number(row?.expires_at) - 1000));
  expect((await countOf(owner))[0]).toBeGreaterThan(1000);
  await sweep(new Date(Number(row?.expires_at)));
  expect(await countOf(owner)).toEqual([0, 0, 0, 0, 0]);
  expect(await orm.$count(users, eq(users.id, owner))).toBe(0);
  expect(await orm.$count(idempotencyKeys, eq(idempotencyKeys.owner, `user:${owner}`))).toBe(0);
  expect(await orm.$count(users, eq(users.id, person.user.id))).toBe(1);
  expect((await call("GET", "/auth/me", { cookie: cookieHeader() })).status).toBe(401);
});

test("the next visitor also deletes expired accounts, for deployments without a sweep", async () => {
  const owner = await open();
  await (await db())
    .update(users)
    .set({ expires_at: new Date(Date.now() - 1000) })
    .where(eq(users.id, owner));
  await open();
  expect(await countOf(owner)).toEqual([0, 0, 0, 0, 0]);
});

test("several concurrent visitors get an account each, and delete expired ones only once", async () => {
  const over = [await open(), await open()];
  const orm = await db();
  for (const owner of over) {
    await orm
      .update(users)
      .set({ expires_at: new Date(Date.now() - 1000) })
      .where(eq(users.id, owner));
  }
  const made = await Promise.all(Array.from({ length: 6 }, () => open("Europe/Berlin")));
  expect(new Set(made).size).toBe(6);
  for (const owner of over) expect(await countOf(owner)).toEqual([0, 0, 0, 0, 0]);
  expect((await verifyStats(false)).differences).toEqual([]);
});

test("the account has no password, and never counts as the installation's first", async () => {
  const orm = await db();
  await orm.delete(installation);
  const owner = await open();
  expect(await orm.$count(installation)).toBe(0);
  const [row] = await orm.select().from(users).where(eq(users.id, owner));
  expect(row).toMatchObject({ password_hash: null, role: "user", github_id: null });
  for (const password of ["", "Robin", "Correct-horse-7"]) {
    const answer = await call("POST", "/auth/login", { body: { email: row?.email, password } });
    expect([401, 422]).toContain(answer.status);
  }
  expect((await signUp()).user.role).toBe("admin");
});

test("an unknown time zone is rejected, and creates nothing", async () => {
  const before = await (await db()).$count(users);
  for (const zone of ["Mars/Olympus", "", "+01:00", "x".repeat(200)]) {
    expect(await openDemo(zone)).toMatchObject({ ok: false, code: "VALIDATION_ERROR" });
  }
  expect(await (await db()).$count(users)).toBe(before);
  expect(jar.size).toBe(0);
});

test("clicks count against the sign-in limit", async () => {
  resetEnv({ AUTH_RATE_LIMIT_PER_MINUTE: "2" });
  resetLimits();
  const results = [await openDemo("UTC"), await openDemo("UTC"), await openDemo("UTC")];
  resetEnv({ AUTH_RATE_LIMIT_PER_MINUTE: "100000" });
  expect(results.map((result) => result.ok || result.code)).toEqual([true, true, "RATE_LIMITED"]);
});

test("nothing happens when demo mode is off", async () => {
  resetEnv({ DEMO_MODE: undefined });
  const before = await (await db()).$count(users);
  expect(await openDemo("UTC")).toMatchObject({ ok: false, code: "NOT_FOUND" });
  resetEnv({ DEMO_MODE: "true" });
  expect(await (await db()).$count(users)).toBe(before);
  expect(jar.size).toBe(0);
});

test("an account that cannot be filled is rolled back", async () => {
  const orm = await db();
  const before = await orm.$count(users);
  await orm.execute(sql`alter table activities add constraint no_more check (created_at < '2000-01-01') not valid`);
  expect(await openDemo("UTC")).toMatchObject({ ok: false, code: "INTERNAL" });
  await orm.execute(sql`alter table activities drop constraint no_more`);
  expect(await orm.$count(users)).toBe(before);
});
