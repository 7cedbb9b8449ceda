import "server-only";
import { timingSafeEqual } from "node:crypto";
import { csrfCookieName, isSecure, readCookie, sessionCookieName } from "@/lib/auth/cookies.ts";
import { env } from "@/lib/core/env.ts";
import { AppError } from "@/lib/core/errors.ts";
import { hashToken, keyedHash, randomToken } from "@/lib/core/secrets.ts";

/**
 * Signed double-submit tokens, bound to the login (OWASP CSRF Prevention Cheat Sheet): the cookie holds a random
 * value, the header an HMAC of that value and the sign-in cookie, which only this server can compute.
 */
function tokenFor(cookieValue: string, headers: Headers): string {
  const signIn = readCookie(headers.get("cookie"), sessionCookieName());
  return keyedHash("csrf", `${cookieValue}.${signIn ? hashToken(signIn) : "signed-out"}`);
}

/** A token for the caller and the `Set-Cookie` line of its counterpart. */
export function issueCsrfToken(headers: Headers): { csrfToken: string; setCookie: string } {
  const known = readCookie(headers.get("cookie"), csrfCookieName());
  const value = known && /^[\w-]{43}$/.test(known) ? known : randomToken();
  const secure = isSecure() ? "; Secure" : "";
  return {
    csrfToken: tokenFor(value, headers),
    setCookie: `${csrfCookieName()}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=86400${secure}`,
  };
}

const same = (left: string, right: string): boolean => {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
};

/** True when `origin` is Stint's own: the configured address, or the host this request was sent to. */
export function isOwnOrigin(origin: string, headers: Headers): boolean {
  if (origin === env().APP_URL) return true;
  const host = headers.get("host");
  return host !== null && (origin === `http://${host}` || origin === `https://${host}`);
}

/**
 * Rejects an unsafe cookie-authenticated request that another site, or an extension, may have sent.
 * @throws {AppError} CSRF_FAILED
 */
export function verifyCsrf(headers: Headers): void {
  const origin = headers.get("origin");
  const site = headers.get("sec-fetch-site");
  if (origin !== null && !isOwnOrigin(origin, headers)) {
    throw new AppError("CSRF_FAILED", "The request came from another origin");
  }
  // Extensions with host permission send the cookie with `none`; only Stint's own pages send `same-origin`.
  if (site !== null && site !== "same-origin") throw new AppError("CSRF_FAILED", "The request came from another site");
  const cookieValue = readCookie(headers.get("cookie"), csrfCookieName());
  const given = headers.get("x-csrf-token");
  if (!cookieValue || !given || !same(given, tokenFor(cookieValue, headers))) {
    throw new AppError("CSRF_FAILED", "X-CSRF-Token is missing or does not match; get one from /api/v1/csrf-token");
  }
}
