import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { resetLimits } from "@/lib/api/limits.ts";
import { resetEnv } from "@/lib/env.ts";
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

test.each([
  ["Pacific/Auckland", "monday"],
  ["America/New_York", "sunday"],
  ["UTC", "saturday"],
] as const)("practice totals in %s with weeks from %s are those that Practice shows", async (timezone, week_start) => {
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
    ...shown
  } = (await send<Record<string, unknown>>("GET", "/practice/stats")).body;
  const told = await callTool(user.token, "practice_totals");
  expect(told).toMatchObject({ status: "ok", ...shown, total: "3 h 03 m" });
  expect(told).toMatchObject({ favorite_styles: favorite_styles as object[] });
  expect(shown).toMatchObject({ total_practices: 3, last_practice_at: "2026-03-30T02:00:00.000Z" });
});

test("practice totals of somebody who never practised are nothing, and of nobody are refused", async () => {
  user = await newUser();
  expect(await callTool(user.token, "practice_totals")).toMatchObject({
    ...{ status: "ok", total_practices: 0, total: "0 m", current_streak_days: 0, last_practice_at: null },
  });
  expect(await callTool("stint_none", "practice_totals")).toMatchObject({ status: "error", code: "UNAUTHORIZED" });
});
