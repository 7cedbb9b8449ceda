"use client";
import { useQuery } from "@tanstack/react-query";
import { ApiError } from "@/lib/api/api-error.ts";
import { read } from "@/lib/client/api.ts";
import type { tasksContract } from "@/lib/tasks/contract.ts";
import type { Meant } from "./approval-labels.ts";
import { listOf, looseOf, type NamedTask, type ToolPart } from "./tool-part.ts";

type Contract = typeof tasksContract;

/** What a call names its tasks by: ids, or words of a title. */
function referencesOf(part: ToolPart): (number | string)[] {
  const { task_id, task_ids } = looseOf(part.input);
  const named = listOf(task_ids);
  return (named.length > 0 ? named : [task_id]).flatMap((each): (number | string)[] => {
    if (typeof each === "number") return [each];
    const id = typeof each === "string" ? /^#?(\d+)$/.exec(each.trim())?.[1] : undefined;
    if (id !== undefined) return [Number(id)];
    return typeof each === "string" && each.trim() !== "" ? [each.trim()] : [];
  });
}

/** A task by its id; null when there is none. */
async function byId(id: number, signal: AbortSignal): Promise<NamedTask | null> {
  try {
    return await read<Contract["get"]>(`/tasks/${id}`, {}, signal);
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return null;
    throw error;
  }
}

/** The open task that has these words in it, when only one has. */
async function byWords(q: string, signal: AbortSignal): Promise<NamedTask | null> {
  const { tasks, total } = await read<Contract["list"]>("/tasks", { q, status: "pending", limit: 2 }, signal);
  return total === 1 ? (tasks[0] ?? null) : null;
}

async function readMeant(references: (number | string)[], signal: AbortSignal): Promise<Meant[]> {
  // One request usually suffices: users with many tasks delete few of them at once.
  const listed = references.length > 3 ? (await read<Contract["list"]>("/tasks", { limit: 100 }, signal)).tasks : [];
  const known = new Map(listed.map((task) => [task.id, task]));
  const meant: Meant[] = [];
  for (const reference of references) {
    const isId = typeof reference === "number";
    const found = isId ? (known.get(reference) ?? (await byId(reference, signal))) : await byWords(reference, signal);
    meant.push({ reference, task: found });
  }
  return meant;
}

/** The tasks that a call is about, by their titles; nothing is asked for unless it is `enabled`. */
export function useReferencedTasks(part: ToolPart, enabled: boolean) {
  const references = referencesOf(part);
  return useQuery({
    queryKey: ["tasks", "meant", ...references],
    queryFn: ({ signal }) => readMeant(references, signal),
    enabled,
  });
}
