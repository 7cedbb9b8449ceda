import { env } from "@/lib/env.ts";

/** True when people reach Stint over HTTPS, and cookies may say `Secure`. */
export const isSecure = (): boolean => env().APP_URL.startsWith("https://");

/** Name of the sign-in cookie; the prefix makes browsers insist on HTTPS (RFC 6265bis, 4.1.3). */
export const sessionCookieName = (): string => (isSecure() ? "__Secure-stint.session" : "stint.session");

/** Name of the cookie that half of a CSRF token lives in. */
export const csrfCookieName = (): string => (isSecure() ? "__Host-stint.csrf" : "stint.csrf");

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
