import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { db } from "@/db/index.ts";
import { poses } from "@/db/schema/index.ts";
import { resetLimits } from "@/lib/api/limits.ts";
import { resetEnv } from "@/lib/core/env.ts";
import { newUser } from "@/lib/testing/accounts.ts";
import { newPoses, newSequence, practising, stepOf } from "@/lib/testing/practice.ts";
import { callTool } from "@/lib/testing/tools.ts";

let user: Awaited<ReturnType<typeof newUser>>;
const { send, begin, complete } = practising(() => user.token);

beforeEach(() => {
  resetEnv({ RATE_LIMIT_PER_MINUTE: "100000" });
  resetLimits();
  vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-03-30T10:00:00Z") });
});
afterEach(() => void vi.useRealTimers());

type Told = Record<string, unknown>;

/** The local date of the last of the three practices below. */
const practisedOn = { "Pacific/Auckland": "2026-03-30", "America/New_York": "2026-03-29", UTC: "2026-03-30" };

test.each([
  ["Pacific/Auckland", "monday"],
  ["America/New_York", "sunday"],
  ["UTC", "saturday"],
] as const)(
  "practice totals in %s with weeks from %s equal those that Practice shows",
  async (timezone, week_start) => {
    user = await newUser({ timezone, week_start });
    const steps = (await newPoses(2)).map((slug) => stepOf(slug, { hold_seconds: 150 }));
    const sequence = await newSequence(user.token, steps);
    for (const started_at of ["2026-03-28T09:00:00Z", "2026-03-29T13:30:00Z", "2026-03-30T02:00:00Z"]) {
      const { id } = (await begin(sequence, { started_at })).body;
      const ended_at = new Date(Date.parse(started_at) + 3_700_000).toISOString();
      await complete(id, { duration_seconds: 3660, ended_at, completed_poses: 2 });
    }
    const {
      by_week: _,
      favorite_styles,
      last_practice,
      ...shown
    } = (await send<Record<string, unknown>>("GET", "/practice/stats")).body;
    const totals = await callTool<Told>(user.token, "practice_totals");
    expect(totals).toMatchObject({ status: "ok", ...shown, total: "3 h 03 m" });
    expect(totals).toMatchObject({ favorite_styles: favorite_styles as object[] });
    expect(last_practice).toMatchObject({ sequence_id: sequence, sequence_name: totals.last_sequence });
    expect(totals).toMatchObject({
      ...{ last_practised_at: "2026-03-30T02:00:00.000Z", last_practised_date: practisedOn[timezone] },
      last_sequence: expect.stringMatching(/./),
    });
    expect(shown).toMatchObject({ total_practices: 3, last_practice_at: "2026-03-30T02:00:00.000Z" });
  },
);

test("practice totals of a user without practices are zero, and signed out they are rejected", async () => {
  user = await newUser();
  expect(await callTool(user.token, "practice_totals")).toMatchObject({
    ...{ status: "ok", total_practices: 0, total: "0 m", current_streak_days: 0, last_practice_at: null },
  });
  expect(await callTool("stint_none", "practice_totals")).toMatchObject({ status: "error", code: "UNAUTHORIZED" });
});

test("practice totals of a period are of its days alone, and those of all time unchanged", async () => {
  user = await newUser({ timezone: "UTC" });
  const steps = (await newPoses(2)).map((slug) => stepOf(slug, { hold_seconds: 150 }));
  const sequence = await newSequence(user.token, steps, { name: "Lantern", style: "yin" });
  for (const started_at of ["2026-03-01T09:00:00Z", "2026-03-28T09:00:00Z", "2026-03-30T02:00:00Z"]) {
    const { id } = (await begin(sequence, { started_at })).body;
    const ended_at = new Date(Date.parse(started_at) + 700_000).toISOString();
    await complete(id, { duration_seconds: 600, ended_at, completed_poses: 2 });
  }
  const totals = (input: object) => callTool<Told>(user.token, "practice_totals", input);
  expect(await totals({ period: "last_7_days" })).toMatchObject({
    ...{ from: "2026-03-24", to: "2026-03-30", total_practices: 2, total: "20 m", last_sequence: "Lantern" },
    favorite_styles: [{ style: "yin", practice_count: 2 }],
  });
  expect(await totals({ from: "2026-03-01", to: "2026-03-01" })).toMatchObject({
    ...{ total_practices: 1, last_practised_date: "2026-03-30" },
  });
  for (const all of [{}, { period: "all_time" }, { period: null }]) {
    expect(await totals(all)).toMatchObject({ total_practices: 3, total: "30 m" });
  }
  expect(await totals({ from: "2026-03-02", to: "2026-03-01" })).toMatchObject({ code: "VALIDATION_ERROR" });
  expect((await send("GET", "/practice/stats?from=2026-03-02&to=2026-03-01")).status).toBe(422);
});

describe("a practice", () => {
  let neck: number;
  let quiet: number;
  beforeEach(async () => {
    user = await newUser();
    const [reaching = "", other = ""] = await newPoses(2);
    await (await db())
      .update(poses)
      .set({ target_areas: ["neck"] })
      .where(eq(poses.slug, reaching));
    neck = await newSequence(user.token, [stepOf(reaching)], { name: "Kestrel", style: "desk", focus_area: "calm" });
    quiet = await newSequence(user.token, [stepOf(other)], {
      name: "Quiet Kestrel",
      style: "yin",
      focus_area: "ankles",
    });
  });
  const suggested = async (input: object) =>
    (await callTool<{ sequences: Told[] }>(user.token, "suggest_practice", input)).sequences;

  test("is suggested for parts of the body by its area and the areas its poses reach, by style, time and name", async () => {
    const mine = async (input: object) =>
      (await suggested(input)).filter(({ id }) => id === neck || id === quiet).map(({ id }) => id);
    expect(await mine({ q: "a stiff neck" })).toEqual([neck]);
    expect(await mine({ focus_area: "ankles" })).toEqual([quiet]);
    expect(await mine({ q: "sore feet", style: "yin" })).toEqual([quiet]);
    expect(await mine({ q: "kestrel" })).toEqual([quiet, neck]);
    expect(await mine({ q: "kestrel for the neck", max_minutes: 2 })).toEqual([neck]);
    expect(await suggested({ q: "nothing of that name" })).toEqual([]);
    expect((await suggested({})).length).toBeLessThanOrEqual(5);
    expect(await suggested({ q: "neck kestrel" })).toEqual([
      {
        ...{ id: neck, name: "Kestrel", style: "desk", focus_area: "calm", total_seconds: 100, total: "1 m" },
        url: `/practice/sequences/${neck}`,
      },
    ]);
    const found = await send<{ sequences: Told[] }>("GET", "/sequences?target_area=neck,wrists&mine=true");
    expect(found.body.sequences.map(({ id }) => id)).toEqual([neck]);
    expect((await send("GET", "/sequences?target_area=head")).status).toBe(422);
  });

  test("is started by a link, which records nothing, for the sequence that an id or a name means", async () => {
    const ready = (input: object) => callTool<Told>(user.token, "begin_practice", input);
    expect(await ready({ sequence_id: neck })).toEqual({
      ...{ status: "ok", url: `/practice/play/${neck}?begin=1` },
      sequence: { id: neck, name: "Kestrel", style: "desk", total_seconds: 100, total: "1 m" },
    });
    expect(await ready({ sequence: "kestrel" })).toMatchObject({ sequence: { id: neck } });
    expect(await ready({ sequence: "quiet" })).toMatchObject({ sequence: { id: quiet } });
    expect(await ready({ sequence: "kest" })).toMatchObject({
      ...{ status: "error", code: "SEQUENCE_AMBIGUOUS" },
      details: { suggestions: [{ id: quiet }, { id: neck }] },
    });
    expect(await ready({ sequence: "zzzz" })).toMatchObject({ code: "SEQUENCE_NOT_FOUND" });
    expect(await ready({ sequence_id: 2 ** 40 })).toMatchObject({ code: "SEQUENCE_NOT_FOUND" });
    expect(await ready({})).toMatchObject({ code: "VALIDATION_ERROR" });
    expect((await send<{ total: number }>("GET", "/practice/sessions")).body.total).toBe(0);
    user = await newUser();
    expect(await ready({ sequence_id: neck })).toMatchObject({ code: "SEQUENCE_NOT_FOUND" });
  });
});
