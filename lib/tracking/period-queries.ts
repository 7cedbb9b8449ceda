import "server-only";
import { and, asc, eq, gt, gte, isNotNull, lt, lte, or, sql } from "drizzle-orm";
import { db } from "@/db/index.ts";
import { dailyStats, trackingSessions as sessions } from "@/db/schema/index.ts";
import type { PullRequest, Repository } from "./reference.ts";
import { isName } from "./repository-queries.ts";
import { longestSpanMs, type Span } from "./rules.ts";

/** SQL of a period's time. The owner is always the first argument; bounds are instants, the second one exclusive. */

/** The filter: sessions of one repository, of one pull request number, or both; all when empty. */
export interface Work {
  repository?: Repository | undefined;
  pr_number?: number | undefined;
}

const within = (owner: number, { repository, pr_number }: Work) =>
  and(
    eq(sessions.user_id, owner),
    isNotNull(sessions.end_time),
    isName(sessions.repo_owner, repository?.repo_owner),
    isName(sessions.repo_name, repository?.repo_name),
    pr_number === undefined ? undefined : eq(sessions.pr_number, pr_number),
  );

/** Ended sessions completely between two instants, summed up by repository and pull request number. */
export async function wholeTotals(owner: number, from: Date, to: Date, work: Work) {
  return (await db())
    .select({
      repo_owner: sessions.repo_owner,
      repo_name: sessions.repo_name,
      pr_number: sessions.pr_number,
      total_seconds: sql`coalesce(sum(${sessions.duration_seconds}), 0)`.mapWith(Number),
      session_count: sql<number>`count(*)::int`,
      longest_seconds: sql<number>`coalesce(max(${sessions.duration_seconds}), 0)::int`,
    })
    .from(sessions)
    .where(
      and(within(owner, work), gte(sessions.start_time, from), lt(sessions.start_time, to), lte(sessions.end_time, to)),
    )
    .groupBy(sessions.repo_owner, sessions.repo_name, sessions.pr_number);
}

const spanColumns = {
  repo_owner: sessions.repo_owner,
  repo_name: sessions.repo_name,
  pr_number: sessions.pr_number,
  start: sessions.start_time,
  end: sessions.end_time,
  seconds: sessions.duration_seconds,
};

type NamedSpan = Span & PullRequest;

// No session spans more than this, so what began earlier does not reach the bound.
const reaching = (bound: Date) => new Date(bound.getTime() - longestSpanMs);

/** Ended sessions that span one of the two instants. */
export async function crossingSpans(owner: number, from: Date, to: Date, work: Work) {
  const lastStretch = new Date(Math.max(from.getTime(), reaching(to).getTime()));
  const rows = await (await db())
    .select(spanColumns)
    .from(sessions)
    .where(
      and(
        within(owner, work),
        or(
          and(gte(sessions.start_time, reaching(from)), lt(sessions.start_time, from), gt(sessions.end_time, from)),
          and(gte(sessions.start_time, lastStretch), lt(sessions.start_time, to), gt(sessions.end_time, to)),
        ),
      ),
    );
  return rows as NamedSpan[];
}

/** Ended sessions that overlap the time between two instants, by start. */
export async function spansWithin(owner: number, from: Date, to: Date, work: Work) {
  const rows = await (await db())
    .select(spanColumns)
    .from(sessions)
    .where(and(within(owner, work), gte(sessions.start_time, reaching(from)), lt(sessions.start_time, to)))
    .orderBy(sessions.start_time);
  return rows as NamedSpan[];
}

/** The first date with work; undefined for a user without any. */
export async function firstDay(owner: number): Promise<string | undefined> {
  const [row] = await (await db())
    .select({ date: dailyStats.date })
    .from(dailyStats)
    .where(eq(dailyStats.user_id, owner))
    .orderBy(asc(dailyStats.date))
    .limit(1);
  return row?.date;
}
