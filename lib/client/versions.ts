import type { OutputOf } from "@/lib/api/contract.ts";
import type { trackingContract } from "@/lib/tracking/contract.ts";

/** The versions in the summary: which of the user's data has changed since an earlier one. Pure. */

type Summary = OutputOf<typeof trackingContract.summary>;

/** The first part of the query keys that are refetched when data of that domain has changed. */
const domains = ["tracking", "tasks", "practice", "assistant"] as const satisfies (keyof Summary["versions"])[];
export type Domain = (typeof domains)[number];

/** Without `versions` it comes from an older Stint, which this one is just taking the place of. */
export type Look = Pick<Summary, "version"> & Partial<Pick<Summary, "versions">>;

/** The domains that have changed from one look to the next; all of them when that cannot be told. */
export function changedDomains(before: Look | undefined, now: Look): Domain[] {
  const [known, told] = [before?.versions, now.versions];
  if (!known || !told) return before?.version === now.version ? [] : [...domains];
  return domains.filter((domain) => known[domain] !== told[domain]);
}

/** The version of tracked time; 0 before anything is known. */
export const trackedVersion = (look: Look | undefined): number => look?.versions?.tracking ?? look?.version ?? 0;
