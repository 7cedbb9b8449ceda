"use server";
import { revalidatePath } from "next/cache";
import { act } from "@/lib/api/action.ts";
import { answerForm, type FormState, refuseFields, textOf, untouched } from "@/lib/api/form.ts";
import { env } from "@/lib/core/env.ts";
import { formatPullRequest, parsePullRequest, pullRequestProblem } from "./reference.ts";
import { tracking } from "./service.ts";

/** Form actions of tracked time that work without JavaScript. */

/** Starts the pull request in the field `reference`: `owner/repo#123`, or a URL. */
export async function startTracking(before: FormState, form: FormData): Promise<FormState> {
  const { GITHUB_URL } = env();
  const reference = textOf(form, "reference");
  const pullRequest = parsePullRequest(reference, GITHUB_URL);
  if (!pullRequest)
    return refuseFields(before, { reference: pullRequestProblem(reference, GITHUB_URL) }, { reference });
  const result = await act(tracking.start, { ...pullRequest, source: "web" });
  if (result.ok) revalidatePath("/", "layout");
  return answerForm(before, result, { reference }, `Tracking ${formatPullRequest(pullRequest)}`);
}

/**
 * The same for a form that shows no result. A form with state is more expensive for React than a row around it: its
 * previous state is bound to the action, whose encoding each server rendering has to wait for.
 */
export async function startTrackingAgain(form: FormData): Promise<void> {
  await startTracking(untouched, form);
}

/** Ends the session in the field `id`, now. */
export async function endTracking(form: FormData): Promise<void> {
  await act(tracking.end, { id: Number(textOf(form, "id")) });
  // Refresh the page whatever the result: a deleted session must not stay on it.
  revalidatePath("/", "layout");
}
