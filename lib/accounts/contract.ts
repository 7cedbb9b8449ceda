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
    description: "The first account of an installation is its administrator. A mail asks to confirm the address.",
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
    summary: "Sign in with e-mail and password",
    description:
      "An unknown e-mail, a wrong password and an inactive account get the same 401. Ten failures within 15 minutes lock the account for 15 minutes (429), except for a device that has signed in to it before: the cookie `stint.device` gives that one a budget of its own.",
    access: "public",
    limit: "auth",
    input: {
      email: emailShape,
      password: knownPasswordShape,
      remember_me: z.boolean().default(false).meta({ description: "Whether to answer with a refresh token." }),
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
    description:
      "Ends the login the request came through: its access token, refresh token and cookie are refused from then on.",
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
    description: "Another time zone tells the days of all tracked time anew. `null` removes a name.",
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
    summary: "Erase your account and all it owns",
    description: "At once and for good. Accounts with a password confirm with it.",
    access: "login",
    input: { password: knownPasswordShape.optional() },
    output: { 204: null },
  }),

  exportMe: endpoint({
    method: "GET",
    path: "/auth/me/export",
    tag,
    summary: "Everything the account owns, in one document",
    description: "Each domain adds its own part under its name. Secrets and their hashes are never in it.",
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
    summary: "Ask for a mail that resets the password",
    description:
      "Always 202, whether there is such an account or not. At most five mails in an hour go to one account.",
    access: "public",
    limit: "recovery",
    input: { email: emailShape },
    output: { 202: null },
  }),

  resetPassword: endpoint({
    method: "POST",
    path: "/auth/password/reset",
    tag,
    summary: "Set a new password with the token of a mail",
    description:
      "The token lives one hour and works once. Every login of the account ends, and every API token, unless `keep_tokens` says otherwise. When nobody has confirmed the address before, all that was made until then is removed: API tokens, logins and the link to GitHub.",
    access: "public",
    limit: "recovery",
    input: {
      token: mailedTokenShape,
      password: newPasswordShape,
      keep_tokens: z.boolean().default(false).meta({ description: "Whether API tokens live on." }),
    },
    output: { 204: null },
  }),

  previewReset: endpoint({
    method: "POST",
    path: "/auth/password/reset/preview",
    tag,
    summary: "What resetting the password with the token of a mail ends",
    description: "Changes nothing, and does not use the token up.",
    access: "public",
    input: { token: mailedTokenShape },
    output: { 200: resetPreviewShape },
  }),

  changePassword: endpoint({
    method: "POST",
    path: "/auth/password/change",
    tag,
    summary: "Change the password",
    description: "Every other login of the account ends, and with `keep_tokens: false` every API token as well.",
    access: "login",
    input: {
      current_password: knownPasswordShape,
      password: newPasswordShape,
      keep_tokens: z.boolean().default(true).meta({ description: "Whether API tokens live on." }),
    },
    output: { 204: null },
  }),

  confirmPassword: endpoint({
    method: "POST",
    path: "/auth/password/confirm",
    tag,
    summary: "Confirm with the password that it is still you",
    description:
      "Making an API token, linking GitHub and ending logins take a sign-in of the last 15 minutes; else they answer 403 with a detail of the type `reauthentication_required`. This makes the login as good as new. Accounts without a password sign in again through GitHub.",
    access: "login",
    input: { password: knownPasswordShape },
    output: { 204: null },
  }),

  verifyEmail: endpoint({
    method: "POST",
    path: "/auth/email/verify",
    tag,
    summary: "Confirm an e-mail address with the token of a mail",
    access: "public",
    input: { token: mailedTokenShape },
    output: { 204: null },
  }),

  resendEmail: endpoint({
    method: "POST",
    path: "/auth/email/resend",
    tag,
    summary: "Send the mail that confirms the address once more",
    access: "user",
    output: { 202: null },
  }),

  githubCallback: endpoint({
    method: "POST",
    path: "/auth/github/callback",
    tag,
    summary: "Sign a client in with a code of GitHub",
    description:
      "For clients that send people to GitHub themselves. A code GitHub refuses is 401; 404 when GitHub sign-in is not set up here; 409 when the e-mail belongs to an account that cannot be joined safely.",
    access: "public",
    limit: "auth",
    input: {
      code: z.string().min(1).max(200),
      codeVerifier: codeVerifierShape.optional(),
      code_verifier: codeVerifierShape.optional().meta({ description: "Another spelling of `codeVerifier`." }),
      redirectUri: redirectUriShape.optional(),
      redirect_uri: redirectUriShape.optional().meta({ description: "Another spelling of `redirectUri`." }),
    },
    output: { 200: z.object({ user: githubUserShape, ...pairShape.shape }) },
    errors: [401, 404, 409],
  }),

  ...accessContract,

  csrfToken: endpoint({
    method: "GET",
    path: "/csrf-token",
    tag,
    summary: "A token for unsafe requests in the name of the sign-in cookie",
    description: "Send it as `X-CSRF-Token`. Its other half is the cookie this answer sets.",
    access: "public",
    output: { 200: z.object({ data: z.object({ csrfToken: z.string() }) }) },
  }),
};
