import "server-only";
import { db } from "@/db/index.ts";
import { type PageRequest, pageOf, positionOf } from "@/lib/api/pagination.ts";
import { AppError, isForeignKeyViolation, isUniqueViolation, notFound } from "@/lib/core/errors.ts";
import { changedAt } from "@/lib/tracking/rules.ts";
import { type ConditionId, cautionsOf } from "./conditions.ts";
import { poseSearchText, type UnverifiedField, withoutAccents } from "./constants.ts";
import * as queries from "./pose-queries.ts";
import type { Pose } from "./shapes.ts";

/** The pose library: readable by everybody, writable by administrators. */

type Row = queries.PoseRow;

/** A row as the API returns it: without unconfirmed values. */
function poseOf(row: Row): Pose {
  const hidden = new Set(row.unverified);
  return {
    id: row.id,
    slug: row.slug,
    english_name: row.english_name,
    sanskrit_name: hidden.has("diacritics") ? withoutAccents(row.sanskrit_name) : row.sanskrit_name,
    category: row.category,
    difficulty: hidden.has("difficulty") ? null : row.difficulty,
    bilateral: row.bilateral,
    typical_hold_seconds: hidden.has("hold") ? null : row.typical_hold_seconds,
    target_areas: row.target_areas,
    description: row.description,
    instructions: row.instructions,
    benefits: row.benefits,
    cautions: hidden.has("cautions") ? null : row.cautions,
    updated_at: row.updated_at.toISOString(),
  };
}

/** The query of a list of poses. */
export interface PoseListInput extends PageRequest, Omit<queries.PoseFilter, "without"> {
  avoid?: ConditionId[] | undefined;
}

/** A page of poses. */
export async function list({ avoid = [], ...input }: PoseListInput) {
  const position = positionOf(input.cursor, queries.poseOrder);
  const { rows: found, total } = await queries.listPoses({ ...input, without: cautionsOf(avoid) }, input, position);
  const { rows, page } = pageOf(found, total, input, (row) => ({
    time: new Date(0),
    id: row.id,
    order: { name: queries.poseOrder, value: row.position },
  }));
  return { poses: rows.map(poseOf), ...page };
}

/** One pose. */
export async function get(slug: string): Promise<Pose> {
  const row = await queries.findPose(slug);
  if (!row) throw notFound("Pose");
  return poseOf(row);
}

/** An administrator's input for a pose. */
export type PoseInput = Pick<
  Row,
  "english_name" | "sanskrit_name" | "category" | "difficulty" | "bilateral" | "typical_hold_seconds" | "target_areas"
> & {
  description?: string | undefined;
  instructions?: string[] | undefined;
  benefits?: string[] | undefined;
  cautions?: string[] | undefined;
};

/** An administrator's changes to a pose; absent fields stay unchanged. */
export type PoseEdit = { [Field in keyof PoseInput]?: PoseInput[Field] | undefined };

const named = (edit: PoseEdit): Partial<Row> =>
  Object.fromEntries(Object.entries(edit).filter(([, value]) => value !== undefined));

const searchTextOf = (row: Pick<Row, "english_name" | "sanskrit_name" | "target_areas">): string =>
  poseSearchText(row.english_name, row.sanskrit_name, row.target_areas);

/**
 * Adds a pose.
 * @throws {AppError} CONFLICT when its slug is taken
 */
export async function create({ slug, ...input }: PoseInput & { slug: string }, now: Date): Promise<Pose> {
  try {
    const row = await queries.insertPose({
      ...input,
      slug,
      search_text: searchTextOf(input),
      edited_at: now,
      created_at: now,
      updated_at: now,
    });
    return poseOf(row);
  } catch (error) {
    if (isUniqueViolation(error)) throw new AppError("CONFLICT", `A pose ${slug} already exists`, { cause: error });
    throw error;
  }
}

// Names in `unverified` that differ from the field's.
const doubts: Partial<Record<keyof PoseInput, UnverifiedField>> = {
  difficulty: "difficulty",
  typical_hold_seconds: "hold",
  cautions: "cautions",
  sanskrit_name: "diacritics",
};

/**
 * Changes a pose. The sent fields count as confirmed from then on.
 * @throws {AppError} CONFLICT when it would lose its sides while sequences use one
 */
export async function update(slug: string, edit: PoseEdit, now: Date): Promise<Pose> {
  return (await db()).transaction(async (tx) => {
    const row = await queries.lockPose(slug, tx);
    if (!row) throw notFound("Pose");
    const changes = named(edit);
    if (Object.keys(changes).length === 0) return poseOf(row);
    if (edit.bilateral === false && (await queries.isHeldOnSides(row.id, tx))) {
      throw new AppError("CONFLICT", "Sequences use this pose on one side");
    }
    const confirmed = Object.keys(changes).map((field) => doubts[field as keyof PoseInput]);
    const changed = await queries.updatePose(
      row.id,
      {
        ...changes,
        search_text: searchTextOf({ ...row, ...changes }),
        unverified: row.unverified.filter((field) => !confirmed.includes(field)),
        edited_at: now,
        updated_at: changedAt(row, now),
      },
      tx,
    );
    return poseOf(changed ?? row);
  });
}

/**
 * Deletes a pose.
 * @throws {AppError} CONFLICT while a sequence uses it
 */
export async function remove(slug: string): Promise<void> {
  try {
    if (!(await queries.deletePose(slug))) throw notFound("Pose");
  } catch (error) {
    if (!isForeignKeyViolation(error)) throw error;
    throw new AppError("CONFLICT", "Sequences use this pose", { cause: error });
  }
}
