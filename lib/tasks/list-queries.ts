import "server-only";
import { and, between, gte, isNotNull, isNull, lt, or, type SQL, sql } from "drizzle-orm";
import { db } from "@/db/index.ts";
import { tasks } from "@/db/schema/index.ts";
import { hasTerms } from "@/db/search.ts";
import type { PageRequest, Position } from "@/lib/api/pagination.ts";
import { columns, mine, type TaskRow } from "./queries.ts";
import type { TaskFilter } from "./rules.ts";

/** SQL of lists of tasks. The owner is always the first argument. */

function matching(owner: number, { status, q, due, completed }: TaskFilter): SQL | undefined {
  const open = isNull(tasks.completed_at);
  // A completed task is no longer overdue.
  const late = due?.lateBefore ? sql`(${tasks.due_date} < ${due.lateBefore}::date and ${open})` : undefined;
  const within = due?.from && due.to ? between(tasks.due_date, due.from, due.to) : undefined;
  return and(
    mine(owner),
    status === "pending" ? open : undefined,
    status === "completed" ? isNotNull(tasks.completed_at) : undefined,
    q === undefined ? undefined : hasTerms(tasks.search_text, q),
    due?.any === undefined ? undefined : due.any ? isNotNull(tasks.due_date) : isNull(tasks.due_date),
    completed?.from && gte(tasks.completed_at, completed.from),
    completed?.before && lt(tasks.completed_at, completed.before),
    or(late, within),
  );
}

/** The name of the order of tasks, for cursors. */
export const taskOrder = "todo";

const after = ({ time, id, order }: Position): SQL => {
  const place = sql`${order?.value ?? 0}::bigint`;
  const at = sql`${time.toISOString()}::timestamptz`;
  // Only completed ones have an instant, and only they share a position with others that have one.
  return sql`${tasks.place} >= ${place} and (${tasks.place} > ${place}
    or ${tasks.completed_at} < ${at}
    or ((${tasks.completed_at} is null or ${tasks.completed_at} = ${at}) and ${tasks.id} > ${id}::bigint))`;
};

/** Up to `limit + 1` tasks, open ones by due date and priority, then completed ones; and the total count. */
export async function listTasks(
  owner: number,
  filter: TaskFilter,
  page: PageRequest,
  position: Position | undefined,
): Promise<{ rows: TaskRow[]; total: number }> {
  const orm = await db();
  const where = matching(owner, filter);
  const [rows, total] = await Promise.all([
    orm
      .select(columns)
      .from(tasks)
      .where(and(where, position && after(position)))
      .orderBy(tasks.place, sql`${tasks.completed_at} desc nulls last`, tasks.id)
      .limit(page.limit + 1)
      .offset(position ? 0 : page.offset),
    orm.$count(tasks, where),
  ]);
  return { rows, total };
}
