"use server";
import { revalidatePath } from "next/cache";
import { act } from "@/lib/api/action.ts";
import { answerForm, type FormState, refuseFields, textOf } from "@/lib/api/form.ts";
import { sayDuration } from "@/lib/words.ts";
import { parsePullRequest, pullRequestProblem, sayPullRequest } from "./reference.ts";
import { tracking } from "./service.ts";

/** Forms of tracked time. */

/** Starts the pull request of the field `reference`: `owner/repo#123`, or an address. */
export async function startTracking(before: FormState, form: FormData): Promise<FormState> {
  const reference = textOf(form, "reference");
  const pullRequest = parsePullRequest(reference);
  if (!pullRequest) return refuseFields(before, { reference: pullRequestProblem(reference) }, { reference });
  const result = await act(tracking.start, { ...pullRequest, source: "web" });
  if (result.ok) revalidatePath("/", "layout");
  return answerForm(before, result, { reference }, `Tracking ${sayPullRequest(pullRequest)}`);
}

/** Ends the session of the field `id`, now. */
export async function endTracking(before: FormState, form: FormData): Promise<FormState> {
  const result = await act(tracking.end, { id: textOf(form, "id") });
  // Whatever the answer, the page is shown anew: a session that is gone must not stay on it.
  revalidatePath("/", "layout");
  const said =
    result.ok && `Ended ${sayPullRequest(result.data)} after ${sayDuration(result.data.duration_seconds ?? 0)}`;
  return answerForm(before, result, {}, said || undefined);
}

/** Gives a sign of life for a session that this browser shows. Answers whether it still runs. */
export async function keepTracking(id: number): Promise<boolean> {
  const result = await act(tracking.heartbeat, { id });
  return result.ok ? result.data.status === "active" : result.code !== "NOT_FOUND" && result.code !== "UNAUTHORIZED";
}
