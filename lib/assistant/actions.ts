"use server";
import { type ActionResult, act } from "@/lib/api/action.ts";
import { assistant } from "./service.ts";

/** What pages do to conversations. Each is told whose page it is. */

/** Gives a conversation another title. */
export async function renameConversation(person: number, id: number, title: string) {
  return act(assistant.rename, { id, title }, person);
}

/** Deletes a conversation; one that is gone already counts as deleted, so that this can be sent twice. */
export async function removeConversation(person: number, id: number): Promise<ActionResult<null>> {
  const result = await act(assistant.remove, { id }, person);
  return result.ok || result.code === "NOT_FOUND" ? { ok: true, data: null } : result;
}

/** Stops the answer that is being written, if one is. */
export async function stopAnswer(person: number, id: number) {
  return act(assistant.stop, { id }, person);
}
