import "server-only";
import { and, eq, inArray, lte, or, type SQL, sql } from "drizzle-orm";
import { db, type Executor } from "@/db/index.ts";
import { poses, sequencePoses, sequences, userFavorites, users } from "@/db/schema/index.ts";
import type { PageRequest, Position } from "@/lib/api/pagination.ts";
import { askedWords, type Difficulty, type PracticeStep, type Style, type UnverifiedField } from "./constants.ts";
import { hasCaution } from "./pose-queries.ts";

/** SQL that reads sequences. The viewer is always the first argument. */

/** The filter of a list of sequences. */
export interface SequenceFilter {
  style?: Style | undefined;
  difficulty?: Difficulty | undefined;
  focus_area?: string | undefined;
  /** Areas of the body: matches sequences for one of them, or with a pose that reaches one. */
  target_area?: string[] | undefined;
  max_minutes?: number | undefined;
  q?: string | undefined;
  mine?: boolean | undefined;
  favorite?: boolean | undefined;
}

/** Sequences a user can see: their own, and public ones, which Stint's own always are. */
export const visibleTo = (viewer: number): SQL | undefined => or(eq(sequences.user_id, viewer), sequences.is_public);

/** Every word of the query is a prefix of a word of the sequence. */
function found(q: string): SQL {
  const words = askedWords(q);
  // Letters and digits only, so that nothing in them is interpreted as tsquery syntax.
  if (words.length === 0) return sql`false`;
  return sql`${sequences.search_words} @@ ${words.map((word) => `'${word}':*`).join(" & ")}::tsquery`;
}

/** It has a pose that reaches one of these areas. */
const reaches = (areas: string[]): SQL => sql`exists (
  select from ${sequencePoses} s join ${poses} p on p.id = s.pose_id
  where s.sequence_id = sequences.id and p.target_areas ?| array[${sql.join(
    areas.map((area) => sql`${area}::text`),
    sql`, `,
  )}])`;

function conditions(viewer: number, filter: SequenceFilter): SQL | undefined {
  const { style, difficulty, focus_area, target_area = [], max_minutes, q, favorite } = filter;
  return and(
    style && eq(sequences.style, style),
    difficulty && eq(sequences.difficulty, difficulty),
    focus_area === undefined ? undefined : eq(sequences.focus_area, focus_area),
    target_area.length === 0 ? undefined : or(inArray(sequences.focus_area, target_area), reaches(target_area)),
    max_minutes === undefined ? undefined : lte(sequences.total_seconds, max_minutes * 60),
    q === undefined ? undefined : found(q),
    favorite
      ? sql`exists (select from ${userFavorites} f where f.user_id = ${viewer} and f.sequence_id = sequences.id)`
      : undefined,
  );
}

/** The counts: public ones and the viewer's private ones separately, which is faster than both at once. */
async function countSequences(viewer: number, filter: SequenceFilter): Promise<number> {
  const where = conditions(viewer, filter);
  const mine = eq(sequences.user_id, viewer);
  const count = (part: SQL | undefined) => sql`(select count(*) from ${sequences} where ${and(part, where)})`;
  const total = filter.mine
    ? count(mine)
    : sql`${count(sql`${sequences.is_public}`)} + ${count(and(mine, sql`not ${sequences.is_public}`))}`;
  const result = await (await db()).execute(sql`select (${total})::int as total`);
  return (result as unknown as { rows: { total: number }[] }).rows[0]?.total ?? 0;
}

const own = {
  id: sequences.id,
  user_id: sequences.user_id,
  name: sequences.name,
  description: sequences.description,
  style: sequences.style,
  difficulty: sequences.difficulty,
  focus_area: sequences.focus_area,
  is_public: sequences.is_public,
  position: sequences.position,
  total_seconds: sequences.total_seconds,
  pose_count: sequences.pose_count,
  version: sequences.version,
  created_at: sequences.created_at,
  updated_at: sequences.updated_at,
};

const summary = {
  ...own,
  author: users.name,
  is_favorite: sql<boolean>`${userFavorites.user_id} is not null`,
  pose_slugs: sql<string[]>`array(
    select p.slug from ${sequencePoses} s join ${poses} p on p.id = s.pose_id
    where s.sequence_id = sequences.id and s.position < 5 order by s.position)`,
};

/** A step joined with its pose. */
export interface StoredStep extends PracticeStep {
  bilateral: boolean;
  cautions: string[];
  unverified: UnverifiedField[];
}

// In the same statement as the rest, so that steps and version are consistent.
const steps = sql<StoredStep[]>`(
  select json_agg(json_build_object('pose_slug', p.slug, 'english_name', p.english_name,
    'sanskrit_name', p.sanskrit_name, 'hold_seconds', s.hold_seconds, 'side', s.side,
    'transition_seconds', s.transition_seconds, 'note', s.note, 'bilateral', p.bilateral,
    'cautions', p.cautions, 'unverified', p.unverified) order by s.position)
  from ${sequencePoses} s join ${poses} p on p.id = s.pose_id where s.sequence_id = sequences.id)`;

const isFavorite = (viewer: number) =>
  and(eq(userFavorites.sequence_id, sequences.id), eq(userFavorites.user_id, viewer));

/** One sequence that a user can see. */
export async function findSequence(viewer: number, id: number, tx?: Executor) {
  const [row] = await (tx ?? (await db()))
    .select({ ...summary, steps })
    .from(sequences)
    .leftJoin(users, eq(users.id, sequences.user_id))
    .leftJoin(userFavorites, isFavorite(viewer))
    .where(and(eq(sequences.id, id), visibleTo(viewer)));
  return row;
}

export type SequenceRow = NonNullable<Awaited<ReturnType<typeof findSequence>>>;
export type SummaryRow = Omit<SequenceRow, "steps">;

/** The name of the order of sequences, for cursors. */
export const sequenceOrder = "shelf";

/** Up to `limit + 1` sequences, Stint's own first and then the newest, and the total count. */
export async function listSequences(
  viewer: number,
  filter: SequenceFilter,
  page: PageRequest,
  position: Position | undefined,
): Promise<{ rows: SummaryRow[]; total: number }> {
  const orm = await db();
  const where = and(filter.mine ? eq(sequences.user_id, viewer) : visibleTo(viewer), conditions(viewer, filter));
  const after =
    position && sql`(${sequences.position}, ${sequences.id}) < (${position.order?.value ?? 0}::int, ${position.id})`;
  const order = [sql`${sequences.position} desc nulls last`, sql`${sequences.id} desc nulls last`];
  const [rows, total] = await Promise.all([
    orm
      .select(summary)
      .from(sequences)
      .leftJoin(users, eq(users.id, sequences.user_id))
      .leftJoin(userFavorites, isFavorite(viewer))
      .where(and(where, after))
      .orderBy(...order)
      .limit(page.limit + 1)
      .offset(position ? 0 : page.offset),
    countSequences(viewer, filter),
  ]);
  return { rows, total };
}

/** Up to `limit + 1` favourites that a user can still see, the latest first, and the total count. */
export async function listFavorites(viewer: number, page: PageRequest, position: Position | undefined) {
  const orm = await db();
  const where = and(eq(userFavorites.user_id, viewer), visibleTo(viewer));
  const after =
    position &&
    sql`(${userFavorites.created_at}, ${userFavorites.sequence_id}) < (${position.time.toISOString()}::timestamptz, ${position.id})`;
  const [rows, [count]] = await Promise.all([
    orm
      .select({ ...summary, favorited_at: userFavorites.created_at })
      .from(userFavorites)
      .innerJoin(sequences, eq(sequences.id, userFavorites.sequence_id))
      .leftJoin(users, eq(users.id, sequences.user_id))
      .where(and(where, after))
      .orderBy(sql`${userFavorites.created_at} desc nulls last`, sql`${userFavorites.sequence_id} desc nulls last`)
      .limit(page.limit + 1)
      .offset(position ? 0 : page.offset),
    orm
      .select({ total: sql<number>`count(*)::int` })
      .from(userFavorites)
      .innerJoin(sequences, eq(sequences.id, userFavorites.sequence_id))
      .where(where),
  ]);
  return { rows, total: count?.total ?? 0 };
}

/** The poses of some sequences that have one of these cautions, in the order of steps. */
export async function findConcerns(ids: number[], cautions: string[]) {
  return (await db())
    .select({
      sequence_id: sequencePoses.sequence_id,
      pose_slug: poses.slug,
      english_name: poses.english_name,
      cautions: poses.cautions,
    })
    .from(sequencePoses)
    .innerJoin(poses, eq(poses.id, sequencePoses.pose_id))
    .where(and(inArray(sequencePoses.sequence_id, ids), hasCaution(cautions)))
    .groupBy(sequencePoses.sequence_id, poses.id)
    .orderBy(sequencePoses.sequence_id, sql`min(${sequencePoses.position})`);
}

/**
 * Everything of the owner's library, for the export. Favourites are exported by id, so that private sequences stay
 * private.
 */
export async function exportRows(owner: number) {
  const orm = await db();
  const { position: _place, user_id: _owner, ...columns } = own;
  return {
    sequences: await orm
      .select({ ...columns, steps })
      .from(sequences)
      .where(eq(sequences.user_id, owner))
      .orderBy(sequences.id),
    favorites: await orm
      .select({ sequence_id: userFavorites.sequence_id, favorited_at: userFavorites.created_at })
      .from(userFavorites)
      .where(eq(userFavorites.user_id, owner))
      .orderBy(userFavorites.created_at, userFavorites.sequence_id),
  };
}
