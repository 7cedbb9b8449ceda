"use client";
import type { Task } from "@/lib/tasks/shapes.ts";

/** Ids of tasks that were added in this tab, before and after the server named them. */

const serverIds = new Map<number, number>();
const firstIds = new Map<number, number>();

/** Notes the server's id of a task that had a provisional one. */
export function noteServerId(provisional: number, id: number): void {
  serverIds.set(provisional, id);
  firstIds.set(id, provisional);
}

/** The server's id of a task, for a provisional one. */
export const idOf = (id: number): number => serverIds.get(id) ?? id;

/** The React key of a task's row: it stays the same when the server names the task. */
export const keyOf = ({ id }: Pick<Task, "id">): number => firstIds.get(id) ?? id;
