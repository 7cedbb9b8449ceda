import { describe, expect, test } from "vitest";
import { datesOfPeriod } from "./period-rules.ts";
import { resolveRepositories } from "./resolve-repository.ts";

describe("a named period", () => {
  test.each([
    ["today", "2026-03-01", "monday", "2026-03-01", "2026-03-01"],
    ["yesterday", "2026-03-01", "monday", "2026-02-28", "2026-02-28"],
    ["this_week", "2026-03-01", "monday", "2026-02-23", "2026-03-01"],
    ["this_week", "2026-03-01", "sunday", "2026-03-01", "2026-03-07"],
    ["this_week", "2026-03-01", "saturday", "2026-02-28", "2026-03-06"],
    ["last_week", "2026-03-01", "monday", "2026-02-16", "2026-02-22"],
    ["last_week", "2026-01-02", "sunday", "2025-12-21", "2025-12-27"],
    ["this_month", "2028-02-10", "monday", "2028-02-01", "2028-02-29"],
    ["last_month", "2026-01-31", "monday", "2025-12-01", "2025-12-31"],
    ["last_month", "2026-03-31", "monday", "2026-02-01", "2026-02-28"],
    ["this_year", "2026-03-01", "monday", "2026-01-01", "2026-12-31"],
    ["last_year", "2026-03-01", "monday", "2025-01-01", "2025-12-31"],
    ["last_7_days", "2026-03-01", "monday", "2026-02-23", "2026-03-01"],
    ["last_30_days", "2026-03-01", "monday", "2026-01-31", "2026-03-01"],
    ["all_time", "2026-03-01", "monday", undefined, "2026-03-01"],
  ] as const)("%s seen from %s with weeks from %s is %s to %s", (period, today, weekStart, from, to) => {
    expect(datesOfPeriod(period, today, weekStart)).toEqual(from === undefined ? { to } : { from, to });
  });
});

describe("a repository", () => {
  const names = ["acme/api", "acme/api-gateway", "acme/web_app", "other/stint.dev", "Zed/Payments", "zed/docs"];

  test.each([
    ["acme/api", ["acme/api"]],
    ["api", ["acme/api"]],
    ["API", ["acme/api"]],
    ["ACME/Api", ["acme/api"]],
    ["the api repo", ["acme/api"]],
    ["https://github.com/acme/api", ["acme/api"]],
    ["https://github.com/acme/api.git", ["acme/api"]],
    ["gateway", ["acme/api-gateway"]],
    ["api gateway", ["acme/api-gateway"]],
    ["web app", ["acme/web_app"]],
    ["stintdev", ["other/stint.dev"]],
    ["stint", ["other/stint.dev"]],
    ["paymets", ["Zed/Payments"]],
    ["payemnts", ["Zed/Payments"]],
    ["zed/paments", ["Zed/Payments"]],
    ["acme", ["acme/api", "acme/api-gateway", "acme/web_app"]],
    ["kernel", []],
    ["apx", []],
    ["", []],
    ["  ", []],
    ["/", []],
    ["%", []],
  ])("called %j is %j", (words, meant) => {
    expect(resolveRepositories(words, names)).toEqual(meant);
  });

  test("of an ambiguous name has to be clarified, unless its owner is named", () => {
    expect(resolveRepositories("docs", ["a/docs", "b/docs", "b/docs-old"])).toEqual(["a/docs", "b/docs"]);
    expect(resolveRepositories("b/docs", ["a/docs", "b/docs", "b/docs-old"])).toEqual(["b/docs"]);
  });
});
