import "server-only";
import { and, eq, getTableColumns, gt, gte, inArray, isNull, lt, lte, ne, or, type SQL, sql } from "drizzle-orm";
import { db, type Executor } from "@/db/index.ts";
import { poses, practiceSessions as practices } from "@/db/schema/index.ts";
import type { PageRequest, Position } from "@/lib/api/pagination.ts";
import { type practiceStatuses, type Style, type UnverifiedField, withoutAccents } from "./constants.ts";

/** SQL of practices. The owner is always the first argument. */

// Lists do not read the copies of sequences and the outcomes of steps.
const { steps: _steps, outcomes: _outcomes, ...summary } = getTableColumns(practices);

export type WholePracticeRow = typeof practices.$inferSelect;
export type PracticeRow = Omit<WholePracticeRow, "steps" | "outcomes">;

const own = (owner: number, id: number) => and(eq(practices.user_id, owner), eq(practices.id, id));

/** One practice of the owner. */
export async function findPractice(owner: number, id: number, tx?: Executor): Promise<WholePracticeRow | undefined> {
  const [row] = await (tx ?? (await db())).select().from(practices).where(own(owner, id));
  return row;
}

/** The practice that has this client's id. */
export async function findByClientId(
  owner: number,
  clientId: string,
  tx?: Executor,
): Promise<WholePracticeRow | undefined> {
  const [row] = await (tx ?? (await db()))
    .select()
    .from(practices)
    .where(and(eq(practices.user_id, owner), eq(practices.client_session_id, clientId)));
  return row;
}

/** The fields that a step copies from its pose. */
export const nameColumns = {
  pose_slug: poses.slug,
  english_name: poses.english_name,
  sanskrit_name: poses.sanskrit_name,
  unverified: poses.unverified,
};

/** A step or pose without unconfirmed values: a name with unconfirmed diacritics is returned without them. */
export const withShownName = <Row extends { sanskrit_name: string; unverified: UnverifiedField[] }>({
  unverified,
  ...row
}: Row) => ({
  ...row,
  sanskrit_name: unverified.includes("diacritics") ? withoutAccents(row.sanskrit_name) : row.sanskrit_name,
});

/** The fields of poses that steps need, by slug. */
export async function findPoses(slugs: string[], tx: Executor) {
  const rows = await tx
    .select({ ...nameColumns, bilateral: poses.bilateral })
    .from(poses)
    .where(inArray(poses.slug, slugs));
  return new Map(rows.map((row) => [row.pose_slug, withShownName(row)]));
}

/** Inserts a practice. */
export async function insertPractice(
  owner: number,
  values: Omit<typeof practices.$inferInsert, "user_id">,
  tx: Executor,
): Promise<number> {
  const [row] = await tx
    .insert(practices)
    .values({ ...values, user_id: owner })
    .returning({ id: practices.id });
  if (!row) throw new Error("insert answered no row");
  return row.id;
}

/** Updates a practice of the owner, unless it is completed and `unlessCompleted`. False when nothing was changed. */
export async function updatePractice(
  owner: number,
  id: number,
  changes: Partial<typeof practices.$inferInsert>,
  tx: Executor,
  unlessCompleted = false,
): Promise<boolean> {
  const rows = await tx
    .update(practices)
    .set(changes)
    .where(and(own(owner, id), unlessCompleted ? ne(practices.status, "completed") : undefined))
    .returning({ id: practices.id });
  return rows.length > 0;
}

/** Deletes a practice of the owner. False when there is none. */
export async function deletePractice(owner: number, id: number, tx: Executor): Promise<boolean> {
  const rows = await tx.delete(practices).where(own(owner, id)).returning({ id: practices.id });
  return rows.length > 0;
}

/** The filter of a list of practices; days are those on which they began. */
export interface PracticeFilter {
  from?: string | undefined;
  to?: string | undefined;
  style?: Style | undefined;
  status?: (typeof practiceStatuses)[number] | undefined;
}

const matching = (owner: number, { from, to, style, status }: PracticeFilter): SQL | undefined =>
  and(
    eq(practices.user_id, owner),
    from === undefined ? undefined : gte(practices.local_date, from),
    to === undefined ? undefined : lte(practices.local_date, to),
    style && eq(practices.style, style),
    status && eq(practices.status, status),
  );

// In the order of the index: for plain "desc" PostgreSQL puts NULLs first and sorts.
const newestFirst = [sql`${practices.started_at} desc nulls last`, sql`${practices.id} desc nulls last`];

/** Up to `limit + 1` practices, newest first, and the total count. */
export async function listPractices(
  owner: number,
  filter: PracticeFilter,
  page: PageRequest,
  position: Position | undefined,
): Promise<{ rows: PracticeRow[]; total: number }> {
  const orm = await db();
  const after = position && sql`(${practices.started_at}, ${practices.id}) < (${position.time}, ${position.id})`;
  const [rows, [count]] = await Promise.all([
    orm
      .select(summary)
      .from(practices)
      .where(and(matching(owner, filter), after))
      .orderBy(...newestFirst)
      .limit(page.limit + 1)
      .offset(position ? 0 : page.offset),
    orm.select({ total: sql<number>`count(*)::int` }).from(practices).where(matching(owner, filter)),
  ]);
  return { rows, total: count?.total ?? 0 };
}

// The index is by start; no practice lasts longer than this.
const longestMs = 7 * 24 * 3_600_000;

/** The latest `limit` practices that overlap the time between two instants, newest first. */
export async function practicesTouching(owner: number, from: Date, to: Date, limit: number): Promise<PracticeRow[]> {
  return (await db())
    .select(summary)
    .from(practices)
    .where(
      and(
        eq(practices.user_id, owner),
        gte(practices.started_at, new Date(from.getTime() - longestMs)),
        lt(practices.started_at, to),
        or(gte(practices.started_at, from), isNull(practices.ended_at), gt(practices.ended_at, from)),
      ),
    )
    .orderBy(...newestFirst)
    .limit(limit);
}

/** Start and end of practices that count and began between two instants. */
export async function restsBetween(owner: number, from: Date, to: Date): Promise<{ start: Date; end: Date }[]> {
  const rows = await (await db())
    .select({ start: practices.started_at, end: practices.ended_at })
    .from(practices)
    .where(
      and(
        eq(practices.user_id, owner),
        practices.counts,
        gte(practices.started_at, from),
        lt(practices.started_at, to),
      ),
    );
  return rows.flatMap(({ start, end }) => (end ? [{ start, end }] : []));
}
