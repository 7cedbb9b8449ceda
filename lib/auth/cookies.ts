import { env } from "@/lib/core/env.ts";

/** True when Stint is reached over HTTPS, so that cookies may be `Secure`. */
export const isSecure = (): boolean => env().APP_URL.startsWith("https://");

/**
 * A cookie's name. The prefix makes browsers require HTTPS, this exact host and the whole path, so that no page of a
 * sibling domain can set the cookie (RFC 6265bis, 4.1.3.2).
 */
export const cookieName = (name: string): string => (isSecure() ? `__Host-${name}` : name);

/** Name of the sign-in cookie. */
export const sessionCookieName = (): string => cookieName("stint.session");

/** Name of the cookie that holds one half of a CSRF token. */
export const csrfCookieName = (): string => cookieName("stint.csrf");

/** One cookie's value from a `Cookie` header, or undefined. */
export function readCookie(header: string | null, name: string): string | undefined {
  if (!header) return undefined;
  for (const part of header.split(";")) {
    const separator = part.indexOf("=");
    if (separator > 0 && part.slice(0, separator).trim() === name) return part.slice(separator + 1).trim();
  }
  return undefined;
}

/** `Set-Cookie` line that deletes the sign-in cookie. */
export const expiredSessionCookie = (): string =>
  `${sessionCookieName()}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0${isSecure() ? "; Secure" : ""}`;
