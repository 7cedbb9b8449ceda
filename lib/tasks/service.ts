import "server-only";
import { implement, reply } from "@/lib/api/implement.ts";
import { tasksContract } from "./contract.ts";
import * as list from "./tasks.ts";

/** Tasks, as every door calls them. */
export const tasks = implement(tasksContract, {
  list: ({ principal }, input) => list.list(principal, input, new Date()),
  create: async ({ principal }, input) => reply(201, await list.create(principal.id, input, new Date())),
  get: ({ principal }, { id }) => list.get(principal.id, id),
  update: ({ principal }, { id, ...edit }) => list.update(principal.id, id, edit, new Date()),
  remove: async ({ principal }, { id }) => {
    await list.changeOne(principal.id, "delete", id, new Date());
    return null;
  },
  complete: ({ principal }, { id }) => list.changeOne(principal.id, "complete", id, new Date()),
  reopen: ({ principal }, { id }) => list.changeOne(principal.id, "reopen", id, new Date()),
  change: async ({ principal }, { action, task_ids }) => {
    await list.change(principal.id, action, task_ids, new Date());
    return { task_ids };
  },
  restore: async ({ principal }, { task_ids }) => ({
    tasks: await list.restore(principal.id, task_ids, new Date()),
  }),
});
