import { z } from "zod";
import { instantOut } from "@/lib/api/shapes.ts";
import { priorities, type taskActions } from "./constants.ts";
import { taskShape } from "./shapes.ts";

/** The results of an assistant's tools for tasks. Safe for the browser. */

const named = { task_id: z.int(), title: z.string() };
const details = { due_date: z.iso.date().nullable(), priority: z.enum(priorities).nullable() };
const already = z.boolean().optional().meta({ description: "It was already like this." });

export const listTasksOutput = z.object({
  status: z.literal("ok"),
  tasks: z
    .array(
      z.object({
        ...taskShape.pick({ id: true, title: true, description: true, completed: true, status: true }).shape,
        ...details,
        created_at: instantOut,
        completed_at: instantOut.nullable(),
      }),
    )
    .max(100),
  total: z.int().meta({ description: "The total number." }),
});

export const addTaskOutput = z.object({ status: z.literal("created"), ...named, ...details });

export const updateTaskOutput = z.object({
  status: z.literal("updated"),
  ...named,
  ...details,
  previous: z
    .object({ title: z.string(), description: z.string().nullable(), ...details })
    .partial()
    .meta({ description: "Previous values of the changed fields." }),
});

export const deleteTaskOutput = z.object({ status: z.literal("deleted"), ...named });
export const completeTaskOutput = z.object({ status: z.literal("completed"), ...named, already });
export const reopenTaskOutput = z.object({ status: z.literal("reopened"), ...named, already });

/** The result of an operation on several tasks. */
export const done = {
  complete: "completed",
  reopen: "reopened",
  delete: "deleted",
} as const satisfies Record<(typeof taskActions)[number], string>;

export const changeTasksOutput = z.object({
  status: z.enum(done),
  count: z.int(),
  tasks: z.array(z.object({ id: z.int(), title: z.string() })).max(100),
});
