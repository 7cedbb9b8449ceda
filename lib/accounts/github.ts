import "server-only";
import { z } from "zod";
import { env } from "@/lib/core/env.ts";
import { AppError, invalid } from "@/lib/core/errors.ts";
import { nameShape } from "./shapes.ts";

/** The GitHub profile data that Stint uses. */
export interface GithubProfile {
  id: number;
  login: string;
  name: string | null;
  avatarUrl: string | null;
  /** The primary address, if GitHub has confirmed it. */
  verifiedEmail: string | null;
}

/** The deadline for all requests of one sign-in to GitHub. */
export const githubDeadline = (): AbortSignal => AbortSignal.timeout(10_000);

const away = (cause?: unknown): AppError =>
  new AppError("UNAVAILABLE", "GitHub cannot be reached", { cause, retryAfter: 10 });

/** Stint's OAuth credentials at GitHub. @throws {AppError} NOT_FOUND when there are none */
export function githubApplication(): { id: string; secret: string } {
  const { GITHUB_ID, GITHUB_SECRET } = env();
  if (!GITHUB_ID || !GITHUB_SECRET) throw new AppError("NOT_FOUND", "GitHub sign-in is not set up on this server");
  return { id: GITHUB_ID, secret: GITHUB_SECRET };
}

async function askGithub(url: string, init: RequestInit): Promise<{ status: number; body: unknown }> {
  try {
    const response = await fetch(url, {
      ...init,
      headers: { Accept: "application/json", "User-Agent": "Stint", ...init.headers },
      redirect: "error",
    });
    if (response.status >= 500 || response.status === 429) throw away();
    // Errors are not always JSON; a missing field is reported where it is read.
    const body: unknown = response.ok ? await response.json() : await response.json().catch(() => null);
    return { status: response.status, body };
  } catch (cause) {
    throw cause instanceof AppError ? cause : away(cause);
  }
}

const tokenAnswer = z.union([z.object({ access_token: z.string().min(1) }), z.object({ error: z.string() })]);

/** What a client received from GitHub, and the secret that proves it started the flow. */
export interface GithubCode {
  code: string;
  codeVerifier?: string | undefined;
  redirectUri?: string | undefined;
}

/** The same value under either of its names. */
function either(name: "codeVerifier" | "redirectUri", one: string | undefined, other: string | undefined) {
  if (one !== undefined && other !== undefined && one !== other) {
    throw invalid(["body", name], "Must not be given twice with different values");
  }
  return one ?? other;
}

/**
 * The client's parameters, with either spelling of the names.
 * @throws {AppError} VALIDATION_ERROR when both spellings are sent with different values
 */
export const spelledOnce = (
  given: GithubCode & { code_verifier?: string | undefined; redirect_uri?: string | undefined },
): GithubCode => ({
  code: given.code,
  codeVerifier: either("codeVerifier", given.codeVerifier, given.code_verifier),
  redirectUri: either("redirectUri", given.redirectUri, given.redirect_uri),
});

/**
 * Exchanges the authorisation code a client received for a GitHub access token.
 * @throws {AppError} UNAUTHORIZED for a code GitHub rejects, UNAVAILABLE when it is down or too slow
 */
export async function exchangeCode(given: GithubCode, signal: AbortSignal): Promise<string> {
  const { code, codeVerifier, redirectUri } = given;
  const { id, secret } = githubApplication();
  const { body } = await askGithub(`${env().GITHUB_URL.replace(/(?<!\/)\/+$/, "")}/login/oauth/access_token`, {
    method: "POST",
    signal,
    body: new URLSearchParams({
      client_id: id,
      client_secret: secret,
      code,
      ...(codeVerifier && { code_verifier: codeVerifier }),
      ...(redirectUri && { redirect_uri: redirectUri }),
    }),
  });
  const answer = tokenAnswer.safeParse(body);
  if (!answer.success) throw away(answer.error);
  if ("access_token" in answer.data) return answer.data.access_token;
  const { error } = answer.data;
  if (error === "redirect_uri_mismatch") {
    throw invalid(["body", "redirectUri"], "Must be the address GitHub was given");
  }
  // Our own credentials are wrong: nothing the caller could fix.
  if (error === "incorrect_client_credentials") throw away(new Error("GitHub refuses GITHUB_ID and GITHUB_SECRET"));
  throw new AppError("UNAUTHORIZED", "GitHub refused the code; sign in again");
}

const userAnswer = z.object({
  id: z.int().positive(),
  login: z.string().regex(/^[\w-]{1,100}$/),
  name: z.string().nullish(),
  avatar_url: z.string().nullish(),
});

const emailsAnswer = z.array(z.object({ email: z.string(), primary: z.boolean(), verified: z.boolean() }));

const readable = z.email().max(254);

function verifiedEmailOf(body: unknown): string | null {
  // Without the scope user:email GitHub responds with an error instead of a list.
  const emails = emailsAnswer.safeParse(body).data?.filter((each) => each.verified) ?? [];
  const email = (emails.find((each) => each.primary) ?? emails[0])?.email.toLowerCase();
  return readable.safeParse(email).data ?? null;
}

const webAddress = (url: string | null | undefined): string | null =>
  url && url.length <= 1000 && /^https?:\/\//.test(url) ? url : null;

/**
 * Fetches the GitHub user of an access token.
 * @throws {AppError} UNAUTHORIZED for a token GitHub rejects, UNAVAILABLE when it is down or too slow
 */
export async function readProfile(accessToken: string, signal: AbortSignal): Promise<GithubProfile> {
  const api = env().GITHUB_API_URL.replace(/(?<!\/)\/+$/, "");
  const init = { headers: { Authorization: `Bearer ${accessToken}` }, signal };
  const [user, emails] = await Promise.all([askGithub(`${api}/user`, init), askGithub(`${api}/user/emails`, init)]);
  if (user.status === 401 || user.status === 403) {
    throw new AppError("UNAUTHORIZED", "GitHub refused the sign-in; sign in again");
  }
  const parsed = userAnswer.safeParse(user.body);
  if (!parsed.success) throw away(parsed.error);
  const { id, login, name, avatar_url } = parsed.data;
  return {
    id,
    login,
    name: nameShape.safeParse(name).data ?? null,
    avatarUrl: webAddress(avatar_url),
    verifiedEmail: verifiedEmailOf(emails.body),
  };
}
