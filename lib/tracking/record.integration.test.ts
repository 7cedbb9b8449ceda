import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { resetLimits } from "@/lib/api/limits.ts";
import { resetEnv } from "@/lib/core/env.ts";
import { newUser } from "@/lib/testing/accounts.ts";
import { call } from "@/lib/testing/http.ts";
import { storedDays, storedSessions } from "@/lib/testing/tracking.ts";
import type { Session } from "./shapes.ts";
import { endStale } from "./stale.ts";

const pr = (pr_number: number) => ({ repo_owner: "acme", repo_name: "api", pr_number });
const at = (time: string) => vi.setSystemTime(new Date(`2026-01-05T${time}Z`));

let user: Awaited<ReturnType<typeof newUser>>;
const send = <Body = Session>(method: string, path: string, body?: unknown) =>
  call<Body>(method, path, { token: user.token, body });
const start = (body: Record<string, unknown>) => send("POST", "/sessions/start", body);
const rows = (id = user.id) => storedSessions(id);
const days = (id = user.id) => storedDays(id);

beforeEach(async () => {
  resetEnv({ RATE_LIMIT_PER_MINUTE: "100000" });
  resetLimits();
  vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-01-05T09:00:00Z") });
  user = await newUser();
});
afterEach(() => void vi.useRealTimers());

describe("sessions recorded offline", () => {
  const item = (number: number, start_time: string, end_time: string) => ({
    ...pr(number),
    client_session_id: `0198c0de-0000-4000-8000-00000000000${number}`,
    start_time: `2026-01-05T${start_time}Z`,
    end_time: `2026-01-05T${end_time}Z`,
  });
  const sync = (sessions: unknown[]) =>
    send<{ results: { status: string; session_id?: number; error?: string }[] }>("POST", "/sessions/sync", {
      sessions,
    });

  test("are added once however often they are sent, and each invalid one gets its error", async () => {
    const sessions = [
      item(1, "07:00:00", "07:30:00"),
      item(2, "08:00:00", "07:00:00"),
      item(3, "08:00:00", "08:10:00"),
      item(1, "07:00:00", "07:30:00"),
      { ...item(4, "08:00:00", "08:10:00"), duration_seconds: Number.MAX_SAFE_INTEGER },
    ];
    const first = await sync(sessions);
    expect(first.body.results.map((result) => result.status)).toEqual([
      ...["created", "rejected", "created", "duplicate", "rejected"],
    ]);
    expect(first.body.results[1]?.error).toBe("Must end after it starts");
    const before = await rows();
    const second = await sync(sessions);
    expect(second.body.results.map((result) => result.status)).toEqual([
      ...["duplicate", "rejected", "duplicate", "duplicate", "rejected"],
    ]);
    expect(second.body.results[0]?.session_id).toBe(first.body.results[0]?.session_id);
    expect(await rows()).toEqual(before);
    expect(await days()).toEqual([{ date: "2026-01-05", seconds: 2400, count: 2 }]);
  });

  test("end the session that was started online under the same id", async () => {
    const past = item(1, "09:00:00", "09:20:00");
    const { id } = (await start({ ...pr(1), client_session_id: past.client_session_id })).body;
    at("12:00:00");
    await endStale(new Date());
    const { body } = await sync([past]);
    expect(body.results).toEqual([{ client_session_id: past.client_session_id, status: "duplicate", session_id: id }]);
    expect((await rows())[0]).toMatchObject({ ended_by: "user", duration_seconds: 1200 });
    expect(await days()).toEqual([{ date: "2026-01-05", seconds: 1200, count: 1 }]);
  });

  test("number 1 to 500", async () => {
    expect((await sync([])).status).toBe(422);
    expect((await sync(Array(501).fill(item(1, "07:00:00", "07:30:00")))).status).toBe(422);
  });
});

describe("manually", () => {
  const past = { ...pr(7), start_time: "2026-01-04T23:30:00Z", end_time: "2026-01-05T00:30:00Z" };

  test("a past session can be added, edited and deleted, and its days follow", async () => {
    const added = await send("POST", "/sessions", { ...past, note: "pairing", tags: ["deep", "deep"] });
    expect([added.status, added.body.tags]).toEqual([201, ["deep"]]);
    expect(await days()).toEqual([
      { date: "2026-01-04", seconds: 1800, count: 1 },
      { date: "2026-01-05", seconds: 1800, count: 0 },
    ]);
    const edited = await send("PATCH", `/sessions/${added.body.id}`, {
      start_time: "2026-01-05T00:00:00Z",
      note: null,
    });
    expect(edited.body).toMatchObject({ duration_seconds: 1800, note: null, tags: ["deep"] });
    expect(await days()).toEqual([{ date: "2026-01-05", seconds: 1800, count: 1 }]);
    const shorter = await send("PATCH", `/sessions/${added.body.id}`, { duration_seconds: 60, pr_number: 8 });
    expect(shorter.body).toMatchObject({ duration_seconds: 60, pr_number: 8, start_time: "2026-01-05T00:00:00.000Z" });
    expect((await send("DELETE", `/sessions/${added.body.id}`)).status).toBe(204);
    expect(await days()).toEqual([]);
    expect((await send("GET", `/sessions/${added.body.id}`)).status).toBe(404);
  });

  test("a running session can get a note and tags, but is ended only by ending it", async () => {
    const { id } = (await start(pr(1))).body;
    expect(
      (await send("PATCH", `/sessions/${id}`, { note: "hm", start_time: "2026-01-05T08:00:00Z" })).body,
    ).toMatchObject({
      note: "hm",
      start_time: "2026-01-05T08:00:00.000Z",
      status: "active",
    });
    expect((await send("PATCH", `/sessions/${id}`, { end_time: "2026-01-05T09:00:00Z" })).status).toBe(422);
    expect((await send("PATCH", `/sessions/${id}`, { start_time: "2026-01-04T08:00:00Z" })).status).toBe(422);
  });

  test("another user's session is not found by any operation", async () => {
    const { id } = (await start(pr(1))).body;
    const other = await newUser();
    const before = await rows();
    for (const [method, path, body] of [
      ["GET", `/sessions/${id}`],
      ["PATCH", `/sessions/${id}`, { note: "mine" }],
      ["PATCH", `/sessions/${id}/end`, {}],
      ["POST", `/sessions/${id}/heartbeat`, {}],
      ["DELETE", `/sessions/${id}`],
    ] as const) {
      const answer = await call(method, path, { token: other.token, body });
      expect([method, path, answer.status, answer.body.code]).toEqual([method, path, 404, "NOT_FOUND"]);
    }
    expect(await rows()).toEqual(before);
  });
});
