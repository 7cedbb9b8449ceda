import { expect, it } from "vitest";
import { pullRequestSortParser, sortPullRequests, wrongSort } from "./pull-request-order.ts";

const worked = (pr_number: number, total_seconds: number, last_worked_at: string) => ({
  pr_number,
  total_seconds,
  session_count: 1,
  last_worked_at,
});
const list = [worked(1, 60, "2026-03-14"), worked(3, 90, "2026-03-12"), worked(2, 60, "2026-03-14")];

it.each([
  ["latest", [2, 1, 3]],
  ["time", [3, 2, 1]],
  ["number", [3, 2, 1]],
] as const)("pull requests stand in the order %s", (sort, numbers) => {
  expect(sortPullRequests(list, sort).map(({ pr_number }) => pr_number)).toEqual(numbers);
});

it("an order that there is not counts as none, and is told", () => {
  expect(pullRequestSortParser.parse("sideways")).toBeNull();
  expect(wrongSort("sideways")).toMatch(/^is not an order/);
  for (const text of [null, "", "time"]) expect(wrongSort(text)).toBeNull();
});
