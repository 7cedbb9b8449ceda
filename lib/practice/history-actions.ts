"use server";
import { type ActionResult, act } from "@/lib/api/action.ts";
import type { InputOf } from "@/lib/api/contract.ts";
import type { practiceContract } from "./contract.ts";
import { practice } from "./service.ts";

/** Server actions of the history for ended practices; sent by scripts, and each gets the user id of its page. */

export async function editPractice(person: number, input: InputOf<(typeof practiceContract)["update"]>) {
  return act(practice.update, input, person);
}

/** Deletes a practice; one already deleted counts as deleted, so retries are safe. */
export async function removePractice(person: number, id: number): Promise<ActionResult<null>> {
  const result = await act(practice.remove, { id }, person);
  return result.ok || result.code === "NOT_FOUND" ? { ok: true, data: null } : result;
}
