import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { resetLimits } from "@/lib/api/limits.ts";
import { resetEnv } from "@/lib/core/env.ts";
import { newUser } from "@/lib/testing/accounts.ts";
import { call } from "@/lib/testing/http.ts";
import { storedDays, storedSessions } from "@/lib/testing/tracking.ts";
import type { Session } from "./shapes.ts";
import { endStale } from "./stale.ts";

type Started = Session & { ended_session_id?: number };

const pr = (pr_number: number) => ({ repo_owner: "acme", repo_name: "api", pr_number });
const at = (time: string) => vi.setSystemTime(new Date(`2026-01-05T${time}Z`));

let user: Awaited<ReturnType<typeof newUser>>;
const send = <Body = Session>(method: string, path: string, body?: unknown) =>
  call<Body>(method, path, { token: user.token, body });
const start = (body: Record<string, unknown>) => send<Started>("POST", "/sessions/start", body);
const rows = (id = user.id) => storedSessions(id);
const days = (id = user.id) => storedDays(id);

beforeEach(async () => {
  resetEnv({ RATE_LIMIT_PER_MINUTE: "100000" });
  resetLimits();
  vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-01-05T09:00:00Z") });
  user = await newUser();
});
afterEach(() => void vi.useRealTimers());

describe("starting", () => {
  test("returns 201 with the running session", async () => {
    const { status, body } = await start({ ...pr(1), source: "extension" });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      ...pr(1),
      status: "active",
      start_time: "2026-01-05T09:00:00.000Z",
      source: "extension",
    });
    expect(body.session_id).toBe(body.id);
    expect(body).not.toHaveProperty("ended_session_id");
  });

  test("on another pull request ends the running one, at the new start", async () => {
    const first = (await start(pr(1))).body;
    at("09:10:00.250");
    const { status, body } = await start({ ...pr(2), start_time: "2026-01-05T09:10:00.000Z" });
    expect(status).toBe(201);
    expect(body.ended_session_id).toBe(first.id);
    expect((await send("GET", `/sessions/${first.id}`)).body).toMatchObject({
      status: "completed",
      ended_by: "superseded",
      end_time: "2026-01-05T09:10:00.000Z",
      duration_seconds: 600,
    });
    expect(await days()).toEqual([{ date: "2026-01-05", seconds: 600, count: 1 }]);
  });

  test("on the running session's pull request returns 200 with it", async () => {
    const first = (await start(pr(1))).body;
    at("09:10:00");
    const { status, body } = await start(pr(1));
    expect([status, body.id]).toEqual([200, first.id]);
    expect(await rows()).toHaveLength(1);
  });

  test("twice with one client_session_id is one session, ended or not", async () => {
    const client_session_id = "0198C0DE-0000-4000-8000-000000000001";
    const first = (await start({ ...pr(1), client_session_id })).body;
    await send("PATCH", `/sessions/${first.id}/end`, {});
    const again = await start({ ...pr(2), client_session_id: client_session_id.toLowerCase() });
    expect([again.status, again.body.id]).toEqual([200, first.id]);
    const other = await newUser();
    const theirs = await call("POST", "/sessions/start", { token: other.token, body: { ...pr(1), client_session_id } });
    expect(theirs.status).toBe(201);
  });

  test("before the running one began ends that one where it began", async () => {
    const first = (await start(pr(1))).body;
    const { body } = await start({ ...pr(2), start_time: "2026-01-05T08:00:00Z" });
    expect(body.ended_session_id).toBe(first.id);
    expect((await send("GET", `/sessions/${first.id}`)).body).toMatchObject({
      duration_seconds: 0,
      end_time: first.start_time,
    });
  });

  test("twenty times concurrently leaves one running and every second accounted for", async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, (_, index) => start(pr(index + 1))));
    expect(answers.map((answer) => answer.status)).toEqual(Array(20).fill(201));
    const all = await rows();
    expect(all.filter((row) => row.end_time === null)).toHaveLength(1);
    expect(all).toHaveLength(20);
    expect(await days()).toEqual([{ date: "2026-01-05", seconds: 0, count: 19 }]);
  });

  test("twenty times concurrently on one pull request creates one session", async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => start(pr(1))));
    expect(answers.filter((answer) => answer.status === 201)).toHaveLength(1);
    expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1);
  });

  test("more than five minutes ahead or 24 hours back is rejected and changes nothing", async () => {
    for (const start_time of ["2026-01-05T09:05:00.001Z", "2026-01-04T08:59:59Z"]) {
      const { status, body } = await send<{ detail: unknown }>("POST", "/sessions/start", { ...pr(1), start_time });
      expect(status).toBe(422);
      expect(body.detail).toEqual([expect.objectContaining({ loc: ["body", "start_time"] })]);
    }
    expect(await rows()).toHaveLength(0);
  });
});

describe("ending", () => {
  test("without a body, and with an empty one, ends now", async () => {
    const { id } = (await start(pr(1))).body;
    at("10:00:00");
    const ended = await send("PATCH", `/sessions/${id}/end`);
    expect(ended.status).toBe(200);
    expect(ended.body).toMatchObject({ status: "completed", ended_by: "user", duration_seconds: 3600 });
    at("11:00:00");
    for (const later of [
      { duration_seconds: 5 },
      { end_time: "2027-01-01T00:00:00Z" },
      { end_time: "2020-01-01T00:00:00Z" },
    ]) {
      const again = await send("PATCH", `/sessions/${id}/end`, later);
      expect([again.status, again.body]).toEqual([200, ended.body]);
    }
    expect(await days()).toEqual([{ date: "2026-01-05", seconds: 3600, count: 1 }]);
  });

  test("an offline client's session counts the 600 s it sends, ending now", async () => {
    const { id } = (await start(pr(1))).body;
    at("09:00:00.030");
    const { body } = await send("PATCH", `/sessions/${id}/end`, { duration_seconds: 600 });
    expect(body).toMatchObject({
      start_time: "2026-01-05T08:50:00.030Z",
      end_time: "2026-01-05T09:00:00.030Z",
      duration_seconds: 600,
    });
  });

  test("twenty times concurrently ends once, with the same response for all", async () => {
    const { id } = (await start(pr(1))).body;
    at("09:45:00");
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => send("PATCH", `/sessions/${id}/end`, { duration_seconds: 600 + index })),
    );
    expect(answers.map((answer) => answer.status)).toEqual(Array(20).fill(200));
    expect(new Set(answers.map((answer) => answer.text)).size).toBe(1);
    expect((await days())[0]).toMatchObject({ count: 1, seconds: answers[0]?.body.duration_seconds });
  });

  test("corrects the server's end once, and only once", async () => {
    const { id } = (await start(pr(1))).body;
    at("09:10:00");
    await start(pr(2));
    at("09:20:00");
    const corrected = await send("PATCH", `/sessions/${id}/end`, { end_time: "2026-01-05T09:05:00Z" });
    expect(corrected.body).toMatchObject({
      ended_by: "user",
      duration_seconds: 300,
      end_time: "2026-01-05T09:05:00.000Z",
    });
    expect(await days()).toEqual([{ date: "2026-01-05", seconds: 300, count: 1 }]);
    const again = await send("PATCH", `/sessions/${id}/end`, { end_time: "2026-01-05T09:09:00Z" });
    expect(again.body).toEqual(corrected.body);
  });

  test("rejects ends before the start, in the future, and spans over 24 hours", async () => {
    const { id } = (await start(pr(1))).body;
    for (const body of [
      { end_time: "2026-01-05T08:59:59.999Z" },
      { end_time: "2026-01-05T09:05:00.001Z" },
      { duration_seconds: 86_401 },
      { duration_seconds: -1 },
      { duration_seconds: 1.5 },
    ]) {
      expect((await send("PATCH", `/sessions/${id}/end`, body)).status).toBe(422);
    }
    expect((await rows())[0]?.end_time).toBeNull();
  });
});

describe("a session without a heartbeat", () => {
  test("is ended by the sweep at its last one, 15 minutes after it", async () => {
    const { id } = (await start(pr(1))).body;
    at("09:12:00");
    await send("POST", `/sessions/${id}/heartbeat`, { idle_seconds: 60 });
    at("09:25:59.999");
    await endStale(new Date());
    expect((await rows())[0]?.end_time).toBeNull();
    at("09:26:00.001");
    await endStale(new Date());
    expect((await send("GET", `/sessions/${id}`)).body).toMatchObject({
      ended_by: "stale",
      status: "completed",
      end_time: "2026-01-05T09:11:00.000Z",
      duration_seconds: 660,
    });
  });

  test("is stale for the next start too, swept or not", async () => {
    const { id } = (await start(pr(1))).body;
    at("10:00:00");
    const { status, body } = await start(pr(1));
    expect([status, body.id === id, body.ended_session_id]).toEqual([201, false, undefined]);
    expect((await rows())[0]).toMatchObject({ ended_by: "stale", duration_seconds: 0 });
  });

  test("is not revived by a late heartbeat", async () => {
    const { id } = (await start(pr(1))).body;
    at("09:30:00");
    await endStale(new Date());
    const { status, body } = await send("POST", `/sessions/${id}/heartbeat`, {});
    expect([status, body.status]).toEqual([200, "completed"]);
  });
});
