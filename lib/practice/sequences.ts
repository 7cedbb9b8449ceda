import "server-only";
import type { Executor } from "@/db/index.ts";
import { withOwnerLock } from "@/db/owner.ts";
import { type PageRequest, pageOf, positionOf } from "@/lib/api/pagination.ts";
import { AppError, type ErrorDetail, invalid, notFound } from "@/lib/core/errors.ts";
import { changedAt } from "@/lib/tracking/rules.ts";
import { type ConditionId, cautionsOf, conditions } from "./conditions.ts";
import { type Difficulty, type Style, searchText, totalSeconds } from "./constants.ts";
import * as library from "./library-queries.ts";
import { checkedSteps, type SentStep, shownStep } from "./library-steps.ts";
import * as queries from "./sequence-queries.ts";
import type { Sequence, SequenceSummary } from "./shapes.ts";

/** Sequences: users see their own, public ones and Stint's, and write their own. */

/** Maximum sequences of one user. */
export const mostSequences = 500;

type Concern = SequenceSummary["concerns"][number];

/** A row as lists return it. */
export function summaryOf(row: library.SummaryRow, viewer: number, concerns: Concern[] = []): SequenceSummary {
  const { user_id, position: _place, created_at, updated_at, ...rest } = row;
  return {
    ...rest,
    is_mine: user_id === viewer,
    is_builtin: user_id === null,
    concerns,
    created_at: created_at.toISOString(),
    updated_at: updated_at.toISOString(),
  };
}

/** Those of a pose's cautions that match the user's conditions. */
const concerning = (cautions: string[], avoid: ConditionId[]): ConditionId[] =>
  avoid.filter((id) => conditions[id].cautions.some((caution) => cautions.includes(caution)));

function sequenceOf({ steps, ...row }: library.SequenceRow, viewer: number, avoid: ConditionId[] = []): Sequence {
  const concerns = new Map<string, Concern>();
  for (const { pose_slug, english_name, cautions } of steps) {
    const found = concerning(cautions, avoid);
    if (found.length > 0) concerns.set(pose_slug, { pose_slug, english_name, conditions: found });
  }
  return { ...summaryOf(row, viewer, [...concerns.values()]), poses: steps.map(shownStep) };
}

/** The query of a list of sequences. */
export interface SequenceListInput extends PageRequest, library.SequenceFilter {
  avoid?: ConditionId[] | undefined;
}

async function concernsOf(ids: number[], avoid: ConditionId[]): Promise<Map<number, Concern[]>> {
  const found = new Map<number, Concern[]>();
  if (ids.length === 0 || avoid.length === 0) return found;
  for (const { sequence_id, cautions, ...pose } of await library.findConcerns(ids, cautionsOf(avoid))) {
    found.set(sequence_id, [...(found.get(sequence_id) ?? []), { ...pose, conditions: concerning(cautions, avoid) }]);
  }
  return found;
}

/** A page of sequences the user can see. */
export async function list(viewer: number, { avoid = [], ...input }: SequenceListInput) {
  const name = library.sequenceOrder;
  const position = positionOf(input.cursor, name);
  const { rows: found, total } = await library.listSequences(viewer, input, input, position);
  const { rows, page } = pageOf(found, total, input, (row) => ({
    time: new Date(0),
    id: row.id,
    order: { name, value: row.position },
  }));
  const concerns = await concernsOf(
    rows.map((row) => row.id),
    avoid,
  );
  return { sequences: rows.map((row) => summaryOf(row, viewer, concerns.get(row.id))), ...page };
}

/** One sequence that the user can see, with its steps. */
export async function get(viewer: number, id: number, avoid?: ConditionId[], tx?: Executor): Promise<Sequence> {
  const row = await library.findSequence(viewer, id, tx);
  if (!row) throw notFound("Sequence");
  return sequenceOf(row, viewer, avoid);
}

/** The input of a sequence. */
export interface SequenceInput {
  name: string;
  description?: string | undefined;
  style: Style;
  difficulty: Difficulty;
  focus_area: string;
  is_public?: boolean | undefined;
  poses: SentStep[];
}

/** The changes to a sequence; absent fields stay unchanged. */
export type SequenceEdit = { [Field in keyof SequenceInput]?: SequenceInput[Field] | undefined } & {
  /** The version the caller saw; without it the last write wins. */
  version?: number | undefined;
};

const searchTextOf = (row: { name: string; description: string; focus_area: string }): string =>
  searchText(row.name, row.description, row.focus_area);

const lengthOf = (steps: SentStep[]) => ({ total_seconds: totalSeconds(steps), pose_count: steps.length });

// The caller holds the lock on the owner's row, so that two concurrent ones cannot both be the last one allowed.
async function refuseTooMany(owner: number, tx: Executor): Promise<void> {
  if ((await queries.countOwn(owner, tx)) < mostSequences) return;
  throw new AppError("CONFLICT", `At most ${mostSequences} sequences are allowed; delete one first`);
}

/**
 * Creates a sequence.
 * @throws {AppError} VALIDATION_ERROR for an unknown pose or a side it does not have, CONFLICT beyond 500
 */
export async function create(owner: number, { poses, ...input }: SequenceInput, now: Date): Promise<Sequence> {
  return withOwnerLock(owner, "practice", async (tx) => {
    const steps = await checkedSteps(poses, tx);
    await refuseTooMany(owner, tx);
    const { description = "", is_public = false, ...rest } = input;
    const values = { ...rest, description, is_public, ...lengthOf(poses), created_at: now, updated_at: now };
    const id = await queries.insertSequence(owner, { ...values, search_text: searchTextOf(values) }, steps, tx);
    return get(owner, id, undefined, tx);
  });
}

const same = (one: unknown, two: unknown): boolean => JSON.stringify(one) === JSON.stringify(two);

const sentStep = ({ pose_slug, hold_seconds, side, transition_seconds, note }: SentStep): SentStep => ({
  pose_slug,
  hold_seconds,
  side,
  transition_seconds,
  note,
});

/** The fields of an edit that differ from the sequence. */
function differing({ version: _version, ...edit }: SequenceEdit, current: Sequence): string[] {
  const { poses, ...fields } = edit;
  const names = Object.entries(fields).flatMap(([name, value]) =>
    value === undefined || same(value, current[name as keyof Sequence]) ? [] : [name],
  );
  const stepsDiffer = poses !== undefined && !same(poses.map(sentStep), current.poses.map(sentStep));
  return stepsDiffer ? [...names, "poses"] : names;
}

function conflict(version: number, fields: string[]): AppError {
  const detail: ErrorDetail[] = [
    { loc: ["body", "version"], msg: `It is now at version ${version}`, type: "conflict" },
    ...fields.map((name) => ({ loc: ["body", name], msg: "Has changed", type: "changed" })),
  ];
  return new AppError("CONFLICT", "This sequence has changed. Load it again before changing it", {
    detail,
  });
}

/**
 * Changes a sequence of the writer, or as an administrator one of Stint's own, which seeding leaves alone from then on.
 * @throws {AppError} CONFLICT when it is neither as the caller saw it nor as the edit leaves it
 */
export async function update(writer: queries.Writer, id: number, edit: SequenceEdit, now: Date): Promise<Sequence> {
  return withOwnerLock(writer.id, "practice", async (tx) => {
    const row = await queries.lockSequence(writer, id, tx);
    if (!row) throw notFound("Sequence");
    const { version, poses, ...fields } = edit;
    const current = await get(writer.id, id, undefined, tx);
    const asked = differing(edit, current);
    if (asked.length === 0) return current;
    if (version !== undefined && version !== row.version) throw conflict(row.version, asked);
    if (row.user_id === null && edit.is_public === false) {
      throw invalid(["body", "is_public"], "Stint's own sequences are public");
    }
    const steps = poses && (await checkedSteps(poses, tx));
    const changes = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
    await queries.updateSequence(
      writer,
      id,
      {
        ...changes,
        ...(poses && lengthOf(poses)),
        search_text: searchTextOf({ ...row, ...changes }),
        updated_at: changedAt(row, now),
        ...(row.user_id === null && { edited_at: now }),
      },
      steps,
      tx,
    );
    return get(writer.id, id, undefined, tx);
  });
}

/** Deletes a sequence of the owner. Its practices stay, with their copy. */
export async function remove(owner: number, id: number): Promise<void> {
  await withOwnerLock(owner, "practice", async (tx) => {
    if (!(await queries.deleteSequence(owner, id, tx))) throw notFound("Sequence");
  });
}

const ending = " (copy)";

/** The name of a copy, within the maximum of 100 characters. */
const copyName = (name: string): string =>
  `${name
    .slice(0, 100 - ending.length)
    .replace(/[\ud800-\udbff]$/, "")
    .trimEnd()}${ending}`;

/**
 * Copies a sequence that the user can see to their own.
 * @throws {AppError} CONFLICT beyond 500
 */
export async function duplicate(owner: number, id: number, now: Date): Promise<Sequence> {
  return withOwnerLock(owner, "practice", async (tx) => {
    const source = await queries.holdSequence(owner, id, tx);
    if (!source) throw notFound("Sequence");
    await refuseTooMany(owner, tx);
    const copy = { ...source, name: copyName(source.name), created_at: now, updated_at: now };
    const values = { ...copy, search_text: searchTextOf(copy) };
    const made = await queries.insertSequence(owner, values, await queries.stepsOf(id, tx), tx);
    return get(owner, made, undefined, tx);
  });
}
