"use client";
import { useQuery } from "@tanstack/react-query";
import { ArrowLeft, ExternalLink, GitPullRequest, Play } from "lucide-react";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { useQueryState } from "nuqs";
import { type FormEvent, type ReactNode, useState } from "react";
import { Field } from "@/components/forms/field.tsx";
import { IgnoredParams } from "@/components/forms/ignored-params.tsx";
import { problemOf, searchOf } from "@/components/forms/url-params.ts";
import { Duration } from "@/components/time/duration.tsx";
import { Moment } from "@/components/time/moment.tsx";
import { useNow } from "@/components/time/now.tsx";
import { Ticking } from "@/components/time/ticking.tsx";
import { filterParsers } from "@/components/tracking/list/filters.ts";
import { type Repository, repositoryQuery } from "@/components/tracking/list/queries.ts";
import { useRunning, useTracking } from "@/components/tracking/use-tracking.ts";
import { Button } from "@/components/ui/button.tsx";
import { Card } from "@/components/ui/card.tsx";
import { EmptyState, ErrorState, LoadingRows } from "@/components/ui/states.tsx";
import { useCurrentUser } from "@/lib/client/current-user.tsx";
import { keyOf } from "@/lib/tracking/reference.ts";
import { pullRequestSortParser, wrongSort } from "./pull-request-order.ts";
import { PullRequestTable } from "./pull-request-table.tsx";

interface RepositoryTimeProps {
  owner: string;
  repo: string;
  /** Where GitHub is. */
  github: string;
}

function Total({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="grid gap-1">
      <dt className="text-muted text-xs">{name}</dt>
      <dd className="text-base">{children}</dd>
    </div>
  );
}

function Totals({ totals, zone, now }: { totals: Repository; zone: string; now: number }) {
  const latest = totals.pull_requests
    .map(({ last_worked_at }) => last_worked_at)
    .sort()
    .at(-1);
  return (
    <dl className="grid grid-cols-2 gap-x-6 gap-y-4 sm:grid-cols-3 md:grid-cols-5">
      <Total name="Time">
        <Duration seconds={totals.total_seconds} />
      </Total>
      <Total name="Sessions">
        <span className="figures">{totals.session_count}</span>
      </Total>
      <Total name="Per session">
        <Duration seconds={totals.avg_seconds} />
      </Total>
      <Total name="Pull requests">
        <span className="figures">{totals.pull_requests.length}</span>
      </Total>
      <Total name="Last worked on">
        {latest === undefined ? "Never" : <Moment instant={latest} zone={zone} now={now} />}
      </Total>
    </dl>
  );
}

/** Starts a pull request of this repository: its number is enough. */
function StartHere({ owner, repo }: { owner: string; repo: string }) {
  const { start } = useTracking();
  const [typed, setTyped] = useState("");
  const [problem, setProblem] = useState<string>();

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const pr_number = filterParsers.pr.parse(typed.trim().replace(/^#/, ""));
    if (pr_number === null) {
      setProblem("Enter the number of a pull request, such as 123");
      event.currentTarget.querySelector("input")?.focus();
      return;
    }
    start({ repo_owner: owner, repo_name: repo, pr_number }).catch(() => {});
    setTyped("");
  }

  return (
    <form onSubmit={submit} noValidate className="flex items-start gap-3 text-left max-sm:flex-col">
      <Field
        label="Pull request"
        name="number"
        inputMode="numeric"
        autoComplete="off"
        placeholder="Number"
        value={typed}
        error={problem}
        onChange={({ target }) => {
          setTyped(target.value);
          setProblem(undefined);
        }}
      />
      <Button type="submit" variant="work" className="sm:mt-6.5">
        <Play aria-hidden="true" className="fill-current" />
        Start tracking
      </Button>
    </form>
  );
}

/** What a person's time in one repository adds up to. */
export function RepositoryTime({ owner, repo, github }: RepositoryTimeProps) {
  const { timezone: zone, role } = useCurrentUser();
  const now = useNow(60_000);
  const mayWrite = role !== "viewer";
  const { data: totals, isError, isFetching, refetch } = useQuery(repositoryQuery(owner, repo));
  const [sort, setSort] = useQueryState("sort", pullRequestSortParser.withOptions({ history: "push" }));
  const asked = useSearchParams().get("sort");
  const why = wrongSort(asked);
  const running = useRunning();
  const runsHere = running && keyOf(running) === `${owner}/${repo}`.toLowerCase() ? running : null;
  const name = `${owner}/${repo}`;

  return (
    <div className="mx-auto grid max-w-5xl grid-cols-1 gap-5">
      <div className="grid gap-1">
        <Link href="/tracking" className="flex w-fit items-center gap-1.5 rounded-sm text-muted hover:text-ink">
          <ArrowLeft aria-hidden="true" className="size-4" />
          Tracking
        </Link>
        <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
          <h1 className="min-w-0 font-semibold text-xl tracking-tight wrap-anywhere">
            <span className="font-normal text-muted">{owner}/</span>
            {repo}
          </h1>
          <a
            href={`${github}/${encodeURIComponent(owner)}/${encodeURIComponent(repo)}`}
            target="_blank"
            rel="noreferrer"
            className="flex items-center gap-1.5 rounded-sm text-muted hover:text-ink"
          >
            GitHub
            <ExternalLink aria-hidden="true" className="size-3.5" />
            <span className="sr-only">(opens in a new tab)</span>
          </a>
          <Link
            href={`/tracking${searchOf({ repo: name })}`}
            className="rounded-sm text-muted underline-offset-2 hover:text-ink hover:underline"
          >
            All sessions
          </Link>
        </div>
      </div>
      <IgnoredParams
        problems={why === null ? [] : [problemOf("sort", asked ?? "", why)]}
        onRemove={() => void setSort(null)}
      />
      {totals ? (
        <>
          <Card aria-label="Totals" className="p-5">
            <Totals totals={totals} zone={zone} now={now} />
            {runsHere && (
              <p className="mt-4 flex flex-wrap items-baseline gap-x-2 border-t pt-4 text-work">
                #{runsHere.pr_number} is being tracked now and counts once it ends:
                <Ticking since={Date.parse(runsHere.start_time)} className="text-ink" />
              </p>
            )}
          </Card>
          {totals.pull_requests.length === 0 ? (
            <EmptyState
              icon={GitPullRequest}
              title="No sessions yet"
              className="py-14"
              {...(mayWrite && { action: <StartHere owner={owner} repo={repo} /> })}
            >
              The time you track on {name} will appear here, by pull request.
            </EmptyState>
          ) : (
            <Card aria-label="Pull requests" className="px-5 py-3">
              <PullRequestTable
                owner={owner}
                repo={repo}
                list={totals.pull_requests}
                total={totals.total_seconds}
                sort={sort}
                onSort={(by) => void setSort(by)}
                zone={zone}
                now={now}
                github={github}
                mayWrite={mayWrite}
              />
            </Card>
          )}
        </>
      ) : isError ? (
        <ErrorState retry={() => void refetch()} retrying={isFetching}>
          The repository failed to load. Your tracked time is safe.
        </ErrorState>
      ) : (
        <LoadingRows label="The repository is loading" rows={8} />
      )}
    </div>
  );
}
