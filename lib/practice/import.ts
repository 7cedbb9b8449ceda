import "server-only";
import type { Executor } from "@/db/index.ts";
import { holdOwner } from "@/db/owner.ts";
import { inSlices } from "@/lib/core/slices.ts";
import { localDay } from "@/lib/core/time.ts";
import { allAchievements, giveAchievements } from "./achievement-queries.ts";
import { factsOf, measures } from "./achievement-rules.ts";
import { insertPractices, ownSequences, type Playable, type StoredPractice } from "./import-queries.ts";
import { heldOf } from "./practice-rules.ts";
import { tally } from "./tally.ts";

export type { Playable } from "./import-queries.ts";

type Filled =
  | "sequence_id"
  | "timezone"
  | "local_date"
  | "completed_poses"
  | "skipped_poses"
  | keyof ReturnType<typeof heldOf>;

/** A practice of an import: completed, of one of Stint's own sequences. */
export interface ImportedPractice extends Omit<StoredPractice, Filled> {
  sequence: Playable;
}

/** The sequences an import can use. */
export const importable = (tx: Executor): Promise<Playable[]> => ownSequences(tx);

function storedOf({ sequence, ...practice }: ImportedPractice, timezone: string): StoredPractice {
  const { outcomes, started_at } = practice;
  const completed_poses = outcomes.filter(({ outcome }) => outcome === "completed").length;
  const skipped_poses = outcomes.filter(({ outcome }) => outcome === "skipped").length;
  return {
    ...practice,
    ...heldOf(sequence.steps, { outcomes, completed_poses, skipped_poses }),
    ...{ sequence_id: sequence.id, completed_poses, skipped_poses, timezone },
    local_date: localDay(started_at.getTime(), timezone).date,
  };
}

/**
 * Imports a history of practices, with the achievements earned, within the caller's transaction.
 * @param practices oldest first; no two begin at one instant, and the owner has none yet
 */
export async function importPractices(
  tx: Executor,
  owner: number,
  timezone: string,
  practices: ImportedPractice[],
): Promise<void> {
  await holdOwner(owner, "practice", tx);
  const rows: StoredPractice[] = [];
  const ids = new Map<number, number>();
  await inSlices(practices, async (slice) => {
    const played = [...new Set(slice.map(({ sequence }) => sequence))];
    const stored = slice.map((practice) => storedOf(practice, timezone));
    rows.push(...stored);
    for (const [started, id] of await insertPractices(owner, stored, played, tx)) ids.set(started, id);
  });
  const add = tally();
  let open = await allAchievements(owner, tx);
  const given = practices.flatMap(({ sequence }, index) => {
    const row = rows[index];
    const id = row && ids.get(row.started_at.getTime());
    if (!row || id === undefined || row.duration_seconds * 10 < sequence.total_seconds * 3) return [];
    const { style, steps } = sequence;
    const facts = factsOf(add({ ...row, style, sequence: String(sequence.id), pose_count: steps.length }), row);
    const earned = open.filter(({ slug, threshold }) => (measures[slug]?.(facts) ?? 0) >= threshold);
    open = open.filter((each) => !earned.includes(each));
    return earned.map((each) => ({ achievement_id: each.id, practice_session_id: id, earned_at: row.ended_at }));
  });
  await giveAchievements(owner, given, tx);
}
