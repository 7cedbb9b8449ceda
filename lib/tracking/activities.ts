import "server-only";
import { withOwnerLock } from "@/db/owner.ts";
import type { Reply } from "@/lib/api/implement.ts";
import { type PageRequest, pageOf, positionOf } from "@/lib/api/pagination.ts";
import { type ParsedItem, parseItem } from "@/lib/api/parse-item.ts";
import type { Principal } from "@/lib/auth/principal.ts";
import { invalid, notFound } from "@/lib/core/errors.ts";
import { datesUntil, today } from "@/lib/core/time.ts";
import * as queries from "./activity-queries.ts";
import { boundsOf } from "./lists.ts";
import { samePullRequest } from "./reference.ts";
import { spell } from "./repository-queries.ts";
import { clockSkewMs } from "./rules.ts";
import { offlineActivity } from "./shapes.ts";
import { settle } from "./stale.ts";
import { dayBounds, named } from "./stats.ts";

/** A client's report of one review activity. */
export interface ActivityInput {
  activity_type: queries.ActivityType;
  repo_owner: string;
  repo_name: string;
  pr_number: number;
  session_id?: number | undefined;
  metadata?: Record<string, unknown> | undefined;
  created_at?: string | undefined;
}

const isAhead = ({ created_at }: ActivityInput, now: Date): boolean =>
  created_at !== undefined && Date.parse(created_at) > now.getTime() + clockSkewMs;

/**
 * Stores activities, all or none. One on the running session's pull request counts as a heartbeat (rule 5), at its own
 * time.
 * @param without what happens to one whose session is not the owner's: stored without it, or rejected with all others
 * @returns their ids and sessions, in the given order
 */
async function store(owner: number, items: ActivityInput[], without: "keep" | "refuse", now: Date) {
  const rows = items.map(({ created_at, session_id = null, metadata = null, ...rest }) => {
    return { ...rest, session_id, metadata, created_at: created_at === undefined ? now : new Date(created_at) };
  });
  const running = await settle(owner, now);
  const signs = rows.filter((row) => running && samePullRequest(row, running)).map((row) => row.created_at.getTime());
  return withOwnerLock(owner, "tracking", async (tx) => {
    const wanted = rows.flatMap((row) => (row.session_id === null ? [] : [row.session_id]));
    const own = await queries.ownSessionIds(owner, wanted, tx);
    if (without === "refuse" && wanted.some((id) => !own.has(id))) throw notFound("Session");
    if (running && signs.length > 0) {
      const seen = new Date(Math.min(Math.max(...signs), now.getTime()));
      await queries.touchSession(owner, running.id, seen, tx);
    }
    const spelled = await spell(owner, rows, tx);
    const kept = rows.map((row) => {
      const session_id = row.session_id !== null && own.has(row.session_id) ? row.session_id : null;
      return { ...row, ...spelled(row), session_id };
    });
    const ids = await queries.insertActivities(owner, kept, tx);
    return kept.map(({ session_id }, index) => ({ activity_id: ids[index] ?? 0, session_id }));
  });
}

/**
 * Records one activity.
 * @returns its id
 * @throws {AppError} NOT_FOUND when it names a session that is not the owner's, VALIDATION_ERROR when it is in the
 * future
 */
export async function add(owner: number, item: ActivityInput, now: Date): Promise<number> {
  if (isAhead(item, now)) throw invalid(["body", "created_at"], "Must not be in the future", "too_big");
  const [stored] = await store(owner, [item], "refuse", now);
  if (!stored) throw new Error("An insert answered without its row");
  return stored.activity_id;
}

interface BatchResult {
  status: "created" | "rejected";
  activity_id?: number;
  session_id?: number | null;
  error?: string;
}

/**
 * Records the valid items of a batch.
 * @param sent the raw items from the client
 * @returns the ids of those recorded, and one result for each, in the order sent
 */
export async function addBatch(owner: number, sent: unknown[], now: Date) {
  const parsed = sent.map((value): ParsedItem<ActivityInput> => {
    const each = parseItem(offlineActivity, value);
    return "item" in each && isAhead(each.item, now) ? { error: "created_at: Must not be in the future" } : each;
  });
  const items = parsed.flatMap((each) => ("item" in each ? [each.item] : []));
  const stored = items.length === 0 ? [] : await store(owner, items, "keep", now);
  const ids = stored.map(({ activity_id }) => activity_id);
  const results = parsed.map((each): BatchResult => {
    if ("error" in each) return { status: "rejected", error: each.error };
    return { status: "created", ...stored.shift() };
  });
  return { created_count: ids.length, activity_ids: ids, results };
}

const activityOf = (row: queries.ActivityRow) => ({
  id: row.id,
  activity_id: row.id,
  activity_type: row.activity_type,
  repo_owner: row.repo_owner,
  repo_name: row.repo_name,
  pr_number: row.pr_number,
  session_id: row.session_id,
  metadata: row.metadata,
  created_at: row.created_at.toISOString(),
});

type ListInput = Omit<queries.ActivityFilter, "from" | "to"> &
  PageRequest & { from?: string | undefined; to?: string | undefined };

/** A page of activities, newest first. */
export async function list(owner: number, timezone: string, input: ListInput) {
  const position = positionOf(input.cursor);
  const filter = { ...input, ...boundsOf(input, timezone) };
  const { rows: found, total } = await queries.listActivities(owner, filter, input, position);
  const { rows, page } = pageOf(found, total, input, (row) => ({ time: row.created_at, id: row.id }));
  return { activities: rows.map(activityOf), ...page };
}

/** Activity counts by local day, only days with some, newest first. */
export function stats(principal: Principal, days: number, now: Date): Reply {
  const { id, timezone } = principal;
  const date = today(timezone, now);
  return named(principal, date, ["tracking", `activities-${days}`], async () => {
    const dates = datesUntil(date, days);
    const rows = await queries.countByDay(id, dayBounds(dates, timezone));
    const counted = rows
      .sort((a, b) => b.day - a.day)
      .flatMap(({ day, ...counts }) => {
        const on = dates[day - 1];
        return on === undefined ? [] : [{ date: on, ...counts }];
      });
    return { stats: counted, days };
  });
}
