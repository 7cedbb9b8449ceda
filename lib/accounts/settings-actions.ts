"use server";
import { refresh, revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { type ActionResult, act } from "@/lib/api/action.ts";
import { answerForm, type FormState, missingOf, refuseFields, textOf, textsOf } from "@/lib/api/form.ts";
import { formatMailed } from "@/lib/core/mail.ts";
import { signOutBrowser } from "./browser.ts";
import { beginGithubLink } from "./github-trips.ts";
import { zoneName } from "./rules.ts";
import { accounts } from "./service.ts";
import { lifetimes, type MadeToken, readScopes } from "./settings-rules.ts";

/**
 * The form actions of Settings. Each sends the user id of its page, and is rejected when somebody else has signed in
 * since.
 */

const ownerOf = (form: FormData): number => Number(textOf(form, "person"));

const signedOut = "You were signed out. Nothing was changed, and your text is still here.";

/** Like {@link answerForm}, with a readable message for a user who has been signed out. */
function answer(before: FormState, result: ActionResult<unknown>, typed: Record<string, string>, success?: string) {
  const readable = !result.ok && result.code === "UNAUTHORIZED" ? { ...result, message: signedOut } : result;
  return answerForm(before, readable, typed, success);
}

/** Changes `name` and `username`; an empty one is cleared. */
export async function saveProfile(before: FormState, form: FormData): Promise<FormState> {
  const typed = textsOf(form, "name", "username");
  const input = { name: typed.name.trim() || null, username: typed.username.trim() || null };
  const result = await act(accounts.updateMe, input, ownerOf(form));
  // Name and zone are in the layout, and in cached pages of the back button.
  if (result.ok) revalidatePath("/", "layout");
  return answer(before, result, typed, "Saved.");
}

const weekStarts = ["monday", "saturday", "sunday"] as const;

/** Changes `timezone` and `week_start`. */
export async function saveTime(before: FormState, form: FormData): Promise<FormState> {
  const typed = textsOf(form, "timezone", "week_start");
  const timezone = zoneName(typed.timezone.trim());
  if (timezone === null) {
    const missing = "Time zone not found. Type a city, then choose from the list.";
    return refuseFields(before, { timezone: missing }, typed);
  }
  const week_start = weekStarts.find((day) => day === typed.week_start);
  const result = await act(accounts.updateMe, { timezone, week_start }, ownerOf(form));
  if (result.ok) revalidatePath("/", "layout");
  return answer(before, result, typed, `Saved. Days are shown in ${timezone} time.`);
}

/** Sends the email that confirms the address again. */
export async function resendMail(before: FormState, form: FormData): Promise<FormState> {
  const result = await act(accounts.resendEmail, {}, ownerOf(form));
  return answer(before, result, {}, `${formatMailed()} At most five are sent per hour.`);
}

/** Sends an account without a password the email to set one. */
export async function mailPassword(before: FormState, form: FormData): Promise<FormState> {
  const me = await act(accounts.readMe, {}, ownerOf(form));
  if (!me.ok) return answer(before, me, {});
  const { email } = me.data.user;
  const result = await act(accounts.forgotPassword, { email });
  const message = `${formatMailed(`An email to ${email}`)} Its link works for one hour and signs out every device, including this one.`;
  return answer(before, result, {}, message);
}

/** Signs the device `id` out. */
export async function revokeDevice(before: FormState, form: FormData): Promise<FormState> {
  const result = await act(accounts.revokeLogin, { id: Number(textOf(form, "id")) }, ownerOf(form));
  // Whether it had ended already or just now: it is not signed in any more.
  if (result.ok || result.code === "NOT_FOUND") refresh();
  const over = !result.ok && result.code === "NOT_FOUND" ? ({ ok: true, data: null } as const) : result;
  return answer(before, over, {}, `${textOf(form, "device")} is signed out.`);
}

/** Signs out every device but this one. */
export async function revokeOtherDevices(before: FormState, form: FormData): Promise<FormState> {
  const result = await act(accounts.revokeOtherLogins, {}, ownerOf(form));
  if (result.ok) refresh();
  return answer(before, result, {}, "Every other device is signed out.");
}

/** Creates an API token from `name`, `scopes` and `lifetime`. The result holds its secret, only this once. */
export async function createApiToken(before: FormState, form: FormData): Promise<FormState & { made?: MadeToken }> {
  const typed = textsOf(form, "name", "scopes", "lifetime");
  const missing = missingOf(form, { name: "Enter a name, such as the machine it is for" });
  const scopes = readScopes(typed.scopes);
  const days = lifetimes.find(({ value }) => value === typed.lifetime)?.days;
  if (days === undefined) missing.lifetime = "Choose when it expires";
  if (!scopes) missing.scopes = "Choose its access";
  if (Object.keys(missing).length > 0 || !scopes) return refuseFields(before, missing, typed);
  const expires_at = days ? new Date(Date.now() + days * 86_400_000).toISOString() : undefined;
  const result = await act(accounts.createToken, { name: typed.name, scopes, expires_at }, ownerOf(form));
  if (!result.ok) return answer(before, result, typed);
  refresh();
  const { id, name, token } = result.data;
  return { ...answer(before, result, {}), made: { id, name, token, scopes } };
}

/** Deletes the API token `id`. */
export async function deleteApiToken(before: FormState, form: FormData): Promise<FormState> {
  const result = await act(accounts.deleteToken, { id: Number(textOf(form, "id")) }, ownerOf(form));
  if (result.ok || result.code === "NOT_FOUND") refresh();
  const deleted = !result.ok && result.code === "NOT_FOUND" ? ({ ok: true, data: null } as const) : result;
  return answer(before, deleted, {}, `The token ${textOf(form, "name")} is deleted and no longer works.`);
}

/** Confirms by `password` that this is still the user who signed in. */
export async function confirmWithPassword(before: FormState, form: FormData): Promise<FormState> {
  const missing = missingOf(form, { password: "Enter your password" });
  if (Object.keys(missing).length > 0) return refuseFields(before, missing);
  return answer(before, await act(accounts.confirmPassword, textsOf(form, "password"), ownerOf(form)), {});
}

/** Changes the password from `current_password` to `password`; API tokens are revoked with `end_tokens`. */
export async function changePassword(before: FormState, form: FormData): Promise<FormState> {
  const needed = { current_password: "Enter your current password", password: "Choose a new password" };
  const missing = missingOf(form, needed);
  const { end_tokens } = textsOf(form, "end_tokens");
  if (Object.keys(missing).length > 0) return refuseFields(before, missing, { end_tokens });
  const input = { ...textsOf(form, "current_password", "password"), keep_tokens: end_tokens !== "on" };
  const result = await act(accounts.changePassword, input, ownerOf(form));
  if (result.ok) refresh();
  // Listed, so that an error is shown beside the field alone; never with the typed values.
  const typed = { current_password: "", end_tokens };
  const tokens = input.keep_tokens ? "" : " Your API tokens are deleted.";
  return answer(before, result, typed, `Password changed. Every other device is signed out.${tokens}`);
}

/** Redirects to GitHub to link the account to one there. */
export async function linkGithub(before: FormState, form: FormData): Promise<FormState> {
  const result = await beginGithubLink(ownerOf(form));
  if (result.ok) redirect(result.data.address);
  return answer(before, result, {});
}

/** Unlinks the account from GitHub. */
export async function unlinkGithub(before: FormState, form: FormData): Promise<FormState> {
  const result = await act(accounts.unlinkGithub, {}, ownerOf(form));
  if (result.ok) refresh();
  return answer(before, result, {}, "Your account is no longer linked to GitHub.");
}

/**
 * Deletes the account, confirmed by `password`, or by typing `email` when there is none; then shows the goodbye page.
 */
export async function eraseAccount(before: FormState, form: FormData): Promise<FormState> {
  const typed = textsOf(form, "email");
  const me = await act(accounts.readMe, {}, ownerOf(form));
  if (!me.ok) return answer(before, me, typed);
  const { has_password, email } = me.data.user;
  if (has_password) {
    const missing = missingOf(form, { password: "Enter your password" });
    if (Object.keys(missing).length > 0) return refuseFields(before, missing);
  } else if (typed.email.trim().toLowerCase() !== email) {
    return refuseFields(before, { email: "This is not the email address of your account" }, typed);
  }
  const result = await act(accounts.deleteMe, has_password ? textsOf(form, "password") : {}, ownerOf(form));
  if (!result.ok) return answer(before, result, typed);
  await signOutBrowser();
  redirect("/?goodbye");
}
