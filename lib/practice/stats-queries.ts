import "server-only";
import { and, asc, desc, eq, gte, lte, sql } from "drizzle-orm";
import { db } from "@/db/index.ts";
import { practiceSessions as practices, sequences } from "@/db/schema/index.ts";

/** SQL of totals of practices that count. The owner is always the first argument. */

const counting = (owner: number) => and(eq(practices.user_id, owner), practices.counts);
const practice_count = sql<number>`count(*)::int`;
const total_seconds = sql<number>`coalesce(sum(${practices.duration_seconds}), 0)::int`;

/** Local dates, both included; an absent one is unbounded. */
export interface Days {
  from?: string | undefined;
  to?: string | undefined;
}

/** Totals by style of the practices of some days, the most practised first. */
export async function styleTotals(owner: number, { from, to }: Days = {}) {
  return (await db())
    .select({ style: practices.style, practice_count, total_seconds })
    .from(practices)
    .where(
      and(
        counting(owner),
        from === undefined ? undefined : gte(practices.local_date, from),
        to === undefined ? undefined : lte(practices.local_date, to),
      ),
    )
    .groupBy(practices.style)
    .orderBy(desc(practice_count), desc(total_seconds), asc(practices.style));
}

/** Totals of the days from `first` to `last` that have practices, oldest first. */
export async function dayTotals(owner: number, first: string, last: string) {
  return (await db())
    .select({ date: practices.local_date, practice_count, total_seconds })
    .from(practices)
    .where(and(counting(owner), gte(practices.local_date, first), lte(practices.local_date, last)))
    .groupBy(practices.local_date)
    .orderBy(asc(practices.local_date));
}

/** The local dates with practices, oldest first. */
export async function practiceDates(owner: number): Promise<string[]> {
  const rows = await (await db())
    .selectDistinct({ date: practices.local_date })
    .from(practices)
    .where(counting(owner))
    .orderBy(asc(practices.local_date));
  return rows.map(({ date }) => date);
}

/** The practice that began last. */
export async function lastBegun(owner: number) {
  const [row] = await (await db())
    .select({
      id: practices.id,
      sequence_id: practices.sequence_id,
      sequence_name: practices.sequence_name,
      started_at: practices.started_at,
      local_date: practices.local_date,
    })
    .from(practices)
    .where(counting(owner))
    .orderBy(sql`${practices.started_at} desc nulls last`)
    .limit(1);
  return row ?? null;
}

/** One of Stint's own sequences. */
export async function builtInSequence(slug: string) {
  const [row] = await (await db())
    .select({ id: sequences.id, name: sequences.name, total_seconds: sequences.total_seconds })
    .from(sequences)
    .where(eq(sequences.slug, slug));
  return row ?? null;
}
