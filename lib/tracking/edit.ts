import "server-only";
import type { Executor } from "@/db/index.ts";
import { withOwnerLock } from "@/db/owner.ts";
import { AppError, invalid, notFound } from "@/lib/core/errors.ts";
import * as queries from "./queries.ts";
import { spell } from "./repository-queries.ts";
import { changedAt, checkedSpan, longestSpanMs, type Span } from "./rules.ts";
import { difference, type EndInput, spanOf } from "./sessions.ts";
import { settle } from "./stale.ts";
import { changeDays } from "./stats-queries.ts";

/** Editing a session. */

type Row = queries.SessionRow;

/** An edit; fields that are absent stay unchanged. Instants as RFC 3339. */
export interface Edit extends EndInput {
  /** `updated_at` as the caller saw it; absent to apply the edit unconditionally. */
  expected_updated_at?: string | undefined;
  repo_owner?: string | undefined;
  repo_name?: string | undefined;
  pr_number?: number | undefined;
  start_time?: string | undefined;
  note?: string | null | undefined;
  tags?: string[] | undefined;
}

function editedSpan(row: Row, edit: Edit, now: Date): Span | undefined {
  const start = edit.start_time === undefined ? row.start_time : new Date(edit.start_time);
  if (row.end_time === null) {
    if (edit.end_time !== undefined || edit.duration_seconds !== undefined) {
      const field = edit.end_time === undefined ? "duration_seconds" : "end_time";
      throw invalid(["body", field], "The session is running; end it first", "session_running");
    }
    if (start > now) throw invalid(["body", "start_time"], "Must not be in the future", "too_big");
    if (now.getTime() - start.getTime() > longestSpanMs) {
      throw invalid(["body", "start_time"], "Must be within the last 24 hours", "too_small");
    }
    return undefined;
  }
  const timesStay = edit.start_time === undefined && edit.end_time === undefined;
  const givenSeconds = edit.duration_seconds ?? (timesStay ? (row.duration_seconds ?? undefined) : undefined);
  return checkedSpan(start, edit.end_time === undefined ? row.end_time : new Date(edit.end_time), givenSeconds, now);
}

type Changes = Partial<Omit<Row, "id" | "user_id">>;

/** The columns an edit sets, whether or not they differ. */
function changesOf(row: Row, edit: Edit, now: Date): Changes {
  const { start_time, end_time, duration_seconds, expected_updated_at: _seen, ...rest } = edit;
  const plain = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)) as Changes;
  if (start_time === undefined && end_time === undefined && duration_seconds === undefined) return plain;
  const span = editedSpan(row, edit, now);
  if (!span) return { ...plain, start_time: new Date(start_time ?? row.start_time) };
  const { start, end, seconds } = span;
  return { ...plain, start_time: start, end_time: end, duration_seconds: seconds, ended_by: "user" };
}

const isApplied = (row: Row, changes: Changes): boolean =>
  Object.entries(changes).every(([name, value]) => JSON.stringify(row[name as keyof Row]) === JSON.stringify(value));

/** The edit with the stored spelling of the repository. */
async function spelledEdit(owner: number, row: Row, edit: Edit, tx: Executor): Promise<Edit> {
  if (edit.repo_owner === undefined && edit.repo_name === undefined) return edit;
  const { repo_owner = row.repo_owner, repo_name = row.repo_name } = edit;
  const repository = { repo_owner, repo_name };
  return { ...edit, ...(await spell(owner, [repository], tx))(repository) };
}

/** Whether an edit changes nothing, like a retry after a lost response. */
function isAlreadyApplied(row: Row, edit: Edit, now: Date): boolean {
  try {
    return isApplied(row, changesOf(row, edit, now));
  } catch (error) {
    if (error instanceof AppError) return false;
    throw error;
  }
}

/**
 * Changes a session and, with its times, its days.
 * @throws {AppError} CONFLICT when it is no longer as the caller saw it, nor as the edit leaves it
 */
export async function update(owner: number, id: number, sent: Edit, now: Date): Promise<Row> {
  await settle(owner, now);
  return withOwnerLock(owner, "tracking", async (tx, timezone) => {
    const row = await queries.findIn(owner, id, tx);
    if (!row) throw notFound("Session");
    const edit = await spelledEdit(owner, row, sent, tx);
    const seen = edit.expected_updated_at;
    if (seen !== undefined && Date.parse(seen) !== row.updated_at.getTime()) {
      if (isAlreadyApplied(row, edit, now)) return row;
      throw new AppError("CONFLICT", "This session has changed. Load it again before changing it");
    }
    const changes = changesOf(row, edit, now);
    if (isApplied(row, changes)) return row;
    const updated = await queries.updateSession(owner, id, { ...changes, updated_at: changedAt(row, now) }, tx);
    const after = updated ?? row;
    await changeDays(owner, difference(spanOf(row), spanOf(after), timezone), tx);
    return after;
  });
}
