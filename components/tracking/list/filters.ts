import { createLoader, type inferParserType } from "nuqs/server";
import {
  type Problem,
  problemsIn,
  urlParam,
  type Wrong,
  wrongChoice,
  wrongText,
} from "@/components/forms/url-params.ts";
import { isDate } from "@/lib/core/dates.ts";

/**
 * What of the tracked time the address asks for. Page and browser read it alike. What makes no sense in a hand-made
 * address counts as missing, and {@link problemsOf} says why.
 */

export const sorts = ["newest", "oldest", "longest"] as const;
export type Sort = (typeof sorts)[number];

const part = "[A-Za-z0-9_.-]{1,100}";
const repository = new RegExp(`^${part}/${part}$`);
const largestNumber = 2_147_483_647;
const wrongDate = (text: string) => (isDate(text) ? null : "is not a date such as 2026-03-14");
const wrongNumber = (text: string) =>
  /^\d{1,10}$/.test(text) && Number(text) >= 1 && Number(text) <= largestNumber
    ? null
    : "is not a pull request's number";
const wrongYear = (text: string) => (/^\d{4}$/.test(text) && Number(text) >= 1970 ? null : "is not a year since 1970");

/** What is wrong with the text of each part, or null. */
const wrongs = {
  q: wrongText(200),
  repo: (text: string) => (repository.test(text) ? null : "is not a repository such as vercel/next.js"),
  pr: wrongNumber,
  tag: wrongText(50),
  from: wrongDate,
  to: wrongDate,
  sort: wrongChoice(sorts, "an order: newest, oldest or longest"),
  year: wrongYear,
} satisfies Record<string, Wrong>;

const parser = <T>(name: keyof typeof wrongs, read: (text: string) => T) => urlParam(wrongs[name], read);

const plain = (text: string) => text;

/** The parts of the address, for nuqs. */
export const filterParsers = {
  q: parser("q", plain),
  repo: parser("repo", plain),
  pr: parser("pr", Number),
  tag: parser("tag", plain),
  from: parser("from", plain),
  to: parser("to", plain),
  sort: parser("sort", (text) => text as Sort).withDefault("newest"),
};

/** The year that the map shows; it narrows nothing. */
export const yearParser = { year: parser("year", Number) };

export type Filters = inferParserType<typeof filterParsers>;

/** Reads the address on the server. */
export const loadFilters = createLoader(filterParsers);
export const loadYear = createLoader(yearParser);

/** What narrows the list; the order does not. */
export const filterNames = ["q", "repo", "pr", "tag", "from", "to"] as const;

/** Everything that narrows the list taken away. */
export const unfiltered = { q: null, repo: null, pr: null, tag: null, from: null, to: null } as const;

/** Whether anything narrows the list. */
export const isFiltered = (filters: Filters): boolean => filterNames.some((name) => filters[name] !== null);

/** Whether the first day asked for comes after the last. */
export const isBackwards = ({ from, to }: Pick<Filters, "from" | "to">): boolean =>
  from !== null && to !== null && from > to;

/** What of an address was left out, and why. */
export const problemsOf = (search: Pick<URLSearchParams, "get">): Problem[] => problemsIn(wrongs, search);

/** What the API's lists and exports are narrowed by. */
interface ListQuery {
  repo_owner?: string;
  repo_name?: string;
  pr_number?: number;
  tag?: string;
  q?: string;
  from?: string;
  to?: string;
}

/** What the API's lists and exports are asked for. */
export function queryOf({ repo, pr, tag, q, from, to }: Filters): ListQuery {
  const [repo_owner, repo_name] = repo?.split("/") ?? [];
  return {
    ...(repo_owner !== undefined && repo_name !== undefined && { repo_owner, repo_name }),
    ...(pr !== null && { pr_number: pr }),
    ...(tag !== null && { tag }),
    ...(q !== null && { q }),
    ...(from !== null && { from }),
    ...(to !== null && { to }),
  };
}
