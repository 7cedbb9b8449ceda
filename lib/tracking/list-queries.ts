import "server-only";
import { and, desc, eq, gte, isNotNull, isNull, lt, or, type SQL, sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import { type Database, db } from "@/db/index.ts";
import { trackingSessions as sessions } from "@/db/schema/index.ts";
import { hasTerms } from "@/db/search.ts";
import type { PageRequest, Position } from "@/lib/api/pagination.ts";
import { type SessionRow, sessionColumns } from "./queries.ts";
import { isName } from "./repository-queries.ts";
import type { SessionOrder } from "./shapes.ts";

/** SQL of lists of sessions. The owner is always the first argument. */

/** The filter of a list of sessions. Bounds are instants. */
export interface SessionFilter {
  from?: Date | undefined;
  to?: Date | undefined;
  repo_owner?: string | undefined;
  repo_name?: string | undefined;
  pr_number?: number | undefined;
  status?: "active" | "completed" | undefined;
  tag?: string | undefined;
  q?: string | undefined;
}

// The trigram index has ended sessions only; the running one, if any, is matched separately.
const found = (q: string): SQL | undefined => {
  const has = hasTerms(sessions.search_text, q);
  return or(and(isNotNull(sessions.end_time), has), and(isNull(sessions.end_time), has));
};

function conditions(owner: number, filter: SessionFilter): SQL | undefined {
  const { from, to, repo_owner, repo_name, pr_number, status, tag, q } = filter;
  return and(
    eq(sessions.user_id, owner),
    from && gte(sessions.start_time, from),
    to && lt(sessions.start_time, to),
    isName(sessions.repo_owner, repo_owner),
    isName(sessions.repo_name, repo_name),
    pr_number === undefined ? undefined : eq(sessions.pr_number, pr_number),
    status === "active" ? isNull(sessions.end_time) : undefined,
    status === "completed" ? isNotNull(sessions.end_time) : undefined,
    tag === undefined ? undefined : sql`${tag} = any(${sessions.tags})`,
    q === undefined ? undefined : found(q),
  );
}

// A running session counts as longer than any other: durations are at most a day, this is the largest integer.
const running = 2_147_483_647;
const length = sql`coalesce(${sessions.duration_seconds}, ${sql.raw(String(running))})`;

/** The sort key before the start in an order. */
export const orderValue = (row: SessionRow, order: SessionOrder): number =>
  order === "longest" ? (row.duration_seconds ?? running) : 0;

/** Descending, in the order of the indexes: for plain "desc" PostgreSQL puts NULLs first and sorts. */
export const downwards = (column: AnyPgColumn): SQL => sql`${column} desc nulls last`;

const upwards = (column: AnyPgColumn): SQL => sql`${column} asc nulls first`;

const orders: Record<SessionOrder, { by: SQL[]; after: (position: Position) => SQL }> = {
  newest: {
    by: [downwards(sessions.start_time), downwards(sessions.id)],
    after: ({ time, id }) => sql`(${sessions.start_time}, ${sessions.id}) < (${time}, ${id})`,
  },
  oldest: {
    by: [upwards(sessions.start_time), upwards(sessions.id)],
    after: ({ time, id }) => sql`(${sessions.start_time}, ${sessions.id}) > (${time}, ${id})`,
  },
  longest: {
    by: [desc(length), desc(sessions.start_time), desc(sessions.id)],
    after: ({ time, id, order }) =>
      sql`(${length}, ${sessions.start_time}, ${sessions.id}) < (${order?.value ?? running}::bigint, ${time}, ${id})`,
  },
};

/** The filtered sessions of a page, and its position. */
interface Cut {
  filter?: SessionFilter;
  order?: SessionOrder;
  position?: Position | undefined;
  limit: number;
  offset?: number;
}

/** The statement of one page, not run yet. */
export function sessionsPage(orm: Database, owner: number, cut: Cut) {
  const { filter = {}, order = "newest", position, limit, offset = 0 } = cut;
  const { by, after } = orders[order];
  return orm
    .select(sessionColumns)
    .from(sessions)
    .where(and(conditions(owner, filter), position && after(position)))
    .orderBy(...by)
    .limit(limit)
    .offset(position ? 0 : offset);
}

/** Up to `limit + 1` sessions in an order, and the total count. */
export async function listSessions(
  owner: number,
  filter: SessionFilter,
  order: SessionOrder,
  page: PageRequest,
  position: Position | undefined,
): Promise<{ rows: SessionRow[]; total: number }> {
  const orm = await db();
  const [rows, [count]] = await Promise.all([
    sessionsPage(orm, owner, { filter, order, position, limit: page.limit + 1, offset: page.offset }),
    orm.select({ total: sql<number>`count(*)::int` }).from(sessions).where(conditions(owner, filter)),
  ]);
  return { rows, total: count?.total ?? 0 };
}

/** The next `limit` sessions after a position, newest first; for exports. */
export async function sessionsAfter(
  owner: number,
  filter: SessionFilter,
  position: Position | undefined,
  limit: number,
): Promise<SessionRow[]> {
  return sessionsPage(await db(), owner, { filter, position, limit });
}

/** The latest ended sessions. */
export async function latestEnded(owner: number, limit: number): Promise<SessionRow[]> {
  return sessionsPage(await db(), owner, { filter: { status: "completed" }, limit });
}
