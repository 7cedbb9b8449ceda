import "server-only";
import { and, desc, eq, gte, ilike, isNotNull, isNull, lt, or, type SQL, sql } from "drizzle-orm";
import { db } from "@/db/index.ts";
import { trackingSessions as sessions } from "@/db/schema/index.ts";
import type { PageRequest, Position } from "@/lib/api/page.ts";
import type { SessionRow } from "./queries.ts";

/** SQL of lists of sessions. The owner is always the first argument. */

/** What a list of sessions is narrowed by. Bounds are instants. */
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

/** A text as a `LIKE` pattern that finds it anywhere, its own wildcards taken literally. */
export const containing = (text: string): string => `%${text.replaceAll(/[\\%_]/g, "\\$&")}%`;

function conditions(owner: number, filter: SessionFilter): SQL | undefined {
  const { from, to, repo_owner, repo_name, pr_number, status, tag, q } = filter;
  const pattern = q === undefined ? undefined : containing(q);
  return and(
    eq(sessions.user_id, owner),
    from && gte(sessions.start_time, from),
    to && lt(sessions.start_time, to),
    repo_owner === undefined ? undefined : eq(sessions.repo_owner, repo_owner),
    repo_name === undefined ? undefined : eq(sessions.repo_name, repo_name),
    pr_number === undefined ? undefined : eq(sessions.pr_number, pr_number),
    status === "active" ? isNull(sessions.end_time) : undefined,
    status === "completed" ? isNotNull(sessions.end_time) : undefined,
    tag === undefined ? undefined : sql`${tag} = any(${sessions.tags})`,
    pattern === undefined
      ? undefined
      : or(ilike(sessions.note, pattern), sql`${sessions.repo_owner} || '/' || ${sessions.repo_name} ilike ${pattern}`),
  );
}

const after = (position: Position | undefined): SQL | undefined =>
  position && sql`(${sessions.start_time}, ${sessions.id}) < (${position.time}, ${position.id})`;

/** Up to `limit + 1` sessions, newest first, and how many there are in all. */
export async function listSessions(
  owner: number,
  filter: SessionFilter,
  page: PageRequest,
  position: Position | undefined,
): Promise<{ rows: SessionRow[]; total: number }> {
  const orm = await db();
  const where = conditions(owner, filter);
  const [rows, [count]] = await Promise.all([
    orm
      .select()
      .from(sessions)
      .where(and(where, after(position)))
      .orderBy(desc(sessions.start_time), desc(sessions.id))
      .limit(page.limit + 1)
      .offset(position ? 0 : page.offset),
    orm.select({ total: sql<number>`count(*)::int` }).from(sessions).where(where),
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
  return (await db())
    .select()
    .from(sessions)
    .where(and(conditions(owner, filter), after(position)))
    .orderBy(desc(sessions.start_time), desc(sessions.id))
    .limit(limit);
}
