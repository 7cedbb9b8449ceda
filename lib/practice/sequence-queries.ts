import "server-only";
import { and, eq, isNull, or, sql } from "drizzle-orm";
import type { Executor } from "@/db/index.ts";
import { sequencePoses, sequences } from "@/db/schema/index.ts";
import type { Side } from "./constants.ts";
import { visibleTo } from "./library-queries.ts";

/** SQL that writes sequences. The owner is always the first argument. */

type NewSequence = Omit<typeof sequences.$inferInsert, "user_id" | "slug" | "position">;

/** A step as a row. */
export interface StepRow {
  pose_id: number;
  hold_seconds: number;
  side: Side | null;
  transition_seconds: number;
  note: string | null;
}

/** The writer: an owner for their own, an administrator also for Stint's. */
export interface Writer {
  id: number;
  role: string;
}

const writtenBy = ({ id, role }: Writer) =>
  role === "admin" ? or(eq(sequences.user_id, id), isNull(sequences.user_id)) : eq(sequences.user_id, id);

/** The number of the owner's sequences. */
export async function countOwn(owner: number, tx: Executor): Promise<number> {
  const [row] = await tx
    .select({ count: sql<number>`count(*)::int` })
    .from(sequences)
    .where(eq(sequences.user_id, owner));
  return row?.count ?? 0;
}

async function insertSteps(sequence_id: number, steps: StepRow[], tx: Executor): Promise<void> {
  await tx.insert(sequencePoses).values(steps.map((step, position) => ({ ...step, sequence_id, position })));
}

/** Inserts a sequence with its steps. @returns its id */
export async function insertSequence(
  owner: number,
  values: NewSequence,
  steps: StepRow[],
  tx: Executor,
): Promise<number> {
  const [row] = await tx
    .insert(sequences)
    .values({ ...values, user_id: owner })
    .returning({ id: sequences.id });
  if (!row) throw new Error("insert answered no row");
  await insertSteps(row.id, steps, tx);
  return row.id;
}

/** The fields of a sequence that may be written, locked until the transaction has ended. */
export async function lockSequence(writer: Writer, id: number, tx: Executor) {
  const [row] = await tx
    .select({
      user_id: sequences.user_id,
      name: sequences.name,
      description: sequences.description,
      focus_area: sequences.focus_area,
      version: sequences.version,
      updated_at: sequences.updated_at,
    })
    .from(sequences)
    .where(and(eq(sequences.id, id), writtenBy(writer)))
    .for("update");
  return row;
}

/** Updates a sequence that {@link lockSequence} has locked, and replaces all its steps by `steps`. */
export async function updateSequence(
  writer: Writer,
  id: number,
  changes: Partial<NewSequence>,
  steps: StepRow[] | undefined,
  tx: Executor,
): Promise<void> {
  await tx
    .update(sequences)
    .set({ ...changes, version: sql`${sequences.version} + 1` })
    .where(and(eq(sequences.id, id), writtenBy(writer)));
  if (!steps) return;
  await tx.delete(sequencePoses).where(eq(sequencePoses.sequence_id, id));
  await insertSteps(id, steps, tx);
}

/** Deletes a sequence of the owner. @returns whether it existed */
export async function deleteSequence(owner: number, id: number, tx: Executor): Promise<boolean> {
  const rows = await tx
    .delete(sequences)
    .where(and(eq(sequences.id, id), eq(sequences.user_id, owner)))
    .returning({ id: sequences.id });
  return rows.length > 0;
}

/** A sequence the owner can see, locked until the transaction has ended. */
export async function holdSequence(owner: number, id: number, tx: Executor) {
  const [row] = await tx
    .select({
      name: sequences.name,
      description: sequences.description,
      style: sequences.style,
      difficulty: sequences.difficulty,
      focus_area: sequences.focus_area,
      total_seconds: sequences.total_seconds,
      pose_count: sequences.pose_count,
    })
    .from(sequences)
    .where(and(eq(sequences.id, id), visibleTo(owner)))
    .for("share");
  return row;
}

/** The steps of a sequence in order. */
export async function stepsOf(id: number, tx: Executor): Promise<StepRow[]> {
  return tx
    .select({
      pose_id: sequencePoses.pose_id,
      hold_seconds: sequencePoses.hold_seconds,
      side: sequencePoses.side,
      transition_seconds: sequencePoses.transition_seconds,
      note: sequencePoses.note,
    })
    .from(sequencePoses)
    .where(eq(sequencePoses.sequence_id, id))
    .orderBy(sequencePoses.position);
}
