import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import { resetLimits } from "@/lib/api/limits.ts";
import { resetEnv } from "@/lib/core/env.ts";
import { newUser } from "@/lib/testing/accounts.ts";
import { call } from "@/lib/testing/http.ts";
import { storedDays, storedSessions } from "@/lib/testing/tracking.ts";

// Records made offline are sent as one batch, and an invalid one must not reject the others.

let user: Awaited<ReturnType<typeof newUser>>;
const send = <Body>(path: string, body: unknown) => call<Body>("POST", path, { token: user.token, body });

beforeEach(async () => {
  resetEnv({ RATE_LIMIT_PER_MINUTE: "100000" });
  resetLimits();
  user = await newUser();
});

describe("a batch of sessions", () => {
  interface Answer {
    results: { client_session_id: string | null; status: string; session_id?: number; error?: string }[];
  }
  const sync = (sessions: unknown[]) => send<Answer>("/sessions/sync", { sessions });
  const session = (more: object = {}) => ({
    client_session_id: randomUUID(),
    repo_owner: "acme",
    repo_name: "api",
    pr_number: 1,
    start_time: "2026-01-05T09:00:00Z",
    end_time: "2026-01-05T09:10:00Z",
    ...more,
  });

  test("is stored without the invalid ones, each of which gets its error", async () => {
    const first = session();
    const bad: [sent: unknown, error: string][] = [
      [session({ pr_number: "1" }), "pr_number"],
      [session({ pr_number: 1.5 }), "pr_number"],
      [session({ repo_owner: "no spaces" }), "repo_owner"],
      [session({ start_time: "yesterday" }), "start_time"],
      [session({ end_time: undefined }), "end_time"],
      [session({ end_time: "2026-01-05T08:00:00Z" }), "Must end after it starts"],
      [session({ start_time: "2026-01-03T09:00:00Z" }), "24 hours"],
      [session({ colour: "red" }), "Unknown field: colour"],
      [session({ client_session_id: "not a uuid" }), "client_session_id"],
      [session({ client_session_id: 5 }), "client_session_id"],
      [{}, "client_session_id"],
      [null, "expected object"],
      ["text", "expected object"],
      [[session()], "expected object"],
    ];
    const last = session({ client_session_id: first.client_session_id.toUpperCase() });
    const { status, body } = await sync([first, ...bad.map(([sent]) => sent), session(), last]);
    expect(status).toBe(200);
    expect(body.results.map((result) => result.status)).toEqual([
      "created",
      ...bad.map(() => "rejected"),
      "created",
      "duplicate",
    ]);
    for (const [index, [sent, error]] of bad.entries()) {
      const result = body.results[index + 1];
      expect(result?.error).toContain(error);
      expect(result).not.toHaveProperty("session_id");
      const id =
        typeof sent === "object" && sent !== null && "client_session_id" in sent ? sent.client_session_id : null;
      expect(result?.client_session_id).toBe(typeof id === "string" ? id : null);
    }
    expect(body.results.at(-1)?.session_id).toBe(body.results[0]?.session_id);
    expect(await storedSessions(user.id)).toHaveLength(2);
    expect(await storedDays(user.id)).toEqual([{ date: "2026-01-05", seconds: 1200, count: 2 }]);
    // Sent again, nothing changes.
    const again = await sync([first, ...bad.map(([sent]) => sent)]);
    expect(again.body.results[0]).toMatchObject({ status: "duplicate" });
    expect(await storedSessions(user.id)).toHaveLength(2);
  });

  test("without any valid item changes nothing at all", async () => {
    const version = async () =>
      (await call<{ version: number }>("GET", "/stats/summary", { token: user.token })).body.version;
    const before = await version();
    expect((await sync([{}, 1])).body.results.map((result) => result.status)).toEqual(["rejected", "rejected"]);
    expect(await version()).toBe(before);
  });

  test("is rejected when it is not a list, empty, or longer than 500", async () => {
    for (const sessions of [undefined, "x", {}, [], Array.from({ length: 501 }, () => session())]) {
      expect((await send("/sessions/sync", { sessions })).status).toBe(422);
    }
    expect(await storedSessions(user.id)).toHaveLength(0);
  });
});

describe("a batch of activities", () => {
  interface Answer {
    created_count: number;
    activity_ids: number[];
    results: { status: string; activity_id?: number; session_id?: number | null; error?: string }[];
  }
  const activity = { activity_type: "approve", repo_owner: "acme", repo_name: "api", pr_number: 1 };

  test("stores those whose session is deleted or another user's without it, and rejects invalid ones", async () => {
    const own = (await send<{ id: number }>("/sessions/start", { repo_owner: "acme", repo_name: "api", pr_number: 1 }))
      .body.id;
    const other = await newUser();
    const body = { repo_owner: "a", repo_name: "b", pr_number: 1 };
    const theirs = (await call<{ id: number }>("POST", "/sessions/start", { token: other.token, body })).body.id;
    const answer = await send<Answer>("/activities/batch", {
      activities: [
        { ...activity, session_id: own },
        { ...activity, session_id: theirs },
        { ...activity, session_id: 1e15 },
        activity,
        { ...activity, activity_type: "wave" },
        { ...activity, created_at: "2999-01-01T00:00:00Z" },
        { ...activity, session_id: "1" },
        null,
      ],
    });
    expect(answer.status).toBe(201);
    const { created_count, activity_ids, results } = answer.body;
    expect([created_count, activity_ids.length]).toEqual([4, 4]);
    expect(results).toEqual([
      { status: "created", activity_id: activity_ids[0], session_id: own },
      { status: "created", activity_id: activity_ids[1], session_id: null },
      { status: "created", activity_id: activity_ids[2], session_id: null },
      { status: "created", activity_id: activity_ids[3], session_id: null },
      { status: "rejected", error: expect.stringContaining("activity_type") },
      { status: "rejected", error: expect.stringContaining("future") },
      { status: "rejected", error: expect.stringContaining("session_id") },
      { status: "rejected", error: expect.stringContaining("expected object") },
    ]);
    const listed = await call<{ total: number }>("GET", "/activities", { token: user.token });
    expect(listed.body.total).toBe(4);
    expect((await send<Answer>("/activities/batch", { activities: [null] })).body).toMatchObject({ created_count: 0 });
    expect((await send("/activities/batch", { activities: Array(101).fill(activity) })).status).toBe(422);
  });
});
