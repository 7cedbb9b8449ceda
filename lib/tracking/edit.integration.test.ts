import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { resetLimits } from "@/lib/api/limits.ts";
import { resetEnv } from "@/lib/core/env.ts";
import { newUser } from "@/lib/testing/accounts.ts";
import { call } from "@/lib/testing/http.ts";
import { storedDays, storedSessions } from "@/lib/testing/tracking.ts";
import type { Session } from "./shapes.ts";

const pull = { repo_owner: "acme", repo_name: "api", pr_number: 1 };
const at = (time: string) => vi.setSystemTime(new Date(`2026-01-05T${time}Z`));

let user: Awaited<ReturnType<typeof newUser>>;
const send = <Body = Session>(method: string, path: string, body?: unknown, token = user.token) =>
  call<Body>(method, path, { token, body });
const edit = (id: number, body: Record<string, unknown>) => send("PATCH", `/sessions/${id}`, body);

async function added(): Promise<Session> {
  const times = { start_time: "2026-01-05T08:00:00Z", end_time: "2026-01-05T09:00:00Z" };
  const { status, body } = await send("POST", "/sessions", { ...pull, ...times, note: "first", tags: ["a"] });
  expect(status).toBe(201);
  return body;
}

beforeEach(async () => {
  resetEnv({ RATE_LIMIT_PER_MINUTE: "100000" });
  resetLimits();
  vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-01-05T12:00:00Z") });
  user = await newUser();
});
afterEach(() => void vi.useRealTimers());

describe("an edit with `updated_at` as its caller saw it", () => {
  test("is applied when that is still current, and rejected with 409 after another edit", async () => {
    const seen = await added();
    const first = await edit(seen.id, { note: "mine", expected_updated_at: seen.updated_at });
    expect([first.status, first.body.note]).toEqual([200, "mine"]);
    const late = await send<{ code: string; message: string }>("PATCH", `/sessions/${seen.id}`, {
      start_time: "2026-01-05T08:30:00Z",
      expected_updated_at: seen.updated_at,
    });
    expect([late.status, late.body.code]).toEqual([409, "CONFLICT"]);
    expect(late.body.message).toContain("has changed");
    expect((await send("GET", `/sessions/${seen.id}`)).body).toEqual(first.body);
    expect(await storedDays(user.id)).toEqual([{ date: "2026-01-05", seconds: 3600, count: 1 }]);
  });

  test("detects another edit within the same millisecond", async () => {
    const seen = await added();
    const first = (await edit(seen.id, { note: "one" })).body;
    expect(Date.parse(first.updated_at)).toBe(Date.parse(seen.updated_at) + 1);
    expect((await edit(seen.id, { note: "two", expected_updated_at: seen.updated_at })).status).toBe(409);
    expect((await edit(seen.id, { note: "two", expected_updated_at: first.updated_at })).status).toBe(200);
  });

  test("is rejected when the session has ended since, even within the same millisecond", async () => {
    const running = (await send("POST", "/sessions/start", pull)).body;
    await send("PATCH", `/sessions/${running.id}/end`);
    const late = await edit(running.id, { note: "x", expected_updated_at: running.updated_at });
    expect(late.status).toBe(409);
    const again = (await send("POST", "/sessions/start", pull)).body;
    await send("POST", "/sessions/start", { ...pull, pr_number: 2 });
    expect((await edit(again.id, { note: "x", expected_updated_at: again.updated_at })).status).toBe(409);
  });

  test("concurrent with another: exactly one is applied, and the other gets the conflict", async () => {
    for (let round = 0; round < 10; round++) {
      const seen = await added();
      const answers = await Promise.all(
        ["left", "right"].map((note) => edit(seen.id, { note, expected_updated_at: seen.updated_at })),
      );
      expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
      const winner = answers.find((answer) => answer.status === 200)?.body;
      expect((await send("GET", `/sessions/${seen.id}`)).body).toEqual(winner);
    }
  });

  test("succeeds when the session already has these values, as in a retry after a lost response", async () => {
    const seen = await added();
    const wishes = [
      { note: "again", tags: ["b", "c"], repo_name: "web" },
      { start_time: "2026-01-05T08:10:00+00:00", end_time: "2026-01-05T10:00:00+01:00" },
      // More active time than the span moves the start back: the retry does not find the start it sent.
      { start_time: "2026-01-05T08:30:00Z", duration_seconds: 7200 },
      { note: null },
    ];
    let { updated_at } = seen;
    for (const wish of wishes) {
      const asked = { ...wish, expected_updated_at: updated_at };
      const first = await edit(seen.id, asked);
      expect(first.status).toBe(200);
      at("13:00:00");
      const repeat = await edit(seen.id, asked);
      expect([repeat.status, repeat.body]).toEqual([200, first.body]);
      updated_at = first.body.updated_at;
    }
    // The requested values are no longer current: the retry must not overwrite later changes.
    expect((await edit(seen.id, { ...wishes[0], note: "again", expected_updated_at: seen.updated_at })).status).toBe(
      409,
    );
  });

  test("reports the conflict rather than times that no longer fit together", async () => {
    const seen = await added();
    await edit(seen.id, { start_time: "2026-01-05T07:00:00Z", end_time: "2026-01-05T07:30:00Z" });
    const late = await edit(seen.id, { start_time: "2026-01-05T08:30:00Z", expected_updated_at: seen.updated_at });
    expect(late.status).toBe(409);
    const { status } = await edit(seen.id, { start_time: "2026-01-05T08:30:00Z" });
    expect(status).toBe(422);
  });

  test("confirms the times of a session that the server ended", async () => {
    const running = (await send("POST", "/sessions/start", { ...pull, start_time: "2026-01-05T11:00:00Z" })).body;
    await send("POST", "/sessions/start", { ...pull, pr_number: 2 });
    const ended = (await send("GET", `/sessions/${running.id}`)).body;
    expect(ended.ended_by).toBe("superseded");
    const asked = { end_time: ended.end_time, expected_updated_at: ended.updated_at };
    expect((await edit(running.id, asked)).body).toMatchObject({ ended_by: "user", end_time: ended.end_time });
  });

  test("needs an instant, and does not find another user's session", async () => {
    const seen = await added();
    for (const expected_updated_at of ["banana", "", 5, "2026-01-05"]) {
      expect((await edit(seen.id, { note: "x", expected_updated_at })).status).toBe(422);
    }
    const other = await newUser();
    const asked = { note: "x", expected_updated_at: seen.updated_at };
    expect((await send("PATCH", `/sessions/${seen.id}`, asked, other.token)).status).toBe(404);
    expect((await send("PATCH", `/sessions/${seen.id}`, asked, "none")).status).toBe(401);
    expect((await storedSessions(user.id))[0]?.note).toBe("first");
  });
});

test("an edit without it is applied whatever the session has become", async () => {
  const seen = await added();
  await edit(seen.id, { note: "one" });
  expect((await edit(seen.id, { note: "two" })).body.note).toBe("two");
});

test("an edit that changes nothing does not touch `updated_at`", async () => {
  const seen = await added();
  at("13:00:00");
  for (const same of [{}, { note: "first" }, { end_time: seen.end_time }, { duration_seconds: 3600, tags: ["a"] }]) {
    expect((await edit(seen.id, same)).body).toEqual(seen);
  }
});

describe("a session added manually with a client's id", () => {
  const client_session_id = "0198c0de-0000-4000-8000-000000000001";
  const past = { ...pull, start_time: "2026-01-04T23:30:00Z", end_time: "2026-01-05T00:30:00Z", client_session_id };

  test("is added once, however often it is sent", async () => {
    const first = await send("POST", "/sessions", { ...past, note: "kept" });
    expect([first.status, first.body.client_session_id]).toEqual([201, client_session_id]);
    const again = await send("POST", "/sessions", { ...past, client_session_id: client_session_id.toUpperCase() });
    expect([again.status, again.body]).toEqual([200, first.body]);
    expect(await storedDays(user.id)).toEqual([
      { date: "2026-01-04", seconds: 1800, count: 1 },
      { date: "2026-01-05", seconds: 1800, count: 0 },
    ]);
  });

  test("sent ten times concurrently is one session", async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => send("POST", "/sessions", past)));
    expect(answers.map((answer) => answer.status).sort()).toEqual([...Array(9).fill(200), 201]);
    expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1);
    expect(await storedSessions(user.id)).toHaveLength(1);
  });

  test("is scoped to the user: the same id of another account is another session", async () => {
    const first = await send("POST", "/sessions", past);
    const other = await newUser();
    const theirs = await send("POST", "/sessions", past, other.token);
    expect([theirs.status, theirs.body.id === first.body.id]).toEqual([201, false]);
  });
});
