import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db/index.ts";
import { conversations } from "@/db/schema/index.ts";
import { useModel } from "@/lib/assistant/model-call.ts";
import type { newUser } from "@/lib/testing/accounts.ts";
import { answerWith, calling, newChatter, saying } from "@/lib/testing/assistant.ts";
import { call } from "@/lib/testing/http.ts";
import { newPoses, newSequence, stepOf } from "@/lib/testing/practice.ts";

let me: Awaited<ReturnType<typeof newUser>>;
let poses: string[];
/** Rows an account has before the write under test, all by id. */
let has: { session: number; running: number; task: number; sequence: number; practice: number; conversation: number };

interface Summary {
  version: number;
  versions: { tracking: number; tasks: number; practice: number; assistant: number };
}

const send = <Body = { id: number }>(method: string, path: string, body?: unknown) =>
  call<Body>(method, path, { token: me.token, body });
const look = async () => (await send<Summary>("GET", "/stats/summary")).body;
const pull = { repo_owner: "acme", repo_name: "api", pr_number: 1 };
const past = { ...pull, start_time: "2026-01-05T09:00:00Z", end_time: "2026-01-05T10:00:00Z" };

beforeAll(async () => {
  poses = await newPoses(3);
});

beforeEach(async () => {
  me = await newChatter();
  const made = async (path: string, body: unknown) => (await send("POST", path, body)).body.id;
  const sequence = await newSequence(
    me.token,
    poses.map((slug) => stepOf(slug)),
  );
  const [row] = await (await db()).insert(conversations).values({ user_id: me.id, title: "Hi" }).returning();
  has = {
    sequence,
    session: await made("/sessions", past),
    running: await made("/sessions/start", { ...pull, pr_number: 2 }),
    task: await made("/tasks", { title: "Buy milk" }),
    practice: await made("/practice/sessions", { sequence_id: sequence }),
    conversation: row?.id ?? 0,
  };
  await send("PUT", `/sequences/${sequence}/favorite`);
});
afterEach(() => useModel(undefined));

type Write = [method: string, path: string, body?: unknown];

const activity = { ...pull, activity_type: "comment" };
const offline = { ...past, client_session_id: "0198c0de-0000-4000-8000-000000000001" };
const play = { duration_seconds: 0, completed_poses: 0, skipped_poses: 3 };

const writes: [domain: keyof Summary["versions"], what: string, write: () => Write][] = [
  ["tracking", "a start", () => ["POST", "/sessions/start", pull]],
  ["tracking", "an end", () => ["PATCH", `/sessions/${has.running}/end`, {}]],
  ["tracking", "a session by hand", () => ["POST", "/sessions", past]],
  ["tracking", "an edit of a session", () => ["PATCH", `/sessions/${has.session}`, { note: "x" }]],
  ["tracking", "a deletion", () => ["DELETE", `/sessions/${has.session}`]],
  ["tracking", "a deletion of many", () => ["POST", "/sessions/delete", { session_ids: [has.session] }]],
  ["tracking", "a restored session", () => ["POST", "/sessions/restore", { session_ids: [has.session] }]],
  ["tracking", "sessions told later", () => ["POST", "/sessions/sync", { sessions: [offline] }]],
  ["tracking", "an activity", () => ["POST", "/activities", activity]],
  ["tracking", "a batch of activities", () => ["POST", "/activities/batch", { activities: [activity] }]],
  ["tasks", "a task", () => ["POST", "/tasks", { title: "Call" }]],
  ["tasks", "an edit of a task", () => ["PATCH", `/tasks/${has.task}`, { title: "Call" }]],
  ["tasks", "a completed task", () => ["POST", `/tasks/${has.task}/complete`]],
  ["tasks", "a reopened task", () => ["POST", `/tasks/${has.task}/reopen`]],
  ["tasks", "a change of many tasks", () => ["POST", "/tasks/change", { action: "complete", task_ids: [has.task] }]],
  ["tasks", "a deleted task", () => ["DELETE", `/tasks/${has.task}`]],
  ["tasks", "a restored task", () => ["POST", "/tasks/restore", { task_ids: [has.task] }]],
  ["practice", "a sequence", () => ["POST", "/sequences", sequenceOf("Mine")]],
  ["practice", "an edit of a sequence", () => ["PATCH", `/sequences/${has.sequence}`, { name: "Anew" }]],
  ["practice", "a copy of a sequence", () => ["POST", `/sequences/${has.sequence}/duplicate`]],
  ["practice", "a favorite", () => ["PUT", `/sequences/${has.sequence}/favorite`]],
  ["practice", "a favorite no more", () => ["DELETE", `/sequences/${has.sequence}/favorite`]],
  ["practice", "a deleted sequence", () => ["DELETE", `/sequences/${has.sequence}`]],
  ["practice", "a practice", () => ["POST", "/practice/sessions", { sequence_id: has.sequence }]],
  ["practice", "an edit of a practice", () => ["PATCH", `/practice/sessions/${has.practice}`, { note: "x" }]],
  ["practice", "a completed practice", () => ["POST", `/practice/sessions/${has.practice}/complete`, play]],
  ["practice", "a deleted practice", () => ["DELETE", `/practice/sessions/${has.practice}`]],
  ["assistant", "a renamed conversation", () => ["PATCH", `/conversations/${has.conversation}`, { title: "Anew" }]],
  ["assistant", "a deleted conversation", () => ["DELETE", `/conversations/${has.conversation}`]],
];

const sequenceOf = (name: string) => ({
  ...{ name, style: "hatha", difficulty: "beginner", focus_area: "hips" },
  poses: poses.map((slug) => stepOf(slug)),
});

describe("the versions that a write raises", () => {
  test.each(writes)("are %s after %s", async (domain, _, write) => {
    const before = await look();
    const { status } = await send(...write());
    expect([200, 201, 204]).toContain(status);
    const version = before.version + 1;
    expect(await look()).toMatchObject({ version, versions: { ...before.versions, [domain]: version } });
  });

  test("are the assistant's at the start and at the end of an answer", async () => {
    answerWith(() => saying("Hello"));
    const before = await look();
    expect((await send("POST", `/users/${me.id}/chat`, { message: "Hi" })).status).toBe(200);
    const version = before.version + 2;
    expect(await look()).toMatchObject({ version, versions: { ...before.versions, assistant: version } });
  });

  test("are both domains' when a tool of the assistant writes", async () => {
    answerWith((_, n) => (n === 1 ? calling(["add_task", { title: "Call" }]) : saying("Added.")));
    const before = await look();
    expect((await send("POST", `/users/${me.id}/chat`, { message: "Add a task" })).status).toBe(200);
    const { version, versions } = await look();
    expect([version, versions]).toEqual([
      before.version + 3,
      { ...before.versions, assistant: before.version + 3, tasks: before.version + 2 },
    ]);
  });

  test("are all that depend on days after a change of time zone, and on weeks after a change of the first day", async () => {
    const before = await look();
    await send("PATCH", "/auth/me", { timezone: "Asia/Kathmandu", week_start: "sunday" });
    const zoned = await look();
    const [first, second] = [before.version + 1, before.version + 2];
    expect(zoned).toMatchObject({
      version: first,
      versions: { tracking: first, tasks: first, practice: first, assistant: before.versions.assistant },
    });
    await send("PATCH", "/auth/me", { timezone: "Asia/Kathmandu", week_start: "monday" });
    expect(await look()).toMatchObject({
      version: second,
      versions: { ...zoned.versions, tracking: second, practice: second },
    });
  });

  test("are none after a heartbeat, a change of name, a new token, or a rejected write", async () => {
    const before = await look();
    await send("POST", `/sessions/${has.running}/heartbeat`, {});
    await send("PATCH", "/auth/me", { name: "Ada", timezone: "UTC", week_start: "monday" });
    await send("POST", "/auth/tokens", { name: "x", scopes: ["read"] });
    for (const [method, path, body] of [
      ["PATCH", "/tasks/999", { title: "x" }],
      ["DELETE", "/sessions/999999999", undefined],
      ["PUT", "/sequences/999999999/favorite", undefined],
      ["PATCH", "/conversations/999999999", { title: "x" }],
      ["POST", "/tasks", { title: "" }],
    ] as const) {
      expect((await send(method, path, body)).status).toBeGreaterThanOrEqual(400);
    }
    const { version, versions } = await look();
    expect({ version, versions }).toEqual({ version: before.version, versions: before.versions });
  });
});

describe("a cached response", () => {
  const tracked = ["/stats/daily", "/stats/weekly", "/stats/year", "/stats/repos", "/stats/tags", "/activities/stats"];
  const practised = ["/practice/stats", "/practice/calendar", "/practice/today", "/achievements"];
  const mixed = ["/stats/summary", "/stats/today"];
  const etags = async (paths: string[]) =>
    Promise.all(paths.map(async (path) => (await send("GET", path)).headers.get("etag")));

  test.each<[string, Write, stay: string[], change: string[]]>([
    ["a task", ["POST", "/tasks", { title: "Call" }], [...tracked, ...practised], mixed],
    ["a session", ["POST", "/sessions", past], practised, [...tracked, ...mixed]],
    ["the first day of the week", ["PATCH", "/auth/me", { week_start: "sunday" }], [], [...tracked, ...practised]],
    ["the time zone", ["PATCH", "/auth/me", { timezone: "Europe/Rome" }], [], [...tracked, ...practised, ...mixed]],
  ])("stays valid after %s unless it depends on it", async (_, write, stay, change) => {
    const [unchanged, outdated] = [await etags(stay), await etags(change)];
    expect([...unchanged, ...outdated]).not.toContain(null);
    expect((await send(...write)).status).toBeLessThan(300);
    expect(await etags(stay)).toEqual(unchanged);
    for (const [index, etag] of (await etags(change)).entries()) expect(etag).not.toBe(outdated[index]);
  });

  test("of practices is invalidated by a practice, and those of tracked time are not", async () => {
    const [same, outdated] = [await etags(tracked), await etags(practised)];
    await send("POST", `/practice/sessions/${has.practice}/complete`, play);
    expect(await etags(tracked)).toEqual(same);
    for (const [index, etag] of (await etags(practised)).entries()) expect(etag).not.toBe(outdated[index]);
  });
});
