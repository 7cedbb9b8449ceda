import "server-only";
import type { Executor } from "@/db/index.ts";
import { holdOwner } from "@/db/owner.ts";
import { insertFirstTasks, type TaskRow } from "./queries.ts";

/** A task of an import, with the times it was added, changed and completed. */
export type ImportedTask = Omit<TaskRow, "id" | "place">;

/**
 * Imports tasks within the caller's transaction; they get the ids from 1 on.
 * @param tasks in the order in which they were added; the owner has had none yet
 */
export async function importTasks(tx: Executor, owner: number, tasks: ImportedTask[]): Promise<void> {
  if (tasks.length === 0) return;
  await holdOwner(owner, "tasks", tx);
  await insertFirstTasks(owner, tasks, tx);
}
