import "server-only";
import { implement } from "@/lib/api/implement.ts";
import { AppError } from "@/lib/errors.ts";
import { assistantContract } from "./contract.ts";

const unwritten = () => {
  throw new AppError("UNAVAILABLE", "Not written yet");
};

/** The assistant, as every door calls it. */
export const assistant = implement(assistantContract, {
  chat: unwritten,
  answer: unwritten,
  read: unwritten,
  list: unwritten,
  search: unwritten,
  rename: unwritten,
  remove: unwritten,
  export: unwritten,
  follow: unwritten,
  stop: unwritten,
  model: unwritten,
});
