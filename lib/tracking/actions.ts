"use server";
import { revalidatePath } from "next/cache";
import type { z } from "zod";
import { type ActionResult, act } from "@/lib/api/action.ts";
import type { InputOf } from "@/lib/api/contract.ts";
import { answerForm, type FormState, refuseFields, textOf, untouched } from "@/lib/api/form.ts";
import { env } from "@/lib/core/env.ts";
import type { trackingContract } from "./contract.ts";
import { formatPullRequest, parsePullRequest, pullRequestProblem } from "./reference.ts";
import { tracking } from "./service.ts";
import type { offlineSession, Session } from "./shapes.ts";

/**
 * Server actions of pages for tracked time. The first three are forms that work without JavaScript; the others are sent
 * by scripts with an optimistic update, and each gets the user id of its page.
 */

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

type Input<Name extends keyof typeof trackingContract> = InputOf<(typeof trackingContract)[Name]>;

export async function startSession(person: number, input: Input<"start">) {
  return act(tracking.start, input, person);
}

export async function endSession(person: number, input: Input<"end">) {
  return act(tracking.end, input, person);
}

export async function editSession(person: number, input: Input<"update">) {
  return act(tracking.update, input, person);
}

export async function addSession(person: number, input: Input<"create">) {
  return act(tracking.create, input, person);
}

/** Creates a whole session, for a start whose id no client knows any more. */
export async function syncSession(person: number, told: z.input<typeof offlineSession>) {
  const result = await act(tracking.sync, { sessions: [told] }, person);
  if (!result.ok) return result;
  const error = result.data.results[0]?.error;
  if (error === undefined) return result;
  return { ok: false as const, code: "VALIDATION_ERROR", message: error, fields: {} };
}

/** Deletes sessions; those deleted already count as deleted. Returns nothing. */
export async function removeSessions(person: number, session_ids: number[]): Promise<ActionResult<Session[]>> {
  const result = await act(tracking.removeMany, { session_ids }, person);
  return result.ok ? { ok: true, data: [] } : result;
}

/** Restores deleted sessions, as long as the server still has them. */
export async function restoreSessions(person: number, session_ids: number[]): Promise<ActionResult<Session[]>> {
  const result = await act(tracking.restore, { session_ids }, person);
  return result.ok ? { ok: true, data: result.data.sessions } : result;
}

/** Sends a heartbeat for a session shown in this browser. Returns whether it still runs. */
export async function keepTracking(id: number): Promise<boolean> {
  const result = await act(tracking.heartbeat, { id });
  return result.ok ? result.data.status === "active" : result.code !== "NOT_FOUND" && result.code !== "UNAUTHORIZED";
}
