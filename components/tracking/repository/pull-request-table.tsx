"use client";
import { ArrowDown, List } from "lucide-react";
import Link from "next/link";
import { type ReactNode, useState } from "react";
import { searchOf } from "@/components/forms/url-params.ts";
import { Duration } from "@/components/time/duration.tsx";
import { Moment } from "@/components/time/moment.tsx";
import { StartAgain } from "@/components/tracking/running/start-again.tsx";
import { Button } from "@/components/ui/button.tsx";
import { cn } from "@/components/ui/cn.ts";
import { Segmented } from "@/components/ui/segmented.tsx";
import { Table, Td, Th } from "@/components/ui/table.tsx";
import { pullRequestAddress } from "@/lib/tracking/reference.ts";
import { type PullRequestSort, sortPullRequests, type WorkedPullRequest } from "./pull-request-order.ts";

interface PullRequestTableProps {
  owner: string;
  repo: string;
  list: WorkedPullRequest[];
  /** What all of them have taken, in seconds. */
  total: number;
  sort: PullRequestSort;
  onSort: (sort: PullRequestSort) => void;
  zone: string;
  now: number;
  github: string;
  mayWrite: boolean;
}

const sortOptions = [
  { value: "latest", label: "Latest" },
  { value: "time", label: "Time" },
  { value: "number", label: "Number" },
] as const;

/** As many as one looks through; each press shows as many more. */
const shownAtOnce = 100;

interface HeadProps {
  by: PullRequestSort;
  sort: PullRequestSort;
  onSort: (sort: PullRequestSort) => void;
  className?: string;
  children: ReactNode;
}

/** The head of a column that the table can be ordered by. */
function Head({ by, sort, onSort, className, children }: HeadProps) {
  const isOn = sort === by;
  return (
    <Th aria-sort={isOn ? "descending" : undefined} className={cn("whitespace-nowrap", className)}>
      <button
        type="button"
        className={`inline-flex h-6 items-center gap-1 rounded-sm hover:text-ink ${isOn ? "text-ink" : ""}`}
        onClick={() => onSort(by)}
      >
        {children}
        <ArrowDown aria-hidden="true" className={`size-3 ${isOn ? "" : "invisible"}`} />
      </button>
    </Th>
  );
}

/** A repository's pull requests, and what part of its time each has taken. */
export function PullRequestTable(props: PullRequestTableProps) {
  const { owner, repo, list, total, sort, onSort, zone, now, github, mayWrite } = props;
  const [count, setCount] = useState(shownAtOnce);
  const sorted = sortPullRequests(list, sort);
  const shown = sorted.slice(0, count);
  return (
    <>
      <Segmented label="Order" className="mb-2 flex sm:hidden" options={sortOptions} value={sort} onChange={onSort} />
      <Table aria-label="Pull requests">
        <thead>
          <tr>
            <Head by="number" sort={sort} onSort={onSort}>
              Pull request
            </Head>
            <Head by="time" sort={sort} onSort={onSort}>
              Time
            </Head>
            <Th className="max-sm:hidden">Sessions</Th>
            <Head by="latest" sort={sort} onSort={onSort} className="max-sm:hidden">
              Last worked on
            </Head>
            <Th>
              <span className="sr-only">Actions</span>
            </Th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ pr_number, total_seconds, session_count, last_worked_at }) => {
            const pullRequest = { repo_owner: owner, repo_name: repo, pr_number };
            const share = total === 0 ? 0 : (100 * total_seconds) / total;
            return (
              <tr key={pr_number}>
                <Th scope="row">
                  <a
                    href={pullRequestAddress(github, pullRequest)}
                    target="_blank"
                    rel="noreferrer"
                    className="figures rounded-sm hover:underline"
                  >
                    #{pr_number}
                    <span className="sr-only"> (opens GitHub)</span>
                  </a>
                  <span className="block whitespace-nowrap text-muted text-xs sm:hidden">
                    <Moment instant={last_worked_at} zone={zone} now={now} />
                  </span>
                </Th>
                <Td className="min-w-24 sm:w-1/2">
                  <span className="flex items-baseline justify-between gap-3">
                    <Duration seconds={total_seconds} />
                    <span className="figures text-muted text-xs whitespace-nowrap">{Math.round(share)} %</span>
                  </span>
                  <span aria-hidden="true" className="mt-1.5 block h-1.5 overflow-hidden rounded-full bg-sunken">
                    <span className="block h-full rounded-full bg-work" style={{ width: `${share}%` }} />
                  </span>
                </Td>
                <Td className="figures text-muted max-sm:hidden">{session_count}</Td>
                <Td className="whitespace-nowrap text-muted max-sm:hidden">
                  <Moment instant={last_worked_at} zone={zone} now={now} />
                </Td>
                <Td>
                  <span className="flex justify-end">
                    <Button
                      asChild
                      variant="ghost"
                      size="icon"
                      className="text-muted hover:text-ink"
                      aria-label={`Sessions of #${pr_number}`}
                      title="Sessions"
                    >
                      <Link href={`/tracking${searchOf({ repo: `${owner}/${repo}`, pr: pr_number })}`} prefetch={false}>
                        <List aria-hidden="true" />
                      </Link>
                    </Button>
                    {mayWrite && (
                      // There is no room for it on a phone, as in the list of sessions.
                      <span className="contents max-sm:*:hidden">
                        <StartAgain pullRequest={pullRequest} />
                      </span>
                    )}
                  </span>
                </Td>
              </tr>
            );
          })}
        </tbody>
      </Table>
      {shown.length < sorted.length && (
        <Button variant="outline" className="mt-4" onClick={() => setCount(count + shownAtOnce)}>
          Show more: {sorted.length - shown.length} are left
        </Button>
      )}
    </>
  );
}
