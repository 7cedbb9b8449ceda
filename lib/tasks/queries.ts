import "server-only";
import { and, eq, getTableColumns, gt, inArray, isNotNull, isNull, lte, sql } from "drizzle-orm";
import { db, type Executor, run, type Statement } from "@/db/index.ts";
import { ownerCte } from "@/db/owner.ts";
import { tasks } from "@/db/schema/index.ts";

/**
 * SQL of tasks. The owner is always the first argument; deleted ones are only visible to the queries that restore them.
 */

const { user_id: _owner, search_text: _searched, ...everyColumn } = getTableColumns(tasks);
const { deleted_at: _deleted, ...shown } = everyColumn;

/** The selected columns of a task. */
export const columns = shown;

export type TaskRow = Omit<typeof tasks.$inferSelect, "user_id" | "search_text" | "deleted_at">;

/** The writable columns of a task. */
export type TaskValues = Pick<typeof tasks.$inferInsert, "title" | "description" | "due_date" | "priority">;

/** The owner's tasks that are not deleted. */
export const mine = (owner: number) => and(eq(tasks.user_id, owner), isNull(tasks.deleted_at));

// The column has 32 bits; a larger number is nobody's id.
const known = (ids: number[]) =>
  inArray(
    tasks.id,
    ids.filter((id) => id <= 2_147_483_647),
  );
const these = (owner: number, ids: number[]) => and(mine(owner), known(ids));

// Always later than the one before, so that it identifies the change.
const changedAt = (now: Date) =>
  sql`greatest(${now.toISOString()}::timestamptz, ${tasks.updated_at} + interval '1 millisecond')`;

/** The number of an owner's tasks, completed ones included. */
export async function countTasks(owner: number, tx: Executor): Promise<number> {
  const [row] = await tx.select({ count: sql<number>`count(*)::int` }).from(tasks).where(mine(owner));
  return row?.count ?? 0;
}

// The owner's row is locked, so ids are assigned one after the other. A user who was never given that many ids cannot
// have that many tasks, so most additions need not count.
const addStatement: Statement = {
  name: "tasks_add",
  text: `with ${ownerCte("tasks", "last_task_id < $2", "last_task_id")}
    insert into tasks (user_id, id, title, description, due_date, priority, created_at, updated_at)
    select id, last_task_id, $3::text, $4::text, $5::date, $6::task_priority, $7::timestamptz, $7::timestamptz from owner
    returning ${Object.keys(columns).join(", ")}`,
};

/**
 * Inserts a task with the next of its owner's ids, and raises the owner's version, in one statement.
 * @returns undefined when the owner is deleted, or was given `most` ids already
 */
export async function addTask(owner: number, values: TaskValues, most: number, now: Date) {
  const { title, description = null, due_date = null, priority = null } = values;
  return (await run<TaskRow>(addStatement, [owner, most, title, description, due_date, priority, now]))[0];
}

/** Inserts a task with the next of its owner's ids; the transaction must hold the lock on the owner's row. */
export async function insertTask(owner: number, values: TaskValues, now: Date, tx: Executor): Promise<TaskRow> {
  const { title, description = null, due_date = null, priority = null } = values;
  const at = sql`${now.toISOString()}::timestamptz`;
  const next = sql`update users set last_task_id = last_task_id + 1 where id = ${owner} returning last_task_id`;
  const result = await tx.execute(sql`
    with next as (${next})
    insert into tasks (user_id, id, title, description, due_date, priority, created_at, updated_at)
    select ${owner}::bigint, last_task_id, ${title}, ${description}, ${due_date}::date, ${priority}::task_priority, ${at}, ${at}
    from next returning id`);
  const [{ id } = { id: 0 }] = (result as unknown as { rows: { id: number }[] }).rows;
  const [row] = await findTasks(owner, [id], tx);
  if (!row) throw new Error("insert answered no row");
  return row;
}

/** Inserts the first tasks of a user who has had none. */
export async function insertFirstTasks(owner: number, rows: Omit<TaskRow, "id" | "place">[], tx: Executor) {
  await tx.insert(tasks).values(rows.map((row, index) => ({ ...row, user_id: owner, id: index + 1 })));
  await tx.execute(sql`update users set last_task_id = ${rows.length} where id = ${owner} and last_task_id = 0`);
}

/** Those of these tasks that the owner has. */
export async function findTasks(owner: number, ids: number[], tx?: Executor): Promise<TaskRow[]> {
  return (tx ?? (await db())).select(columns).from(tasks).where(these(owner, ids));
}

/** Updates the changed columns of a task. */
export async function updateTask(owner: number, id: number, values: Partial<TaskValues>, now: Date, tx: Executor) {
  const [row] = await tx
    .update(tasks)
    .set({ ...values, updated_at: changedAt(now) })
    .where(these(owner, [id]))
    .returning(columns);
  return row;
}

/** Completes or reopens tasks; those in that state already stay unchanged. @returns all of them */
export async function setCompleted(owner: number, ids: number[], completed: boolean, now: Date, tx: Executor) {
  const at = sql`${now.toISOString()}::timestamptz`;
  const differs = completed ? isNull(tasks.completed_at) : isNotNull(tasks.completed_at);
  return tx
    .update(tasks)
    .set({
      completed_at: completed ? sql`coalesce(${tasks.completed_at}, ${at})` : null,
      updated_at: sql`case when ${differs} then ${changedAt(now)} else ${tasks.updated_at} end`,
    })
    .where(these(owner, ids))
    .returning(columns);
}

/** Deletes tasks; they can be restored for some time. @returns those that existed */
export async function deleteTasks(owner: number, ids: number[], now: Date, tx: Executor): Promise<TaskRow[]> {
  return tx.update(tasks).set({ deleted_at: now }).where(these(owner, ids)).returning(columns);
}

/** Restores tasks deleted after `since`; existing ones stay unchanged. @returns those that exist now */
export async function restoreTasks(owner: number, ids: number[], since: Date, tx: Executor): Promise<TaskRow[]> {
  await tx
    .update(tasks)
    .set({ deleted_at: null })
    .where(and(eq(tasks.user_id, owner), known(ids), gt(tasks.deleted_at, since)));
  return findTasks(owner, ids, tx);
}

/** Purges tasks of all users that were deleted until then. */
export async function purgeDeleted(until: Date): Promise<void> {
  await (await db()).delete(tasks).where(lte(tasks.deleted_at, until));
}

/** All columns of the owner's tasks, for the export. */
export async function exportRows(owner: number) {
  const { place: _place, ...kept } = everyColumn;
  return (await db()).select(kept).from(tasks).where(eq(tasks.user_id, owner)).orderBy(tasks.id);
}

/** What matching by words needs of every task of the owner: open ones first, the latest first. */
export async function findTitles(owner: number) {
  return (await db())
    .select({ id: tasks.id, title: tasks.title, completed: sql<boolean>`${tasks.completed_at} is not null` })
    .from(tasks)
    .where(mine(owner))
    .orderBy(sql`${tasks.completed_at} is not null`, sql`${tasks.id} desc`);
}
