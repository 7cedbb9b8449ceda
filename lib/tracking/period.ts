import "server-only";
import type { Reply } from "@/lib/api/implement.ts";
import type { Principal } from "@/lib/auth/principal.ts";
import { invalid } from "@/lib/errors.ts";
import { addDays, dayOfDate, today } from "@/lib/time.ts";
import { crossingSpans, firstDay, type RepositoryName, repositorySpans, wholeTotals } from "./period-queries.ts";
import { splitByDay, sumShares } from "./rules.ts";
import { named, sum } from "./stats.ts";
import { daysBetween } from "./stats-queries.ts";

/** Tracked time between two local dates, by the same split into days that all of Stint's numbers are made of. */

/** What a caller asks for; dates are local ones, both included. */
export interface PeriodInput {
  from?: string | undefined;
  to?: string | undefined;
  repo_owner?: string | undefined;
  repo_name?: string | undefined;
}

interface Dates {
  from: string;
  to: string;
}

const mostDays = 366;
const mostRepositories = 500;

function repositoryOf({ repo_owner, repo_name }: PeriodInput): RepositoryName | undefined {
  if (repo_owner !== undefined && repo_name !== undefined) return { repo_owner, repo_name };
  if (repo_owner === undefined && repo_name === undefined) return undefined;
  const missing = repo_owner === undefined ? "repo_owner" : "repo_name";
  throw invalid(["query", missing], "A repository has an owner and a name");
}

/** Seconds and begun sessions of each repository, the most worked on first. */
async function byRepository(owner: number, zone: string, { from, to }: Dates, repository: RepositoryName | undefined) {
  const [begin, end] = [new Date(dayOfDate(from, zone).from), new Date(dayOfDate(to, zone).to)];
  const [whole, crossing] = await Promise.all([
    wholeTotals(owner, begin, end, repository),
    crossingSpans(owner, begin, end, repository),
  ]);
  const totals = new Map(whole.map((row) => [`${row.repo_owner}/${row.repo_name}`, row]));
  for (const { repo_owner, repo_name, ...span } of crossing) {
    const shares = splitByDay(span, zone).filter(({ date }) => date >= from && date <= to);
    const name = `${repo_owner}/${repo_name}`;
    const row = totals.get(name) ?? { repo_owner, repo_name, total_seconds: 0, session_count: 0 };
    totals.set(name, {
      ...row,
      total_seconds: row.total_seconds + sum(shares, ({ seconds }) => seconds),
      session_count: row.session_count + sum(shares, ({ count }) => count),
    });
  }
  const nameOf = ({ repo_owner, repo_name }: RepositoryName) => `${repo_owner}/${repo_name}`;
  return [...totals.values()].sort((a, b) => b.total_seconds - a.total_seconds || (nameOf(a) < nameOf(b) ? -1 : 1));
}

/** The days with work, oldest first; undefined of more than a year. */
async function daysOf(owner: number, zone: string, { from, to }: Dates, repository: RepositoryName | undefined) {
  if (addDays(from, mostDays) <= to) return undefined;
  if (!repository) return (await daysBetween(owner, from, to)).reverse();
  const [begin, end] = [new Date(dayOfDate(from, zone).from), new Date(dayOfDate(to, zone).to)];
  const spans = await repositorySpans(owner, begin, end, repository);
  return sumShares(spans.map((span) => ({ shares: splitByDay(span, zone), sign: 1 })))
    .filter(({ date }) => date >= from && date <= to)
    .sort((a, b) => (a.date < b.date ? -1 : 1))
    .map(({ date, seconds, count }) => ({ date, total_seconds: seconds, session_count: count }));
}

/**
 * Time between two local dates, by repository and by day.
 * @throws {AppError} VALIDATION_ERROR when it ends before it begins, or a repository is named by half
 */
export async function period(principal: Principal, asked: PeriodInput, now: Date): Promise<Reply> {
  const { id, timezone } = principal;
  const repository = repositoryOf(asked);
  const date = today(timezone, now);
  const to = asked.to ?? date;
  const first = asked.from ?? (await firstDay(id)) ?? to;
  const from = asked.from === undefined && first > to ? to : first;
  if (from > to) throw invalid(["query", "to"], "Ends before it begins", "too_small");
  const about = repository ? `${repository.repo_owner}/${repository.repo_name}` : "all";
  return named(principal, date, `period-${from}-${to}-${about}`, async () => {
    const [repos, days] = await Promise.all([
      byRepository(id, timezone, { from, to }, repository),
      daysOf(id, timezone, { from, to }, repository),
    ]);
    return {
      from,
      to,
      total_seconds: sum(repos, (repo) => repo.total_seconds),
      session_count: sum(repos, (repo) => repo.session_count),
      repos: repos.slice(0, mostRepositories),
      ...(days && { days }),
    };
  });
}
