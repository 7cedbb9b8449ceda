"use server";
import { type ActionResult, act } from "@/lib/api/action.ts";
import { assistant } from "./service.ts";

/** Server actions of pages for conversations. Each gets the user id of its page. */

/** Renames a conversation. */
export async function renameConversation(person: number, id: number, title: string) {
  return act(assistant.rename, { id, title }, person);
}

/** Deletes a conversation; one already deleted counts as deleted, so retries are safe. */
export async function removeConversation(person: number, id: number): Promise<ActionResult<null>> {
  const result = await act(assistant.remove, { id }, person);
  return result.ok || result.code === "NOT_FOUND" ? { ok: true, data: null } : result;
}

/** Stops the answer in progress, if there is one. */
export async function stopAnswer(person: number, id: number) {
  return act(assistant.stop, { id }, person);
}
