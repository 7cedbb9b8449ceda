import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { db } from "@/db/index.ts";
import { activities, deletedSessions } from "@/db/schema/index.ts";
import { resetLimits } from "@/lib/api/limits.ts";
import { resetEnv } from "@/lib/core/env.ts";
import { newUser } from "@/lib/testing/accounts.ts";
import { call } from "@/lib/testing/http.ts";
import { storedDays, storedSessions } from "@/lib/testing/tracking.ts";
import { sweepDeleted } from "./deleted.ts";
import { verifyStats } from "./rebuild.ts";
import type { Session } from "./shapes.ts";

const pr = (pr_number: number) => ({ repo_owner: "acme", repo_name: "api", pr_number });
const at = (time: string) => vi.setSystemTime(new Date(`2026-01-05T${time}Z`));

let user: Awaited<ReturnType<typeof newUser>>;
const send = <Body = Session>(method: string, path: string, body?: unknown, token = user.token) =>
  call<Body>(method, path, { token, body });
const start = async (number: number, more = {}) =>
  (await send("POST", "/sessions/start", { ...pr(number), ...more })).body;
const add = async (number: number, start_time: string, end_time: string, more = {}) =>
  (await send("POST", "/sessions", { ...pr(number), start_time, end_time, ...more })).body;
const remove = (ids: unknown, token?: string) =>
  send<{ session_ids: number[] }>("POST", "/sessions/delete", { session_ids: ids }, token);
const restore = (ids: unknown, token?: string) =>
  send<{ sessions: Session[] }>("POST", "/sessions/restore", { session_ids: ids }, token);
const get = async (id: number) => (await send("GET", `/sessions/${id}`)).body;
const storedRows = async () =>
  (await (await db()).select().from(deletedSessions).where(eq(deletedSessions.user_id, user.id))).map((row) => row.id);

beforeEach(async () => {
  resetEnv({ RATE_LIMIT_PER_MINUTE: "100000" });
  resetLimits();
  vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-01-05T12:00:00Z") });
  user = await newUser({ timezone: "America/New_York" });
});
afterEach(async () => {
  const { differences } = await verifyStats(false);
  expect(differences.filter((difference) => difference.user_id === user.id)).toEqual([]);
  vi.useRealTimers();
});

describe("deleting many", () => {
  test("subtracts each from its days, midnight-crossing ones from both, and restoring restores all", async () => {
    // 23:30 to 00:30 in New York.
    const night = await add(1, "2026-01-04T04:30:00Z", "2026-01-04T05:30:00Z", { note: "late", tags: ["deep"] });
    const day = await add(2, "2026-01-04T15:00:00Z", "2026-01-04T16:00:00Z");
    const stays = await add(3, "2026-01-04T17:00:00Z", "2026-01-04T17:10:00Z");
    const before = await storedDays(user.id);
    at("12:10:00");
    const deleted = await remove([day.id, night.id, day.id]);
    expect(deleted.status).toBe(200);
    expect(deleted.body.session_ids.sort()).toEqual([night.id, day.id].sort());
    expect(await storedDays(user.id)).toEqual([{ date: "2026-01-04", seconds: 600, count: 1 }]);
    expect((await send("GET", `/sessions/${night.id}`)).status).toBe(404);
    at("12:20:00");
    const back = await restore([day.id, night.id]);
    expect([back.status, back.body.sessions]).toEqual([200, [day, night]]);
    expect(await storedDays(user.id)).toEqual(before);
    expect(await storedRows()).toEqual([]);
    expect(await get(stays.id)).toEqual(stays);
  });

  test("returns only the caller's ids, and a repeat returns the same", async () => {
    const mine = await add(1, "2026-01-04T15:00:00Z", "2026-01-04T16:00:00Z");
    const other = await newUser();
    const theirs = (
      await send("POST", "/sessions", { ...pr(1), start_time: mine.start_time, end_time: mine.end_time }, other.token)
    ).body;
    for (let round = 0; round < 2; round++) {
      expect((await remove([mine.id, theirs.id, Number.MAX_SAFE_INTEGER])).body).toEqual({ session_ids: [mine.id] });
    }
    expect((await remove([mine.id], other.token)).body).toEqual({ session_ids: [] });
    expect((await restore([mine.id], other.token)).body).toEqual({ sessions: [] });
    expect(await storedSessions(other.id)).toHaveLength(1);
    expect(await storedRows()).toEqual([mine.id]);
  });

  test("accepts one to 500 ids, and only when signed in", async () => {
    const ids = Array.from({ length: 501 }, (_, index) => index + 1);
    for (const path of ["/sessions/delete", "/sessions/restore"]) {
      for (const session_ids of [[], ids, ["1"], [0], [-1], [1.5], null, 1, [Number.MAX_SAFE_INTEGER + 1]]) {
        expect([path, session_ids, (await send("POST", path, { session_ids })).status]).toEqual([
          path,
          session_ids,
          422,
        ]);
      }
      expect((await send("POST", path, { session_ids: ids.slice(1) })).status).toBe(200);
      expect((await send("POST", path, { session_ids: [1] }, "none")).status).toBe(401);
      const viewer = await newUser({ role: "viewer" });
      expect((await send("POST", path, { session_ids: [1] }, viewer.token)).status).toBe(403);
    }
  });

  test("of 500 sessions and restoring them leads to the same days", async () => {
    const day = (index: number) => new Date(Date.UTC(2025, 5, 1, index * 7, index % 60));
    for (const portion of [0, 250]) {
      const sessions = Array.from({ length: 250 }, (_, index) => ({
        ...pr(1),
        client_session_id: `0198c0de-0000-4000-8000-${String(portion + index).padStart(12, "0")}`,
        start_time: day(portion + index).toISOString(),
        end_time: new Date(day(portion + index).getTime() + 7_200_000).toISOString(),
      }));
      await send("POST", "/sessions/sync", { sessions });
    }
    const before = [await storedSessions(user.id), await storedDays(user.id)];
    const ids = (await storedSessions(user.id)).map((row) => row.id);
    expect(ids).toHaveLength(500);
    expect((await remove(ids)).body.session_ids).toHaveLength(500);
    expect([await storedSessions(user.id), await storedDays(user.id)]).toEqual([[], []]);
    expect((await restore(ids)).body.sessions).toHaveLength(500);
    expect([await storedSessions(user.id), await storedDays(user.id)]).toEqual(before);
  });

  test("concurrently with others deletes each session once", async () => {
    const ids: number[] = [];
    for (let number = 1; number <= 6; number++) {
      ids.push((await add(number, "2026-01-04T15:00:00Z", "2026-01-04T16:00:00Z")).id);
    }
    const one = await add(9, "2026-01-04T15:00:00Z", "2026-01-04T15:01:00Z");
    const answers = await Promise.all([
      remove(ids.slice(0, 4)),
      remove(ids.slice(2)),
      send("DELETE", `/sessions/${ids[3]}`),
    ]);
    expect(answers.slice(0, 2).map((answer) => answer.status)).toEqual([200, 200]);
    expect(await storedDays(user.id)).toEqual([{ date: "2026-01-04", seconds: 60, count: 1 }]);
    expect((await storedSessions(user.id)).map((row) => row.id)).toEqual([one.id]);
  });
});

describe("deleting one", () => {
  test("can be undone for an hour, and not a moment longer", async () => {
    const { id } = await add(1, "2026-01-04T15:00:00Z", "2026-01-04T16:00:00Z");
    expect((await send("DELETE", `/sessions/${id}`)).status).toBe(204);
    expect((await send("DELETE", `/sessions/${id}`)).status).toBe(404);
    at("12:59:59.999");
    expect((await restore([id])).body.sessions).toHaveLength(1);
    await send("DELETE", `/sessions/${id}`);
    at("13:59:59.999");
    expect((await restore([id])).body.sessions).toEqual([]);
    expect((await remove([id])).body.session_ids).toEqual([]);
    expect(await storedDays(user.id)).toEqual([]);
  });

  test("is purged by the sweep an hour later, and not earlier", async () => {
    const { id } = await add(1, "2026-01-04T15:00:00Z", "2026-01-04T16:00:00Z");
    await send("DELETE", `/sessions/${id}`);
    await sweepDeleted(new Date("2026-01-05T12:59:59.999Z"));
    expect(await storedRows()).toEqual([id]);
    await sweepDeleted(new Date("2026-01-05T13:00:00Z"));
    expect(await storedRows()).toEqual([]);
  });
});

describe("restoring", () => {
  test("reattaches activities to their session, unless they belong to another one since", async () => {
    const { id } = await add(1, "2026-01-04T15:00:00Z", "2026-01-04T16:00:00Z");
    const other = await add(2, "2026-01-04T15:00:00Z", "2026-01-04T16:00:00Z");
    const note = async () =>
      (
        await send<{ activity_id: number }>("POST", "/activities", {
          ...pr(1),
          activity_type: "comment",
          session_id: id,
        })
      ).body.activity_id;
    const [first, second] = [await note(), await note()];
    await remove([id]);
    const orm = await db();
    const linked = async () =>
      (
        await orm
          .select({ id: activities.id, session: activities.session_id })
          .from(activities)
          .where(eq(activities.user_id, user.id))
          .orderBy(activities.id)
      ).map((row) => row.session);
    expect(await linked()).toEqual([null, null]);
    await orm.update(activities).set({ session_id: other.id }).where(eq(activities.id, second));
    await restore([id]);
    expect([first < second, await linked()]).toEqual([true, [id, other.id]]);
  });

  test("twice, also concurrently, restores everything once and returns the same", async () => {
    const { id } = await add(1, "2026-01-04T15:00:00Z", "2026-01-04T16:00:00Z");
    await remove([id]);
    const answers = await Promise.all(Array.from({ length: 10 }, () => restore([id])));
    expect(answers.map((answer) => answer.status)).toEqual(Array(10).fill(200));
    expect(new Set(answers.map((answer) => answer.text)).size).toBe(1);
    expect(await storedDays(user.id)).toEqual([{ date: "2026-01-04", seconds: 3600, count: 1 }]);
    expect((await restore([id])).text).toBe(answers[0]?.text);
  });

  test("after a change of zone counts towards the days of the new zone", async () => {
    const { id } = await add(1, "2026-01-04T04:30:00Z", "2026-01-04T05:30:00Z");
    await remove([id]);
    await send("PATCH", "/auth/me", { timezone: "UTC" });
    await restore([id]);
    expect(await storedDays(user.id)).toEqual([{ date: "2026-01-04", seconds: 3600, count: 1 }]);
  });

  test("clears a client's id that was reused since, and keeps one that was not", async () => {
    const client_session_id = "0198c0de-0000-4000-8000-000000000001";
    const past = ["2026-01-04T15:00:00Z", "2026-01-04T16:00:00Z"] as const;
    const first = await add(1, ...past, { client_session_id });
    await remove([first.id]);
    const second = await add(1, ...past, { client_session_id });
    expect(second.id).not.toBe(first.id);
    await remove([second.id]);
    const { sessions } = (await restore([first.id, second.id])).body;
    expect(sessions.map((session) => session.client_session_id).sort()).toEqual([client_session_id, null]);
    const third = await add(3, ...past, { client_session_id });
    expect(third.pr_number).toBe(1);
  });

  test("keeps the ids of new sessions distinct from the old ones", async () => {
    const { id } = await add(1, "2026-01-04T15:00:00Z", "2026-01-04T16:00:00Z");
    await remove([id]);
    await restore([id]);
    expect((await add(2, "2026-01-04T15:00:00Z", "2026-01-04T16:00:00Z")).id).toBeGreaterThan(id);
  });
});

describe("a session that was running when it was deleted", () => {
  test("runs on, with a new heartbeat", async () => {
    const running = await start(1);
    at("12:10:00");
    await remove([running.id]);
    at("12:14:00");
    expect((await restore([running.id])).body.sessions).toEqual([running]);
    const [row] = await storedSessions(user.id);
    expect(row?.last_seen_at).toEqual(new Date("2026-01-05T12:14:00Z"));
    at("12:28:00");
    const ended = await send("PATCH", `/sessions/${running.id}/end`);
    expect(ended.body).toMatchObject({ duration_seconds: 1680, ended_by: "user" });
  });

  test("ends where another one started that runs now", async () => {
    const first = await start(1);
    at("12:05:00");
    await remove([first.id]);
    at("12:06:00");
    const second = await start(2);
    at("12:07:00");
    const { sessions } = (await restore([first.id])).body;
    expect(sessions[0]).toMatchObject({
      ended_by: "superseded",
      end_time: "2026-01-05T12:06:00.000Z",
      duration_seconds: 360,
    });
    expect(sessions[0]?.updated_at).not.toBe(first.updated_at);
    expect((await get(second.id)).status).toBe("active");
    const corrected = await send("PATCH", `/sessions/${first.id}/end`, { end_time: "2026-01-05T12:05:00Z" });
    expect(corrected.body.duration_seconds).toBe(300);
  });

  test("ends at its last heartbeat when it would have expired since", async () => {
    const running = await start(1);
    at("12:10:00");
    await send("POST", `/sessions/${running.id}/heartbeat`, {});
    await remove([running.id]);
    at("12:25:00");
    expect((await restore([running.id])).body.sessions[0]).toMatchObject({
      ended_by: "stale",
      end_time: "2026-01-05T12:10:00.000Z",
      duration_seconds: 600,
    });
  });

  test("of several that ran one after another only the last runs on", async () => {
    const first = await start(1);
    await remove([first.id]);
    at("12:05:00");
    const second = await start(2);
    await remove([second.id]);
    const { sessions } = (await restore([first.id, second.id])).body;
    expect(sessions.map(({ id, status, duration_seconds }) => [id, status, duration_seconds])).toEqual([
      [second.id, "active", null],
      [first.id, "completed", 300],
    ]);
  });

  test("restored concurrently with twenty starts leaves one running, and every second accounted for", async () => {
    const running = await start(1);
    await remove([running.id]);
    at("12:01:00");
    const answers = await Promise.all([
      ...Array.from({ length: 10 }, (_, index) => send("POST", "/sessions/start", pr(index + 10))),
      restore([running.id]),
      ...Array.from({ length: 10 }, (_, index) => send("POST", "/sessions/start", pr(index + 30))),
    ]);
    expect(answers.filter((answer) => answer.status >= 400)).toEqual([]);
    const rows = await storedSessions(user.id);
    expect(rows).toHaveLength(21);
    expect(rows.filter((row) => row.end_time === null)).toHaveLength(1);
  });
});
