import "server-only";
import { asc, eq, isNull, sql } from "drizzle-orm";
import type { Executor } from "@/db/index.ts";
import { poses, sequencePoses, sequences } from "@/db/schema/index.ts";
import type { PracticeOutcome, PracticeStep, Style } from "./constants.ts";
import { nameColumns, withShownName } from "./practice-queries.ts";

/** SQL of bulk imports of practices. */

/** One of Stint's own sequences, as it is played. */
export interface Playable {
  id: number;
  slug: string;
  name: string;
  style: Style;
  total_seconds: number;
  steps: PracticeStep[];
}

/** Stint's own sequences with their steps. */
export async function ownSequences(tx: Executor): Promise<Playable[]> {
  const { id, slug, name, style, total_seconds } = sequences;
  const rows = await tx
    .select({ id, slug, name, style, total_seconds })
    .from(sequences)
    .where(isNull(sequences.user_id))
    .orderBy(asc(sequences.id));
  const { hold_seconds, side, transition_seconds, note, sequence_id } = sequencePoses;
  const steps = await tx
    .select({ sequence_id, step: { ...nameColumns, hold_seconds, side, transition_seconds, note } })
    .from(sequencePoses)
    .innerJoin(sequences, eq(sequences.id, sequence_id))
    .innerJoin(poses, eq(poses.id, sequencePoses.pose_id))
    .where(isNull(sequences.user_id))
    .orderBy(asc(sequence_id), asc(sequencePoses.position));
  return rows.map((row) => {
    const own = steps.filter((each) => each.sequence_id === row.id);
    return { ...row, slug: row.slug ?? "", steps: own.map(({ step }) => withShownName(step)) };
  });
}

/** A practice to be stored; name, style and steps come from its sequence. */
export interface StoredPractice {
  sequence_id: number;
  started_at: Date;
  ended_at: Date;
  timezone: string;
  local_date: string;
  duration_seconds: number;
  completed_poses: number;
  skipped_poses: number;
  outcomes: PracticeOutcome[];
  held_poses: string[];
  longest_hold_seconds: number;
  worked_before_seconds: number;
  mood: string | null;
  note: string | null;
}

/** Inserts completed practices, in the given order; returns their ids by start. */
export async function insertPractices(
  owner: number,
  rows: StoredPractice[],
  played: Playable[],
  tx: Executor,
): Promise<Map<number, number>> {
  const result = await tx.execute(sql`
    insert into practice_sessions (user_id, sequence_id, sequence_name, style, steps, total_seconds, status, started_at,
      ended_at, timezone, local_date, duration_seconds, completed_poses, skipped_poses, outcomes, held_poses,
      longest_hold_seconds, worked_before_seconds, mood, note, created_at, updated_at)
    select ${owner}::bigint, p.id, p.name, p.style::practice_style, p.steps, p.total_seconds, 'completed', r.started_at,
      r.ended_at, r.timezone, r.local_date, r.duration_seconds, r.completed_poses, r.skipped_poses, r.outcomes,
      array(select jsonb_array_elements_text(r.held_poses)), r.longest_hold_seconds, r.worked_before_seconds, r.mood,
      r.note, r.started_at, r.ended_at
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (sequence_id bigint, started_at timestamptz,
      ended_at timestamptz, timezone text, local_date date, duration_seconds int, completed_poses int, skipped_poses int,
      outcomes jsonb, held_poses jsonb, longest_hold_seconds int, worked_before_seconds int, mood text, note text)
    join jsonb_to_recordset(${JSON.stringify(played)}::jsonb) as p (id bigint, name text, style text,
      total_seconds int, steps jsonb) on p.id = r.sequence_id
    order by r.started_at
    returning id, started_at`);
  const { rows: stored } = result as unknown as { rows: { id: number; started_at: Date | string }[] };
  return new Map(stored.map(({ id, started_at }) => [new Date(started_at).getTime(), Number(id)]));
}
