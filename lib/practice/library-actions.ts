"use server";
import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { act } from "@/lib/api/action.ts";
import { answerForm, type FormState, textOf } from "@/lib/api/form.ts";
import { practice } from "./service.ts";

/** Form actions of the library that work without JavaScript. */

/** Adds the sequence in the field `id` to the favourites or removes it, according to the field `on`. */
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
