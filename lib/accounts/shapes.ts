import { z } from "zod";
import { instantIn, instantOut, line } from "@/lib/api/shapes.ts";
import { passwordProblem, zoneName } from "./rules.ts";

/** Shapes of accounts. Safe for the browser. */

export const emailShape = z
  .string()
  .max(254)
  .trim()
  .toLowerCase()
  .pipe(z.email({ error: "Invalid email address" }))
  .meta({ description: "Email address; case does not matter.", format: "email", example: "ada@example.com" });

/** A new password. An error is reported once, and never repeats it. */
export const newPasswordShape = z
  .string()
  .superRefine((value, context) => {
    const problem = passwordProblem(value);
    if (problem) context.addIssue({ code: "custom", message: problem });
  })
  .meta({
    description:
      "8 to 72 bytes with an upper-case letter, a lower-case letter and a digit, or at least 15 characters of any kind. Common passwords are refused (422). Compared in Unicode NFKC.",
    format: "password",
    maxLength: 72,
    example: "Correct-horse-7",
  });

/** A password to authenticate with: any text is valid input, and either right or wrong. */
export const knownPasswordShape = z.string().min(1).max(1000).meta({ format: "password", example: "Correct-horse-7" });

export const usernameShape = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9_-]{3,39}$/, { error: "Must be 3 to 39 letters, digits, - or _" })
  .meta({ description: "3 to 39 letters, digits, `-` or `_`; case does not matter.", example: "ada" });

export const nameShape = line(100).meta({ description: "Display name.", example: "Ada Lovelace" });

export const timezoneShape = z
  .string()
  .max(64)
  .transform((value, context) => {
    const zone = zoneName(value);
    if (zone !== null) return zone;
    context.addIssue({ code: "custom", message: "Must be the IANA name of a time zone, such as Europe/Berlin" });
    return z.NEVER;
  })
  .meta({ description: "IANA name of a time zone.", example: "Europe/Berlin" });

export const weekStartShape = z.enum(["monday", "saturday", "sunday"]);

export const roleShape = z.enum(["admin", "user", "viewer"]);

/** A random token from an email. */
export const mailedTokenShape = z
  .string()
  .min(1)
  .max(200)
  .meta({ description: "The token in the link of the email.", example: "q1Z…" });

export const userShape = z
  .object({
    id: z.int(),
    user_id: z.int().meta({ description: "Same as `id`." }),
    email: z.string(),
    username: z.string().nullable(),
    name: z.string().nullable(),
    role: roleShape,
    timezone: z.string(),
    week_start: weekStartShape,
    is_active: z.boolean(),
    email_verified: z.boolean(),
    has_password: z.boolean().meta({ description: "False for an account that only signs in with GitHub." }),
    github_username: z.string().nullable(),
    avatar_url: z.string().nullable(),
    created_at: instantOut,
    last_login_at: instantOut.nullable(),
    expires_at: instantOut
      .nullable()
      .meta({ description: "When the account is deleted automatically; only for accounts with sample data." }),
  })
  .meta({ id: "User" });

const tokenType = z.literal("bearer");
const expiresIn = z.int().meta({ description: "Seconds until the access token expires." });

export const accessShape = {
  access_token: z.string(),
  token: z.string().meta({ description: "Same as `access_token`." }),
  token_type: tokenType,
  expires_in: expiresIn,
};

export const pairShape = z.object({ ...accessShape, refresh_token: z.string() });

export const codeVerifierShape = z
  .string()
  .regex(/^[A-Za-z0-9._~-]{43,128}$/, { error: "Must be a PKCE code verifier (RFC 7636)" });

export const redirectUriShape = z
  .string()
  .max(2000)
  .regex(/^[a-z][a-z0-9+.-]*:\S+$/i, { error: "Must be a URL" });

/** The response for existing clients, which hold no refresh token, to an access token. */
export const renewedShape = z.object({
  token: z.string().meta({ description: "Same as `access_token`." }),
  access_token: z.string(),
  expires_in: expiresIn,
});

export const githubUserShape = userShape
  .extend({ github_avatar_url: z.string().nullable() })
  .meta({ id: "GithubUser" });

export const loginShape = z
  .object({
    id: z.int(),
    device: z.string().meta({ description: "Short text from the user agent, such as `Chrome on macOS`." }),
    user_agent: z.string().nullable(),
    address: z.string().nullable(),
    kind: z.enum(["browser", "client", "github_client"]),
    created_at: instantOut,
    last_seen_at: instantOut.meta({ description: "To the minute." }),
    expires_at: instantOut.meta({ description: "When it ends unless renewed." }),
    current: z.boolean().meta({ description: "Whether this request uses it." }),
  })
  .meta({ id: "LoginSession" });

export type Login = z.output<typeof loginShape>;

export const scopesShape = z
  .array(z.enum(["read", "write"]))
  .min(1)
  .max(2)
  .refine((scopes) => new Set(scopes).size === scopes.length, { error: "Name each scope once" })
  .meta({ description: "`write` implies `read`.", example: ["read"] });

export const apiTokenShape = z
  .object({
    id: z.int(),
    name: z.string(),
    scopes: z.array(z.enum(["read", "write"])),
    last4: z.string().meta({ description: "The last four characters of the secret." }),
    created_at: instantOut,
    expires_at: instantOut.nullable(),
    last_used_at: instantOut.nullable(),
  })
  .meta({ id: "ApiToken" });

export type ApiToken = z.output<typeof apiTokenShape>;

export const resetPreviewShape = z
  .object({
    first_proof: z.boolean().meta({
      description: "Whether the address was never confirmed before; if so, everything set up until now is removed.",
    }),
    tokens: z.array(apiTokenShape).meta({ description: "The API tokens that are deleted, unless kept." }),
    github_username: z.string().nullable(),
  })
  .meta({ id: "ResetPreview" });

export type ResetPreview = z.output<typeof resetPreviewShape>;

export const futureShape = instantIn.refine((value) => Date.parse(value) > Date.now(), {
  error: "Must be in the future",
});
