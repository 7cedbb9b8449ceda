import "server-only";
import { withOwnerLock } from "@/db/owner.ts";
import { parseItem } from "@/lib/api/parse-item.ts";
import { AppError } from "@/lib/core/errors.ts";
import * as queries from "./queries.ts";
import type { Repository } from "./reference.ts";
import { spell } from "./repository-queries.ts";
import { checkedSpan, type Span, splitByDay, sumShares } from "./rules.ts";
import { correctEnd } from "./sessions.ts";
import { offlineSession } from "./shapes.ts";
import { changeDays } from "./stats-queries.ts";

/** Whole sessions: added manually, or recorded offline and sent later. */

type Row = queries.SessionRow;

/** One whole session. */
export interface RecordedSession {
  repo_owner: string;
  repo_name: string;
  pr_number: number;
  start_time: string;
  end_time: string;
  duration_seconds?: number | undefined;
}

const endedRow = (recorded: RecordedSession, repository: Repository, span: Span, now: Date) => ({
  repo_owner: repository.repo_owner,
  repo_name: repository.repo_name,
  pr_number: recorded.pr_number,
  start_time: span.start,
  end_time: span.end,
  duration_seconds: span.seconds,
  ended_by: "user" as const,
  last_seen_at: now,
  created_at: now,
  updated_at: now,
});

/** A past session as a user enters it. */
export interface PastSessionInput extends RecordedSession {
  note?: string | null | undefined;
  tags?: string[] | undefined;
  client_session_id?: string | undefined;
}

/** Adds a past session manually, once for each client's id. */
export async function createPast(
  owner: number,
  input: PastSessionInput,
  now: Date,
): Promise<{ created: boolean; row: Row }> {
  const { note = null, tags = [], client_session_id = null } = input;
  const span = checkedSpan(new Date(input.start_time), new Date(input.end_time), input.duration_seconds, now);
  return withOwnerLock(owner, "tracking", async (tx, timezone) => {
    const known = client_session_id === null ? [] : await queries.findByClientIds(owner, [client_session_id], tx);
    if (known[0]) return { created: false, row: known[0] };
    const spelled = await spell(owner, [input], tx);
    const row = { ...endedRow(input, spelled(input), span, now), source: "manual", note, tags, client_session_id };
    const [added] = await queries.insertEnded(owner, [row], tx);
    await changeDays(owner, splitByDay(span, timezone), tx);
    if (!added) throw new Error("An insert answered without its row");
    return { created: true, row: added };
  });
}

interface SyncResult {
  client_session_id: string | null;
  status: "created" | "duplicate" | "rejected";
  session_id?: number;
  error?: string;
}

type OfflineSession = RecordedSession & { client_session_id: string };

/** The id of an item, as far as it can be read. */
function sentId(value: unknown): string | null {
  if (typeof value !== "object" || value === null || !("client_session_id" in value)) return null;
  const { client_session_id: id } = value;
  return typeof id === "string" && id.length <= 100 ? id.toWellFormed() : null;
}

/** Stores the valid sessions recorded offline; returns results by index, with an error for each of the others. */
async function take(owner: number, items: Map<number, OfflineSession>, now: Date): Promise<Map<number, SyncResult>> {
  const results = new Map<number, SyncResult>();
  if (items.size === 0) return results;
  await withOwnerLock(owner, "tracking", async (tx, timezone) => {
    const ids = [...items.values()].map((item) => item.client_session_id);
    const known = new Map((await queries.findByClientIds(owner, ids, tx)).map((row) => [row.client_session_id, row]));
    const spelled = await spell(owner, [...items.values()], tx);
    const fresh = new Map<string, { index: number; row: ReturnType<typeof endedRow>; span: Span }>();
    for (const [index, item] of items) {
      const { client_session_id } = item;
      const row = known.get(client_session_id);
      if ((row && row.ended_by === "user") || fresh.has(client_session_id)) continue;
      try {
        const span = checkedSpan(new Date(item.start_time), new Date(item.end_time), item.duration_seconds, now);
        if (!row) {
          fresh.set(client_session_id, { index, row: endedRow(item, spelled(item), span, now), span });
          continue;
        }
        // It was started online and ended offline: this is its explicit end.
        const corrected = await correctEnd(owner, row, item, now, tx, timezone);
        if (corrected) known.set(client_session_id, corrected);
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        const reason = error.detail[0]?.msg ?? error.message;
        results.set(index, { client_session_id, status: "rejected", error: reason });
      }
    }
    if (fresh.size > 0) {
      const rows = [...fresh].map(([client_session_id, { row }]) => ({ ...row, client_session_id, source: "sync" }));
      for (const row of await queries.insertEnded(owner, rows, tx)) known.set(row.client_session_id, row);
      const shares = [...fresh.values()].map(({ span }) => ({ shares: splitByDay(span, timezone), sign: 1 as const }));
      await changeDays(owner, sumShares(shares), tx);
    }
    for (const [index, { client_session_id }] of items) {
      if (results.has(index)) continue;
      const session_id = known.get(client_session_id)?.id;
      const status = fresh.get(client_session_id)?.index === index ? "created" : "duplicate";
      results.set(index, { client_session_id, status, ...(session_id !== undefined && { session_id }) });
    }
  });
  return results;
}

/**
 * Stores sessions that were recorded offline; those already stored stay unchanged (rule 2).
 * @param sent the raw items from the client
 * @returns one result for each, in the same order
 */
export async function sync(owner: number, sent: unknown[], now: Date): Promise<SyncResult[]> {
  const parsed = sent.map((value) => parseItem(offlineSession, value));
  const items = new Map(parsed.flatMap((each, index) => ("item" in each ? [[index, each.item] as const] : [])));
  const results = await take(owner, items, now);
  return parsed.map((each, index): SyncResult => {
    if ("error" in each) return { client_session_id: sentId(sent[index]), status: "rejected", error: each.error };
    const result = results.get(index);
    if (!result) throw new Error("A session was neither taken nor rejected");
    return result;
  });
}
