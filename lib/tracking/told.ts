import "server-only";
import { AppError } from "@/lib/errors.ts";
import * as queries from "./queries.ts";
import { checkedSpan, type Span, splitByDay, sumShares } from "./rules.ts";
import { correctEnd, owning } from "./sessions.ts";
import { changeDays } from "./stats-queries.ts";

/** Sessions that are told as a whole: added by hand, or recorded offline and sent later. */

type Row = queries.SessionRow;

/** One session told as a whole. */
export interface ToldSession {
  repo_owner: string;
  repo_name: string;
  pr_number: number;
  start_time: string;
  end_time: string;
  duration_seconds?: number | undefined;
}

const endedRow = (told: ToldSession, span: Span, now: Date) => ({
  repo_owner: told.repo_owner,
  repo_name: told.repo_name,
  pr_number: told.pr_number,
  start_time: span.start,
  end_time: span.end,
  duration_seconds: span.seconds,
  ended_by: "user" as const,
  last_seen_at: now,
  created_at: now,
  updated_at: now,
});

/** A past session as a person tells it. */
export interface HandSession extends ToldSession {
  note?: string | null | undefined;
  tags?: string[] | undefined;
  client_session_id?: string | undefined;
}

/** Adds a past session by hand, once for each client's id. */
export async function create(owner: number, told: HandSession, now: Date): Promise<{ created: boolean; row: Row }> {
  const { note = null, tags = [], client_session_id = null } = told;
  const span = checkedSpan(new Date(told.start_time), new Date(told.end_time), told.duration_seconds, now);
  return owning(owner, async (tx, timezone) => {
    const known = client_session_id === null ? [] : await queries.findByClientIds(owner, [client_session_id], tx);
    if (known[0]) return { created: false, row: known[0] };
    const row = { ...endedRow(told, span, now), source: "manual", note, tags, client_session_id };
    const [added] = await queries.insertEnded(owner, [row], tx);
    await changeDays(owner, splitByDay(span, timezone), tx);
    if (!added) throw new Error("An insert answered without its row");
    return { created: true, row: added };
  });
}

interface SyncResult {
  client_session_id: string;
  status: "created" | "duplicate" | "rejected";
  session_id?: number;
  error?: string;
}

/** Takes sessions that were recorded offline; what is known already stays as it is (rule 2). */
export async function sync(
  owner: number,
  items: (ToldSession & { client_session_id: string })[],
  now: Date,
): Promise<SyncResult[]> {
  return owning(owner, async (tx, timezone) => {
    const ids = items.map((item) => item.client_session_id);
    const known = new Map((await queries.findByClientIds(owner, ids, tx)).map((row) => [row.client_session_id, row]));
    const fresh = new Map<string, { row: ReturnType<typeof endedRow>; span: Span }>();
    const refused = new Map<number, string>();
    for (const [index, item] of items.entries()) {
      const row = known.get(item.client_session_id);
      if ((row && row.ended_by === "user") || fresh.has(item.client_session_id)) continue;
      try {
        const span = checkedSpan(new Date(item.start_time), new Date(item.end_time), item.duration_seconds, now);
        if (!row) {
          fresh.set(item.client_session_id, { row: endedRow(item, span, now), span });
          continue;
        }
        // It was begun while online and ended offline: this is its explicit end.
        const corrected = await correctEnd(owner, row, item, now, tx, timezone);
        if (corrected) known.set(item.client_session_id, corrected);
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        refused.set(index, error.detail[0]?.msg ?? error.message);
      }
    }
    const added = new Map<string | null, number>();
    if (fresh.size > 0) {
      const rows = [...fresh].map(([client_session_id, { row }]) => ({ ...row, client_session_id, source: "sync" }));
      for (const row of await queries.insertEnded(owner, rows, tx)) added.set(row.client_session_id, row.id);
      const shares = [...fresh.values()].map(({ span }) => ({ shares: splitByDay(span, timezone), sign: 1 as const }));
      await changeDays(owner, sumShares(shares), tx);
    }
    return items.map((item, index): SyncResult => {
      const { client_session_id } = item;
      const error = refused.get(index);
      if (error !== undefined) return { client_session_id, status: "rejected", error };
      const session_id = added.get(client_session_id);
      if (session_id !== undefined && ids.indexOf(client_session_id) === index) {
        return { client_session_id, status: "created", session_id };
      }
      const existing = session_id ?? known.get(client_session_id)?.id;
      return { client_session_id, status: "duplicate", ...(existing !== undefined && { session_id: existing }) };
    });
  });
}
