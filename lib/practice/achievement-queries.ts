import "server-only";
import { and, asc, eq, sql } from "drizzle-orm";
import { db, type Executor } from "@/db/index.ts";
import { achievements, practiceSessions as practices, userAchievements } from "@/db/schema/index.ts";
import { longWorkSeconds, type Totals } from "./achievement-rules.ts";

/** SQL of achievements. The owner is always the first argument. */

/** What the owner's practices come to. Adds up inside the database, however many there are. */
export async function totalsOf(owner: number, tx?: Executor): Promise<Totals> {
  const result = await (tx ?? (await db())).execute(sql`
    with own as materialized (
      select p.id, p.duration_seconds, p.style, p.sequence_id, p.sequence_name, p.local_date, p.worked_before_seconds,
        p.skipped_poses, p.completed_poses, p.steps, p.outcomes
      from practice_sessions p where p.user_id = ${owner} and p.counts
    ), held as (
      -- Whoever told no outcomes but completed all steps held the pose of each.
      select o.outcome ->> 'held_seconds' as seconds, own.steps -> (o.outcome ->> 'position')::int ->> 'pose_slug' as slug
      from own, jsonb_array_elements(own.outcomes) as o (outcome) where o.outcome ->> 'outcome' <> 'skipped'
      union all
      select null, s.step ->> 'pose_slug' from own, jsonb_array_elements(own.steps) as s (step)
      where own.outcomes = '[]' and own.completed_poses = jsonb_array_length(own.steps)
    )
    select count(*)::int as practices, coalesce(sum(duration_seconds), 0)::int as seconds,
      count(distinct style)::int as styles,
      count(distinct coalesce(sequence_id::text, '/' || sequence_name))::int as sequences,
      (count(*) filter (where exists (
        select 1 from sequences s where s.id = own.sequence_id and s.user_id = ${owner})))::int as of_own_sequences,
      (count(*) filter (where extract(isodow from local_date) > 5))::int as on_weekends,
      (count(*) filter (where worked_before_seconds >= ${longWorkSeconds}))::int as after_work,
      (count(*) filter (where completed_poses = jsonb_array_length(steps)))::int as without_skips,
      coalesce(max(duration_seconds), 0)::int as longest_seconds,
      coalesce(array_agg(distinct local_date::text order by local_date::text), '{}') as dates,
      (select count(distinct slug)::int from held) as poses,
      (select coalesce(max(seconds::int), 0) from held) as longest_hold_seconds
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

/** What the owner earned with one practice, in order. */
export async function achievementsOf(owner: number, practice: number, tx?: Executor) {
  return (tx ?? (await db()))
    .select(columns)
    .from(userAchievements)
    .innerJoin(achievements, eq(achievements.id, userAchievements.achievement_id))
    .where(and(eq(userAchievements.user_id, owner), eq(userAchievements.practice_session_id, practice)))
    .orderBy(asc(achievements.position), asc(achievements.id));
}

/** Gives achievements to the owner; those that they have stay as they are. */
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
