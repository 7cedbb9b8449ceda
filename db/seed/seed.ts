import { createHash } from "node:crypto";
import { eq, getTableColumns, isNull, type SQL, sql } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import type { DatabaseHandle, Executor, Statement } from "../handle.ts";
import { achievements, poses, seeds, sequencePoses, sequences } from "../schema/practice.ts";
import { type SeedContent, type SequenceSeed, shipped } from "./content.ts";

const name = "practice";

const readHash: Statement = { name: "seed_hash", text: "select hash from seeds where name = $1" };

/** Sets columns to the values that would have been inserted, in unedited rows that differ. */
function refresh(table: PgTable & { edited_at: unknown }, columns: string[]): { set: Record<string, SQL>; where: SQL } {
  const excluded = columns.map((column) => sql.raw(`excluded.${column}`));
  const own = columns.map((column) => sql`${getTableColumns(table)[column]}`);
  const differs = sql`(${sql.join(own, sql`, `)}) is distinct from (${sql.join(excluded, sql`, `)})`;
  return {
    set: Object.fromEntries(columns.map((column, index) => [column, excluded[index] ?? sql``])),
    where: sql`${table.edited_at} is null and ${differs}`,
  };
}

async function seedPoses(content: SeedContent, tx: Executor): Promise<void> {
  const { set, where } = refresh(poses, Object.keys(content.poses[0] ?? {}));
  await tx
    .insert(poses)
    .values(content.poses)
    .onConflictDoUpdate({ target: poses.slug, set: { ...set, updated_at: sql`now()` }, setWhere: where });
}

async function seedAchievements(content: SeedContent, tx: Executor): Promise<void> {
  const { set, where } = refresh(achievements, Object.keys(content.achievements[0] ?? {}));
  await tx
    .insert(achievements)
    .values(content.achievements)
    .onConflictDoUpdate({ target: achievements.slug, set, setWhere: where });
}

/** Stint's own sequences in the database, by slug; `wording` is undefined where an administrator has edited one. */
async function storedSequences(tx: Executor): Promise<Map<string, { id: number; wording: string | undefined }>> {
  const rows = await tx.select().from(sequences).where(isNull(sequences.user_id));
  const steps = await tx
    .select({
      sequence_id: sequencePoses.sequence_id,
      pose_slug: poses.slug,
      hold_seconds: sequencePoses.hold_seconds,
      side: sequencePoses.side,
      transition_seconds: sequencePoses.transition_seconds,
    })
    .from(sequencePoses)
    .innerJoin(sequences, eq(sequences.id, sequencePoses.sequence_id))
    .innerJoin(poses, eq(poses.id, sequencePoses.pose_id))
    .where(isNull(sequences.user_id))
    .orderBy(sequencePoses.sequence_id, sequencePoses.position);
  return new Map(
    rows.map((row) => {
      const own = steps.filter((step) => step.sequence_id === row.id);
      return [row.slug ?? "", { id: row.id, wording: row.edited_at ? undefined : wordingOf({ ...row, steps: own }) }];
    }),
  );
}

type Wording = Omit<SequenceSeed, "slug" | "is_public">;

const wordingOf = (sequence: Wording): string =>
  JSON.stringify([
    [sequence.name, sequence.description, sequence.style, sequence.difficulty, sequence.focus_area],
    [sequence.total_seconds, sequence.pose_count, sequence.search_text, sequence.position],
    sequence.steps.map((step) => [step.pose_slug, step.hold_seconds, step.side, step.transition_seconds]),
  ]);

async function seedSequences(content: SeedContent, tx: Executor): Promise<void> {
  const stored = await storedSequences(tx);
  const ids = new Map(
    (await tx.select({ id: poses.id, slug: poses.slug }).from(poses)).map((row) => [row.slug, row.id]),
  );
  for (const { steps, ...values } of content.sequences) {
    const known = stored.get(values.slug);
    if (known && (known.wording === undefined || known.wording === wordingOf({ ...values, steps }))) continue;
    const [row] = await tx
      .insert(sequences)
      .values(values)
      .onConflictDoUpdate({
        target: sequences.slug,
        set: { ...values, version: sql`${sequences.version} + 1`, updated_at: sql`now()` },
      })
      .returning({ id: sequences.id });
    const sequence_id = row?.id ?? 0;
    await tx.delete(sequencePoses).where(eq(sequencePoses.sequence_id, sequence_id));
    await tx.insert(sequencePoses).values(
      steps.map(({ pose_slug, ...step }, position) => ({
        ...step,
        sequence_id,
        position,
        pose_id: ids.get(pose_slug) ?? 0,
      })),
    );
  }
}

/**
 * Seeds a migrated database with the data Stint ships: inserts what is missing and updates what has changed, but leaves
 * administrators' edits alone. Any number of processes may call it at once; with nothing new it is one small query.
 * @param lock the lock that serializes migrations
 * @returns whether there was something new
 */
export async function seed(handle: DatabaseHandle, lock: SQL, content: SeedContent = shipped): Promise<boolean> {
  const hash = createHash("sha256").update(JSON.stringify(content)).digest("hex");
  const [seen] = await handle.run<{ hash: string }>(readHash, [name]);
  if (seen?.hash === hash) return false;
  return handle.orm.transaction(async (tx) => {
    await tx.execute(lock);
    const [row] = await tx.select({ hash: seeds.hash }).from(seeds).where(eq(seeds.name, name));
    if (row?.hash === hash) return false;
    await seedPoses(content, tx);
    await seedSequences(content, tx);
    await seedAchievements(content, tx);
    await tx
      .insert(seeds)
      .values({ name, hash })
      .onConflictDoUpdate({ target: seeds.name, set: { hash, seeded_at: sql`now()` } });
    return true;
  });
}
