import "server-only";
import type { Executor } from "@/db/index.ts";
import { withOwnerLock } from "@/db/owner.ts";
import { type PageRequest, pageOf, positionOf } from "@/lib/api/pagination.ts";
import { AppError, notFound } from "@/lib/core/errors.ts";
import { localDay } from "@/lib/core/time.ts";
import { furthestBackMs, workBefore } from "@/lib/tracking/continuous-work.ts";
import { changedAt } from "@/lib/tracking/rules.ts";
import { earn, earnedWith } from "./achievements.ts";
import { type Style, totalSeconds } from "./constants.ts";
import * as queries from "./practice-queries.ts";
import {
  checkDuration,
  checkedBeginning,
  checkedEnd,
  checkProgress,
  completeSteps,
  heldOf,
  type Progress,
  type SentStep,
} from "./practice-rules.ts";
import { holdSequence } from "./sequence-queries.ts";
import * as sequences from "./sequences.ts";
import type { Practice, PracticeDetail } from "./shapes.ts";

/** Operations on practices. Each change raises the owner's version, and holds the lock until it is done. */

type Row = queries.WholePracticeRow;

/** A row as the API returns it in lists. */
export function practiceOf(row: queries.PracticeRow): Practice {
  return {
    ...row,
    started_at: row.started_at.toISOString(),
    ended_at: row.ended_at?.toISOString() ?? null,
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
  };
}

const detailOf = ({ steps, outcomes, ...row }: Row): PracticeDetail => ({
  ...practiceOf(row),
  poses: steps,
  outcomes,
});

/** The input of a start. */
export interface BeginInput {
  sequence_id: number;
  client_session_id?: string | undefined;
  started_at?: string | undefined;
  copy?: { name: string; style: Style; poses: SentStep[] } | undefined;
}

async function playedOf(owner: number, { sequence_id, copy }: BeginInput, tx: Executor) {
  const found = await holdSequence(owner, sequence_id, tx);
  if (!copy) {
    if (!found) throw notFound("Sequence");
    const { name, style, poses } = await sequences.get(owner, sequence_id, undefined, tx);
    return { name, style, steps: poses.map(({ bilateral: _known, ...step }) => step), sequence_id };
  }
  const poses = await queries.findPoses([...new Set(copy.poses.map(({ pose_slug }) => pose_slug))], tx);
  const steps = completeSteps(copy.poses, poses, ["body", "copy", "poses"]);
  return { name: copy.name, style: copy.style, steps, sequence_id: found ? sequence_id : null };
}

/** Uninterrupted tracked work before an instant; practices that count are breaks. */
async function workedBefore(owner: number, at: Date, now: Date): Promise<number> {
  const rests = await queries.restsBetween(owner, new Date(at.getTime() - furthestBackMs), at);
  return workBefore(owner, at, rests, now);
}

/**
 * Starts a practice with a copy of its sequence. Repeated with the same `client_session_id` it returns the first.
 * @throws {AppError} NOT_FOUND for a sequence that the owner cannot see, unless a copy is sent; VALIDATION_ERROR
 */
export async function begin({ id: owner }: { id: number }, input: BeginInput, now: Date) {
  const { client_session_id } = input;
  const find = async (tx?: Executor) =>
    client_session_id === undefined ? undefined : queries.findByClientId(owner, client_session_id, tx);
  const known = await find();
  if (known) return { created: false, practice: detailOf(known) };
  const started_at = checkedBeginning(input.started_at, now);
  const worked_before_seconds = await workedBefore(owner, started_at, now);
  return withOwnerLock(owner, "practice", async (tx, timezone) => {
    const same = await find(tx);
    if (same) return { created: false, practice: detailOf(same) };
    const { sequence_id, name, style, steps } = await playedOf(owner, input, tx);
    const values = {
      sequence_id,
      client_session_id: client_session_id ?? null,
      sequence_name: name,
      style,
      steps,
      total_seconds: totalSeconds(steps),
      started_at,
      timezone,
      local_date: localDay(started_at.getTime(), timezone).date,
      worked_before_seconds,
      created_at: now,
      updated_at: now,
    };
    const id = await queries.insertPractice(owner, values, tx);
    return { created: true, practice: detailOf(await existing(owner, id, tx)) };
  });
}

async function existing(owner: number, id: number, tx?: Executor): Promise<Row> {
  const row = await queries.findPractice(owner, id, tx);
  if (!row) throw notFound("Practice");
  return row;
}

/** The fields that can be changed while a practice is in progress, and some of them later. */
export interface Edit extends Partial<{ [Name in keyof Progress]: Progress[Name] | undefined }> {
  mood?: string | null | undefined;
  note?: string | null | undefined;
}

const defined = <T extends object>(values: T) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [Name in keyof T]?: Exclude<T[Name], undefined>;
  };

const editableLater = new Set(["duration_seconds", "mood", "note"]);

function checkEdit(row: Row, edit: Partial<Progress>, now: Date): void {
  const span = { start: row.started_at, end: row.ended_at ?? now };
  if (row.status === "active") {
    checkProgress({ ...row, ...edit }, row.pose_count, span);
    return;
  }
  const [field] = Object.keys(edit).filter((name) => !editableLater.has(name));
  if (field !== undefined) throw new AppError("CONFLICT", `The practice is over; its ${field} can no longer change`);
  if (edit.duration_seconds !== undefined) checkDuration(edit.duration_seconds, span);
}

/**
 * Stores the progress of a practice, or edits an ended one.
 * @throws {AppError} NOT_FOUND, VALIDATION_ERROR, or CONFLICT for fields that cannot change any more
 */
export async function update(owner: number, id: number, edit: Edit, now: Date): Promise<PracticeDetail> {
  const changes = defined(edit);
  if (Object.keys(changes).length === 0) return detailOf(await existing(owner, id));
  return withOwnerLock(owner, "practice", async (tx) => {
    const row = await existing(owner, id, tx);
    checkEdit(row, changes, now);
    await queries.updatePractice(owner, id, { ...changes, updated_at: changedAt(row, now) }, tx);
    const after = await existing(owner, id, tx);
    // More time held may make it count, or reach an achievement for hours.
    if (after.counts && after.duration_seconds > row.duration_seconds) await earn(owner, after, now, tx);
    return detailOf(after);
  });
}

/** The input of a completion. */
export interface Completion extends Omit<Progress, "outcomes"> {
  outcomes?: Progress["outcomes"] | undefined;
  mood?: string | null | undefined;
  note?: string | null | undefined;
  ended_at?: string | undefined;
}

/**
 * Completes a practice and awards its achievements. Repeated, it changes nothing and returns the same.
 * @throws {AppError} NOT_FOUND, VALIDATION_ERROR
 */
export async function complete({ id: owner }: { id: number }, id: number, result: Completion, now: Date) {
  const before = await existing(owner, id);
  const response = async (row: Row, tx?: Executor) => ({
    ...detailOf(row),
    achievements: await earnedWith(owner, row.id, tx),
  });
  if (before.status === "completed") return response(before);
  // Work that was recorded offline may have arrived since it began.
  const worked = await workedBefore(owner, before.started_at, now);
  return withOwnerLock(owner, "practice", async (tx) => {
    const row = await existing(owner, id, tx);
    if (row.status === "completed") return response(row, tx);
    const { ended_at: _told, ...changes } = defined(result);
    const ended_at = checkedEnd(row, result, now);
    const progress = { ...result, outcomes: result.outcomes ?? row.outcomes };
    const end = result.ended_at === undefined ? now : ended_at;
    checkProgress(progress, row.pose_count, { start: row.started_at, end });
    const completed = {
      ...changes,
      ...heldOf(row.steps, progress),
      status: "completed" as const,
      ended_at,
      worked_before_seconds: Math.max(row.worked_before_seconds, worked),
      updated_at: changedAt(row, now),
    };
    await queries.updatePractice(owner, id, completed, tx, true);
    const after = await existing(owner, id, tx);
    if (after.counts) await earn(owner, after, now, tx);
    return response(after, tx);
  });
}

/** A page of practices, newest first. */
export async function list(owner: number, input: queries.PracticeFilter & PageRequest) {
  const { rows: found, total } = await queries.listPractices(owner, input, input, positionOf(input.cursor));
  const { rows, page } = pageOf(found, total, input, ({ started_at, id }) => ({ time: started_at, id }));
  return { sessions: rows.map(practiceOf), ...page };
}

/** One practice of the owner. */
export const get = async (owner: number, id: number): Promise<PracticeDetail> => detailOf(await existing(owner, id));

/** Deletes a practice; its achievements stay. */
export async function remove(owner: number, id: number): Promise<void> {
  await withOwnerLock(owner, "practice", async (tx) => {
    if (!(await queries.deletePractice(owner, id, tx))) throw notFound("Practice");
  });
}
