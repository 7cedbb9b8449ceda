"use server";
import { act } from "@/lib/api/action.ts";
import type { InputOf } from "@/lib/api/contract.ts";
import type { practiceContract } from "./contract.ts";
import { practice } from "./service.ts";

/** What the history does to practices that are over; scripts send it, and each is told whose page it is. */

export async function editPractice(person: number, input: InputOf<(typeof practiceContract)["update"]>) {
  return act(practice.update, input, person);
}

export async function removePractice(person: number, id: number) {
  return act(practice.remove, { id }, person);
}
