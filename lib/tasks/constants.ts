/** The constants of tasks for their columns, their API and their page. Without zod, so pages may use it. */

export const priorities = ["low", "medium", "high"] as const;
export type Priority = (typeof priorities)[number];

export const taskStatuses = ["pending", "completed"] as const;
export type TaskStatus = (typeof taskStatuses)[number];

export const taskActions = ["complete", "reopen", "delete"] as const;
export type TaskAction = (typeof taskActions)[number];

export const longestTitle = 200;
export const longestDescription = 2000;

/** How long a deleted task can be restored. */
export const restorableMinutes = 60;
