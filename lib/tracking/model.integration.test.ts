import fc from "fast-check";
import { expect, test } from "vitest";
import { AppError } from "@/lib/core/errors.ts";
import { newUser } from "@/lib/testing/accounts.ts";
import { storedDays, storedSessions } from "@/lib/testing/tracking.ts";
import { type Act, Model } from "@/lib/testing/tracking-model.ts";
import * as activities from "./activities.ts";
import { update } from "./edit.ts";
import * as lists from "./lists.ts";
import * as sessions from "./sessions.ts";
import { endStale, settle } from "./stale.ts";

const pr = (pr_number: number) => ({ repo_owner: "acme", repo_name: "api", pr_number });
const minutes = (most: number) => fc.integer({ min: 0, max: most });
// Around the two limits of a running session, and as long as a laptop may sleep.
const pause = fc.oneof(minutes(14), fc.constantFrom(15, 16, 60, 480), fc.integer({ min: 1380, max: 2000 }));
const told = fc.oneof(
  fc.constant({}),
  minutes(1500).map((value) => ({ seconds: value * 60 })),
  fc.integer({ min: -60, max: 1500 }).map((value) => ({ end: value })),
);
const nat = fc.nat({ max: 5 });
const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({
    kind: fc.constant("start"),
    pr: fc.integer({ min: 1, max: 2 }),
    back: fc.oneof(fc.constant(0), minutes(90)),
  }),
  fc.record({ kind: fc.constant("heartbeat"), which: nat, idle: fc.oneof(fc.constant(0), minutes(20)) }),
  fc.record({ kind: fc.constant("end"), which: nat, told }),
  fc.record({ kind: fc.constant("activity"), pr: fc.integer({ min: 1, max: 2 }), back: minutes(30) }),
  fc.record({ kind: fc.constant("edit"), which: nat, start: fc.integer({ min: -90, max: 90 }) }),
  fc.record({ kind: fc.constant("note"), which: nat }),
  fc.constant({ kind: "list" }),
  fc.constant({ kind: "sweep" }),
) as fc.Arbitrary<Act>;

/** Applies an action to the stored sessions; rejected ones change nothing. */
async function perform(owner: { id: number; timezone: string }, ids: number[], step: Act, now: Date): Promise<void> {
  const id = "which" in step ? (ids[step.which % ids.length] ?? 0) : 0;
  const minutesBack = (value: number) => new Date(now.getTime() - value * 60_000).toISOString();
  switch (step.kind) {
    case "start": {
      const { row, created } = await sessions.start(owner, { ...pr(step.pr), start_time: minutesBack(step.back) }, now);
      if (created) ids.push(row.id);
      return;
    }
    case "heartbeat":
      return void (await sessions.heartbeat(owner.id, id, step.idle * 60, now));
    case "end": {
      const begun = (await sessions.get(owner.id, id, now)).start_time;
      const end_time =
        step.told.end === undefined ? undefined : new Date(begun.getTime() + step.told.end * 60_000).toISOString();
      return void (await sessions.end(owner, id, { end_time, duration_seconds: step.told.seconds }, now));
    }
    case "activity": {
      const created_at = minutesBack(step.back);
      return void (await activities.add(owner.id, { ...pr(step.pr), activity_type: "comment", created_at }, now));
    }
    case "edit": {
      const begun = (await sessions.get(owner.id, id, now)).start_time;
      return void (await update(
        owner.id,
        id,
        { start_time: new Date(begun.getTime() + step.start * 60_000).toISOString() },
        now,
      ));
    }
    case "note":
      return void (await update(owner.id, id, { note: now.toISOString() }, now));
    case "list":
      return void (await lists.list(owner.id, "UTC", { limit: 100, offset: 0, sort: "newest" }, now));
    case "sweep":
      return endStale(now);
  }
}

test("any sequence of actions at any time, asleep or awake, matches a simple model", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(pause, act), { minLength: 3, maxLength: 14 }), async (steps) => {
      const { id } = await newUser();
      const owner = { id, timezone: "UTC" };
      const model = new Model();
      const ids: number[] = [];
      let now = Date.UTC(2026, 0, 5, 7, 30);
      for (const [wait, step] of steps) {
        now += wait * 60_000;
        if ("which" in step && ids.length === 0) continue;
        await perform(owner, ids, step, new Date(now)).catch((error: unknown) => {
          if (!(error instanceof AppError)) throw error;
        });
        model.perform(step, now);
      }
      await settle(id, new Date(now));
      model.settle(now);
      const stored = await storedSessions(id);
      expect(
        stored.map((row) => ({
          pr: row.pr_number,
          start: row.start_time.getTime(),
          end: row.end_time?.getTime() ?? null,
          seconds: row.duration_seconds,
          by: row.ended_by,
        })),
      ).toEqual(model.told());
      expect(await storedDays(id)).toEqual(model.days());
    }),
    { numRuns: 60 },
  );
});
