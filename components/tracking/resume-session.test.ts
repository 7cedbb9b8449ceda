import { expect, it, vi } from "vitest";
import type { Session } from "@/lib/tracking/shapes.ts";
import { applyAll, type Operation } from "./pending.ts";
import { canResume, resumeSession } from "./resume-session.ts";

const now = Date.parse("2026-11-30T10:00:00.000Z");
const ended = {
  ...{ id: 7, session_id: 7, repo_owner: "vercel", repo_name: "next.js", pr_number: 9, client_session_id: null },
  ...{ start_time: "2026-11-30T08:00:00.000Z", end_time: "2026-11-30T09:00:00.000Z", duration_seconds: 3600 },
  ...{ note: "Long", tags: ["auth"], ended_by: "stale", status: "completed" },
} as Session;

function sender(refused?: Operation["kind"]) {
  const sent: Operation[] = [];
  const run = vi.fn(async (operation: Operation) => {
    sent.push(operation);
    if (operation.kind === refused) throw new Error("no");
    return operation.kind === "start" ? [{ ...ended, id: 8, end_time: null }] : [];
  });
  return { sent, run };
}

it("takes the ended one away and starts another one that began when it did, with its words", async () => {
  const { sent, run } = sender();
  await resumeSession(ended, now, run);
  expect(sent).toMatchObject([
    { kind: "remove", sessions: [{ id: 7 }] },
    { kind: "start", begun: ended.start_time, pullRequest: { repo_name: "next.js", pr_number: 9 } },
    { kind: "edit", session: { id: 8 }, changes: { note: "Long", tags: ["auth"] } },
  ]);
});

it("shows it running since its beginning before anything was answered", () => {
  const { sent, run } = sender();
  void resumeSession(ended, now, run);
  const { ended: left, running } = applyAll({ ended: [ended], running: null }, sent);
  expect(left).toEqual([]);
  expect(running).toMatchObject({ start_time: ended.start_time, end_time: null });
});

it("brings the ended one back when it cannot go on", async () => {
  const { sent, run } = sender("start");
  await resumeSession(ended, now, run);
  expect(sent.map(({ kind }) => kind)).toEqual(["remove", "start", "restore"]);
});

it("goes on only with what has ended and began within a day", () => {
  expect(canResume(ended, now)).toBe(true);
  expect(canResume({ ...ended, end_time: null }, now)).toBe(false);
  expect(canResume(ended, now + 24 * 3_600_000)).toBe(false);
});
