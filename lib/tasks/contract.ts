import { z } from "zod";
import { endpoint } from "@/lib/api/contract.ts";
import { cleanLine, cleanProse, dateShape, pageQuery, pageShape } from "@/lib/api/shapes.ts";
import { longestDescription, longestTitle, priorities, taskActions } from "./constants.ts";
import { dayWords, taskFilters, taskId, taskInput, taskReference, taskShape } from "./shapes.ts";
import {
  addTaskOutput,
  changeTasksOutput,
  completeTaskOutput,
  deleteTaskOutput,
  listTasksOutput,
  reopenTaskOutput,
  updateTaskOutput,
} from "./tool-shapes.ts";

/** Endpoints of tasks, and the tools an assistant manages them with. Safe for the browser. */

const tag = "Tasks";
const access = "user";

const { title, ...details } = taskInput;
const optionalDetails = z.object(details).partial().shape;

// Many models send null for fields they want to omit.
const toolDescription = cleanProse(longestDescription).nullable().optional().meta({ description: "More about it." });
const toolDueDate = dayWords.nullable().optional();
const toolPriority = z.enum(priorities).nullable().optional();

const taskIds = z
  .array(taskId)
  .min(1)
  .max(100)
  .refine((ids) => new Set(ids).size === ids.length, { error: "Must not name a task twice" });

export const tasksContract = {
  list: endpoint({
    method: "GET",
    path: "/tasks",
    tag,
    access,
    summary: "Tasks",
    description:
      "Open tasks first: by due date (none last), then priority, then oldest. Completed tasks follow, latest first.",
    input: { ...pageQuery, ...taskFilters },
    output: { 200: z.object({ tasks: z.array(taskShape), ...pageShape }) },
    tool: {
      name: "list_tasks",
      title: "List tasks",
      description:
        "Lists the person's tasks: open ones by due date and priority, then completed ones, latest first. At most 100; `total` says how many there are.",
      effect: "read",
      input: {
        status: z.enum(["all", "pending", "completed"]).optional().meta({ description: "Which tasks; default: all." }),
        due: z.string().trim().max(100).optional().meta({
          description:
            "`overdue` only, due by `today` (overdue ones too), within a `week` (likewise), on one day such as tomorrow, friday or 2026-03-31, or `none`: without a date.",
        }),
        q: cleanProse(200).optional().meta({ description: "Only those with these words." }),
        completed_from: dateShape
          .optional()
          .meta({ description: "Only those completed on this day or later, as 2026-03-01." }),
        completed_to: dateShape.optional().meta({ description: "Only those completed on this day or before." }),
      },
      output: listTasksOutput,
    },
  }),
  create: endpoint({
    method: "POST",
    path: "/tasks",
    tag,
    access,
    summary: "Add a task",
    description: "At most 10,000 per person; one more gets 409.",
    input: { title, ...optionalDetails },
    output: { 201: taskShape },
    errors: [409],
    tool: {
      name: "add_task",
      title: "Add a task",
      description: "Adds one task to the person's list.",
      effect: "write",
      adds: true,
      input: {
        title: cleanLine(longestTitle).meta({ description: "The task, in 1 to 200 characters." }),
        description: toolDescription,
        due_date: toolDueDate,
        priority: toolPriority,
      },
      output: addTaskOutput,
    },
  }),
  get: endpoint({
    method: "GET",
    path: "/tasks/:id",
    tag,
    access,
    summary: "Get a task",
    input: { id: taskId },
    output: { 200: taskShape },
  }),
  update: endpoint({
    method: "PATCH",
    path: "/tasks/:id",
    tag,
    access,
    summary: "Change a task",
    input: { id: taskId, title: title.optional(), ...optionalDetails },
    output: { 200: taskShape },
    tool: {
      name: "update_task",
      title: "Change a task",
      description: "Changes title, description, due date or priority of one task. Fields not given stay unchanged.",
      effect: "write",
      input: {
        task_id: taskReference,
        title: cleanLine(longestTitle).optional(),
        description: toolDescription,
        due_date: toolDueDate,
        priority: toolPriority,
      },
      output: updateTaskOutput,
    },
  }),
  remove: endpoint({
    method: "DELETE",
    path: "/tasks/:id",
    tag,
    access,
    summary: "Delete a task",
    description: "It can be restored within one hour.",
    input: { id: taskId },
    output: { 204: null },
    tool: {
      name: "delete_task",
      title: "Delete a task",
      description: "Deletes one task. Use complete_task for one that is done.",
      effect: "destructive",
      input: { task_id: taskReference },
      output: deleteTaskOutput,
    },
  }),
  complete: endpoint({
    method: "POST",
    path: "/tasks/:id/complete",
    tag,
    access,
    summary: "Complete a task",
    description: "A task already completed stays unchanged.",
    input: { id: taskId },
    output: { 200: taskShape },
    tool: {
      name: "complete_task",
      title: "Complete a task",
      description: "Marks one task as done.",
      effect: "write",
      input: { task_id: taskReference },
      output: completeTaskOutput,
    },
  }),
  reopen: endpoint({
    method: "POST",
    path: "/tasks/:id/reopen",
    tag,
    access,
    summary: "Reopen a task",
    input: { id: taskId },
    output: { 200: taskShape },
    tool: {
      name: "reopen_task",
      title: "Reopen a task",
      description: "Reopens a completed task.",
      effect: "write",
      input: { task_id: taskReference },
      output: reopenTaskOutput,
    },
  }),
  change: endpoint({
    method: "POST",
    path: "/tasks/change",
    tag,
    access,
    summary: "Complete, reopen or delete several tasks",
    description: "All of them or, when one does not exist, none (404).",
    input: { action: z.enum(taskActions), task_ids: taskIds },
    output: { 200: z.object({ task_ids: z.array(z.int()) }) },
    errors: [404],
    tool: {
      name: "change_tasks",
      title: "Change several tasks",
      description:
        "Completes, reopens or deletes several tasks at once. List the tasks first and give the ids of those the person means.",
      effect: "destructive",
      input: { action: z.enum(taskActions), task_ids: z.array(taskReference).min(1).max(100) },
      output: changeTasksOutput,
    },
  }),
  restore: endpoint({
    method: "POST",
    path: "/tasks/restore",
    tag,
    access,
    summary: "Restore deleted tasks",
    description: "Within one hour, under their own ids. All of them or, when one is gone, none (404).",
    input: { task_ids: taskIds },
    output: { 200: z.object({ tasks: z.array(taskShape) }) },
    errors: [404, 409],
  }),
};
