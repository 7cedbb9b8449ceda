import { z } from "zod";
import { endpoint } from "@/lib/api/contract.ts";
import { idShape, line, pageQuery, pageShape } from "@/lib/api/shapes.ts";
import { apiTokenShape, futureShape, loginShape, scopesShape } from "./shapes.ts";

/** Endpoints for access to an account: devices, API tokens, GitHub. Safe for the browser. */

const tag = "Accounts";

export const accessContract = {
  unlinkGithub: endpoint({
    method: "DELETE",
    path: "/auth/github",
    tag,
    summary: "Unlink the GitHub account",
    description:
      "Also 204 when no GitHub account is linked. 409 when the account has no password, since no one could sign in to it. Linking takes a person in a browser.",
    access: "login",
    output: { 204: null },
    errors: [409],
  }),

  listLogins: endpoint({
    method: "GET",
    path: "/auth/sessions",
    tag,
    summary: "List signed-in devices",
    access: "user",
    input: pageQuery,
    output: { 200: z.object({ sessions: z.array(loginShape), ...pageShape }) },
  }),

  revokeLogin: endpoint({
    method: "DELETE",
    path: "/auth/sessions/:id",
    tag,
    summary: "Sign out one device",
    description: "Signing out another device takes a sign-in of the last 15 minutes (see `/auth/password/confirm`).",
    access: "login",
    input: { id: idShape },
    output: { 204: null },
    errors: [404],
  }),

  revokeOtherLogins: endpoint({
    method: "DELETE",
    path: "/auth/sessions",
    tag,
    summary: "Sign out every other device",
    description:
      "Ends every login of the account except the one this request uses. Takes a sign-in of the last 15 minutes (see `/auth/password/confirm`).",
    access: "login",
    output: { 204: null },
  }),

  listTokens: endpoint({
    method: "GET",
    path: "/auth/tokens",
    tag,
    summary: "List personal API tokens",
    access: "user",
    input: pageQuery,
    output: { 200: z.object({ tokens: z.array(apiTokenShape), ...pageShape }) },
  }),

  createToken: endpoint({
    method: "POST",
    path: "/auth/tokens",
    tag,
    summary: "Create a personal API token",
    description:
      "The secret is returned only once. An API token cannot create another. At most 50 (409). Takes a sign-in of the last 15 minutes (see `/auth/password/confirm`).",
    access: "login",
    input: { name: line(100), scopes: scopesShape, expires_at: futureShape.optional() },
    output: { 201: apiTokenShape.extend({ token: z.string().meta({ description: "The secret, shown once." }) }) },
    errors: [409],
  }),

  deleteToken: endpoint({
    method: "DELETE",
    path: "/auth/tokens/:id",
    tag,
    summary: "Delete a personal API token",
    access: "login",
    input: { id: idShape },
    output: { 204: null },
    errors: [404],
  }),
};
