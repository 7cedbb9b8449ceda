import { env } from "@/lib/core/env.ts";

/** True when people reach Stint over HTTPS, and cookies may say `Secure`. */
export const isSecure = (): boolean => env().APP_URL.startsWith("https://");

/**
 * A cookie's name. The prefix makes browsers insist on HTTPS, on this very host and on the whole of it, so that no page
 * of a neighbouring host can set the cookie (RFC 6265bis, 4.1.3.2).
 */
export const cookieName = (name: string): string => (isSecure() ? `__Host-${name}` : name);

/** Name of the sign-in cookie. */
export const sessionCookieName = (): string => cookieName("stint.session");

/** Name of the cookie that half of a CSRF token lives in. */
export const csrfCookieName = (): string => cookieName("stint.csrf");

/** One cookie's value out of a `Cookie` header, or undefined. */
export function readCookie(header: string | null, name: string): string | undefined {
  if (!header) return undefined;
  for (const part of header.split(";")) {
    const separator = part.indexOf("=");
    if (separator > 0 && part.slice(0, separator).trim() === name) return part.slice(separator + 1).trim();
  }
  return undefined;
}

/** `Set-Cookie` line that removes the sign-in cookie. */
export const expiredSessionCookie = (): string =>
  `${sessionCookieName()}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0${isSecure() ? "; Secure" : ""}`;
