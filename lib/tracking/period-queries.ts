import "server-only";
import { and, asc, eq, gt, gte, isNotNull, lt, lte, or, sql } from "drizzle-orm";
import { db } from "@/db/index.ts";
import { dailyStats, trackingSessions as sessions } from "@/db/schema/index.ts";
import { longestSpanMs, type Span } from "./rules.ts";

/** SQL of a period's time. The owner is always the first argument; bounds are instants, the second one excluded. */

/** A repository by its exact name. */
export interface RepositoryName {
  repo_owner: string;
  repo_name: string;
}

/** Whose sessions, of which repository (of all when undefined). */
const within = (owner: number, repository: RepositoryName | undefined) =>
  and(
    eq(sessions.user_id, owner),
    isNotNull(sessions.end_time),
    repository && eq(sessions.repo_owner, repository.repo_owner),
    repository && eq(sessions.repo_name, repository.repo_name),
  );

/** Ended sessions that lie between two instants as a whole, summed up by repository. */
export async function wholeTotals(owner: number, from: Date, to: Date, repository: RepositoryName | undefined) {
  return (await db())
    .select({
      repo_owner: sessions.repo_owner,
      repo_name: sessions.repo_name,
      total_seconds: sql`coalesce(sum(${sessions.duration_seconds}), 0)`.mapWith(Number),
      session_count: sql<number>`count(*)::int`,
    })
    .from(sessions)
    .where(
      and(
        within(owner, repository),
        gte(sessions.start_time, from),
        lt(sessions.start_time, to),
        lte(sessions.end_time, to),
      ),
    )
    .groupBy(sessions.repo_owner, sessions.repo_name);
}

const spanColumns = {
  repo_owner: sessions.repo_owner,
  repo_name: sessions.repo_name,
  start: sessions.start_time,
  end: sessions.end_time,
  seconds: sessions.duration_seconds,
};

type NamedSpan = Span & RepositoryName;

// No session spans more than this, so what began earlier does not reach the bound.
const reaching = (bound: Date) => new Date(bound.getTime() - longestSpanMs);

/** Ended sessions that one of the two instants lies within. */
export async function crossingSpans(owner: number, from: Date, to: Date, repository: RepositoryName | undefined) {
  const lastStretch = new Date(Math.max(from.getTime(), reaching(to).getTime()));
  const rows = await (await db())
    .select(spanColumns)
    .from(sessions)
    .where(
      and(
        within(owner, repository),
        or(
          and(gte(sessions.start_time, reaching(from)), lt(sessions.start_time, from), gt(sessions.end_time, from)),
          and(gte(sessions.start_time, lastStretch), lt(sessions.start_time, to), gt(sessions.end_time, to)),
        ),
      ),
    );
  return rows as NamedSpan[];
}

/** Ended sessions of one repository that touch the time between two instants. */
export async function repositorySpans(owner: number, from: Date, to: Date, repository: RepositoryName) {
  const rows = await (await db())
    .select(spanColumns)
    .from(sessions)
    .where(and(within(owner, repository), gte(sessions.start_time, reaching(from)), lt(sessions.start_time, to)));
  return rows as NamedSpan[];
}

/** The first date with work; undefined for somebody who has none. */
export async function firstDay(owner: number): Promise<string | undefined> {
  const [row] = await (await db())
    .select({ date: dailyStats.date })
    .from(dailyStats)
    .where(eq(dailyStats.user_id, owner))
    .orderBy(asc(dailyStats.date))
    .limit(1);
  return row?.date;
}
