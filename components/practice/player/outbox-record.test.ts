import { describe, expect, test } from "vitest";
import { answered, isOver, meaningOf, nextCall, type Waiting } from "./outbox-record.ts";

const at = Date.parse("2026-03-01T09:00:00.000Z");
const result = { duration_seconds: 30, completed_poses: 1, skipped_poses: 0, outcomes: [] };

const waiting = (more: Partial<Waiting> = {}): Waiting => ({
  key: "0b7e4a8e-6c0b-4f8e-9a55-1f2f3f4f5f6f",
  person: 1,
  sequence_id: 7,
  copy: { name: "Desk Break", style: "desk", poses: [] },
  begun: at,
  ended: null,
  id: null,
  started: null,
  result,
  revision: 1,
  told: 0,
  completed: false,
  mood: null,
  note: null,
  wordsWait: false,
  discarded: false,
  refused: null,
  ...more,
});

const hour = 3_600_000;

describe("what is sent next", () => {
  test("a beginning that is sent at once lets the server say when", () => {
    const call = nextCall(waiting(), at + 800, 0);
    expect(call).toMatchObject({ what: "begin", path: "/practice/sessions" });
    expect(call?.body).not.toHaveProperty("started_at");
  });

  test("a beginning that is sent later says when it was, by the server's clock, and what was played", () => {
    const call = nextCall(waiting(), at + hour, -90_000);
    expect(call?.body).toEqual({
      sequence_id: 7,
      client_session_id: waiting().key,
      copy: { name: "Desk Break", style: "desk", poses: [] },
      started_at: "2026-03-01T08:58:30.000Z",
    });
  });

  test("progress is told once for each change, and not of a practice that is over", () => {
    expect(nextCall(waiting({ id: 3 }), at, 0)).toMatchObject({ what: "progress", method: "PATCH" });
    expect(nextCall(waiting({ id: 3, told: 1 }), at, 0)).toBeUndefined();
    expect(nextCall(waiting({ id: 3, ended: at + 1000 }), at, 0)).toMatchObject({ what: "complete" });
    expect(nextCall(waiting({ id: 3, ended: at, completed: true }), at, 0)).toBeUndefined();
  });

  test("an end that is told late says when it was, never before the beginning", () => {
    const late = waiting({ id: 3, ended: at + 60_000, started: "2026-03-01T09:00:00.500Z" });
    expect(nextCall(late, at + hour, 0)?.body).toMatchObject({ ended_at: "2026-03-01T09:01:00.000Z", mood: null });
    const quick = waiting({ id: 3, ended: at, started: "2026-03-01T09:00:00.500Z" });
    expect(nextCall(quick, at + hour, 0)?.body).toMatchObject({ ended_at: "2026-03-01T09:00:00.500Z" });
  });

  test("nothing is sent of what was refused; what was discarded is removed where the server has it", () => {
    expect(nextCall(waiting({ refused: { message: "No", at } }), at, 0)).toBeUndefined();
    expect(nextCall(waiting({ discarded: true }), at, 0)).toBeUndefined();
    expect(nextCall(waiting({ discarded: true, id: 3 }), at, 0)).toMatchObject({ what: "remove", method: "DELETE" });
  });
});

describe("what an answer changes", () => {
  test("words that changed while the end was on its way are sent after it", () => {
    const sent = waiting({ id: 3, ended: at });
    const call = nextCall(sent, at, 0);
    if (!call) throw new Error("There is an end to send");
    expect(answered({ ...sent, mood: "calm" }, call, sent, {})).toMatchObject({ completed: true, wordsWait: true });
    expect(answered(sent, call, sent, {})).toMatchObject({ completed: true, wordsWait: false });
  });

  test("progress made while some was on its way still waits", () => {
    const sent = waiting({ id: 3 });
    const after = answered({ ...sent, revision: 2 }, { what: "progress", method: "PATCH", path: "/x" }, sent, {});
    expect(nextCall(after, at, 0)).toMatchObject({ what: "progress" });
  });

  test("what may succeed later is kept, what cannot is not tried for ever", () => {
    for (const status of [429, 500, 503]) expect(meaningOf(status, "", "complete")).toBe("later");
    expect(meaningOf(403, "CSRF_FAILED", "begin")).toBe("later");
    expect(meaningOf(401, "UNAUTHORIZED", "begin")).toBe("signed-out");
    for (const status of [403, 404, 422]) expect(meaningOf(status, "", "complete")).toBe("refused");
    expect(meaningOf(409, "CONFLICT", "progress")).toBe("done");
    expect(meaningOf(404, "NOT_FOUND", "remove")).toBe("done");
  });
});

describe("how long it is kept", () => {
  test("until the server knows all of it", () => {
    expect(isOver(waiting({ ended: at }), at + 24 * 24 * hour)).toBe(false);
    expect(isOver(waiting({ id: 3, ended: at, completed: true, wordsWait: true }), at)).toBe(false);
    expect(isOver(waiting({ id: 3, ended: at, completed: true }), at)).toBe(true);
  });

  test("a refused one for a week, an unfinished one for a day", () => {
    const refused = waiting({ refused: { message: "No", at } });
    expect([isOver(refused, at + 6 * 24 * hour), isOver(refused, at + 8 * 24 * hour)]).toEqual([false, true]);
    expect([isOver(waiting(), at + 24 * hour), isOver(waiting(), at + 26 * hour)]).toEqual([false, true]);
  });
});
