import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { db } from "@/db/index.ts";
import { poses, trackingSessions, users } from "@/db/schema/index.ts";
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

let user: Awaited<ReturnType<typeof newUser>>;
let plainPoses: string[];
let sidedPoses: string[];
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
  sidedPoses = await newPoses(2, true);
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

describe("starting a practice", () => {
  test("returns 201 with a copy of the current sequence, dated in the user's zone", async () => {
    await at("2026-03-10T23:30:00Z");
    const { status, body } = await begin();
    expect(status).toBe(201);
    expect(body).toMatchObject({
      sequence_id: sequence,
      sequence_name: "Test",
      style: "hatha",
      status: "active",
      started_at: "2026-03-10T23:30:00.000Z",
      ended_at: null,
      timezone: "Europe/Berlin",
      local_date: "2026-03-11",
      total_seconds: 300,
      pose_count: 3,
      duration_seconds: 0,
      counts: false,
      outcomes: [],
    });
    expect(body.poses.map((step) => step.pose_slug)).toEqual(plainPoses);
    expect(body.poses[0]).toEqual({ ...stepOf(plainPoses[0] ?? ""), ...names(body) });
    expect((await send("GET", `/practice/sessions/${body.id}`)).body).toEqual(body);
  });

  const names = ({ poses: [first] }: PracticeDetail) => ({
    english_name: first?.english_name,
    sanskrit_name: "Āsana",
  });

  test("omits unconfirmed diacritics", async () => {
    const [slug = ""] = await newPoses(1);
    await (await db())
      .update(poses)
      .set({ unverified: ["diacritics"] })
      .where(eq(poses.slug, slug));
    const copy = { name: "Copy", style: "yin", poses: [stepOf(slug)] };
    const played = await newSequence(user.token, [stepOf(slug)]);
    for (const values of [{ sequence_id: played }, { copy }]) {
      expect((await begin(values)).body.poses[0]?.sanskrit_name).toBe("Asana");
    }
  });

  test("keeps the copy when the sequence is changed, and history when it is deleted", async () => {
    const { body } = await begin();
    const changed = { name: "Other", poses: [stepOf(plainPoses[0] ?? "")] };
    expect((await send("PATCH", `/sequences/${sequence}`, changed)).status).toBe(200);
    expect((await send("GET", `/practice/sessions/${body.id}`)).body).toEqual(body);
    expect((await send("DELETE", `/sequences/${sequence}`)).status).toBe(204);
    const after = (await complete(body.id, { duration_seconds: 200 })).body;
    expect(after).toMatchObject({ sequence_id: null, sequence_name: "Test", poses: body.poses, counts: true });
  });

  test("twenty times concurrently with one client_session_id is one practice, whatever happens to the sequence", async () => {
    const client_session_id = randomUUID();
    const answers = await Promise.all(Array.from({ length: 20 }, () => begin({ client_session_id })));
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array(19).fill(200), 201]);
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(await storedPractices(user.id)).toHaveLength(1);
    await send("DELETE", `/sequences/${sequence}`);
    await at("2026-05-10T09:00:00Z");
    const again = await begin({
      client_session_id: client_session_id.toUpperCase(),
      started_at: "2026-03-10T09:00:00Z",
    });
    expect([again.status, again.body.id]).toEqual([200, answers[0]?.body.id]);
    const other = await newUser();
    const sequence_id = await newSequence(other.token, [stepOf(plainPoses[0] ?? "")]);
    expect((await practising(() => other.token).begin(sequence_id, { client_session_id })).status).toBe(201);
  });

  test("is rejected for a missing sequence, or another user's private one; a public one may be played", async () => {
    const other = await newUser();
    const steps = [stepOf(plainPoses[0] ?? "")];
    const hidden = await newSequence(other.token, steps);
    const open = await newSequence(other.token, steps, { is_public: true });
    for (const sequence_id of [hidden, Number.MAX_SAFE_INTEGER]) {
      expect((await begin({ sequence_id })).status).toBe(404);
    }
    expect((await begin({ sequence_id: open })).status).toBe(201);
    expect(await storedPractices(user.id)).toHaveLength(1);
  });

  test("while the owner deletes its sequence either comes first or finds nothing", async () => {
    const other = await newUser();
    for (let round = 0; round < 8; round++) {
      const sequence_id = await newSequence(other.token, [stepOf(plainPoses[0] ?? "")], { is_public: true });
      const under = (await begin({ sequence_id })).body;
      const [begun, completed, deleted] = await Promise.all([
        begin({ sequence_id }),
        complete(under.id, { duration_seconds: 100, completed_poses: 1 }),
        call("DELETE", `/sequences/${sequence_id}`, { token: other.token }),
      ]);
      expect([completed.status, deleted.status]).toEqual([200, 204]);
      expect([201, 404]).toContain(begun.status);
    }
    expect((await storedPractices(user.id)).every((row) => row.sequence_id === null)).toBe(true);
  });

  test("accepts a start from five minutes ahead to thirty days back, with the local date there", async () => {
    const beginAt = async (started_at: string) => begin<PracticeDetail & Refusal>({ started_at });
    expect((await beginAt("2026-02-08T22:59:00Z")).body.local_date).toBe("2026-02-08");
    expect((await beginAt("2026-02-08T23:01:00Z")).body.local_date).toBe("2026-02-09");
    expect((await beginAt("2026-03-10T09:05:00Z")).status).toBe(201);
    for (const started_at of ["2026-03-10T09:05:00.001Z", "2026-02-08T08:59:59Z"]) {
      expect(refusal(await beginAt(started_at))).toEqual([422, "body.started_at"]);
    }
    expect(await storedPractices(user.id)).toHaveLength(3);
  });

  test("offline sends its copy, which is stored even without the sequence", async () => {
    const copy = {
      name: "As it was",
      style: "vinyasa",
      poses: [
        stepOf(sidedPoses[0] ?? "", { side: "both", transition_seconds: 5 }),
        stepOf(plainPoses[0] ?? "", { note: "Breathe" }),
      ],
    };
    const known = await begin({ copy });
    expect(known.status).toBe(201);
    expect(known.body).toMatchObject({ sequence_id: sequence, sequence_name: "As it was", style: "vinyasa" });
    expect(known.body.total_seconds).toBe(305);
    expect(known.body.poses.map(({ side, note }) => [side, note])).toEqual([
      ["both", null],
      [null, "Breathe"],
    ]);
    const hidden = await newSequence((await newUser()).token, [stepOf(plainPoses[0] ?? "")]);
    for (const sequence_id of [hidden, 999_999_999]) {
      const { status, body } = await begin({ copy, sequence_id });
      expect([status, body.sequence_id, body.sequence_name]).toEqual([201, null, "As it was"]);
    }
  });

  test("rejects a copy with an unknown pose, a side of one that has none, no pose or too many", async () => {
    const before = await version();
    const [slug = ""] = plainPoses;
    const copied = (...steps: unknown[]) => begin<Refusal>({ copy: { name: "Copy", style: "yin", poses: steps } });
    const unknown = await copied(stepOf(slug), stepOf("no-such-pose"));
    expect(refusal(unknown)).toEqual([422, "body.copy.poses.1.pose_slug"]);
    expect(refusal(await copied(stepOf(slug, { side: "left" })))).toEqual([422, "body.copy.poses.0.side"]);
    expect(refusal(await copied())).toEqual([422, "body.copy.poses"]);
    expect(refusal(await copied(...Array.from({ length: 101 }, () => stepOf(slug))))).toEqual([422, "body.copy.poses"]);
    for (const hold_seconds of [-1, 0, 36_000]) {
      const place = "body.copy.poses.0.hold_seconds";
      expect(refusal(await copied(stepOf(slug, { hold_seconds })))).toEqual([422, place]);
    }
    expect(await storedPractices(user.id)).toEqual([]);
    expect(await version()).toBe(before);
  });
});

describe("tracked work before a practice", () => {
  const minutes = (count: number) => new Date(Date.parse("2026-03-10T09:00:00Z") + count * 60_000);
  const worked = async (from: number, to: number | null, seen = to ?? 0) =>
    (await db()).insert(trackingSessions).values({
      ...{ user_id: user.id, repo_owner: "acme", repo_name: "api", pr_number: 1, start_time: minutes(from) },
      ...(to !== null && { end_time: minutes(to), duration_seconds: (to - from) * 60, ended_by: "user" as const }),
      last_seen_at: minutes(seen),
    });
  const workedBefore = async () => (await storedPractices(user.id)).at(-1)?.worked_before_seconds;

  test("is stored with it: the uninterrupted stretch, the running session included", async () => {
    await worked(-70, -40);
    await worked(-36, null, -1);
    await begin();
    expect(await workedBefore()).toBe(66 * 60);
  });

  test("ends at a gap of five minutes, and is zero after a quarter of an hour", async () => {
    await worked(-70, -40);
    await worked(-35, -15);
    await begin();
    expect(await workedBefore()).toBe(20 * 60);
    await at("2026-03-10T09:01:00Z");
    await begin();
    expect(await workedBefore()).toBe(0);
  });

  test("of a session that nobody ended goes up to its last heartbeat", async () => {
    await worked(-90, null, -40);
    await begin();
    expect(await workedBefore()).toBe(0);
    await begin({ started_at: minutes(-30).toISOString() });
    expect(await workedBefore()).toBe(50 * 60);
  });

  test("begins again after a practice that counts, and not after one that does not", async () => {
    await worked(-90, null, -1);
    const { id } = (await begin({ started_at: minutes(-30).toISOString() })).body;
    await complete(id, { ended_at: minutes(-25).toISOString(), duration_seconds: 10 });
    await begin();
    expect(await workedBefore()).toBe(90 * 60);
    await edit(id, { duration_seconds: 300 });
    await begin();
    expect(await workedBefore()).toBe(25 * 60);
  });

  test("that was recorded offline and arrives later is counted when the practice is completed", async () => {
    const { id } = (await begin()).body;
    expect(await workedBefore()).toBe(0);
    await worked(-60, 0);
    await at("2026-03-10T09:10:00Z");
    await complete(id);
    expect(await workedBefore()).toBe(3600);
  });
});
