"use server";
import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { act } from "@/lib/api/action.ts";
import { answerForm, type FormState, textOf } from "@/lib/api/form.ts";
import { practice } from "./service.ts";

/**
 * What pages do to the library. The last two are forms that work without scripts; the others are sent by scripts, and each
 * is told whose page it is.
 */

/** Makes a sequence a favourite, or none any more. */
export async function setFavorite(person: number, id: number, on: boolean) {
  return act(on ? practice.addFavorite : practice.removeFavorite, { id }, person);
}

/** Copies a sequence to one's own. */
export async function duplicateSequence(person: number, id: number) {
  return act(practice.duplicateSequence, { id }, person);
}

/** Deletes a sequence of one's own. */
export async function removeSequence(person: number, id: number) {
  return act(practice.removeSequence, { id }, person);
}

/** Does what `setFavorite` does to the sequence of the field `id`; `on` says which. */
export async function setFavoriteByForm(before: FormState, form: FormData): Promise<FormState> {
  const input = { id: Number(textOf(form, "id")) };
  const result = await act(textOf(form, "on") === "true" ? practice.addFavorite : practice.removeFavorite, input);
  revalidatePath("/practice", "layout");
  return answerForm(before, result);
}

/** Copies the sequence of the field `id`, and goes on to edit the copy. */
export async function duplicateByForm(before: FormState, form: FormData): Promise<FormState> {
  const result = await act(practice.duplicateSequence, { id: Number(textOf(form, "id")) });
  if (result.ok) redirect(`/practice/sequences/${result.data.id}/edit`);
  return answerForm(before, result);
}
