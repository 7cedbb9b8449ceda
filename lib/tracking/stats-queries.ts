import "server-only";
import { and, asc, desc, eq, gte, inArray, isNotNull, lt, lte, sql } from "drizzle-orm";
import { db, type Executor, run, type Statement } from "@/db/index.ts";
import { dailyStats, trackingSessions as sessions, users } from "@/db/schema/index.ts";
import type { Repository } from "./reference.ts";
import { isName } from "./repository-queries.ts";
import type { DayShare } from "./rules.ts";

/** SQL of sessions' totals. The owner is always the first argument. */

export type DayRow = Pick<typeof dailyStats.$inferSelect, "date" | "total_seconds" | "session_count">;

const dayColumns = {
  date: dailyStats.date,
  total_seconds: dailyStats.total_seconds,
  session_count: dailyStats.session_count,
};

/** Adds to the owner's days, or subtracts; a day that reaches zero is deleted. */
export async function changeDays(owner: number, shares: DayShare[], tx: Executor): Promise<void> {
  if (shares.length === 0) return;
  await tx
    .insert(dailyStats)
    .values(
      shares.map(({ date, seconds, count }) => ({
        user_id: owner,
        date,
        total_seconds: seconds,
        session_count: count,
      })),
    )
    .onConflictDoUpdate({
      target: [dailyStats.user_id, dailyStats.date],
      set: {
        total_seconds: sql`${dailyStats.total_seconds} + excluded.total_seconds`,
        session_count: sql`${dailyStats.session_count} + excluded.session_count`,
      },
    });
  const dates = shares.map((share) => share.date);
  await tx
    .delete(dailyStats)
    .where(
      and(
        eq(dailyStats.user_id, owner),
        inArray(dailyStats.date, dates),
        eq(dailyStats.total_seconds, 0),
        eq(dailyStats.session_count, 0),
      ),
    );
}

/** Replaces all of the owner's days. */
export async function replaceDays(owner: number, shares: DayShare[], tx: Executor): Promise<void> {
  await tx.delete(dailyStats).where(eq(dailyStats.user_id, owner));
  for (let at = 0; at < shares.length; at += 1000) await changeDays(owner, shares.slice(at, at + 1000), tx);
}

/** The owner's days from `first` to `last`, newest first. */
export async function daysBetween(owner: number, first: string, last: string): Promise<DayRow[]> {
  return (await db())
    .select(dayColumns)
    .from(dailyStats)
    .where(and(eq(dailyStats.user_id, owner), gte(dailyStats.date, first), lte(dailyStats.date, last)))
    .orderBy(desc(dailyStats.date));
}

/** Every day of the owner, inside a transaction. */
export async function allDays(owner: number, tx: Executor): Promise<DayRow[]> {
  return tx.select(dayColumns).from(dailyStats).where(eq(dailyStats.user_id, owner)).orderBy(asc(dailyStats.date));
}

const streakStatement: Statement = {
  name: "tracking_streak",
  // Read from the index, newest first, only as far as the first gap.
  text: `with days as (
      select date, lead(date) over (order by date desc) as before
      from daily_stats where user_id = $1 and date <= $2::date
    )
    select latest.date - first.date + 1 as length
    from (select max(date) as date from daily_stats where user_id = $1 and date <= $2::date) latest,
      (select date from days where before is distinct from date - 1 order by date desc limit 1) first
    where latest.date >= $2::date - 1`,
};

/** Consecutive days with work, counted back from `date`, or from the day before while that one is still empty. */
export async function currentStreak(owner: number, date: string): Promise<number> {
  const [row] = await run<{ length: number }>(streakStatement, [owner, date]);
  return row?.length ?? 0;
}

const longestStreakStatement: Statement = {
  name: "tracking_longest_streak",
  // Consecutive days have the same difference between their date and their row number.
  text: `select coalesce(max(length), 0)::int as length from (
      select count(*) as length from (
        select date - (row_number() over (order by date))::int as run from daily_stats where user_id = $1
      ) days group by run
    ) runs`,
};

/** The most consecutive days with work. */
export async function longestStreak(owner: number): Promise<number> {
  const [row] = await run<{ length: number }>(longestStreakStatement, [owner]);
  return row?.length ?? 0;
}

/** Ended sessions, as needed to split them into days. */
export interface EndedSpan {
  id: number;
  start_time: Date;
  end_time: Date;
  duration_seconds: number;
}

/** All ended sessions of the owner in batches by id, inside a transaction. */
export async function* endedSpans(owner: number, tx: Executor): AsyncGenerator<EndedSpan[]> {
  let last = 0;
  for (;;) {
    const rows = await tx
      .select({
        id: sessions.id,
        start_time: sessions.start_time,
        end_time: sessions.end_time,
        duration_seconds: sessions.duration_seconds,
      })
      .from(sessions)
      .where(and(eq(sessions.user_id, owner), isNotNull(sessions.end_time), sql`${sessions.id} > ${last}`))
      .orderBy(asc(sessions.id))
      .limit(5000);
    if (rows.length === 0) return;
    last = rows.at(-1)?.id ?? last;
    yield rows as EndedSpan[];
  }
}

/** Ended sessions that overlap the time between two instants. No session spans over 24 hours. */
export async function spansTouching(owner: number, from: Date, to: Date) {
  const earliest = new Date(from.getTime() - 24 * 3_600_000);
  const rows = await (await db())
    .select({
      start_time: sessions.start_time,
      end_time: sessions.end_time,
      duration_seconds: sessions.duration_seconds,
      repo_owner: sessions.repo_owner,
      repo_name: sessions.repo_name,
    })
    .from(sessions)
    .where(
      and(
        eq(sessions.user_id, owner),
        gte(sessions.start_time, earliest),
        lt(sessions.start_time, to),
        isNotNull(sessions.end_time),
      ),
    );
  return rows as {
    start_time: Date;
    end_time: Date;
    duration_seconds: number;
    repo_owner: string;
    repo_name: string;
  }[];
}

const seconds = sql`coalesce(sum(${sessions.duration_seconds}), 0)`.mapWith(Number);
const count = sql<number>`count(*)::int`;

/** Ended sessions of one repository, summed up by pull request, the most recently worked on first. */
export async function pullRequestTotals(owner: number, repository: Repository) {
  return (await db())
    .select({
      pr_number: sessions.pr_number,
      total_seconds: seconds,
      session_count: count,
      last_worked_at: sql`max(${sessions.end_time})`.mapWith(sessions.end_time),
    })
    .from(sessions)
    .where(
      and(
        eq(sessions.user_id, owner),
        isName(sessions.repo_owner, repository.repo_owner),
        isName(sessions.repo_name, repository.repo_name),
        isNotNull(sessions.end_time),
      ),
    )
    .groupBy(sessions.pr_number)
    .orderBy(desc(sql`max(${sessions.end_time})`), desc(sessions.pr_number));
}

/** The repositories with the most time in ended sessions that began at `from` or later. */
export async function topRepositories(owner: number, from: Date, limit: number) {
  return (await db())
    .select({
      repo_owner: sessions.repo_owner,
      repo_name: sessions.repo_name,
      total_seconds: seconds,
      session_count: count,
    })
    .from(sessions)
    .where(and(eq(sessions.user_id, owner), gte(sessions.start_time, from), isNotNull(sessions.end_time)))
    .groupBy(sessions.repo_owner, sessions.repo_name)
    .orderBy(desc(seconds), asc(sessions.repo_owner), asc(sessions.repo_name))
    .limit(limit);
}

const lastEnd = sql`max(${sessions.end_time})`;

/** Every repository with ended sessions, the most recently worked on first. */
export async function repositoryTotals(owner: number, limit: number) {
  return (await db())
    .select({
      repo_owner: sessions.repo_owner,
      repo_name: sessions.repo_name,
      total_seconds: seconds,
      session_count: count,
      last_worked_at: lastEnd.mapWith(sessions.end_time),
    })
    .from(sessions)
    .where(and(eq(sessions.user_id, owner), isNotNull(sessions.end_time)))
    .groupBy(sessions.repo_owner, sessions.repo_name)
    .orderBy(desc(lastEnd), asc(sessions.repo_owner), asc(sessions.repo_name))
    .limit(limit);
}

/** The number of sessions with each tag, the most used first. */
export async function tagCounts(owner: number, limit: number) {
  const tag = sql<string>`unnest(${sessions.tags})`;
  return (await db())
    .select({ tag: tag.as("tag"), session_count: count })
    .from(sessions)
    .where(eq(sessions.user_id, owner))
    .groupBy(sql`tag`)
    .orderBy(desc(count), sql`tag`)
    .limit(limit);
}

const yearsStatement: Statement = {
  name: "tracking_years",
  // One index lookup per year, without reading all days.
  text: `select year from generate_series(
      (select extract(year from min(date))::int from daily_stats where user_id = $1),
      (select extract(year from max(date))::int from daily_stats where user_id = $1)
    ) as year
    where exists (select 1 from daily_stats
      where user_id = $1 and date >= make_date(year, 1, 1) and date <= make_date(year, 12, 31))`,
};

/** The years in which the owner has work. */
export async function workYears(owner: number): Promise<number[]> {
  return (await run<{ year: number }>(yearsStatement, [owner])).map((row) => row.year);
}

/** Every account's id and zone, in batches; for verifying and rebuilding. */
export async function* everyOwner(): AsyncGenerator<{ id: number; timezone: string }> {
  let last = 0;
  for (;;) {
    const rows = await (await db())
      .select({ id: users.id, timezone: users.timezone })
      .from(users)
      .where(sql`${users.id} > ${last}`)
      .orderBy(asc(users.id))
      .limit(500);
    if (rows.length === 0) return;
    last = rows.at(-1)?.id ?? last;
    yield* rows;
  }
}
