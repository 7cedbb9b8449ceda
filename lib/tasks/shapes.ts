import { z } from "zod";
import { cleanLine, cleanProse, dateShape, idShape, instantOut } from "@/lib/api/shapes.ts";
import { longestDescription, longestTitle, priorities, taskStatuses } from "./constants.ts";

/** Shapes of tasks. Safe for the browser. */

export const taskId = idShape.meta({ description: "Id of a task" });

export const taskShape = z
  .object({
    id: z.int().meta({ description: "Counts from 1 for each person and is never reused." }),
    title: z.string(),
    description: z.string().nullable(),
    completed: z.boolean(),
    status: z.enum(taskStatuses),
    due_date: z.iso.date().nullable(),
    priority: z.enum(priorities).nullable(),
    created_at: instantOut,
    updated_at: instantOut,
    completed_at: instantOut.nullable(),
  })
  .meta({ id: "Task" });
export type Task = z.output<typeof taskShape>;

export const taskInput = {
  title: cleanLine(longestTitle),
  description: cleanProse(longestDescription).nullable(),
  due_date: dateShape.nullable(),
  priority: z.enum(priorities).nullable(),
};

export const taskFilters = {
  status: z.enum(["all", ...taskStatuses]).default("all"),
  q: cleanLine(200).optional().meta({
    description:
      "Words in the title or description, in any order, or words that contain them. Case and accents are ignored; the first eight distinct words count.",
  }),
  due: z
    .union([z.enum(["today", "overdue", "week", "any", "none"]), dateShape])
    .optional()
    .meta({
      description:
        "A date, or `overdue` (before today), `today` (overdue ones too), `week` (within seven days, overdue ones too), `any`, `none`. Days are in your time zone.",
    }),
  completed_from: dateShape
    .optional()
    .meta({ description: "Completed on this day or later, in your time zone; open tasks are excluded." }),
  completed_to: dateShape
    .optional()
    .meta({ description: "Completed on this day or earlier, in your time zone; open tasks are excluded." }),
};

/** How a model refers to a task: its id, or words of its title. */
export const taskReference = z
  .union([z.int(), z.string().trim().min(1).max(300)])
  .meta({ description: "The id of the task, or words of its title if only one open task has them." });

/** A day as a model writes it. */
export const dayWords = z
  .string()
  .trim()
  .max(100)
  .meta({ description: "A date as 2026-03-31, or words such as tomorrow, next friday, in two weeks. Empty: none." });
