"use server";
import { redirect } from "next/navigation";
import { type ActionResult, act } from "@/lib/api/action.ts";
import { answerForm, type FormState, missingOf, refuseFields, textOf, textsOf } from "@/lib/api/form.ts";
import { formatMailed } from "@/lib/core/mail.ts";
import { returnPath } from "@/lib/core/return-path.ts";
import { resetInBrowser, signInBrowser, signOutBrowser, signUpBrowser } from "./browser.ts";
import { beginGithubSignIn } from "./github-trips.ts";
import { zoneName } from "./rules.ts";
import { accounts } from "./service.ts";

/** Form actions of accounts. */

const email = "Enter your email address";

/** Creates an account from `name`, `email`, `password` and the browser's `timezone`, and redirects to `next`. */
export async function signUp(before: FormState, form: FormData): Promise<FormState> {
  const typed = textsOf(form, "name", "email");
  const missing = missingOf(form, { email, password: "Choose a password" });
  if (Object.keys(missing).length > 0) return refuseFields(before, missing, typed);
  const timezone = zoneName(textOf(form, "timezone")) ?? undefined;
  const name = typed.name.trim() || undefined;
  const result = await signUpBrowser({ email: typed.email, password: textOf(form, "password"), name, timezone });
  if (result.ok) redirect(returnPath(form.get("next")));
  return answerForm(before, result, typed);
}

/** Signs in with `email`, `password` and `remember_me`, and redirects to `next`. */
export async function signIn(before: FormState, form: FormData): Promise<FormState> {
  const typed = textsOf(form, "email", "remember_me");
  const missing = missingOf(form, { email, password: "Enter your password" });
  if (Object.keys(missing).length > 0) return refuseFields(before, missing, typed);
  const remember_me = typed.remember_me === "on";
  const result = await signInBrowser({ email: typed.email, password: textOf(form, "password"), remember_me });
  if (result.ok) redirect(returnPath(form.get("next")));
  return answerForm(before, result, typed);
}

/** Signs this browser out. */
export async function signOut(): Promise<void> {
  await signOutBrowser();
  redirect("/");
}

/** Requests an email to reset the password of `email`. */
export async function forgotPassword(before: FormState, form: FormData): Promise<FormState> {
  const typed = textsOf(form, "email");
  const missing = missingOf(form, { email });
  if (Object.keys(missing).length > 0) return refuseFields(before, missing, typed);
  const mailed = formatMailed(`If there is an account for ${typed.email.trim()}, an email with a link`);
  const message = `${mailed} The link works for one hour.`;
  return answerForm(before, await act(accounts.forgotPassword, typed), typed, message);
}

/** Nobody types the token of an email, so an error of it is shown for the whole form. */
const aboutLink = (result: ActionResult<unknown>): ActionResult<unknown> =>
  !result.ok && result.fields.token !== undefined ? { ...result, message: result.fields.token } : result;

/** Sets a new `password` with the `token` of an email; API tokens are kept with `keep_tokens`. */
export async function resetPassword(before: FormState, form: FormData): Promise<FormState> {
  const missing = missingOf(form, { password: "Choose a password" });
  const typed = textsOf(form, "keep_tokens");
  if (Object.keys(missing).length > 0) return refuseFields(before, missing, typed);
  const keep_tokens = typed.keep_tokens === "on";
  const result = await resetInBrowser({ ...textsOf(form, "token", "password"), keep_tokens });
  return answerForm(before, aboutLink(result), typed, "Password set. Every device was signed out.");
}

/** Confirms an email address with the `token` of an email. */
export async function verifyEmail(before: FormState, form: FormData): Promise<FormState> {
  const result = await act(accounts.verifyEmail, textsOf(form, "token"));
  return answerForm(before, aboutLink(result), {}, "Email address confirmed.");
}

/** Redirects to GitHub to sign in, from the page `from`, and then to `next`. */
export async function continueWithGithub(before: FormState, form: FormData): Promise<FormState> {
  const from = textOf(form, "from") === "/sign-up" ? "/sign-up" : "/sign-in";
  const result = await beginGithubSignIn(from, returnPath(form.get("next")));
  if (result.ok) redirect(result.data.address);
  return answerForm(before, result);
}

/** Signs in again on a page that is still open: like {@link signIn}, but without leaving the page. */
export async function signInAgain(before: FormState, form: FormData): Promise<FormState> {
  const missing = missingOf(form, { password: "Enter your password" });
  if (Object.keys(missing).length > 0) return refuseFields(before, missing);
  const { email: address, password } = textsOf(form, "email", "password");
  return answerForm(before, await signInBrowser({ email: address, password, remember_me: false }));
}

/** Creates the token for the command that Today shows to new users, for the account whose page requests it. */
export async function createCurlToken(person: number) {
  return act(accounts.createToken, { name: "curl", scopes: ["write"] }, person);
}
