import { eq } from "drizzle-orm";
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { db } from "@/db/index.ts";
import { users } from "@/db/schema/index.ts";
import { resetLimits } from "@/lib/api/limits.ts";
import { resetEnv } from "@/lib/core/env.ts";
import { newLogin, newUser } from "@/lib/testing/accounts.ts";
import { call } from "@/lib/testing/http.ts";
import {
  newPoses,
  newSequence,
  practising,
  type Refusal,
  refusal,
  stepOf,
  storedPractices,
} from "@/lib/testing/practice.ts";
import type { PracticeDetail } from "./shapes.ts";
import { abandonIdle } from "./sweep.ts";

let user: Awaited<ReturnType<typeof newUser>>;
let plainPoses: string[];
let sequence: number;

const { send, begin: beginOf, edit, complete } = practising(() => user.token);
const begin = <Body = PracticeDetail>({
  sequence_id = sequence,
  ...values
}: {
  sequence_id?: number;
  [field: string]: unknown;
} = {}) => beginOf<Body>(sequence_id, values);
/** Sets the clock; the user signs in again, as logins end after a day. */
const at = async (instant: string) => {
  vi.setSystemTime(new Date(instant));
  user = { ...user, ...(await newLogin(user)) };
};
const version = async () =>
  (await (await db()).select().from(users).where(eq(users.id, user.id)))[0]?.data_version ?? -1;

beforeAll(async () => {
  plainPoses = await newPoses(3);
});
beforeEach(async () => {
  resetEnv({ RATE_LIMIT_PER_MINUTE: "100000" });
  resetLimits();
  vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-03-10T09:00:00Z") });
  user = await newUser({ timezone: "Europe/Berlin" });
  sequence = await newSequence(
    user.token,
    plainPoses.map((slug) => stepOf(slug)),
  );
});
afterEach(() => void vi.useRealTimers());

describe("progress", () => {
  test("is stored, and raises the version", async () => {
    const { id } = (await begin()).body;
    const before = await version();
    await at("2026-03-10T09:02:00Z");
    const outcomes = [{ position: 0, outcome: "completed", held_seconds: 100 }];
    const { status, body } = await edit(id, { duration_seconds: 110, completed_poses: 1, outcomes });
    expect(status).toBe(200);
    expect(body).toMatchObject({ status: "active", duration_seconds: 110, completed_poses: 1, outcomes });
    expect(body.updated_at).toBe("2026-03-10T09:02:00.000Z");
    expect(await version()).toBe(before + 1);
    expect((await edit(id, {})).body).toEqual(body);
    expect(await version()).toBe(before + 1);
  });

  test("is rejected beyond the steps and the elapsed time, and then writes nothing", async () => {
    const { id, ...begun } = (await begin()).body;
    const outcome = (position: number) => ({ position, outcome: "completed", held_seconds: 1 });
    for (const [values, place] of [
      [{ completed_poses: 4 }, "body.completed_poses"],
      [{ completed_poses: 2, skipped_poses: 2 }, "body.skipped_poses"],
      [{ outcomes: [outcome(3)] }, "body.outcomes.0.position"],
      [{ outcomes: [outcome(0), outcome(0)] }, "body.outcomes.1.position"],
      [{ duration_seconds: 301 }, "body.duration_seconds"],
      [{ duration_seconds: -1 }, "body.duration_seconds"],
    ] as const) {
      expect(refusal(await edit<Refusal>(id, values))).toEqual([422, place]);
    }
    await edit(id, { completed_poses: 2 });
    expect(refusal(await edit<Refusal>(id, { skipped_poses: 2 }))).toEqual([422, "body.skipped_poses"]);
    expect((await send("GET", `/practice/sessions/${id}`)).body).toMatchObject({
      ...begun,
      ...{ completed_poses: 2, updated_at: expect.any(String) },
    });
  });

  test("of an ended practice is a conflict; time held, mood and note can still be corrected", async () => {
    const { id } = (await begin()).body;
    await at("2026-03-10T09:10:00Z");
    const done = (await complete(id, { mood: "calm" })).body;
    for (const values of [{ completed_poses: 1 }, { skipped_poses: 1, note: "x" }, { outcomes: [] }]) {
      const answer = await edit<Refusal>(id, values);
      expect([answer.status, answer.body.code]).toEqual([409, "CONFLICT"]);
    }
    expect(refusal(await edit<Refusal>(id, { duration_seconds: 901 }))).toEqual([422, "body.duration_seconds"]);
    const { achievements: _earned, ...before } = done;
    expect((await send("GET", `/practice/sessions/${id}`)).body).toEqual(before);
    const changed = await edit(id, { duration_seconds: 30, mood: null, note: "Too short" });
    expect(changed.status).toBe(200);
    expect(changed.body).toMatchObject({ duration_seconds: 30, mood: null, note: "Too short", counts: false });
  });
});

describe("completing", () => {
  test("ends the practice with the sent values", async () => {
    const { id } = (await begin()).body;
    await at("2026-03-10T09:06:00Z");
    const edit = { mood: "calm", note: "Good", outcomes: [{ position: 2, outcome: "partial", held_seconds: 50 }] };
    const { status, body } = await complete(id, { completed_poses: 2, ...edit });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      ...{ ...edit, status: "completed", ended_at: "2026-03-10T09:06:00.000Z", duration_seconds: 300 },
      ...{ completed_poses: 2, skipped_poses: 0, counts: true },
    });
  });

  test("twenty times concurrently is one completion, with the same response for all", async () => {
    const { id } = (await begin()).body;
    const before = await version();
    await at("2026-03-10T09:06:00Z");
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => complete(id, { duration_seconds: 200 + index, note: `${index}` })),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    await at("2026-03-11T09:06:00Z");
    const again = await complete(id, { duration_seconds: 1, completed_poses: 99 });
    expect(again.text).toBe(answers[0]?.text);
    expect(await version()).toBeGreaterThan(before);
  });

  test("counts from thirty per cent of the time on", async () => {
    const held = async (duration_seconds: number) => {
      const { id } = (await begin({ started_at: "2026-03-10T08:00:00Z" })).body;
      return (await complete(id, { duration_seconds, completed_poses: 1 })).body.counts;
    };
    expect(await held(89)).toBe(false);
    expect(await held(90)).toBe(true);
    sequence = await newSequence(user.token, [stepOf(plainPoses[0] ?? "", { hold_seconds: 1000 })]);
    expect([await held(299), await held(300), await held(0)]).toEqual([false, true, false]);
  });

  test("rejects more poses than there are, more time than has elapsed, and impossible ends", async () => {
    const { id } = (await begin()).body;
    await at("2026-03-10T09:06:00Z");
    const outcome = (position: number) => ({ position, outcome: "completed", held_seconds: 1 });
    const before = await storedPractices(user.id);
    const day = await version();
    for (const [values, place] of [
      [{ completed_poses: 4 }, "body.completed_poses"],
      [{ completed_poses: 3, skipped_poses: 1 }, "body.skipped_poses"],
      [{ duration_seconds: 661 }, "body.duration_seconds"],
      [{ outcomes: [outcome(3)] }, "body.outcomes.0.position"],
      [{ outcomes: [outcome(1), outcome(1)] }, "body.outcomes.1.position"],
      [{ ended_at: "2026-03-10T08:59:59Z" }, "body.ended_at"],
      [{ ended_at: "2026-03-10T09:11:00.001Z" }, "body.ended_at"],
      [{ ended_at: "2026-03-10T09:00:00Z", duration_seconds: 301 }, "body.duration_seconds"],
    ] as const) {
      expect(refusal(await complete<Refusal>(id, values))).toEqual([422, place]);
    }
    expect(await storedPractices(user.id)).toEqual(before);
    expect(await version()).toBe(day);
    expect((await complete(id, { ended_at: "2026-03-10T09:04:00Z" })).body.ended_at).toBe("2026-03-10T09:04:00.000Z");
  });

  test("still works for an abandoned one: its result came late", async () => {
    const { id } = (await begin()).body;
    await at("2026-03-10T09:02:00Z");
    await edit(id, { duration_seconds: 100, completed_poses: 1 });
    const day = await version();
    await abandonIdle(new Date("2026-03-11T09:01:59.999Z"));
    expect((await send("GET", `/practice/sessions/${id}`)).body.status).toBe("active");
    await abandonIdle(new Date("2026-03-11T09:02:00Z"));
    expect(await version()).toBe(day + 1);
    const abandoned = (await send("GET", `/practice/sessions/${id}`)).body;
    expect(abandoned).toMatchObject({ status: "abandoned", ended_at: "2026-03-10T09:02:00.000Z", counts: false });
    expect(abandoned).toMatchObject({ duration_seconds: 100, completed_poses: 1 });
    await at("2026-03-12T09:00:00Z");
    expect((await edit(id, { completed_poses: 2 })).status).toBe(409);
    const { body } = await complete(id, { ended_at: "2026-03-10T09:05:30Z" });
    expect(body).toMatchObject({ status: "completed", ended_at: "2026-03-10T09:05:30.000Z", counts: true });
    await abandonIdle(new Date("2026-03-20T09:00:00Z"));
    expect((await send("GET", `/practice/sessions/${id}`)).body.status).toBe("completed");
  });
});

describe("access", () => {
  test("another user's practice is not found by any operation", async () => {
    const { id } = (await begin()).body;
    const other = await newUser({ role: "admin" });
    const before = await storedPractices(user.id);
    for (const [method, path, body] of [
      ["GET", `/practice/sessions/${id}`, undefined],
      ["PATCH", `/practice/sessions/${id}`, { note: "mine" }],
      ["POST", `/practice/sessions/${id}/complete`, { duration_seconds: 1, completed_poses: 1, skipped_poses: 0 }],
      ["DELETE", `/practice/sessions/${id}`, undefined],
    ] as const) {
      expect((await call(method, path, { token: other.token, body })).status).toBe(404);
    }
    expect(await storedPractices(user.id)).toEqual(before);
    expect((await call("GET", "/practice/sessions", { token: other.token })).body.total).toBe(0);
  });

  test("a signed-out user is rejected, and a viewer can only read", async () => {
    const { id } = (await begin()).body;
    const viewer = await newUser({ role: "viewer" });
    for (const [method, path, body] of [
      ["POST", "/practice/sessions", { sequence_id: sequence }],
      ["PATCH", `/practice/sessions/${id}`, { note: "mine" }],
      ["POST", `/practice/sessions/${id}/complete`, { duration_seconds: 1, completed_poses: 1, skipped_poses: 0 }],
      ["DELETE", `/practice/sessions/${id}`, undefined],
    ] as const) {
      expect((await call(method, path, { body })).status).toBe(401);
      expect((await call(method, path, { token: viewer.token, body })).status).toBe(403);
    }
    for (const path of [
      "/practice/sessions",
      "/practice/stats",
      "/practice/calendar",
      "/practice/today",
      "/achievements",
    ]) {
      expect((await call("GET", path)).status).toBe(401);
      expect((await call("GET", path, { token: viewer.token })).status).toBe(200);
    }
  });
});
