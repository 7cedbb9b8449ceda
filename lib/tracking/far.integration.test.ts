import { describe, expect, test } from "vitest";
import { newUser } from "@/lib/testing/accounts.ts";
import { call } from "@/lib/testing/http.ts";

const get = async (timezone: string, path: string) => {
  const { token } = await newUser({ timezone });
  return (await call("GET", path, { token })).status;
};

describe.each(["UTC", "America/New_York", "Pacific/Kiritimati"])("in %s", (timezone) => {
  test.each([
    "/sessions?from=1970-01-01&to=9999-12-31",
    "/sessions?from=9999-12-31",
    "/sessions?from=9999-12-31T23:59:59.999-12:00&to=9999-12-31T23:59:59.999-12:00",
    "/sessions/export?format=json&from=1970-01-01&to=9999-12-31",
    "/activities?from=1970-01-01&to=9999-12-31",
    "/stats/week/repos?date=9998-12-31",
    "/stats/week/repos?date=1970-01-01",
    "/stats/weekly?week=9998-W52",
    "/stats/weekly?week=1970-W01",
    "/stats/year?year=9999",
    "/stats/year?year=1970",
  ])("%s reaches as far as the calendar does", async (path) => {
    expect(await get(timezone, path)).toBe(200);
  });

  test.each([
    "/sessions?from=1969-12-31",
    "/sessions?to=10000-01-01",
    "/sessions?from=banana",
    "/sessions?from=2026-02-30",
    "/sessions?to=2026-01-01T25:00:00Z",
    "/stats/week/repos?date=9999-12-31",
    "/stats/weekly?week=9999-W52",
    "/stats/weekly?week=0000-W01",
    "/stats/weekly?week=2025-W53",
  ])("%s is rejected", async (path) => {
    expect(await get(timezone, path)).toBe(422);
  });
});
