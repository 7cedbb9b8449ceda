import { describe, expect, it } from "vitest";
import { colourOf, formatTick, runningSeconds, seriesOf, ticksFor } from "./week.ts";

const hour = 3_600_000;
const days = [0, 1].map((index) => ({
  date: `2026-01-0${index + 1}`,
  from: index * 24 * hour,
  to: (index + 1) * 24 * hour,
}));
const repo = (repo_name: string, ...daily_seconds: number[]) => ({ repo_owner: "a", repo_name, daily_seconds });

describe("a running session", () => {
  it("counts to each day only what lies in it", () => {
    const running = { repo_owner: "a", repo_name: "x", since: 23 * hour };
    expect(seriesOf(days, [repo("x", 10, 20)], running, 25 * hour)).toEqual([
      { name: "a/x", seconds: [3610, 3620], total: 7230 },
    ]);
  });

  it("never counts less than nothing", () => {
    expect(runningSeconds(2 * hour, hour, { from: 0, to: 24 * hour })).toBe(0);
    expect(runningSeconds(0, 30 * hour, { from: 40 * hour, to: 50 * hour })).toBe(0);
    expect(runningSeconds(null, hour, { from: 0, to: 24 * hour })).toBe(0);
  });

  it("brings its repository along when nothing of it has ended yet", () => {
    const running = { repo_owner: "b", repo_name: "y", since: 24 * hour };
    expect(seriesOf(days, [], running, 24 * hour + 5000).map(({ name }) => name)).toEqual(["b/y"]);
  });

  it("is there from its first second, so that nothing moves when it has its first minute", () => {
    const running = { repo_owner: "b", repo_name: "y", since: 24 * hour };
    expect(seriesOf(days, [repo("x", 0, 0)], running, 24 * hour)).toEqual([{ name: "b/y", seconds: [0, 0], total: 0 }]);
  });
});

it("keeps the longest four repositories and adds up the others", () => {
  const repos = [1, 2, 3, 4, 5, 6, 7].map((value) => repo(`r${value}`, value, value));
  const series = seriesOf(days, repos, null, 0);
  expect(series.map(({ name, total }) => [name, total])).toEqual([
    ["a/r7", 14],
    ["a/r6", 12],
    ["a/r5", 10],
    ["a/r4", 8],
    ["3 others", 12],
  ]);
});

it("gives a repository the colour of its name in the chart, and the last one to what has none", () => {
  const series = seriesOf(days, [repo("x", 30, 0), repo("y", 20, 0), repo("z", 10, 0)], null, 0);
  const colours = ["x", "y", "z", "unknown"].map((repo_name) => colourOf(series, { repo_owner: "a", repo_name }));
  expect(new Set(colours).size).toBe(3);
  expect(colours[3]).toBe(colours[2]);
  expect(colourOf([], { repo_owner: "a", repo_name: "x" })).toContain("100%");
});

it("draws an axis of even steps that holds the longest day", () => {
  expect(ticksFor(0)).toEqual([0, 300]);
  expect(ticksFor(3 * 3600).map(formatTick)).toEqual(["0", "1 h", "2 h", "3 h"]);
  expect(ticksFor(5 * 3600 + 1).map(formatTick)).toEqual(["0", "2 h", "4 h", "6 h"]);
  expect(ticksFor(1000).map(formatTick)).toEqual(["0", "5 m", "10 m", "15 m", "20 m"]);
  for (const longest of [1, 60, 7200, 40_000, 100_000, 600_000]) {
    expect(ticksFor(longest).at(-1)).toBeGreaterThanOrEqual(longest);
  }
});
