/** How people write a pull request down. Safe for the browser. */

/** A pull request as the API names it. */
export interface PullRequest {
  repo_owner: string;
  repo_name: string;
  pr_number: number;
}

const part = "([A-Za-z0-9_.-]{1,100})";
const short = new RegExp(`^${part}/${part}(?: *# *| +|/pull/)(\\d{1,10})$`);
// GitHub Enterprise has hosts of its own; pages of a pull request (files, commits) go on after its number.
const address = new RegExp(`^(?:https?://)?[A-Za-z0-9.-]+(?::\\d+)?/${part}/${part}/pull/(\\d{1,10})(?:[/?#].*)?$`);
const largest = 2_147_483_647;

/** Reads `owner/repo#123` or the address of a pull request; null when it is neither. */
export function parsePullRequest(text: string): PullRequest | null {
  const [, repo_owner, repo_name, digits] = short.exec(text.trim()) ?? address.exec(text.trim()) ?? [];
  if (repo_owner === undefined || repo_name === undefined) return null;
  const pr_number = Number(digits);
  return pr_number >= 1 && pr_number <= largest ? { repo_owner, repo_name, pr_number } : null;
}

/** What to say when {@link parsePullRequest} finds none. */
export const pullRequestProblem = (text: string): string =>
  text.trim() === ""
    ? "Enter a pull request, such as vercel/next.js#123"
    : "Not a pull request. Write it as owner/repo#123, or paste its address from GitHub";

/** A pull request as people write it: `owner/repo#123`. */
export const sayPullRequest = ({ repo_owner, repo_name, pr_number }: PullRequest): string =>
  `${repo_owner}/${repo_name}#${pr_number}`;

/**
 * The address of a pull request.
 * @param host where GitHub is, as `https://github.com`
 */
export const pullRequestAddress = (host: string, { repo_owner, repo_name, pr_number }: PullRequest): string =>
  `${host}/${encodeURIComponent(repo_owner)}/${encodeURIComponent(repo_name)}/pull/${pr_number}`;
