import { withoutIgnorable } from "@/lib/core/text.ts";

/** How people write a pull request down. Safe for the browser. */

/** A repository as the API names it. */
export interface Repository {
  repo_owner: string;
  repo_name: string;
}

/** A pull request as the API names it. */
export interface PullRequest extends Repository {
  pr_number: number;
}

/** One text for all spellings of a repository's name. */
export const keyOf = ({ repo_owner, repo_name }: Repository): string => `${repo_owner}/${repo_name}`.toLowerCase();

/** Whether two names mean one pull request; GitHub compares the names of owners and repositories without case. */
export const samePullRequest = (one: PullRequest, other: PullRequest): boolean =>
  one.pr_number === other.pr_number && sameRepository(one, other);

/** Whether two names mean one repository. */
export const sameRepository = (one: Repository, other: Repository): boolean => keyOf(one) === keyOf(other);

const part = "([A-Za-z0-9_.-]{1,100})";
const short = new RegExp(`^${part}/${part}(?: *# *| +|/pull/)(\\d{1,10})$`);
// Pages of a pull request (files, commits) go on after its number.
const address = new RegExp(`^(?:https?://)?([A-Za-z0-9.-]+(?::\\d+)?)/${part}/${part}/pull/(\\d{1,10})(?:[/?#].*)?$`);
const largest = 2_147_483_647;

/** Where GitHub is unless `GITHUB_URL` says otherwise. */
export const defaultGithub = "https://github.com";

const hostOf = (github: string): string => new URL(github).host.toLowerCase();

const isHost = (host: string, github: string): boolean => host.toLowerCase().replace(/^www\./, "") === hostOf(github);

function read(text: string): { host: string | null; repo_owner: string; repo_name: string; pr_number: number } | null {
  // What is copied from a chat or a web page may carry zero-width characters.
  const trimmed = withoutIgnorable(text).trim();
  const [, repo_owner, repo_name, digits] = short.exec(trimmed) ?? [];
  const [, host = null, owner = repo_owner, name = repo_name, number = digits] = address.exec(trimmed) ?? [];
  const pr_number = Number(number);
  if (owner === undefined || name === undefined || !(pr_number >= 1 && pr_number <= largest)) return null;
  if (![owner, name].every((each) => each !== "." && each !== "..")) return null;
  return { host, repo_owner: owner, repo_name: name, pr_number };
}

/**
 * Reads `owner/repo#123` or the address of a pull request on GitHub; null when it is neither.
 * @param github where GitHub is: an address on another host is none, as its link would lead elsewhere
 */
export function parsePullRequest(text: string, github = defaultGithub): PullRequest | null {
  const found = read(text);
  if (!found || (found.host !== null && !isHost(found.host, github))) return null;
  const { host: _, ...pullRequest } = found;
  return pullRequest;
}

/** Reads a pull request as {@link parsePullRequest} does, on whatever host its address is. */
export function pullRequestAnywhere(text: string): PullRequest | null {
  const { host: _, ...pullRequest } = read(text) ?? { host: null };
  return "pr_number" in pullRequest ? pullRequest : null;
}

/** The host of an address that looks like a pull request's and is not on GitHub; null when it is no such address. */
export function foreignHost(text: string, github = defaultGithub): string | null {
  const host = read(text)?.host ?? null;
  return host !== null && !isHost(host, github) ? host : null;
}

/** What to say when {@link parsePullRequest} finds none. */
export function pullRequestProblem(text: string, github = defaultGithub): string {
  if (text.trim() === "") return "Enter a pull request, such as vercel/next.js#123";
  const host = foreignHost(text, github);
  if (host === null) return "Not a pull request. Enter owner/repo#123 or a GitHub link";
  return `That link is on ${host}. Only pull requests on ${hostOf(github)} can be tracked here`;
}

/** A pull request as people write it: `owner/repo#123`. */
export const formatPullRequest = ({ repo_owner, repo_name, pr_number }: PullRequest): string =>
  `${repo_owner}/${repo_name}#${pr_number}`;

/**
 * The address of a pull request.
 * @param host where GitHub is, as `https://github.com`
 */
export const pullRequestAddress = (host: string, { repo_owner, repo_name, pr_number }: PullRequest): string =>
  `${host}/${encodeURIComponent(repo_owner)}/${encodeURIComponent(repo_name)}/pull/${pr_number}`;
