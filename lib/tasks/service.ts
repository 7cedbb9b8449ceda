import "server-only";
import { implement } from "@/lib/api/implement.ts";
import { AppError } from "@/lib/errors.ts";
import { tasksContract } from "./contract.ts";

const unwritten = () => {
  throw new AppError("UNAVAILABLE", "Not written yet");
};

/** Tasks, as every door calls them. */
export const tasks = implement(tasksContract, {
  list: unwritten,
  create: unwritten,
  get: unwritten,
  update: unwritten,
  remove: unwritten,
  complete: unwritten,
  reopen: unwritten,
  change: unwritten,
  restore: unwritten,
});
