import "server-only";
import type { NextAuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import type { OAuthConfig } from "next-auth/providers/oauth";
import { accountsContract } from "@/lib/accounts/contract.ts";
import { cookieToken, endCookieLogin } from "@/lib/accounts/cookie-login.ts";
import { type GithubProfile, githubDeadline, readProfile } from "@/lib/accounts/github.ts";
import { joinGithub } from "@/lib/accounts/github-link.ts";
import { signInWithGithub } from "@/lib/accounts/github-sign-in.ts";
import { endLogin, type OpenedLogin, type Place } from "@/lib/accounts/logins.ts";
import { findUser } from "@/lib/accounts/queries.ts";
import { rememberedSeconds } from "@/lib/accounts/rules.ts";
import { signIn } from "@/lib/accounts/sign-in.ts";
import type { LimitState } from "@/lib/api/limits.ts";
import { chargeAttempt } from "@/lib/api/sign-in-limits.ts";
import { cookieName, isSecure, readCookie, sessionCookieName } from "@/lib/auth/cookies.ts";
import { identify } from "@/lib/auth/principal.ts";
import { readToken } from "@/lib/auth/tokens.ts";
import { describeError } from "@/lib/core/describe-error.ts";
import { env } from "@/lib/core/env.ts";
import { AppError, type ErrorCode, toAppError } from "@/lib/core/errors.ts";
import { log } from "@/lib/core/log.ts";
import { deriveKey } from "@/lib/core/secrets.ts";
import { settingsAfter, type Trip } from "./github-trip.ts";

/**
 * next-auth runs the OAuth flow with GitHub and serves its own client; whether a user is signed in is decided by the
 * login's row, as everywhere. Its tokens are our cookie's: one login, one end.
 */

/** The context of one next-auth request; the steps of a sign-in pass the login on through it. */
export interface Progress extends Place {
  request: Request;
  /** The purpose of the OAuth flow, when this is its callback; null also means signing in. */
  trip: Trip | null;
  /** The rate limit budgets charged for this attempt so far. */
  charged?: LimitState | undefined;
  github?: GithubProfile;
  opened?: OpenedLogin;
  /** Why nobody was signed in; next-auth redirects all the same. */
  refused?: ErrorCode;
}

function githubProvider(progress: Progress): OAuthConfig<{ sub: string }>[] {
  const { GITHUB_ID, GITHUB_SECRET, GITHUB_URL, GITHUB_API_URL } = env();
  if (!GITHUB_ID || !GITHUB_SECRET) return [];
  const oauth = `${GITHUB_URL.replace(/(?<!\/)\/+$/, "")}/login/oauth`;
  return [
    {
      id: "github",
      name: "GitHub",
      type: "oauth",
      clientId: GITHUB_ID,
      clientSecret: GITHUB_SECRET,
      checks: ["pkce", "state"],
      issuer: oauth,
      client: { token_endpoint_auth_method: "client_secret_post" },
      httpOptions: { timeout: 10_000 },
      authorization: { url: `${oauth}/authorize`, params: { scope: "read:user user:email" } },
      token: `${oauth}/access_token`,
      userinfo: {
        url: `${GITHUB_API_URL.replace(/(?<!\/)\/+$/, "")}/user`,
        async request({ tokens }) {
          if (!tokens.access_token) throw new AppError("UNAUTHORIZED", "GitHub refused the code; sign in again");
          progress.github = await readProfile(tokens.access_token, githubDeadline());
          return { sub: String(progress.github.id) };
        },
      },
      profile: ({ sub }) => ({ id: sub }),
    },
  ];
}

function passwordProvider(progress: Progress) {
  return CredentialsProvider({
    name: "Email and password",
    credentials: { email: { label: "Email", type: "email" }, password: { label: "Password", type: "password" } },
    async authorize(given) {
      const input = accountsContract.login.input.safeParse({ email: given?.email, password: given?.password });
      try {
        await chargeAttempt("auth", progress, input.data?.email, progress.charged);
        if (!input.success) {
          progress.refused = "VALIDATION_ERROR";
          return null;
        }
        progress.opened = await signIn(progress, { ...input.data, remember_me: true }, "browser");
      } catch (error) {
        progress.refused = toAppError(error).code;
        // next-auth puts the message into the URL of the sign-in page.
        throw new Error(progress.refused, { cause: error });
      }
      return { id: String(progress.opened.user.id) };
    },
  });
}

function codeOf(error: unknown): ErrorCode {
  const { code, status } = toAppError(error);
  if (status >= 500) log().error(describeError(error), code);
  return code;
}

/** Signs in, or links the signed-in account; then next-auth redirects to the returned URL, and does nothing else. */
async function endTrip(progress: Progress, github: GithubProfile): Promise<true | string> {
  const link = progress.trip?.link;
  try {
    if (link) return settingsAfter(await joinGithub(link.user, github));
    progress.opened = await signInWithGithub(github, "browser", progress);
    return true;
  } catch (error) {
    const code = codeOf(error);
    progress.refused = code;
    if (link) return settingsAfter(code);
    return `/sign-in?error=${code === "CONFLICT" ? "OAuthAccountNotLinked" : code}`;
  }
}

const callbacks = (progress: Progress): NextAuthOptions["callbacks"] => ({
  // A sign-in by password has created its login already.
  signIn: async () => (progress.github ? endTrip(progress, progress.github) : progress.opened !== undefined),
  jwt: ({ token }) => token,
  async session({ session, token }) {
    const user = await findUser(Number(token.sub));
    return {
      expires: new Date(Number(token.exp) * 1000).toISOString(),
      user: { ...session.user, name: user?.name ?? null, email: user?.email ?? null, image: user?.avatar_url ?? null },
    };
  },
});

/** next-auth's options for one request. */
export function nextAuthOptions(progress: Progress): NextAuthOptions {
  const { request } = progress;
  const cookie = { httpOnly: true, sameSite: "lax", path: "/", secure: isSecure() } as const;
  return {
    secret: deriveKey("next-auth").toString("base64url"),
    providers: [passwordProvider(progress), ...githubProvider(progress)],
    session: { strategy: "jwt", maxAge: rememberedSeconds },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    useSecureCookies: isSecure(),
    cookies: {
      sessionToken: { name: sessionCookieName(), options: cookie },
      csrfToken: { name: cookieName("next-auth.csrf-token"), options: cookie },
      callbackUrl: { name: cookieName("next-auth.callback-url"), options: cookie },
      pkceCodeVerifier: { name: cookieName("next-auth.pkce.code_verifier"), options: { ...cookie, maxAge: 15 * 60 } },
      state: { name: cookieName("next-auth.state"), options: { ...cookie, maxAge: 15 * 60 } },
    },
    callbacks: callbacks(progress),
    jwt: {
      async encode() {
        const current = readCookie(request.headers.get("cookie"), sessionCookieName());
        if (!progress.opened) return current ?? "";
        await endCookieLogin(current);
        return cookieToken(progress.opened);
      },
      async decode({ token }) {
        if (!token) return null;
        const { principal } = await identify(new Headers({ cookie: `${sessionCookieName()}=${token}` }));
        return principal ? { ...readToken("cookie", token) } : null;
      },
    },
    events: {
      async signOut({ token }) {
        if (token?.sub) await endLogin(Number(token.sub), Number(token.sid));
      },
    },
    // Codes only: next-auth's metadata may contain tokens and user input.
    logger: {
      // A cookie whose login has ended is normal.
      error: (code) => code !== "JWT_SESSION_ERROR" && log().warn({ code }, "next-auth"),
      warn: (code) => log().warn({ code }, "next-auth"),
      debug: () => {},
    },
  };
}
