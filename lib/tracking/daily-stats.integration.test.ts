import { eq } from "drizzle-orm";
import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db/index.ts";
import { dailyStats, trackingSessions } from "@/db/schema/index.ts";
import { resetLimits } from "@/lib/api/limits.ts";
import { resetEnv } from "@/lib/core/env.ts";
import { newUser } from "@/lib/testing/accounts.ts";
import { call } from "@/lib/testing/http.ts";
import { storedDays } from "@/lib/testing/tracking.ts";
import { rebuildForTimezone, verifyStats } from "./rebuild.ts";
import type { Session } from "./shapes.ts";

let user: Awaited<ReturnType<typeof newUser>>;
const send = <Body = Record<string, unknown>>(method: string, path: string, body?: unknown) =>
  call<Body>(method, path, { token: user.token, body });

const pull = { repo_owner: "acme", repo_name: "api" };
const add = (pr_number: number, start_time: string, end_time: string) =>
  send("POST", "/sessions", { ...pull, pr_number, start_time, end_time });

beforeEach(async () => {
  resetEnv({ RATE_LIMIT_PER_MINUTE: "100000" });
  resetLimits();
  user = await newUser();
});

/** One action of a user; numbers select among the rows that exist at that time. */
const operation = fc.oneof(
  fc.record({
    kind: fc.constant("start" as const),
    pr: fc.integer({ min: 1, max: 3 }),
    minutesAgo: fc.integer({ min: 0, max: 1400 }),
  }),
  fc.record({
    kind: fc.constant("end" as const),
    at: fc.nat(),
    seconds: fc.option(fc.integer({ min: 0, max: 80_000 })),
  }),
  fc.record({
    kind: fc.constant("hand" as const),
    hoursAgo: fc.integer({ min: 30, max: 400 }),
    minutes: fc.integer({ min: 0, max: 1440 }),
  }),
  fc.record({ kind: fc.constant("edit" as const), at: fc.nat(), minutes: fc.integer({ min: -600, max: 600 }) }),
  fc.record({ kind: fc.constant("delete" as const), at: fc.nat() }),
  fc.record({ kind: fc.constant("delete many" as const), at: fc.nat(), count: fc.integer({ min: 1, max: 5 }) }),
  fc.record({ kind: fc.constant("restore" as const), from: fc.nat(), count: fc.integer({ min: 1, max: 5 }) }),
  fc.record({
    kind: fc.constant("sync" as const),
    id: fc.integer({ min: 1, max: 4 }),
    hoursAgo: fc.integer({ min: 1, max: 100 }),
  }),
  fc.record({ kind: fc.constant("zone" as const), zone: fc.constantFrom("America/New_York", "Asia/Kathmandu", "UTC") }),
);

type Operation = typeof operation extends fc.Arbitrary<infer T> ? T : never;

/** Deleted sessions, in order of deletion, restored or not. */
let deleted: number[] = [];

async function perform(step: Operation): Promise<void> {
  const { body: page } = await send<{ sessions: Session[] }>("GET", "/sessions?limit=100");
  const chosen = "at" in step ? page.sessions[step.at % Math.max(1, page.sessions.length)] : undefined;
  const now = Date.now();
  if (step.kind === "start") {
    const start_time = new Date(now - step.minutesAgo * 60_000).toISOString();
    await send("POST", "/sessions/start", { ...pull, pr_number: step.pr, start_time });
  } else if (step.kind === "end" && chosen) {
    await send("PATCH", `/sessions/${chosen.id}/end`, step.seconds === null ? {} : { duration_seconds: step.seconds });
  } else if (step.kind === "hand") {
    const start = now - step.hoursAgo * 3_600_000;
    const end_time = new Date(start + step.minutes * 60_000).toISOString();
    await send("POST", "/sessions", { ...pull, pr_number: 9, start_time: new Date(start).toISOString(), end_time });
  } else if (step.kind === "edit" && chosen) {
    const start_time = new Date(Date.parse(chosen.start_time) + step.minutes * 60_000).toISOString();
    await send("PATCH", `/sessions/${chosen.id}`, { start_time });
  } else if (step.kind === "delete" && chosen) {
    deleted.push(chosen.id);
    await send("DELETE", `/sessions/${chosen.id}`, undefined);
  } else if (step.kind === "delete many" && chosen) {
    const first = page.sessions.indexOf(chosen);
    const session_ids = page.sessions.slice(first, first + step.count).map((session) => session.id);
    deleted.push(...session_ids);
    await send("POST", "/sessions/delete", { session_ids });
  } else if (step.kind === "restore" && deleted.length > 0) {
    const first = step.from % deleted.length;
    const { status } = await send("POST", "/sessions/restore", {
      session_ids: deleted.slice(first, first + step.count),
    });
    expect(status).toBe(200);
  } else if (step.kind === "sync") {
    const start = now - step.hoursAgo * 3_600_000;
    const item = {
      ...pull,
      pr_number: 5,
      client_session_id: `0198c0de-0000-4000-8000-00000000000${step.id}`,
      start_time: new Date(start).toISOString(),
      end_time: new Date(start + 3_000_000).toISOString(),
    };
    await send("POST", "/sessions/sync", { sessions: [item] });
  } else if (step.kind === "zone") {
    await send("PATCH", "/auth/me", { timezone: step.zone });
  }
}

describe("daily_stats", () => {
  test("equals the sessions after any sequence of operations, and its days sum to the durations", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(operation, { minLength: 1, maxLength: 16 }), async (steps) => {
        user = await newUser({ timezone: "America/New_York" });
        deleted = [];
        for (const step of steps) await perform(step);
        const { differences } = await verifyStats(false);
        expect(differences.filter((difference) => difference.user_id === user.id)).toEqual([]);
        const sessions = await (await db())
          .select()
          .from(trackingSessions)
          .where(eq(trackingSessions.user_id, user.id));
        const ended = sessions.filter((session) => session.end_time !== null);
        const days = await storedDays(user.id);
        expect(days.reduce((sum, day) => sum + day.seconds, 0)).toBe(
          ended.reduce((sum, session) => sum + (session.duration_seconds ?? 0), 0),
        );
        expect(days.reduce((sum, day) => sum + day.count, 0)).toBe(ended.length);
      }),
      { numRuns: 40 },
    );
  });

  test("has no empty day for a session without activity that crossed midnight", async () => {
    user = await newUser({ timezone: "America/New_York" });
    // 23 hours and 53 minutes always cross a midnight.
    await send("POST", "/sessions/start", { ...pull, pr_number: 2, start_time: new Date(Date.now() - 86_000_000) });
    const { body: page } = await send<{ sessions: Session[] }>("GET", "/sessions");
    await send("PATCH", `/sessions/${page.sessions[0]?.id}/end`, { duration_seconds: 0 });
    const days = await storedDays(user.id);
    expect(days.map(({ seconds, count }) => ({ seconds, count }))).toEqual([{ seconds: 0, count: 1 }]);
    await send("POST", "/sessions/delete", { session_ids: page.sessions.map(({ id }) => id) });
    expect(await storedDays(user.id)).toEqual([]);
  });

  test("is recomputed when the zone changes", async () => {
    await add(1, "2026-01-01T18:00:00Z", "2026-01-01T19:00:00Z");
    await (await db()).transaction((tx) => rebuildForTimezone(tx, user.id, "Asia/Kathmandu"));
    expect((await storedDays(user.id)).sort((a, b) => (a.date < b.date ? -1 : 1))).toEqual([
      { date: "2026-01-01", seconds: 900, count: 1 },
      { date: "2026-01-02", seconds: 2700, count: 0 },
    ]);
  });

  test("is verified against the sessions, and repaired by rebuilding when it was tampered with", async () => {
    await add(1, "2026-01-01T18:00:00Z", "2026-01-01T19:00:00Z");
    const orm = await db();
    await orm.update(dailyStats).set({ total_seconds: 1 }).where(eq(dailyStats.user_id, user.id));
    await orm.insert(dailyStats).values({ user_id: user.id, date: "2025-01-01", total_seconds: 0, session_count: 0 });
    const mine = async (mend: boolean) =>
      (await verifyStats(mend)).differences.filter((difference) => difference.user_id === user.id);
    expect(await mine(true)).toEqual([
      { user_id: user.id, date: "2025-01-01", stored: { seconds: 0, count: 0 }, actual: { seconds: 0, count: 0 } },
      { user_id: user.id, date: "2026-01-01", stored: { seconds: 1, count: 1 }, actual: { seconds: 3600, count: 1 } },
    ]);
    expect(await mine(false)).toEqual([]);
  });
});
