import { withoutIgnorable } from "@/lib/core/text.ts";

/** Parses and formats references to pull requests. Safe for the browser. */

/** A repository as the API names it. */
export interface Repository {
  repo_owner: string;
  repo_name: string;
}

/** A pull request as the API names it. */
export interface PullRequest extends Repository {
  pr_number: number;
}

/** A key that is equal for all spellings of a repository's name. */
export const keyOf = ({ repo_owner, repo_name }: Repository): string => `${repo_owner}/${repo_name}`.toLowerCase();

/**
 * Whether two names are the same pull request; GitHub compares the names of owners and repositories case-insensitively.
 */
export const samePullRequest = (one: PullRequest, other: PullRequest): boolean =>
  one.pr_number === other.pr_number && sameRepository(one, other);

/** Whether two names are the same repository. */
export const sameRepository = (one: Repository, other: Repository): boolean => keyOf(one) === keyOf(other);

const part = "([A-Za-z0-9_.-]{1,100})";
const short = new RegExp(`^${part}/${part}(?: *# *| +|/pull/)(\\d{1,10})$`);
// Pages of a pull request (files, commits) continue after its number.
const address = new RegExp(`^(?:https?://)?([A-Za-z0-9.-]+(?::\\d+)?)/${part}/${part}/pull/(\\d{1,10})(?:[/?#].*)?$`);
const largest = 2_147_483_647;

/** GitHub's host unless `GITHUB_URL` is set. */
export const defaultGithub = "https://github.com";

const hostOf = (github: string): string => new URL(github).host.toLowerCase();

const isHost = (host: string, github: string): boolean => host.toLowerCase().replace(/^www\./, "") === hostOf(github);

function read(text: string): { host: string | null; repo_owner: string; repo_name: string; pr_number: number } | null {
  // Text copied from a chat or a web page may contain zero-width characters.
  const trimmed = withoutIgnorable(text).trim();
  const [, repo_owner, repo_name, digits] = short.exec(trimmed) ?? [];
  const [, host = null, owner = repo_owner, name = repo_name, number = digits] = address.exec(trimmed) ?? [];
  const pr_number = Number(number);
  if (owner === undefined || name === undefined || !(pr_number >= 1 && pr_number <= largest)) return null;
  if (![owner, name].every((each) => each !== "." && each !== "..")) return null;
  return { host, repo_owner: owner, repo_name: name, pr_number };
}

/**
 * Parses `owner/repo#123` or the URL of a pull request on GitHub; null when it is neither.
 * @param github GitHub's base URL: a URL on another host is rejected, as its link would lead elsewhere
 */
export function parsePullRequest(text: string, github = defaultGithub): PullRequest | null {
  const found = read(text);
  if (!found || (found.host !== null && !isHost(found.host, github))) return null;
  const { host: _, ...pullRequest } = found;
  return pullRequest;
}

/** Parses a pull request like {@link parsePullRequest}, on whatever host its URL is. */
export function pullRequestAnywhere(text: string): PullRequest | null {
  const { host: _, ...pullRequest } = read(text) ?? { host: null };
  return "pr_number" in pullRequest ? pullRequest : null;
}

/** The host of a URL that looks like a pull request's and is not on GitHub; otherwise null. */
export function foreignHost(text: string, github = defaultGithub): string | null {
  const host = read(text)?.host ?? null;
  return host !== null && !isHost(host, github) ? host : null;
}

/** The error message when {@link parsePullRequest} finds none. */
export function pullRequestProblem(text: string, github = defaultGithub): string {
  if (text.trim() === "") return "Enter a pull request, such as vercel/next.js#123";
  const host = foreignHost(text, github);
  if (host === null) return "Not a pull request. Enter owner/repo#123 or a GitHub link";
  return `That link is on ${host}. Only pull requests on ${hostOf(github)} can be tracked here`;
}

/** The usual notation of a pull request: `owner/repo#123`. */
export const formatPullRequest = ({ repo_owner, repo_name, pr_number }: PullRequest): string =>
  `${repo_owner}/${repo_name}#${pr_number}`;

/**
 * The URL of a pull request.
 * @param host GitHub's base URL, such as `https://github.com`
 */
export const pullRequestAddress = (host: string, { repo_owner, repo_name, pr_number }: PullRequest): string =>
  `${host}/${encodeURIComponent(repo_owner)}/${encodeURIComponent(repo_name)}/pull/${pr_number}`;
