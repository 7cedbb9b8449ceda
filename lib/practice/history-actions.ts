"use server";
import { type ActionResult, act } from "@/lib/api/action.ts";
import type { InputOf } from "@/lib/api/contract.ts";
import type { practiceContract } from "./contract.ts";
import { practice } from "./service.ts";

/** What the history does to practices that are over; scripts send it, and each is told whose page it is. */

export async function editPractice(person: number, input: InputOf<(typeof practiceContract)["update"]>) {
  return act(practice.update, input, person);
}

/** Deletes a practice; one that is gone already counts as deleted, so that this can be sent twice. */
export async function removePractice(person: number, id: number): Promise<ActionResult<null>> {
  const result = await act(practice.remove, { id }, person);
  return result.ok || result.code === "NOT_FOUND" ? { ok: true, data: null } : result;
}
