import "server-only";
import { exportRows } from "./queries.ts";

/** The tasks' part of an account's export; recently deleted ones are in it with `deleted_at`. */
export const exportTasks = async (owner: number): Promise<Record<string, unknown>> => ({
  tasks: await exportRows(owner),
});
