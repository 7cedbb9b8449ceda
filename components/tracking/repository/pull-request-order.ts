import { createParser } from "nuqs/server";
import type { Repository } from "@/components/tracking/list/queries.ts";

/** The order of a repository's pull requests. Pure. */

export type WorkedPullRequest = Repository["pull_requests"][number];

export const pullRequestSorts = ["latest", "time", "number"] as const;
export type PullRequestSort = (typeof pullRequestSorts)[number];

const orders: Record<PullRequestSort, (a: WorkedPullRequest, b: WorkedPullRequest) => number> = {
  latest: (a, b) => (a.last_worked_at < b.last_worked_at ? 1 : a.last_worked_at > b.last_worked_at ? -1 : 0),
  time: (a, b) => b.total_seconds - a.total_seconds,
  number: () => 0,
};

/** Pull requests in an order; of two that are alike in it, the higher number is first. */
export const sortPullRequests = (list: WorkedPullRequest[], sort: PullRequestSort): WorkedPullRequest[] =>
  list.toSorted((a, b) => orders[sort](a, b) || b.pr_number - a.pr_number);

const isSort = (text: string): text is PullRequestSort => (pullRequestSorts as readonly string[]).includes(text);

/** What is wrong with an order that an address asks for, or null. */
export const wrongSort = (text: string | null): string | null =>
  text === null || text.trim() === "" || isSort(text) ? null : "is not an order: latest, time or number";

/** The order in the address, for nuqs. */
export const pullRequestSortParser = createParser<PullRequestSort>({
  parse: (text) => (isSort(text) ? text : null),
  serialize: String,
}).withDefault("latest");
