"use server";
import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { act } from "@/lib/api/action.ts";
import { answerForm, type FormState, textOf } from "@/lib/api/form.ts";
import { practice } from "./service.ts";

/**
 * Server actions of pages for the library. The last two are forms that work without JavaScript; the others are sent by
 * scripts, and each gets the user id of its page.
 */

/** Adds a sequence to the favourites or removes it. */
export async function setFavorite(person: number, id: number, on: boolean) {
  return act(on ? practice.addFavorite : practice.removeFavorite, { id }, person);
}

/** Copies a sequence to the user's own. */
export async function duplicateSequence(person: number, id: number) {
  return act(practice.duplicateSequence, { id }, person);
}

/** Deletes one of the user's own sequences. */
export async function removeSequence(person: number, id: number) {
  return act(practice.removeSequence, { id }, person);
}

/** Calls `setFavorite` for the sequence in the field `id`, with the field `on`. */
export async function setFavoriteByForm(before: FormState, form: FormData): Promise<FormState> {
  const input = { id: Number(textOf(form, "id")) };
  const result = await act(textOf(form, "on") === "true" ? practice.addFavorite : practice.removeFavorite, input);
  revalidatePath("/practice", "layout");
  return answerForm(before, result);
}

/** Copies the sequence in the field `id`, and redirects to edit the copy. */
export async function duplicateByForm(before: FormState, form: FormData): Promise<FormState> {
  const result = await act(practice.duplicateSequence, { id: Number(textOf(form, "id")) });
  if (result.ok) redirect(`/practice/sequences/${result.data.id}/edit`);
  return answerForm(before, result);
}
