import "server-only";
import { and, asc, eq, sql } from "drizzle-orm";
import { db, type Executor } from "@/db/index.ts";
import { achievements, userAchievements } from "@/db/schema/index.ts";
import { longWorkSeconds, type Totals } from "./achievement-rules.ts";

/** SQL of achievements. The owner is always the first argument. */

/** The totals of the owner's practices. Aggregated in the database, however many there are. */
export async function totalsOf(owner: number, tx?: Executor): Promise<Totals> {
  const result = await (tx ?? (await db())).execute(sql`
    with own as materialized (
      select duration_seconds, style, sequence_id, sequence_name, local_date, worked_before_seconds, completed_poses,
        pose_count, held_poses, longest_hold_seconds
      from practice_sessions where user_id = ${owner} and counts
    )
    select count(*)::int as practices, coalesce(sum(duration_seconds), 0)::int as seconds,
      count(distinct style)::int as styles,
      count(distinct coalesce(sequence_id::text, '/' || sequence_name))::int as sequences,
      (count(*) filter (where sequence_id in (select id from sequences where user_id = ${owner})))::int as of_own_sequences,
      (count(*) filter (where extract(isodow from local_date) > 5))::int as on_weekends,
      (count(*) filter (where worked_before_seconds >= ${longWorkSeconds}))::int as after_work,
      (count(*) filter (where completed_poses = pose_count))::int as without_skips,
      coalesce(max(duration_seconds), 0)::int as longest_seconds,
      coalesce(max(longest_hold_seconds), 0)::int as longest_hold_seconds,
      (select count(distinct pose)::int from own, unnest(held_poses) as pose) as poses,
      array(select local_date::text from own group by local_date order by local_date) as dates
    from own`);
  const [row] = (result as unknown as { rows: Totals[] }).rows;
  if (!row) throw new Error("An aggregate answers one row");
  return row;
}

const columns = {
  id: achievements.id,
  slug: achievements.slug,
  name: achievements.name,
  description: achievements.description,
  threshold: achievements.threshold,
  earned_at: userAchievements.earned_at,
};

/** Every achievement in order, with when the owner earned it. */
export async function allAchievements(owner: number, tx?: Executor) {
  return (tx ?? (await db()))
    .select(columns)
    .from(achievements)
    .leftJoin(
      userAchievements,
      and(eq(userAchievements.achievement_id, achievements.id), eq(userAchievements.user_id, owner)),
    )
    .orderBy(asc(achievements.position), asc(achievements.id));
}

/** The achievements the owner earned with one practice, in order. */
export async function achievementsOf(owner: number, practice: number, tx?: Executor) {
  return (tx ?? (await db()))
    .select(columns)
    .from(userAchievements)
    .innerJoin(achievements, eq(achievements.id, userAchievements.achievement_id))
    .where(and(eq(userAchievements.user_id, owner), eq(userAchievements.practice_session_id, practice)))
    .orderBy(asc(achievements.position), asc(achievements.id));
}

/** Inserts achievements of the owner; existing ones stay unchanged. */
export async function giveAchievements(
  owner: number,
  rows: { achievement_id: number; practice_session_id: number; earned_at: Date }[],
  tx: Executor,
): Promise<void> {
  if (rows.length === 0) return;
  await tx
    .insert(userAchievements)
    .values(rows.map((row) => ({ ...row, user_id: owner })))
    .onConflictDoNothing();
}
