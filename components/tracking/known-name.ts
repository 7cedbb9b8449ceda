import { withoutIgnorable } from "@/lib/core/text.ts";
import { type PullRequest, type Repository, sameRepository } from "@/lib/tracking/reference.ts";

const largest = 2_147_483_647;
const nameOnly = /^([A-Za-z0-9_.-]{1,100}) *# *(\d{1,10})$/;

/** Reads `next.js#9` where exactly one of the repositories a person knows has that name; null for all else. */
export function parseKnown(text: string, known: readonly Repository[]): PullRequest | null {
  const [, name = "", digits] = nameOnly.exec(withoutIgnorable(text).trim()) ?? [];
  const named = known.filter(({ repo_name }) => repo_name.toLowerCase() === name.toLowerCase());
  const [repository] = named;
  const pr_number = Number(digits);
  if (!repository || !(pr_number >= 1 && pr_number <= largest)) return null;
  if (named.some((other) => !sameRepository(other, repository))) return null;
  return { repo_owner: repository.repo_owner, repo_name: repository.repo_name, pr_number };
}
