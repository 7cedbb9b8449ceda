import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { resetLimits } from "@/lib/api/limits.ts";
import { resetEnv } from "@/lib/core/env.ts";
import { newLogin, newUser } from "@/lib/testing/accounts.ts";
import { call } from "@/lib/testing/http.ts";
import { storedDays, storedSessions } from "@/lib/testing/tracking.ts";
import type { Session } from "./shapes.ts";
import { endStale } from "./stale.ts";

// Server and browser asleep on one laptop: the session is still open when the next request comes.

const pr = (pr_number: number) => ({ repo_owner: "acme", repo_name: "api", pr_number });
const at = (time: string) => vi.setSystemTime(new Date(`2026-01-05T${time}Z`));

let user: Awaited<ReturnType<typeof newUser>>;
const send = <Body = Session>(method: string, path: string, body?: unknown) =>
  call<Body>(method, path, { token: user.token, body });

beforeEach(async () => {
  resetEnv({ RATE_LIMIT_PER_MINUTE: "100000" });
  resetLimits();
  vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-01-05T09:00:00Z") });
  user = await newUser();
});
afterEach(() => void vi.useRealTimers());

/** A session that began at 9:00 with its last heartbeat at 9:25; it is 17:25 now, and no sweep has run. */
async function sleepingSession(): Promise<number> {
  const { id } = (await send("POST", "/sessions/start", pr(1))).body;
  at("09:13:00");
  await send("POST", `/sessions/${id}/heartbeat`);
  at("09:25:00");
  await send("POST", `/sessions/${id}/heartbeat`);
  at("17:25:00");
  return id;
}

const died = { status: "completed", ended_by: "stale", end_time: "2026-01-05T09:25:00.000Z", duration_seconds: 1500 };

describe("a session that expired while everything slept", () => {
  test.each<[string, (id: number) => Promise<unknown>, object]>([
    ["a heartbeat", async (id) => (await send("POST", `/sessions/${id}/heartbeat`)).body, died],
    [
      "a late heartbeat that was idle",
      async (id) => (await send("POST", `/sessions/${id}/heartbeat`, { idle_seconds: 60 })).body,
      died,
    ],
    ["an end without a time", async (id) => (await send("PATCH", `/sessions/${id}/end`, {})).body, died],
    ["reading it", async (id) => (await send("GET", `/sessions/${id}`)).body, died],
    [
      "the list",
      async () => (await send<{ sessions: Session[] }>("GET", "/sessions?status=completed")).body.sessions[0],
      died,
    ],
    ["what runs", async () => (await send("GET", "/sessions/running")).body, { session: null, elapsed_seconds: 0 }],
    [
      "the day's totals",
      async () => (await send("GET", "/stats/daily")).body,
      { stats: [{ date: "2026-01-05", total_seconds: 1500, session_count: 1 }] },
    ],
    ["the export", async () => (await send("GET", "/sessions/export?format=json")).body, { sessions: [died] }],
    [
      "a note",
      async (id) => (await send("PATCH", `/sessions/${id}`, { note: "Late" })).body,
      { ...died, note: "Late" },
    ],
    [
      "a corrected end time",
      async (id) => (await send("PATCH", `/sessions/${id}`, { end_time: "2026-01-05T09:30:00Z" })).body,
      { ended_by: "user", duration_seconds: 1800 },
    ],
    [
      "a repeat of its start",
      async (id) => {
        await send("POST", "/sessions/start", pr(1));
        return (await send("GET", `/sessions/${id}`)).body;
      },
      died,
    ],
    [
      "a start on another pull request",
      async (id) => {
        const { body } = await send("POST", "/sessions/start", pr(2));
        expect(body).not.toHaveProperty("ended_session_id");
        return (await send("GET", `/sessions/${id}`)).body;
      },
      died,
    ],
    [
      "a review activity on it",
      async (id) => {
        await send("POST", "/activities", { ...pr(1), activity_type: "approve" });
        return (await send("GET", `/sessions/${id}`)).body;
      },
      died,
    ],
    [
      "an offline activity",
      async (id) => {
        await send("POST", "/activities", { ...pr(1), activity_type: "approve", created_at: "2026-01-05T09:30:00Z" });
        return (await send("GET", `/sessions/${id}`)).body;
      },
      died,
    ],
  ])("ended at its last heartbeat, according to %s", async (_name, ask, expected) => {
    const id = await sleepingSession();
    expect(await ask(id)).toMatchObject(expected);
  });

  test.each<[string, object, number, object]>([
    [
      "a plausible end time",
      { end_time: "2026-01-05T10:00:00Z" },
      200,
      { ended_by: "user", end_time: "2026-01-05T10:00:00.000Z", duration_seconds: 3600 },
    ],
    [
      "less active time than it lasted",
      { duration_seconds: 600 },
      200,
      { ended_by: "user", end_time: died.end_time, duration_seconds: 600 },
    ],
    [
      "more active time than it lasted",
      { duration_seconds: 3600 },
      200,
      {
        ended_by: "user",
        start_time: "2026-01-05T09:00:00.000Z",
        end_time: "2026-01-05T10:00:00.000Z",
        duration_seconds: 3600,
      },
    ],
    [
      "more than has elapsed since",
      { duration_seconds: 36_000 },
      200,
      { ended_by: "user", start_time: "2026-01-05T07:25:00.000Z", end_time: "2026-01-05T17:25:00.000Z" },
    ],
    [
      "both",
      { end_time: "2026-01-05T10:00:00Z", duration_seconds: 60 },
      200,
      { ended_by: "user", duration_seconds: 60 },
    ],
    ["an end before its start", { end_time: "2026-01-05T08:00:00Z" }, 422, { code: "VALIDATION_ERROR" }],
    ["an end in the future", { end_time: "2026-01-05T17:31:00Z" }, 422, { code: "VALIDATION_ERROR" }],
  ])("accepts %s as its one correction, or rejects it", async (_name, told, status, expected) => {
    const id = await sleepingSession();
    const answer = await send("PATCH", `/sessions/${id}/end`, told);
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject(expected);
    const again = await send("PATCH", `/sessions/${id}/end`, {});
    expect(again.body).toMatchObject(status === 200 ? answer.body : died);
  });

  test("whose client sends no heartbeats ends when that client says, within 24 hours", async () => {
    const { id } = (await send("POST", "/sessions/start", pr(1))).body;
    at("10:00:00");
    await endStale(new Date());
    expect((await send("PATCH", `/sessions/${id}/end`)).body).toMatchObject({
      ended_by: "user",
      duration_seconds: 3600,
    });
    const next = (await send("POST", "/sessions/start", pr(1))).body.id;
    vi.setSystemTime(new Date("2026-01-06T10:00:01Z"));
    user = { ...user, ...(await newLogin(user)) };
    expect(await send("PATCH", `/sessions/${next}/end`)).toMatchObject({
      status: 200,
      body: { ended_by: "stale", duration_seconds: 0 },
    });
  });

  test("can be ended more than 24 hours later, and the night is not counted", async () => {
    const id = await sleepingSession();
    vi.setSystemTime(new Date("2026-01-07T08:00:00Z"));
    user = { ...user, ...(await newLogin(user)) };
    expect(await send("PATCH", `/sessions/${id}/end`)).toMatchObject({ status: 200, body: died });
    expect(await send("PATCH", `/sessions/${id}/end`, { duration_seconds: 1200 })).toMatchObject({
      status: 200,
      body: { ended_by: "user", duration_seconds: 1200, end_time: died.end_time },
    });
    expect(await storedDays(user.id)).toEqual([{ date: "2026-01-05", seconds: 1200, count: 1 }]);
  });

  test("ends once, however many concurrent requests find it", async () => {
    const id = await sleepingSession();
    await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        index % 2 ? send("POST", `/sessions/${id}/heartbeat`) : send("PATCH", `/sessions/${id}/end`),
      ),
    );
    expect((await send("GET", `/sessions/${id}`)).body).toMatchObject(died);
    expect(await storedDays(user.id)).toEqual([{ date: "2026-01-05", seconds: 1500, count: 1 }]);
  });
});

describe("a review activity on the running pull request", () => {
  const seen = async () => (await storedSessions(user.id))[0]?.last_seen_at.toISOString().slice(11, 19);
  const review = (more: object = {}) => ({ ...pr(1), repo_owner: "ACME", activity_type: "comment", ...more });

  test("is a heartbeat at its own time, never in the past or the future", async () => {
    await send("POST", "/sessions/start", pr(1));
    at("09:10:00");
    await send("POST", "/activities", review());
    expect(await seen()).toBe("09:10:00");
    at("09:20:00");
    await send("POST", "/activities", review({ created_at: "2026-01-05T09:15:00Z" }));
    expect(await seen()).toBe("09:15:00");
    await send("POST", "/activities", review({ created_at: "2026-01-05T09:05:00Z" }));
    expect(await seen()).toBe("09:15:00");
    await send("POST", "/activities", review({ created_at: "2026-01-05T09:24:00Z" }));
    expect(await seen()).toBe("09:20:00");
    at("09:30:00");
    const created_at = (minute: number) => `2026-01-05T09:${minute}:00Z`;
    await send("POST", "/activities/batch", {
      activities: [26, 28, 22].map((minute) => review({ created_at: created_at(minute) })),
    });
    expect(await seen()).toBe("09:28:00");
  });

  test("keeps it running without heartbeats, and one on another pull request does not", async () => {
    const { id } = (await send("POST", "/sessions/start", pr(1))).body;
    for (const time of ["09:14:00", "09:28:00", "09:42:00"]) {
      at(time);
      await send("POST", "/activities", review());
      await endStale(new Date());
    }
    at("09:50:00");
    for (const other of [{ pr_number: 2 }, { repo_name: "web" }, { repo_owner: "acme2" }]) {
      await send("POST", "/activities", review(other));
    }
    at("09:57:00");
    await endStale(new Date());
    expect((await send("GET", `/sessions/${id}`)).body).toMatchObject({ ended_by: "stale", duration_seconds: 2520 });
  });
});
