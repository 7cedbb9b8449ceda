import { z } from "zod";
import { endpoint } from "@/lib/api/contract.ts";
import { instantOut } from "@/lib/api/shapes.ts";
import { accessContract } from "./access-contract.ts";
import {
  accessShape,
  codeVerifierShape,
  emailShape,
  githubUserShape,
  knownPasswordShape,
  mailedTokenShape,
  nameShape,
  newPasswordShape,
  pairShape,
  redirectUriShape,
  renewedShape,
  resetPreviewShape,
  timezoneShape,
  usernameShape,
  userShape,
  weekStartShape,
} from "./shapes.ts";

/** Endpoints of accounts. Safe for the browser. */

const tag = "Accounts";

const me = z.object({ user: userShape });

export const accountsContract = {
  register: endpoint({
    method: "POST",
    path: "/auth/register",
    tag,
    summary: "Create an account",
    description:
      "The first account of an installation becomes its administrator. An email asks to confirm the address.",
    access: "public",
    limit: "auth",
    input: {
      email: emailShape,
      password: newPasswordShape,
      name: nameShape.optional(),
      username: usernameShape.optional(),
      timezone: timezoneShape.default("UTC"),
    },
    output: { 201: z.object({ user: userShape, ...pairShape.shape }) },
    errors: [409],
  }),

  login: endpoint({
    method: "POST",
    path: "/auth/login",
    tag,
    summary: "Sign in with email and password",
    description:
      "An unknown email, a wrong password and an inactive account get the same 401. Ten failures within 15 minutes lock the account for 15 minutes (429), except for a device that has signed in to it before: the cookie `stint.device` gives that one a budget of its own.",
    access: "public",
    limit: "auth",
    input: {
      email: emailShape,
      password: knownPasswordShape,
      remember_me: z.boolean().default(false).meta({ description: "Whether to return a refresh token." }),
    },
    output: { 200: z.object({ user: userShape, ...accessShape, refresh_token: z.string().optional() }) },
    errors: [401],
  }),

  refresh: endpoint({
    method: "POST",
    path: "/auth/refresh",
    tag,
    summary: "Exchange a refresh token for a new pair",
    description:
      "A refresh token works once; using it again signs its login out, except by the same client within ten seconds. Without a body, `Authorization: Bearer` with an access token that is valid, or expired less than seven days ago, gets a new access token.",
    access: "public",
    input: { refresh_token: z.string().min(1).max(200).optional() },
    output: { 200: z.union([pairShape, renewedShape]) },
    errors: [401],
  }),

  logout: endpoint({
    method: "POST",
    path: "/auth/logout",
    tag,
    summary: "Sign out",
    description: "Ends the login this request uses: its access token, refresh token and cookie no longer work.",
    access: "login",
    viewersToo: true,
    output: { 204: null },
  }),

  readMe: endpoint({
    method: "GET",
    path: "/auth/me",
    tag,
    summary: "Read your account",
    access: "user",
    output: { 200: me },
  }),

  updateMe: endpoint({
    method: "PATCH",
    path: "/auth/me",
    tag,
    summary: "Change your profile",
    description: "A new time zone recalculates the days of all tracked time. `null` removes a name.",
    access: "user",
    input: {
      name: nameShape.nullable().optional(),
      username: usernameShape.nullable().optional(),
      timezone: timezoneShape.optional(),
      week_start: weekStartShape.optional(),
    },
    output: { 200: me },
    errors: [409],
  }),

  deleteMe: endpoint({
    method: "DELETE",
    path: "/auth/me",
    tag,
    summary: "Delete your account and everything in it",
    description: "Immediate and permanent. Accounts with a password must confirm with it.",
    access: "login",
    input: { password: knownPasswordShape.optional() },
    output: { 204: null },
  }),

  exportMe: endpoint({
    method: "GET",
    path: "/auth/me/export",
    tag,
    summary: "Export everything in the account",
    description: "One JSON document with a part for each domain. Secrets and their hashes are never included.",
    access: "user",
    output: {
      200: z
        .object({
          exported_at: instantOut,
          account: z.record(z.string(), z.unknown()),
          tracking: z.record(z.string(), z.unknown()),
        })
        .catchall(z.record(z.string(), z.unknown())),
    },
  }),

  forgotPassword: endpoint({
    method: "POST",
    path: "/auth/password/forgot",
    tag,
    summary: "Request a password reset email",
    description: "Always 202, whether or not the account exists. At most five emails an hour per account.",
    access: "public",
    limit: "recovery",
    input: { email: emailShape },
    output: { 202: null },
  }),

  resetPassword: endpoint({
    method: "POST",
    path: "/auth/password/reset",
    tag,
    summary: "Set a new password with the token from an email",
    description:
      "The token is valid for one hour and works once. Every login of the account ends, and every API token is deleted unless `keep_tokens` is true. When the address was never confirmed before, API tokens, logins and the link to GitHub are removed in any case.",
    access: "public",
    limit: "recovery",
    input: {
      token: mailedTokenShape,
      password: newPasswordShape,
      keep_tokens: z.boolean().default(false).meta({ description: "Whether to keep API tokens." }),
    },
    output: { 204: null },
  }),

  previewReset: endpoint({
    method: "POST",
    path: "/auth/password/reset/preview",
    tag,
    summary: "Preview what a password reset ends",
    description: "Changes nothing and does not use up the token.",
    access: "public",
    input: { token: mailedTokenShape },
    output: { 200: resetPreviewShape },
  }),

  changePassword: endpoint({
    method: "POST",
    path: "/auth/password/change",
    tag,
    summary: "Change the password",
    description: "Every other login of the account ends. With `keep_tokens: false`, every API token is deleted too.",
    access: "login",
    input: {
      current_password: knownPasswordShape,
      password: newPasswordShape,
      keep_tokens: z.boolean().default(true).meta({ description: "Whether to keep API tokens." }),
    },
    output: { 204: null },
  }),

  confirmPassword: endpoint({
    method: "POST",
    path: "/auth/password/confirm",
    tag,
    summary: "Confirm your password",
    description:
      "Creating an API token, linking GitHub and ending logins take a sign-in of the last 15 minutes; otherwise the answer is 403 with a detail of the type `reauthentication_required`. Confirming counts as a new sign-in. Accounts without a password sign in again with GitHub.",
    access: "login",
    input: { password: knownPasswordShape },
    output: { 204: null },
  }),

  verifyEmail: endpoint({
    method: "POST",
    path: "/auth/email/verify",
    tag,
    summary: "Confirm an email address with the token from an email",
    access: "public",
    input: { token: mailedTokenShape },
    output: { 204: null },
  }),

  resendEmail: endpoint({
    method: "POST",
    path: "/auth/email/resend",
    tag,
    summary: "Resend the email that confirms the address",
    access: "user",
    output: { 202: null },
  }),

  githubCallback: endpoint({
    method: "POST",
    path: "/auth/github/callback",
    tag,
    summary: "Sign in with a GitHub code",
    description:
      "For clients that send people to GitHub themselves. 401 when GitHub refuses the code; 404 when GitHub sign-in is not set up here; 409 when the email belongs to an account that cannot be linked safely.",
    access: "public",
    limit: "auth",
    input: {
      code: z.string().min(1).max(200),
      codeVerifier: codeVerifierShape.optional(),
      code_verifier: codeVerifierShape.optional().meta({ description: "Alias of `codeVerifier`." }),
      redirectUri: redirectUriShape.optional(),
      redirect_uri: redirectUriShape.optional().meta({ description: "Alias of `redirectUri`." }),
    },
    output: { 200: z.object({ user: githubUserShape, ...pairShape.shape }) },
    errors: [401, 404, 409],
  }),

  ...accessContract,

  csrfToken: endpoint({
    method: "GET",
    path: "/csrf-token",
    tag,
    summary: "Get a CSRF token for requests with the sign-in cookie",
    description: "Send it as `X-CSRF-Token`. The answer also sets the matching cookie.",
    access: "public",
    output: { 200: z.object({ data: z.object({ csrfToken: z.string() }) }) },
  }),
};
