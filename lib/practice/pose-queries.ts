import "server-only";
import { and, asc, eq, inArray, isNotNull, type SQL, sql } from "drizzle-orm";
import { db, type Executor } from "@/db/index.ts";
import { poses, sequencePoses } from "@/db/schema/index.ts";
import type { PageRequest, Position } from "@/lib/api/pagination.ts";
import { askedWords, type Difficulty, type PoseCategory } from "./constants.ts";

/** SQL of poses. They have no owner: the contract decides who may write them. */

export type PoseRow = typeof poses.$inferSelect;

/** The filter of a list of poses. */
export interface PoseFilter {
  category?: PoseCategory | undefined;
  difficulty?: Difficulty | undefined;
  target_area?: string | undefined;
  q?: string | undefined;
  /** Cautions that none of them may have. */
  without: string[];
}

/** The cautions of a pose include one of these. */
export const hasCaution = (cautions: string[]): SQL => sql`${poses.cautions} ?| ${sql.param(cautions)}::text[]`;

function conditions({ category, difficulty, target_area, q, without }: PoseFilter): SQL | undefined {
  const words = q === undefined ? undefined : askedWords(q);
  return and(
    category && eq(poses.category, category),
    difficulty && eq(poses.difficulty, difficulty),
    difficulty && sql`not ${poses.unverified} ? 'difficulty'`,
    target_area === undefined ? undefined : sql`${poses.target_areas} ? ${target_area}::text`,
    // A query without a letter or digit has no results.
    words?.length === 0 ? sql`false` : undefined,
    ...(words ?? []).map((word) => sql`${poses.search_text} like ${`%${word}%`}`),
    without.length === 0 ? undefined : sql`not ${hasCaution(without)}`,
  );
}

/** The name of the order of poses, for cursors. */
export const poseOrder = "place";

/** Up to `limit + 1` poses in their order, and the total count. */
export async function listPoses(filter: PoseFilter, page: PageRequest, position: Position | undefined) {
  const orm = await db();
  const after =
    position && sql`(${poses.position}, ${poses.id}) > (${position.order?.value ?? 0}::int, ${position.id})`;
  const [rows, [count]] = await Promise.all([
    orm
      .select()
      .from(poses)
      .where(and(conditions(filter), after))
      .orderBy(asc(poses.position), asc(poses.id))
      .limit(page.limit + 1)
      .offset(position ? 0 : page.offset),
    orm.select({ total: sql<number>`count(*)::int` }).from(poses).where(conditions(filter)),
  ]);
  return { rows, total: count?.total ?? 0 };
}

/** One pose. */
export async function findPose(slug: string): Promise<PoseRow | undefined> {
  const [row] = await (await db()).select().from(poses).where(eq(poses.slug, slug));
  return row;
}

/** One pose, locked until the transaction has ended. */
export async function lockPose(slug: string, tx: Executor): Promise<PoseRow | undefined> {
  const [row] = await tx.select().from(poses).where(eq(poses.slug, slug)).for("update");
  return row;
}

/** The fields of poses that steps need, locked until the transaction has ended. */
export async function holdPoses(slugs: string[], tx: Executor) {
  return tx
    .select({ id: poses.id, slug: poses.slug, english_name: poses.english_name, bilateral: poses.bilateral })
    .from(poses)
    .where(inArray(poses.slug, slugs))
    .orderBy(asc(poses.id))
    .for("share");
}

/** Inserts a pose. @throws a unique violation when the slug is taken */
export async function insertPose(values: typeof poses.$inferInsert): Promise<PoseRow> {
  const [row] = await (await db()).insert(poses).values(values).returning();
  if (!row) throw new Error("insert answered no row");
  return row;
}

/** Updates a pose. */
export async function updatePose(id: number, changes: Partial<typeof poses.$inferInsert>, tx: Executor) {
  const [row] = await tx.update(poses).set(changes).where(eq(poses.id, id)).returning();
  return row;
}

/** Whether a step of any sequence is held on a side of the pose. */
export async function isHeldOnSides(id: number, tx: Executor): Promise<boolean> {
  const rows = await tx
    .select({ id: sequencePoses.pose_id })
    .from(sequencePoses)
    .where(and(eq(sequencePoses.pose_id, id), isNotNull(sequencePoses.side)))
    .limit(1);
  return rows.length > 0;
}

/** Deletes a pose. @returns whether it existed @throws a foreign key violation while a sequence uses it */
export async function deletePose(slug: string): Promise<boolean> {
  const rows = await (await db()).delete(poses).where(eq(poses.slug, slug)).returning({ id: poses.id });
  return rows.length > 0;
}
