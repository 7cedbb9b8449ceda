import { describe, expect, it } from "vitest";
import type { Session } from "@/lib/tracking/shapes.ts";
import { applyAll, isProvisional, type Operation, type Tracked } from "./pending.ts";

const nine = Date.parse("2026-03-02T09:00:00.000Z");
const minute = 60_000;
const iso = (instant: number) => new Date(instant).toISOString();
const next = { repo_owner: "vercel", repo_name: "next.js", pr_number: 1 };
const react = { repo_owner: "facebook", repo_name: "react", pr_number: 2 };
const key = (digit: number) => `${String(digit).repeat(8)}-0000-4000-8000-000000000000`;

function session(id: number, of: typeof next, minutes: number | null): Session {
  return {
    id,
    session_id: id,
    ...of,
    start_time: iso(nine),
    end_time: minutes === null ? null : iso(nine + minutes * minute),
    duration_seconds: minutes === null ? null : minutes * 60,
    status: minutes === null ? "active" : "completed",
    ended_by: minutes === null ? null : "user",
    client_session_id: null,
    source: null,
    pr_title: null,
    branch: null,
    note: null,
    tags: [],
    created_at: iso(nine),
    updated_at: iso(nine),
  };
}

const idle: Tracked = { ended: [], running: null };
const start = (digit: number, at: number, pullRequest = next): Operation => ({
  kind: "start",
  key: key(digit),
  at,
  pullRequest,
});

describe("a start", () => {
  it("runs at once, under a number that is not the server's", () => {
    const { running } = applyAll(idle, [start(1, nine)]);
    expect(running).toMatchObject({ ...next, start_time: iso(nine), end_time: null, client_session_id: key(1) });
    expect(running && isProvisional(running)).toBe(true);
  });

  it("ends the session that runs on another pull request", () => {
    const after = applyAll({ ended: [], running: session(7, react, null) }, [start(1, nine + 5 * minute)]);
    expect(after.ended).toMatchObject([{ id: 7, duration_seconds: 300, ended_by: "superseded", status: "completed" }]);
    expect(after.running).toMatchObject(next);
  });

  it("changes nothing on the pull request that runs, nor once the server has answered", () => {
    const running = session(7, next, null);
    expect(applyAll({ ended: [], running }, [start(1, nine)]).running).toBe(running);
    const answered = { ...session(8, react, null), client_session_id: key(1) };
    expect(applyAll({ ended: [], running: answered }, [start(1, nine, react)])).toEqual({
      ended: [],
      running: answered,
    });
  });
});

describe("an end", () => {
  it("ends what runs, also what the server has not heard of yet", () => {
    const begun = applyAll(idle, [start(1, nine)]);
    const end = { kind: "end", key: key(2), at: nine + 3 * minute, session: begun.running as Session } as const;
    const after = applyAll(idle, [start(1, nine), end]);
    expect(after.running).toBeNull();
    expect(after.ended).toMatchObject([{ duration_seconds: 180, end_time: iso(nine + 3 * minute) }]);
  });

  it("leaves another session running", () => {
    const running = session(7, next, null);
    const end = { kind: "end", key: key(2), at: nine, session: session(6, react, null) } as const;
    expect(applyAll({ ended: [], running }, [end]).running).toBe(running);
  });

  it("never counts less than nothing", () => {
    const running = session(7, next, null);
    const end = { kind: "end", key: key(2), at: nine - minute, session: running } as const;
    expect(applyAll({ ended: [], running }, [end]).ended).toMatchObject([{ duration_seconds: 0, end_time: iso(nine) }]);
  });
});

describe("an edit", () => {
  const before = session(7, next, 30);

  it("shows, and new times set the duration", () => {
    const changes = { end_time: iso(nine + 45 * minute), note: "Found it" };
    const after = applyAll({ ended: [before], running: null }, [
      { kind: "edit", key: key(1), at: nine, session: before, changes },
    ]);
    expect(after.ended).toMatchObject([{ id: 7, duration_seconds: 2700, note: "Found it", tags: [] }]);
  });

  it("of a note leaves the active time alone", () => {
    const idleAtTimes = { ...before, duration_seconds: 600 };
    const after = applyAll({ ended: [idleAtTimes], running: null }, [
      { kind: "edit", key: key(1), at: nine, session: before, changes: { note: "x" } },
    ]);
    expect(after.ended).toMatchObject([{ duration_seconds: 600, note: "x" }]);
  });
});

describe("deleting and undoing", () => {
  const two = [session(1, next, 10), session(2, react, 20)];

  it("takes away and gives back the same sessions", () => {
    const remove: Operation = { kind: "remove", key: key(1), at: nine, sessions: two };
    const restore: Operation = { kind: "restore", key: key(2), at: nine, sessions: two };
    expect(applyAll({ ended: two, running: null }, [remove]).ended).toEqual([]);
    const back = applyAll({ ended: two, running: null }, [remove, restore]).ended;
    expect(back.map(({ id }) => id).sort()).toEqual([1, 2]);
  });

  it("gives a running session back as running, or ended when another one runs", () => {
    const running = session(7, next, null);
    const restore: Operation = { kind: "restore", key: key(2), at: nine + minute, sessions: [running] };
    expect(applyAll(idle, [restore]).running).toBe(running);
    const other = session(8, react, null);
    const after = applyAll({ ended: [], running: other }, [restore]);
    expect(after.running).toBe(other);
    expect(after.ended).toMatchObject([{ id: 7, duration_seconds: 60 }]);
  });
});

it("an addition is there once, before and after the server's answer", () => {
  const times = { start_time: iso(nine), end_time: iso(nine + 20 * minute) };
  const add: Operation = {
    kind: "add",
    key: key(3),
    at: nine + 99 * minute,
    session: { ...next, ...times, note: "By hand", tags: ["deep"] },
  };
  expect(applyAll(idle, [add]).ended).toMatchObject([{ duration_seconds: 1200, note: "By hand", tags: ["deep"] }]);
  const answered = { ...session(9, next, 20), client_session_id: key(3) };
  expect(applyAll({ ended: [answered], running: null }, [add]).ended).toEqual([answered]);
});
